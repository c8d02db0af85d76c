"""What rides along in a file of another kind: an archive, a page, a part that no program shows.

Such a file opens as what its name says, and as something else where somebody else opens it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from showcase.files.traces import Trace
from showcase.files.traces.ends import jpeg_segments, png_chunks

_PAGE = re.compile(rb"<(?:script|iframe|object|html|svg|!doctype\s{1,9}html)(?=[\s>/])|<\?php\s", re.IGNORECASE)
_HEAD = 1024
"""Of a PDF: behind it, what stands on pages may speak of such things."""
_LARGE = 1024
"""Bytes of a part that is none of the format's; smaller ones are notes of programs to themselves."""
_PNG_PARTS = set(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI iTXt tEXt zTXt bKGD hIST pHYs sPLT eXIf tIME"
    b" acTL fcTL fdAT oFFs pCAL sCAL gIFg gIFt gIFx sTER dSIG vpAg caNv iDOT orNT".split()
)
_PROGRAMS = range(0xE0, 0xF0)
_JPEG_PARTS = (
    *(b"JFIF\x00", b"JFXX\x00", b"Exif\x00", b"http://ns.adobe.com/", b"ICC_PROFILE\x00", b"MPF\x00"),
    *(b"Photoshop 3.0\x00", b"Adobe", b"Ducky", b"urn:iso:std:iso:ts:22028:-5"),
)
_WEBP_PARTS = set(b"VP8L VP8X ALPH ANIM ANMF ICCP EXIF".split()) | {b"VP8 ", b"XMP "}


def find_riders(content: bytes) -> Iterator[Trace]:
    """Archives that programs for archives find (from the file's end), pages, and parts of pictures that are none."""
    if _is_archive(content):
        yield Trace("behind", "ZIP", "")
    if _PAGE.search(content[:_HEAD] if content.startswith(b"%PDF") else content):
        yield Trace("embedded", "HTML", "")
    if content.startswith(b"\x89PNG"):
        yield from _unknown("PNG", png_chunks(content), _PNG_PARTS)
    elif content.startswith(b"RIFF"):
        yield from _unknown("WebP", _riff_chunks(content), _WEBP_PARTS)
    elif content.startswith(b"\xff\xd8"):
        yield from _unknown("JPEG", _jpeg_parts(content), set())


def _jpeg_parts(content: bytes) -> Iterator[tuple[bytes, int]]:
    """Segments for programs (APP0 to APP15) that begin as none of the known ones does."""
    for marker, _, part in jpeg_segments(content):
        if marker in _PROGRAMS and not part.startswith(_JPEG_PARTS):
            yield b"APP%d" % (marker - _PROGRAMS[0]), len(part)


def _is_archive(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return False


def _unknown(kind: str, parts: Iterator[tuple[bytes, int]], known: set[bytes]) -> Iterator[Trace]:
    for name, size in parts:
        if name not in known and size > _LARGE:
            yield Trace("embedded", f"{kind} {name.decode('latin-1')}", "")


def _riff_chunks(content: bytes) -> Iterator[tuple[bytes, int]]:
    place = 12
    while place + 8 <= len(content):
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        yield content[place : place + 4], size
        place += 8 + size + size % 2
