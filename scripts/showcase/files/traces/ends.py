"""Where a picture ends, by its own structure: what comes behind belongs to somebody else.

JPEG by ITU-T T.81 (annex B), PNG by ISO/IEC 15948 (5.3), WebP by RFC 9649 (2.3). To look for the last end mark is not
enough: what was put behind may hold another.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_SIGNATURE = 8
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of each pass where it begins and how far its pixels are apart, across and down."""
_LARGE = 1024
"""Bytes; a few more than the pixels need are some programs' fault."""
_STEP = 1 << 20
_ZLIB_HEADER = 2
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


def holds_more_than_pixels(content: bytes) -> bool:
    """Whether the packed data of a PNG's pixels go on behind the last of them, where no program looks."""
    place, packed, needed = _SIGNATURE, [], 0
    for kind, size in png_chunks(content):
        data = content[place + 8 : place + 8 + size]
        if kind == b"IHDR" and size == 13 and not needed:  # noqa: PLR2004  # ISO/IEC 15948, 11.2.2
            needed = _pixel_bytes(data)
        elif kind == b"IDAT":
            packed.append(data)
        place += 12 + size
    return needed > 0 and _goes_on(b"".join(packed), needed)


def _pixel_bytes(header: bytes) -> int:
    """Bytes of all rows, each with the byte that names its filter; 0 where the header is none."""
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    bits = header[8] * _CHANNELS.get(header[9], 0)
    passes = _ADAM7 if header[12] else ((0, 0, 1, 1),)
    sizes = [(-(-(width - left) // across), -(-(height - top) // down)) for left, top, across, down in passes]
    return sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in sizes if columns > 0 < rows) if bits else 0


def _goes_on(packed: bytes, needed: int) -> bool:
    """Whether a zlib stream goes on behind so many bytes: within itself, in what is none of it, or behind it.

    Its checksum is not asked: programs that show pictures do not ask either.
    """
    unpacker, length, rest = zlib.decompressobj(-zlib.MAX_WBITS), 0, packed[_ZLIB_HEADER:]
    try:
        while length < needed - 1 and not unpacker.eof:  # the last byte is asked for with what follows it
            part = unpacker.decompress(rest, min(_STEP, needed - 1 - length))
            if not part and not unpacker.eof:
                return False
            length, rest = length + len(part), unpacker.unconsumed_tail
        if len(rest) > _LARGE or len(unpacker.unused_data) > _LARGE:
            return True
        return len(unpacker.decompress(rest, _LARGE + 2)) > _LARGE + 1
    except zlib.error:
        return False


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
