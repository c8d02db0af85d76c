"""People, places and devices in a film: the boxes of MP4 and the elements of WebM.

MP4 by ISO/IEC 14496-12, the names in it by Apple's QuickTime File Format (user data, item list, metadata keys) and
3GPP TS 26.244 (`loci`, `auth`); WebM by RFC 8794 (EBML) and RFC 9559 (Matroska).
"""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.traces import Kind, Trace
from showcase.files.traces.text import find_in_text
from showcase.files.traces.xmp import find_in_xmp

_TOP = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"mfra", b"sidx", b"styp", b"pdin", b"uuid"}
_CONTAINERS = {b"moov", b"trak", b"mdia", b"udta", b"ilst"}
_NOT_PLAYED = {b"qt  "}
"""Brands of files that few browsers play, whatever their name ends in."""
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_USER_DATA: dict[bytes, Kind] = {
    b"\xa9xyz": "place",
    b"loci": "place",
    b"gps ": "place",
    b"GPMF": "place",
    b"\xa9ART": "author",
    b"\xa9aut": "author",
    b"\xa9wrt": "author",
    b"\xa9prd": "author",
    b"auth": "author",
    b"perf": "author",
    b"aART": "author",
    b"\xa9mod": "device",
}
_KEYS: dict[str, Kind] = {"location": "place", "author": "author", "artist": "author", "director": "author"}
"""By a part of a metadata key: com.apple.quicktime.location.ISO6709."""
_TOLD = {b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"hint", b"tmcd"}
"""Kinds of tracks that show or are heard; cameras write where they were into others (gpmd, camm, djmd)."""
_DEPTH = 8

_EBML, _SEGMENT, _ATTACHMENTS, _TRACK_KIND, _DOC_TYPE = 0x1A45DFA3, 0x18538067, 0x1941A469, 0x83, 0x4282
_TAG_NAME, _TAG_TEXT, _TITLE = 0x45A3, 0x4487, 0x7BA9
_MASTERS = {_EBML, _SEGMENT, 0x1549A966, 0x1654AE6B, 0xAE, 0x1254C367, 0x7373, 0x67C8, 0x1F43B675}
"""EBML, Segment, Info, Tracks, TrackEntry, Tags, Tag, SimpleTag, Cluster: what lies in them is read in turn."""
_TAGS: dict[str, Kind] = {"LOCATION": "place", "ARTIST": "author", "AUTHOR": "author", "DIRECTOR": "author"}


def find_in_film(content: bytes) -> Iterator[Trace]:
    """Raises ValueError for what is neither, has no picture or is cut off."""
    if content[4:8] == b"ftyp":
        yield from _find_in_mp4(content)
    elif content.startswith(_EBML.to_bytes(4, "big")):
        yield from _find_in_webm(content)
    else:
        raise ValueError("neither MP4 nor WebM")


def _find_in_mp4(content: bytes) -> Iterator[Trace]:
    if content[8:12] in _NOT_PLAYED:
        raise ValueError("QuickTime")
    handlers: list[bytes] = []
    for name, start, end in _boxes(content, 0, len(content)):
        if name not in _TOP:
            yield Trace("behind", f"MP4 {name.decode('latin-1')}", "")
            if b"vide" in handlers:
                return
            continue
        yield from _in_box(name, content[start:end], handlers, 0)
    if b"vide" not in handlers:
        raise ValueError("no picture")
    for handler in handlers:
        if handler not in _TOLD:
            yield Trace("place", f"MP4 {handler.decode('latin-1')}", "")


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(type, begin, end) of what each box holds. Raises ValueError where one is larger than its place."""
    while start + 8 <= end:
        size, name, head = int.from_bytes(content[start : start + 4], "big"), content[start + 4 : start + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[start + 8 : start + 16], "big"), 16
        stop = end if size == 0 else start + size
        if stop > end or stop < start + head:
            raise ValueError("cut off")
        yield name, start + head, stop
        start = stop


def _in_box(name: bytes, held: bytes, handlers: list[bytes], depth: int) -> Iterator[Trace]:
    if depth > _DEPTH:
        raise ValueError("nested")
    if name in _CONTAINERS:
        for inner, start, end in _boxes(held, 0, len(held)):
            yield from _in_box(inner, held[start:end], handlers, depth + 1)
    elif name == b"hdlr" and depth == 3:  # noqa: PLR2004  # of a track: moov, trak, mdia
        handlers.append(held[8:12])
    elif name == b"meta":
        yield from _in_meta(held, handlers, depth)
    elif name == b"XMP_" or (name == b"uuid" and held.startswith(_XMP)):
        yield from find_in_xmp(held if name == b"XMP_" else held[len(_XMP) :])
    elif kind := _USER_DATA.get(name):
        yield _trace(kind, f"MP4 {name.decode('latin-1')}", _text(held))
    elif name not in (b"mdat", b"tkhd", b"mdhd", b"minf", b"mvhd"):
        yield from find_in_text(f"MP4 {name.decode('latin-1')}", _text(held))


def _in_meta(held: bytes, handlers: list[bytes], depth: int) -> Iterator[Trace]:
    """`keys` name the items of `ilst` by their numbers; without them an item's type says what it is."""
    inner = {name: held[start:end] for name, start, end in _boxes(held, 0 if held[4:8] == b"hdlr" else 4, len(held))}
    names = inner.get(b"keys", b"")
    keys = [names[start:end].decode("utf-8", "replace") for _, start, end in _boxes(names, 8, len(names))]
    items = inner.get(b"ilst", b"")
    for name, start, end in _boxes(items, 0, len(items)):
        number = int.from_bytes(name, "big")
        key = keys[number - 1] if 0 < number <= len(keys) else ""
        kind = next((kind for part, kind in _KEYS.items() if part in key.lower()), None)
        if kind:
            yield _trace(kind, f"MP4 {key}", _text(items[start:end]))
        elif key:
            yield from find_in_text(f"MP4 {key}", _text(items[start:end]))
        else:
            yield from _in_box(name, items[start:end], handlers, depth + 1)


def _text(held: bytes) -> str:
    """What is written in a box; lengths, languages and kinds before it are no letters."""
    return "".join(sign for sign in held.decode("utf-8", "ignore") if sign.isprintable()).removeprefix("data").strip()


def _trace(kind: Kind, name: str, value: str) -> Trace:
    return Trace(kind, name, "" if kind == "place" else value)


def _find_in_webm(content: bytes) -> Iterator[Trace]:
    kinds: list[bytes] = []
    tag = ""
    for number, held in _elements(content):
        if number == _DOC_TYPE and held != b"webm":
            raise ValueError("not WebM")
        if number == _TRACK_KIND:
            kinds.append(held)
        elif number == _ATTACHMENTS:
            yield Trace("embedded", "WebM Attachments", "")
        elif number == _TAG_NAME:
            tag = held.decode("utf-8", "replace").upper()
        elif number in (_TAG_TEXT, _TITLE):
            kind = next((kind for part, kind in _TAGS.items() if number == _TAG_TEXT and part in tag), None)
            if kind:
                yield _trace(kind, f"WebM {tag}", _text(held))
            else:
                yield from find_in_text(f"WebM {tag or 'Title'}", _text(held))
    if b"\x01" not in kinds:
        raise ValueError("no picture")


def _elements(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(id, what it holds) of each element in turn, those within others too; a master's own size may be unknown."""
    place = 0
    while place < len(content):
        width = 9 - content[place].bit_length()
        number = int.from_bytes(content[place : place + width], "big")
        place += width
        if width > 4 or place >= len(content):  # noqa: PLR2004  # bytes of an id, at most
            raise ValueError("no element")
        width = 9 - content[place].bit_length()
        size = int.from_bytes(content[place : place + width], "big") & ((1 << 7 * width) - 1)
        place += width
        if number in _MASTERS:
            continue
        if place + size > len(content):
            raise ValueError("cut off")
        yield number, content[place : place + size]
        place += size
