"""Where a picture ends, by its own structure: what comes behind belongs to somebody else.

JPEG by ITU-T T.81 (annex B), PNG by ISO/IEC 15948 (5.3), WebP by RFC 9649 (2.3). To look for the last end mark is not
enough: what was put behind may hold another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNATURE = 8
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
"""Markers of JPEG without a length: TEM, RST0 to RST7 and SOI."""
_END = 0xD9
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
"""Within a scan: the next marker that is neither a stuffed byte nor a restart."""


def find_end(content: bytes) -> int:
    """The offset behind the picture's last byte; the length of `content` where it does not end."""
    if content.startswith(b"\x89PNG"):
        return _png_end(content)
    if content.startswith(b"RIFF"):
        return min(len(content), 8 + int.from_bytes(content[4:8], "little") + content[4] % 2)
    ends = [place for marker, place, _ in jpeg_segments(content) if marker == _END]
    return ends[0] if ends else len(content)


def _png_end(content: bytes) -> int:
    place = _SIGNATURE
    for kind, size in png_chunks(content):
        place += 12 + size
        if kind == b"IEND":
            return place
    return len(content)


def png_chunks(content: bytes) -> Iterator[tuple[bytes, int]]:
    """(type, length of its data) of each chunk, up to the end of the picture."""
    place = _SIGNATURE
    while place + 12 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        kind = content[place + 4 : place + 8]
        yield kind, size
        place += 12 + size
        if kind == b"IEND":
            return


def jpeg_segments(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(marker, offset behind it, payload) of each segment up to the end of the picture, scans without their data."""
    place = 0
    while found := _MARKER.search(content, place):
        marker, place = found[1][0], found.end()
        if marker == _END:
            yield marker, place, b""
            return
        if marker in _STANDALONE:
            continue
        size = int.from_bytes(content[place : place + 2], "big")
        yield marker, place, content[place + 2 : place + size]
        place += size  # of a scan, its head: the data that follow are skipped by the next search
