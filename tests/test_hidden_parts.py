"""Parts of attachments that programs seldom show: told, wherever in the file they stand."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from attached import box, iptc_record, pdf, picture, plain_pdf, png_text, with_segment, xmp
from showcase.files.traces import Trace, load_traces

MOBILE = "13800138000"
SCRIPT = "<</S /JavaScript /JS (app.alert(1))>>"
GPS = xmp(attributes='exif:GPSLatitude="36,4N"')
SCRIPTED = Trace("action", "PDF JavaScript", "")
THUMBNAIL = Trace("embedded", "JPEG thumbnail", "")


def _of_another_generation() -> bytes:
    """The object was written a second time under its number, as programs do that put a file in order."""
    content = plain_pdf("/OpenAction 4 1 R", SCRIPT).replace(b"4 0 obj", b"4 1 obj")
    head, _, tail = content.rpartition(b" 00000 n \n")
    return head + b" 00001 n \n" + tail


def _packed() -> bytes:
    """The script stands in a compressed stream of objects, which no search of the file's bytes finds."""
    held = zlib.compress(f"5 0 {SCRIPT}".encode())
    objects = [
        b"<</Type /Catalog /Pages 2 0 R /OpenAction 5 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
        _stream("/Type /ObjStm /N 1 /First 4", held),
    ]
    content, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    rows = [(0, 0, 255), *((1, place, 0) for place in places), (2, 4, 0), (1, len(content), 0)]
    table = zlib.compress(b"".join(struct.pack(">BHB", *row) for row in rows))
    entries = f"/Type /XRef /Size {len(rows)} /W [1 2 1] /Root 1 0 R"
    return content + b"6 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (_stream(entries, table), len(content))


def _stream(entries: str, held: bytes) -> bytes:
    return f"<<{entries} /Filter /FlateDecode /Length {len(held)}>>\nstream\n".encode() + held + b"\nendstream"


def _pictured(filters: list[str], held: bytes) -> bytes:
    """A PDF that shows a picture packed in these ways."""
    writer = PdfWriter()
    image = StreamObject()
    image[NameObject("/Subtype")] = NameObject("/Image")
    image[NameObject("/Filter")] = ArrayObject([NameObject(name) for name in filters])
    image._data = held
    shown = DictionaryObject({NameObject("/I"): writer._add_object(image)})
    writer.add_blank_page(9, 9)[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _bookmarked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer.add_outline_item(title=f"联系 {MOBILE}", page_number=0)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _exif(**tags: Any) -> bytes:
    """A JPEG with tags of the camera's, by their numbers in hexadecimal."""
    image, file = Image.new("RGB", (8, 8)), io.BytesIO()
    exif = image.getexif()
    exif.get_ifd(0x8769).update({int(tag[1:], 16): value for tag, value in tags.items()})
    image.save(file, "JPEG", exif=exif.tobytes())
    return file.getvalue()


def _second_exif() -> bytes:
    """Who looks at the first EXIF sees no position."""
    placed = picture(gps=True)
    start = placed.index(b"Exif\x00\x00")
    payload = placed[start : start - 2 + int.from_bytes(placed[start - 2 : start], "big")]
    first = picture(artist="X")
    end = first.index(b"Exif\x00\x00")
    end += int.from_bytes(first[end - 2 : end], "big") - 2
    return first[:end] + b"\xff\xe1" + (len(payload) + 2).to_bytes(2, "big") + payload + first[end:]


def _resource(number: bytes, held: bytes) -> bytes:
    return b"8BIM" + number + bytes(2) + struct.pack(">I", len(held)) + held + bytes(len(held) % 2)


def _profile(held: bytes) -> bytes:
    return png_text(**{"Raw profile type iptc": f"\niptc\n{len(held):8}\n{held.hex()}\n"})


def _moving(kind: str) -> bytes:
    """A picture with a second one that shows as it moves."""
    buffer = io.BytesIO()
    first, second = (Image.new("RGB", (16, 16), colour) for colour in ("white", "red"))
    first.save(buffer, kind, save_all=True, append_images=[second], duration=100)
    return buffer.getvalue()


DESCRIPTION = xmp(f"<dc:description>请打 {MOBILE}</dc:description>")
HIDDEN: list[tuple[str, bytes, Trace]] = [
    ("a.pdf", _of_another_generation(), SCRIPTED),
    ("a.pdf", _packed(), SCRIPTED),
    ("a.pdf", plain_pdf("/OpenAction <</S /Thread /F (\\\\\\\\host\\\\x.pdf)>>"), Trace("action", "PDF F", "")),
    (
        "a.pdf",
        plain_pdf("/X 4 0 R", "<</Length 0 /F (x.bin)>>\nstream\n\nendstream"),
        Trace("action", "PDF F", ""),
    ),
    ("a.pdf", _bookmarked(), Trace("personal", "PDF Title", MOBILE)),
    (
        "a.pdf",
        plain_pdf("/StructTreeRoot 4 0 R", "<</S /Figure /Alt (Tel 138 0013 8000)>>"),
        Trace("personal", "PDF Alt", "138 0013 8000"),
    ),
    (
        "a.pdf",
        plain_pdf("/AcroForm <</Fields [4 0 R]>>", "<</FT /Tx /T (a) /V (QQ 12345678)>>"),
        Trace("personal", "PDF V", "QQ 12345678"),
    ),
    (
        "a.pdf",
        plain_pdf("/PieceInfo <</Private <</User (C:\\\\Users\\\\wang\\\\x.ai)>> >>"),
        Trace("folder", "PDF User", r"C:\Users\wang\x.ai"),
    ),
    ("a.pdf", pdf(packet=DESCRIPTION), Trace("personal", "XMP", MOBILE)),
    ("a.pdf", _pictured(["/JPXDecode"], box(b"uuid", bytes(16) + GPS)), Trace("place", "XMP GPSLatitude", "")),
    (
        "a.pdf",
        _pictured(["/FlateDecode", "/DCTDecode"], zlib.compress(picture(gps=True))),
        Trace("place", "PDF EXIF GPS", ""),
    ),
    ("a.jpg", _second_exif(), Trace("place", "EXIF GPS", "")),
    ("a.jpg", _exif(x927C=b"Maker\x00S/N 12345"), Trace("device", "EXIF MakerNote", "Maker\x00S/N 12345")),
    ("a.jpg", _exif(x9286=b"UNICODE\x00" + MOBILE.encode("utf-16-be")), Trace("personal", "EXIF UserComment", MOBILE)),
    ("a.jpg", picture(packet=DESCRIPTION), Trace("personal", "XMP", MOBILE)),
    ("a.jpg", with_segment(picture(), 0xED, b"Photoshop 3.0\x00" + _resource(b"\x04\x0c", picture())), THUMBNAIL),
    ("a.jpg", with_segment(picture(), 0xE0, b"JFXX\x00\x10" + picture()), THUMBNAIL),
    ("a.jpg", with_segment(picture(), 0xEB, b"JP" + bytes(3000)), Trace("embedded", "JPEG APP11", "")),
    ("a.png", _moving("PNG"), Trace("embedded", "PNG animation", "")),
    ("a.webp", _moving("WEBP"), Trace("embedded", "WEBP animation", "")),
    (
        "a.jpg",
        with_segment(picture(), 0xE2, b"ICC_PROFILE\x00\x01\x01" + bytes(128) + MOBILE.encode("utf-16-be")),
        Trace("personal", "colour profile", MOBILE),
    ),
    (
        "a.jpg",
        with_segment(with_segment(picture(), 0xFE, b"plain"), 0xFE, MOBILE.encode()),
        Trace("personal", "JPEG comment", MOBILE),
    ),
    (
        "a.jpg",
        with_segment(with_segment(picture(), 0xFE, MOBILE.encode()), 0xFE, b"plain"),
        Trace("personal", "JPEG comment", MOBILE),
    ),
    ("a.png", png_text(**{"exif:GPSLatitude": "36/1, 4/1"}), Trace("place", "PNG exif:GPSLatitude", "")),
    ("a.png", _profile(_resource(b"\x04\x04", iptc_record(80, "张三"))), Trace("author", "IPTC By-line", "张三")),
]
QUIET: list[tuple[str, bytes]] = [
    ("a.pdf", plain_pdf("/OpenAction <</S /Named /N /Print>>")),
    ("a.pdf", pdf(packet=xmp("<dc:description>海藻养殖</dc:description>"))),
    ("a.jpg", with_segment(picture(), 0xE2, b"ICC_PROFILE\x00\x01\x01" + bytes(3000))),
    ("a.jpg", with_segment(picture(), 0xED, b"Photoshop 3.0\x00" + _resource(b"\x03\xed", bytes(16)))),
]
"""What ordinary programs write."""


def test_hidden_parts_are_told(tmp_path: Path) -> None:
    """Scripts, positions, small pictures and numbers of people, in places that most programs do not look at."""
    files = [(name, content) for name, content, _ in HIDDEN] + QUIET
    paths = [tmp_path / f"{number}{name[1:]}" for number, (name, _) in enumerate(files)]
    for path, (_, content) in zip(paths, files, strict=True):
        path.write_bytes(content)

    found = load_traces(paths)

    wanted = [(trace,) for *_, trace in HIDDEN] + [()] * len(QUIET)
    assert [(path.name, found[path]) for path in paths if found[path].fault] == []
    assert [
        (path.name, traces, found[path].traces)
        for path, traces in zip(paths, wanted, strict=True)
        if not set(traces) <= set(found[path].traces) or (not traces and found[path].traces)
    ] == []
