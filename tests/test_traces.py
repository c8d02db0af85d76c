"""What attached files tell of people, and files that are hostile."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
import typst
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from attached import (
    XMP_CREATOR,
    box,
    described,
    element,
    iptc_record,
    mp4,
    pdf,
    pdf_with,
    picture,
    plain_pdf,
    png_text,
    revised,
    tagged,
    track,
    webm,
    with_segment,
    with_thumbnail,
    xmp,
)
from showcase.files import traces
from showcase.files.traces import Examination, Fault, Trace, load_traces
from showcase.files.traces import pdf as pdf_files

NAME = "张三"
MOBILE = "13900000000"


def _acting(kind: str, **entries: str) -> bytes:
    """A PDF that does something when it is opened."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    action = {NameObject(f"/{key}"): TextStringObject(value) for key, value in entries.items()}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action | {NameObject("/S"): NameObject(kind)})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _carrying() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("a.exe", b"MZ")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


TELLING: list[tuple[str, bytes, list[Trace]]] = [
    ("a.pdf", pdf(author=NAME), [Trace("author", "PDF Author", NAME)]),
    ("a.pdf", pdf(packet=xmp(XMP_CREATOR.format(NAME))), [Trace("author", "XMP creator", NAME)]),
    ("a.pdf", pdf(comment_by=NAME), [Trace("comment", "PDF p. 1", NAME)]),
    ("a.pdf", pdf(title=r"C:\Users\zhang\报告.doc"), [Trace("folder", "PDF Title", r"C:\Users\zhang\报告.doc")]),
    ("a.pdf", pdf(title="海藻养殖"), []),
    ("a.pdf", _acting("/JavaScript", JS="app.alert(1)"), [Trace("action", "PDF JavaScript", "")]),
    ("a.pdf", _acting("/Launch", F="cmd.exe"), [Trace("action", "PDF Launch", "")]),
    ("a.pdf", plain_pdf("/OpenAction <</S 4 0 R /JS (x)>>", "/JavaScript"), [Trace("action", "PDF JavaScript", "")]),
    ("a.pdf", plain_pdf("/OpenAction <</#53 /J#61vaScript /JS (x)>>"), [Trace("action", "PDF JavaScript", "")]),
    ("a.pdf", plain_pdf("/A <</S /URI /URI (javascript:app.alert(1))>>"), [Trace("action", "PDF URI", "")]),
    ("a.pdf", plain_pdf("/A <</S /URI /URI 4 0 R>>", "(file:///c:/a.exe)"), [Trace("action", "PDF URI", "")]),
    ("a.pdf", plain_pdf("/A <</S /URI /URI (https://a.example/)>>"), []),
    ("a.pdf", plain_pdf("/A <</S /GoToE /D [0 /Fit]>>"), [Trace("action", "PDF GoToE", "")]),
    ("a.pdf", plain_pdf("/X 4 0 R", "<</F (a.exe) /EF <<>> >>"), [Trace("embedded", "PDF EmbeddedFile", "")]),
    ("a.pdf", plain_pdf("/X <</Subtype /3D>>"), [Trace("embedded", "PDF EmbeddedFile", "")]),
    ("a.pdf", _carrying(), [Trace("embedded", "PDF EmbeddedFile", "")]),
    ("a.pdf", pdf() + b"PK\x03\x04", [Trace("behind", "PDF %%EOF", "")]),
    ("a.jpg", picture() + b"<html>", [Trace("embedded", "HTML", ""), Trace("behind", "end of the picture", "")]),
    ("a.png", picture("PNG") + b"PK\x03\x04", [Trace("behind", "end of the picture", "")]),
    ("a.webp", picture("WEBP") + b"PK\x03\x04", [Trace("behind", "end of the picture", "")]),
    ("a.jpg", picture(artist="Zhang"), [Trace("author", "EXIF Artist", "Zhang")]),
    ("a.jpg", picture(gps=True), [Trace("place", "EXIF GPS", "")]),
    ("a.jpg", picture(serial="X1"), [Trace("device", "EXIF BodySerialNumber", "X1")]),
    ("a.jpg", picture(packet=xmp(XMP_CREATOR.format(NAME))), [Trace("author", "XMP creator", NAME)]),
    ("a.jpg", picture(packet=xmp(attributes='exif:GPSLatitude="36,4N"')), [Trace("place", "XMP GPSLatitude", "")]),
    ("a.jpg", picture(iptc=iptc_record(80, NAME)), [Trace("author", "IPTC By-line", NAME)]),
    ("a.jpg", picture(), []),
    ("a.jpg", picture() + picture(), [Trace("behind", "end of the picture", "")]),
    ("a.png", picture("PNG") + picture("PNG"), [Trace("behind", "end of the picture", "")]),
    ("a.webp", picture("WEBP") + picture("WEBP"), [Trace("behind", "end of the picture", "")]),
    ("a.jpg", with_segment(picture(), 0xE2, b"MPF\x00II*\x00"), [Trace("embedded", "JPEG MPF", "")]),
    ("a.jpg", with_segment(picture(), 0xFE, b"\xff\xd9 a comment"), []),
    ("a.jpg", with_segment(picture(), 0xFE, MOBILE.encode()), [Trace("personal", "JPEG comment", MOBILE)]),
    ("a.jpg", with_thumbnail(picture()), [Trace("embedded", "EXIF thumbnail", "")]),
    ("a.png", png_text(Comment=f"请打 {MOBILE}"), [Trace("personal", "PNG Comment", MOBILE)]),
    ("a.pdf", pdf_with(jpeg=picture()), []),
    ("a.pdf", pdf_with(jpeg=picture(gps=True)), [Trace("place", "PDF EXIF GPS", "")]),
    ("a.pdf", pdf_with(jpeg=picture() + b"PK"), [Trace("behind", "PDF end of the picture", "")]),
    ("a.pdf", pdf_with(jpeg=picture(), packet=xmp(XMP_CREATOR.format(NAME))), [Trace("author", "XMP creator", NAME)]),
    ("a.pdf", pdf_with(note=f"请打 {MOBILE} 核对"), [Trace("personal", "PDF p. 1", MOBILE)]),
    ("a.pdf", pdf(title=f"报告 {MOBILE}"), [Trace("personal", "PDF Title", MOBILE)]),
    ("a.pdf", b"MZ\x90 a program\n" + pdf(), [Trace("behind", "before %PDF", "")]),
    ("a.pdf", b"\xef\xbb\xbf\n" + pdf(), []),
    ("a.pdf", typst.compile(f"联系人手机 {MOBILE}".encode()), [Trace("personal", "PDF p. 1", MOBILE)]),
    (
        "a.pdf",
        typst.compile(f"#set page(height: 3cm)\n#table[微信][{MOBILE}]#pagebreak()QQ 12345678".encode()),
        [Trace("personal", "PDF p. 1", MOBILE), Trace("personal", "PDF p. 2", "QQ 12345678")],
    ),
    ("a.pdf", pdf_with(stream=zlib.compress(b"0 0 m 9 9 l S\n" * 50_000)), [Trace("unread", "PDF p. 1", "")]),
    ("a.pdf", pdf_with(stream=zlib.compress(b"BT /F1 9 Tf (a) Tj ET Q Q ]] >> Tj")), []),
    ("a.pdf", revised(pdf(title="first")), [Trace("embedded", "PDF former version", "")]),
    ("a.mp4", mp4(), []),
    (
        "a.mp4",
        mp4(box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7+36.0670+120.3820/"))),
        [Trace("place", "MP4 ©xyz", "")],
    ),
    ("a.mp4", mp4(box(b"udta", box(b"loci", bytes(20)))), [Trace("place", "MP4 loci", "")]),
    (
        "a.mp4",
        mp4(described("com.apple.quicktime.location.ISO6709", "+36.0670+120.3820/")),
        [Trace("place", "MP4 com.apple.quicktime.location.ISO6709", "")],
    ),
    ("a.mp4", mp4(box(b"udta", box(b"\xa9aut", NAME.encode()))), [Trace("author", "MP4 ©aut", NAME)]),
    ("a.mp4", mp4(box(b"udta", described("comment", f"请打 {MOBILE}"))), [Trace("personal", "MP4 comment", MOBILE)]),
    ("a.mp4", mp4(box(b"udta", box(b"\xa9too", b"Lavf58.29.100"))), []),
    ("a.mp4", mp4(track(b"camm")), [Trace("place", "MP4 camm", "")]),
    ("a.mp4", mp4(box(b"udta", box(b"XMP_", xmp(XMP_CREATOR.format(NAME))))), [Trace("author", "XMP creator", NAME)]),
    ("a.mp4", mp4(rest=box(b"PK\x03\x04", b"a.exe")), [Trace("behind", "MP4 PK\x03\x04", "")]),
    ("a.webm", webm(), []),
    ("a.webm", webm(tagged("ENCODER", "Lavf58")), []),
    ("a.webm", webm(tagged("LOCATION", "+36.06+120.38/")), [Trace("place", "WebM LOCATION", "")]),
    ("a.webm", webm(tagged("ARTIST", NAME)), [Trace("author", "WebM ARTIST", NAME)]),
    ("a.webm", webm(tagged("COMMENT", f"请打 {MOBILE}")), [Trace("personal", "WebM COMMENT", MOBILE)]),
    ("a.webm", webm(element(0x1941A469, b"a.exe")), [Trace("embedded", "WebM Attachments", "")]),
    ("a.webp", picture("WEBP", artist="Zhang"), [Trace("author", "EXIF Artist", "Zhang")]),
    ("a.webp", picture("WEBP", gps=True), [Trace("place", "EXIF GPS", "")]),
    ("a.png", picture("PNG", gps=True), [Trace("place", "EXIF GPS", "")]),
    ("a.png", png_text(Author=NAME), [Trace("author", "PNG Author", NAME)]),
    (
        "a.png",
        png_text(**{"XML:com.adobe.xmp": xmp(XMP_CREATOR.format(NAME)).decode()}),
        [Trace("author", "XMP creator", NAME)],
    ),
]


def _bomb_png() -> bytes:
    """A PNG whose header promises 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def _bomb_text() -> bytes:
    """A PNG with a remark of a hundred kilobytes that unpacks to eighty megabytes."""
    chunks, file = PngImagePlugin.PngInfo(), io.BytesIO()
    chunks.add_text("Comment", "x" * 80_000_000, zip=True)
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=chunks)
    return file.getvalue()


def _bomb_flate() -> bytes:
    """A stream of half a megabyte that unpacks to more than any page needs."""
    packer = zlib.compressobj(9)
    part = packer.compress(bytes(64 * 1024**2))
    return part + b"".join(packer.compress(bytes(64 * 1024**2)) for _ in range(8)) + packer.flush()


def _nested(depth: int) -> bytes:
    """Boxes within boxes."""
    return box(b"udta", _nested(depth - 1)) if depth else b""


def _gif() -> bytes:
    file = io.BytesIO()
    Image.new("P", (8, 8)).save(file, "GIF")
    return file.getvalue()


HOSTILE: list[tuple[str, bytes, Fault]] = [
    ("a.pdf", b"", "broken"),
    ("a.pdf", b"%PDF-1.4\n", "broken"),
    ("a.pdf", b"\xff" * 5000, "broken"),
    ("a.pdf", picture(), "broken"),
    ("a.pdf", pdf(author=NAME, password="geheim"), "encrypted"),  # noqa: S106  # of a test file
    ("a.pdf", pdf(packet=b"\x00" * 80_000_000), "too-large"),
    ("a.pdf", pdf(packet=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "broken"),
    ("a.png", _bomb_png(), "too-large"),
    ("a.pdf", pdf_with(stream=_bomb_flate()), "too-large"),
    ("a.png", _gif(), "broken"),
    ("a.png", b"<html>", "broken"),
    ("a.png", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "pointer"),
    ("a.jpg", picture()[:100], "broken"),
    ("a.jpg", picture()[:-12], "broken"),
    ("a.png", _bomb_text(), "broken"),
    ("a.mp4", b"", "broken"),
    ("a.mp4", picture(), "broken"),
    ("a.mp4", b"<html><script>alert(1)</script>", "broken"),
    ("a.mp4", mp4()[:-10], "broken"),
    ("a.mp4", mp4(kind=b"soun"), "broken"),
    ("a.mp4", mp4(brand=b"qt  "), "broken"),
    ("a.mp4", box(b"ftyp", b"isom") + b"\x00\x00\x00\x01moov" + b"\xff" * 8, "broken"),
    ("a.mp4", mp4(_nested(20)), "broken"),
    ("a.webm", webm()[:20], "broken"),
    ("a.webm", webm(document=b"matroska"), "broken"),
    ("a.webm", webm(kind=b"\x02"), "broken"),
    ("a.webm", webm() + b"PK\x03\x04 and more", "broken"),
]


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> list[Examination]:
    """All of TELLING and HOSTILE, looked through by one process in that order."""
    paths = []
    for name, content, _ in [*TELLING, *HOSTILE]:
        path = tmp_path_factory.mktemp("attached") / name
        path.write_bytes(content)
        paths.append(path)
    found = load_traces(paths)
    return [found[path] for path in paths]


@pytest.mark.parametrize("number", range(len(TELLING)))
def test_what_files_tell(examined: list[Examination], number: int) -> None:
    """Authors, places, devices, comments and folders are found wherever a format keeps them."""
    assert examined[number] == Examination(tuple(TELLING[number][2]))


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_files(examined: list[Examination], number: int) -> None:
    """A file that is broken, locked, a bomb or another than it says is a fault, never a crash."""
    assert examined[len(TELLING) + number] == Examination(fault=HOSTILE[number][2])


def test_a_file_that_takes_too_long_stops_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the time is over the file that was open is at fault, and the next run goes on behind it."""
    paths = [tmp_path / f"{number}.jpg" for number in range(2)]
    for path in paths:
        path.write_bytes(picture())
    monkeypatch.setattr(traces, "SECONDS", 0.001)

    assert load_traces(paths) == dict.fromkeys(paths, Examination(fault="stopped"))


def test_pages_beyond_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the page on at which the time is over it is said that nothing was looked at."""
    monkeypatch.setattr(pdf_files, "MOST_SECONDS", -1)

    assert list(pdf_files.find_in_pdf(pdf())) == [Trace("unread", "PDF p. 1–", "")]


def test_one_process_for_all(tmp_path: Path) -> None:
    """Faults beside sound files do not mix up the answers, whatever the files are called."""
    contents = {"a.jpg": picture(), "-x.pdf": b"", "报告 一.pdf": pdf(author=NAME), "换\n行.jpg": picture(gps=True)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    found = load_traces([tmp_path / name for name in contents])

    assert [(item.fault, len(item.traces)) for item in found.values()] == [
        (None, 0),
        ("broken", 0),
        (None, 1),
        (None, 1),
    ]


def test_nothing_to_examine_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue without attachments pays nothing."""
    monkeypatch.setattr(traces.subprocess, "run", None)

    assert load_traces([]) == {}
