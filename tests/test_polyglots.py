"""Attachments that are two things at once, or carry what their own program does not show."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from attached import XMP_CREATOR, box, element, mp4, pdf, picture, plain_pdf, png_text, webm, with_segment, xmp
from showcase.files.traces import Trace, ends, load_traces

PAGE = b"<html><script>alert(1)</script></html>"


def _zip(comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../a.exe", b"MZ")
        archive.comment = comment
    return file.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_with(*chunks: bytes) -> bytes:
    png = picture("PNG")
    return png[:33] + b"".join(chunks) + png[33:]


def _webp_with(kind: bytes, data: bytes) -> bytes:
    riff = picture("WEBP")[8:] + kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(riff)) + riff


def _pdf_around(held: bytes) -> bytes:
    """The PDF with something between its head and its first object, where readers' programs do not look."""
    head, _, rest = pdf().partition(b"\n")
    return head + b"\n%" + held + b"\n" + rest


def _extended(packet: bytes) -> bytes:
    """A JPEG with the second part of a packet, as programs write what is longer than a segment."""
    head = b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 32 + struct.pack(">II", len(packet), 0)
    return with_segment(picture(), 0xE1, head + packet)


def _profiled(packet: bytes) -> bytes:
    """A PNG with a packet as ImageMagick keeps one."""
    chunks, file = PngImagePlugin.PngInfo(), io.BytesIO()
    chunks.add_text("Raw profile type xmp", f"\nxmp\n{len(packet):8}\n{packet.hex()}\n", zip=True)
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=chunks)
    return file.getvalue()


DRONE = xmp(attributes='xmlns:d="http://www.dji.com/drone-dji/1.0/" d:GpsLatitude="+36.06" d:DroneSerialNumber="1581F"')
POLYGLOTS: list[tuple[str, bytes, Trace]] = [
    ("a.pdf", pdf() + b"%" + _zip(pdf()[pdf().rfind(b"startxref") :]), Trace("behind", "ZIP", "")),
    ("a.jpg", with_segment(picture(), 0xFE, _zip()), Trace("behind", "ZIP", "")),
    ("a.mp4", mp4(rest=box(b"free", _zip())), Trace("behind", "ZIP", "")),
    ("a.webp", _webp_with(b"JUNK", _zip()), Trace("behind", "ZIP", "")),
    ("a.webm", webm(element(0xEC, _zip())), Trace("behind", "ZIP", "")),
    ("a.jpg", with_segment(picture(), 0xFE, PAGE), Trace("embedded", "HTML", "")),
    ("a.jpg", with_segment(picture(), 0xE0, b"JFIF\x00" + PAGE), Trace("embedded", "HTML", "")),
    ("a.png", png_text(Comment=PAGE.decode()), Trace("embedded", "HTML", "")),
    ("a.png", png_text(Comment="<?php system($_GET[0]); ?>"), Trace("embedded", "HTML", "")),
    ("a.webp", _webp_with(b"JUNK", PAGE), Trace("embedded", "HTML", "")),
    ("a.mp4", mp4(rest=box(b"free", PAGE)), Trace("embedded", "HTML", "")),
    ("a.pdf", _pdf_around(PAGE), Trace("embedded", "HTML", "")),
    ("a.png", _png_with(_chunk(b"prVt", bytes(5000))), Trace("embedded", "PNG prVt", "")),
    ("a.webp", _webp_with(b"JUNK", bytes(5000)), Trace("embedded", "WebP JUNK", "")),
    ("a.jpg", picture(packet=DRONE), Trace("place", "XMP GpsLatitude", "")),
    ("a.jpg", picture(packet=DRONE), Trace("device", "XMP DroneSerialNumber", "1581F")),
    ("a.jpg", _extended(xmp(XMP_CREATOR.format("张三"))), Trace("author", "XMP creator", "张三")),
    ("a.png", _profiled(xmp(XMP_CREATOR.format("张三"))), Trace("author", "XMP creator", "张三")),
    ("a.mp4", mp4(box(b"gps ", bytes(20))), Trace("place", "MP4 gps ", "")),
    ("a.mp4", mp4(box(b"udta", box(b"GPMF", bytes(20)))), Trace("place", "MP4 GPMF", "")),
    (
        "a.pdf",
        plain_pdf("/OpenAction <</S /URI /URI (https://a.example/)>>"),
        Trace("action", "PDF OpenAction URI", ""),
    ),
    (
        "a.pdf",
        plain_pdf("/AA <</WC <</S /URI /URI (https://a.example/)>> >>"),
        Trace("action", "PDF OpenAction URI", ""),
    ),
    ("a.pdf", plain_pdf("/X <</FS /URL /F (https://a.example/a)>>"), Trace("action", "PDF FS", "")),
]


def test_what_rides_along(tmp_path: Path) -> None:
    """Told by kind, though each file opens as what its name says."""
    paths = [tmp_path / f"{number}{name[1:]}" for number, (name, *_) in enumerate(POLYGLOTS)]
    for path, (_, content, _) in zip(paths, POLYGLOTS, strict=True):
        path.write_bytes(content)

    found = load_traces(paths)

    missed = [
        (path.name, trace, found[path])
        for path, (*_, trace) in zip(paths, POLYGLOTS, strict=True)
        if found[path].fault or trace not in found[path].traces
    ]
    assert missed == []


def _document(*parts: str) -> bytes:
    """A file of Office with what its programs run or fetch."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return file.getvalue()


OTHERS = {
    "a workbook": _document("xl/workbook.xml", "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"),
    "a letter": _document("word/document.xml", "word/embeddings/oleObject1.bin", "word/_rels/settings.xml.rels"),
    "an archive": _zip(),
    "an OLE file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    "RTF": rb"{\rtf1{\object\objdata 0105}}",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/><script>alert(1)</script></svg>',
    "GIF and script": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
    "a table": b'=cmd|"/c calc"!A1,2\n',
    "AVIF": box(b"ftyp", b"avif" + bytes(4) + b"avifmif1miaf") + box(b"meta", bytes(4)),
    "HEIC": box(b"ftyp", b"heic" + bytes(4) + b"heicmif1") + box(b"meta", bytes(4)),
    "TIFF": b"II*\x00" + bytes(64),
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n(a) run\n",
    "a program": b"MZ" + bytes(200),
    "nothing": b"",
}
UNDER_ANOTHER_NAME = {
    "a.png": picture("JPEG"),
    "a.jpg": picture("PNG"),
    "b.jpg": picture("WEBP"),
    "a.webp": picture("JPEG"),
    "a.webm": mp4(),
    "a.mp4": webm(),
    "b.mp4": pdf(),
    "b.png": pdf(),
}


SUFFIXES = (".pdf", ".png", ".jpg", ".webp", ".mp4", ".webm")


def test_what_is_something_else(tmp_path: Path) -> None:
    """By its content, whatever its name says."""
    paths = {tmp_path / f"{kind}{suffix}": content for kind, content in OTHERS.items() for suffix in SUFFIXES}
    paths |= {tmp_path / name: content for name, content in UNDER_ANOTHER_NAME.items()}
    for path, content in paths.items():
        path.write_bytes(content)

    found = load_traces(list(paths))

    assert {path.name: item.fault for path, item in found.items() if item.fault != "broken"} == {}


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize(("depth", "color"), [(1, 0), (8, 2), (16, 6), (4, 3)])
def test_what_the_pixels_do_not_need(depth: int, color: int, *, interlaced: bool) -> None:
    """Data behind the last pixel within the packed stream, or behind the stream, are told; a whole picture is not."""
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[color]
    passes = ends._ADAM7 if interlaced else ((0, 0, 1, 1),)
    sizes = [(-(-(13 - left) // across), -(-(7 - top) // down)) for left, top, across, down in passes]
    pixels = sum(rows * (1 + -(-columns * depth * channels // 8)) for columns, rows in sizes)

    def png(data: bytes) -> bytes:
        head = struct.pack(">IIBBBBB", 13, 7, depth, color, 0, 0, int(interlaced))
        parts = [_chunk(b"IDAT", data[:9]), _chunk(b"IDAT", data[9:])]
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + b"".join(parts) + _chunk(b"IEND", b"")

    assert not ends.holds_more_than_pixels(png(zlib.compress(bytes(pixels))))
    assert not ends.holds_more_than_pixels(png(zlib.compress(bytes(pixels + 1024))))
    assert ends.holds_more_than_pixels(png(zlib.compress(bytes(pixels + 1025))))
    assert ends.holds_more_than_pixels(png(zlib.compress(bytes(8_000_000)))), "unpacked no further than needed"
    assert ends.holds_more_than_pixels(png(zlib.compress(bytes(pixels)) + b"PK" * 600))
    assert not ends.holds_more_than_pixels(png(b"no stream"))
    whole = zlib.compress(bytes(pixels))
    assert not ends.holds_more_than_pixels(png(whole[:-4] + b"sum?"))
    hidden = (bytes(5000), bytes(number * 89 % 251 for number in range(5000)))
    for behind in hidden:
        assert ends.holds_more_than_pixels(png(zlib.compress(bytes(pixels) + behind)[:-4] + b"sum?"))
        assert ends.holds_more_than_pixels(png(whole[:-4] + b"sum?" + behind))
        assert ends.holds_more_than_pixels(png(_open_stream(bytes(pixels)) + b"\x07" + behind)), "no block"
        second = _chunk(b"IHDR", struct.pack(">IIBBBBB", 9000, 9000, 8, 6, 0, 0, 0)) + _chunk(b"IEND", b"")
        larger = png(zlib.compress(bytes(pixels) + behind)).replace(_chunk(b"IEND", b""), second)
        assert ends.holds_more_than_pixels(larger), "the first header counts"


def _open_stream(data: bytes) -> bytes:
    """A zlib stream that another block has to follow."""
    packer = zlib.compressobj()
    return packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)
