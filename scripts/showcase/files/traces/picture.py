"""People, places and devices in a picture: EXIF, XMP, IPTC and the texts of a PNG.

Tags by CIPA DC-008 (EXIF 3.0) and the IPTC Photo Metadata Standard.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin, PngImagePlugin

from showcase.files.traces import Kind, Trace
from showcase.files.traces.ends import find_end, holds_more_than_pixels, jpeg_segments
from showcase.files.traces.text import find_in_text
from showcase.files.traces.xmp import find_in_profile, find_in_xmp, find_packets

_FORMATS = ("PNG", "JPEG", "WEBP")
_EXIF: dict[int, tuple[Kind, str]] = {
    0x013B: ("author", "Artist"),
    0x013C: ("device", "HostComputer"),
    0x9C9D: ("author", "XPAuthor"),
}
_CAMERA: dict[int, tuple[Kind, str]] = {
    0xA430: ("device", "CameraOwnerName"),
    0xA431: ("device", "BodySerialNumber"),
    0xA435: ("device", "LensSerialNumber"),
    0xA437: ("author", "Photographer"),
    0xA438: ("author", "ImageEditor"),
    0x927C: ("device", "MakerNote"),
}
_IPTC = {(2, 80): "By-line", (2, 122): "Writer", (2, 118): "Contact"}
_REMARKS = {
    0x010E: "ImageDescription",
    0x8298: "Copyright",
    0x9286: "UserComment",
    0x9C9C: "XPComment",
    0x9C9E: "XPKeywords",
    0x9C9F: "XPSubject",
}
_POSITION = (0x0002, 0x0004)
"""GPSLatitude and GPSLongitude."""

_COMMENT = 0xFE
_THUMBNAIL = re.compile(rb"8BIM\x04[\x09\x0c]")
_POSITIONS = re.compile("GPS ?(?:Latitude|Longitude|Position|Coordinates)|geo[.:](?:lat|lon)", re.IGNORECASE)
_DATASET = re.compile(rb"\x1c\x02([\x50\x76\x7a])(..)(.{0,200})", re.DOTALL)
_EXIF_BOX = b"JpgTiffExif->JP2"
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\x00"
_NAME_BYTES = 32
"""Behind it the name of the whole, its length, the place of this part, and the part (XMP, part 3, 1.1.3.1)."""


def find_in_attached(content: bytes) -> Iterator[Trace]:
    """The same of a picture that pages show: it must be there to its last pixel. Raises whatever Pillow does."""
    yield from find_in_picture(content)
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        image.load()


def find_in_picture(content: bytes) -> Iterator[Trace]:
    """Raises whatever Pillow does."""
    yield from _behind(content)
    with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
        texts = image.text if isinstance(image, PngImagePlugin.PngImageFile) else {}  # reads to the file's end
        for exif in (image.getexif(), *_further_exif(content)):
            yield from _taken(exif)
        yield from _iptc(image)
        packet = image.info.get("xmp") or texts.get("XML:com.adobe.xmp")
        if packet:
            yield from find_in_xmp(packet if isinstance(packet, bytes) else str(packet).encode())
        yield from _further_packets(content, texts)
        if author := str(texts.get("Author") or "").strip():
            yield Trace("author", "PNG Author", author)
        yield from _written(content, texts)
        yield from _beside(image)


def _beside(image: Image.Image) -> Iterator[Trace]:
    """Further pictures, which show only as it moves, or never; and what somebody wrote into its colour profile."""
    if getattr(image, "is_animated", False) and image.format != "MPO":  # that one's are told by their segment
        yield Trace("embedded", f"{image.format} animation", "")
    profile = image.info.get("icc_profile") or b""
    for text in (profile.decode("latin-1"), profile.decode("utf-16-be", "replace")):
        yield from find_in_text("colour profile", text)


def find_in_jp2(content: bytes) -> Iterator[Trace]:
    """The same of a JPEG 2000, which has its EXIF and its XMP in boxes of their own (ISO/IEC 15444-1, I.7)."""
    yield from find_packets(content)
    if _EXIF_BOX in content:
        exif = Image.Exif()
        exif.load(b"Exif\x00\x00" + content.partition(_EXIF_BOX)[2])
        yield from _taken(exif)


def _taken(exif: Image.Exif) -> Iterator[Trace]:
    """Who took the picture, with what and where."""
    yield from _tags(exif, _EXIF)
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    yield from _tags(camera, _CAMERA)
    if any(tag in exif.get_ifd(ExifTags.IFD.GPSInfo) for tag in _POSITION):
        yield Trace("place", "EXIF GPS", "")
    if exif.get_ifd(ExifTags.IFD.IFD1):
        yield Trace("embedded", "EXIF thumbnail", "")  # what was cut off the picture may still be on it
    for tag, name in _REMARKS.items():
        for text in _readings({**exif, **camera}.get(tag), name):
            yield from find_in_text(f"EXIF {name}", text)


def _readings(value: object, name: str) -> list[str]:
    """A remark as its tag has it; behind UNICODE in either order of bytes, for programs differ."""
    if isinstance(value, bytes) and value.startswith(b"UNICODE\x00"):
        return [_text(value[8:], encoding) for encoding in ("utf-16-le", "utf-16-be")]
    return [_text(value, "utf-16-le" if name.startswith("XP") else "utf-8")]


def _further_exif(content: bytes) -> Iterator[Image.Exif]:
    """A JPEG may have several; programs for pictures read the first, or the last."""
    for *_, part in _segments(content):
        if part.startswith(b"Exif\x00"):
            exif = Image.Exif()
            exif.load(part)
            yield exif


def _segments(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    return jpeg_segments(content) if content.startswith(b"\xff\xd8") else iter(())


def _further_packets(content: bytes, texts: Mapping[str, object]) -> Iterator[Trace]:
    """XMP that is longer than a segment of a JPEG goes on in others; ImageMagick has its own place for it."""
    parts: dict[bytes, list[bytes]] = {}
    for *_, part in _segments(content):
        if part.startswith(_EXTENSION):
            whole, piece = part[len(_EXTENSION) :][:_NAME_BYTES], part[len(_EXTENSION) + _NAME_BYTES + 4 :]
            parts.setdefault(whole, []).append(piece)
    for held in parts.values():
        yield from find_in_xmp(b"".join(piece[4:] for piece in sorted(held, key=lambda piece: piece[:4])))
    for name in ("Raw profile type xmp", "Raw profile type APP1"):
        yield from find_in_profile(str(texts.get(name) or ""))


def _written(content: bytes, texts: Mapping[str, object]) -> Iterator[Trace]:
    """Numbers of people in what somebody wrote into the file, and places in the texts of a PNG."""
    for marker, _, part in _segments(content):
        if marker == _COMMENT:
            yield from find_in_text("JPEG comment", _text(part, "utf-8"))
    for name, value in texts.items():
        yield from find_in_text(f"PNG {name[:40]}", str(value))
        if _POSITIONS.search(name):
            yield Trace("place", f"PNG {name[:40]}", "")
    profile = str(texts.get("Raw profile type iptc") or "")
    for number, size, value in _DATASET.findall(bytes.fromhex("".join(profile.strip().splitlines()[2:]))):
        text = value[: int.from_bytes(size, "big")].decode("utf-8", "replace")
        yield Trace("author", f"IPTC {_IPTC[2, number[0]]}", text)


def _behind(content: bytes) -> Iterator[Trace]:
    """Data after the picture's end, or a second picture in a JPEG (CIPA DC-007)."""
    if content[find_end(content) :].strip(b"\x00\r\n "):
        yield Trace("behind", "end of the picture", "")
    if content.startswith(b"\x89PNG") and holds_more_than_pixels(content):
        yield Trace("behind", "PNG pixels", "")
    for *_, part in _segments(content):
        if part.startswith(b"MPF\x00"):
            yield Trace("embedded", "JPEG MPF", "")
        elif part.startswith(b"JFXX\x00") or (part.startswith(b"Photoshop") and _THUMBNAIL.search(part)):
            yield Trace("embedded", "JPEG thumbnail", "")


def _tags(values: Any, wanted: dict[int, tuple[Kind, str]]) -> Iterator[Trace]:
    for tag, (kind, name) in wanted.items():
        if text := _text(values.get(tag), "utf-16-le" if name.startswith("XP") else "utf-8"):
            yield Trace(kind, f"EXIF {name}", text)


def _iptc(image: Image.Image) -> Iterator[Trace]:
    found = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]  # any image will do
    for tag, name in _IPTC.items():
        values = found.get(tag) or ()
        for value in values if isinstance(values, list) else (values,):
            if text := _text(value, "utf-8"):
                yield Trace("author", f"IPTC {name}", text)


def _text(value: object, encoding: str) -> str:
    text = value.decode(encoding, "replace") if isinstance(value, bytes) else str(value or "")
    return text.strip("\x00 ")
