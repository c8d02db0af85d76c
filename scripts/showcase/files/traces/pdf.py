"""People in a PDF: its pages' text, document information, XMP packet, authors of comments (ISO 32000-2, 14.3, 12.5)."""

from __future__ import annotations

import io
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

from showcase.files.traces import Trace
from showcase.files.traces.picture import find_in_jp2, find_in_picture
from showcase.files.traces.text import find_in_text
from showcase.files.traces.xmp import find_in_xmp

MOST_PAGES = 500
MOST_OBJECTS = 20_000
DEEPEST = 12
MOST_BYTES = 512 * 1024**2
"""To which all streams together may unpack: a file of ordinary pictures stays far below."""
MOST_SECONDS = 5
"""Of the processor, for the text of all pages: some fifty that are full of Chinese."""
LARGEST_PAGE = 512 * 1024
"""Bytes of instructions of a page whose text is looked at: more draw a map or a plan."""
_STEP = 1024**2
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition"}
_FILE_KEYS = ("/F", "/UF", "/URI")
_CARRIERS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/3D"}
_LEADS_OUT = re.compile(r"(?:javascript|vbscript|data|file|smb)\s{0,20}:|\\\\", re.IGNORECASE)
_AUTHORS = ("/Author", "/Manager", "/LastModifiedBy", "/LastSavedBy")
_HOME = re.compile(r"[A-Za-z]:\\(?:Users|Documents and Settings)\\|/(?:home|Users)/")


def find_in_pdf(content: bytes) -> Iterator[Trace]:
    """People, folders of a person's computer, pictures with places, and what does not show. Raises what pypdf does."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise FileNotDecryptedError("a password is needed")
    yield from _information(reader)
    yield from _comments(reader)
    yield from _objects(reader)
    yield from _around(content)
    yield from _shown(reader)


def _objects(reader: PdfReader) -> Iterator[Trace]:
    room = MOST_BYTES
    for reference in islice(_references(reader), MOST_OBJECTS):
        found: Any = reader.get_object(reference)
        for item in _dictionaries(found, 0):
            yield from _actions(item)
            yield from _packet(item)
            yield from _strings(item)
        if isinstance(found, StreamObject):
            if "/F" in found:  # its data lie elsewhere (7.3.8.2)
                yield Trace("action", "PDF F", "")
            room -= _unpacked(found, room)
            yield from _picture(found)


def _references(reader: PdfReader) -> Iterator[IndirectObject]:
    """Every object that a program may find, of whatever generation."""
    for generation, numbers in reader.xref.items():
        yield from (IndirectObject(number, generation, reader) for number in list(numbers))
    yield from (IndirectObject(number, 0, reader) for number in list(reader.xref_objStm))


def _strings(item: DictionaryObject) -> Iterator[Trace]:
    """Bookmarks, texts for who does not see a picture, values of fields, programs' notes to themselves."""
    if "/Rect" in item:  # an annotation, which is told with its page
        return
    for key, value in item.items():
        if isinstance(value, TextStringObject):
            yield from find_in_text(f"PDF {key[1:]}", value)
            if _HOME.search(value):
                yield Trace("folder", f"PDF {key[1:]}", value)


def _actions(item: DictionaryObject) -> Iterator[Trace]:
    """What a program would run or unpack when it opens the file (ISO 32000-2, 12.6 and 7.11.4)."""
    kind, subtype = (_value(item, key) for key in ("/S", "/Subtype"))
    if kind in _ACTIONS:
        yield Trace("action", f"PDF {kind[1:]}", "")
    elif outward := [key for key in _FILE_KEYS if _LEADS_OUT.match(_value(item, key).lstrip())]:
        yield Trace("action", f"PDF {outward[0][1:]}", "")
    elif any(_value(started, "/S") == "/URI" for started in _started(item)):
        yield Trace("action", "PDF OpenAction URI", "")
    elif _value(item, "/FS") == "/URL":
        yield Trace("action", "PDF FS", "")
    elif "/EF" in item or subtype in _CARRIERS:
        yield Trace("embedded", "PDF EmbeddedFile", "")
    elif "/XFA" in item:
        yield Trace("action", "PDF XFA", "")


def _started(item: DictionaryObject) -> Iterator[DictionaryObject]:
    """What is done without a click: when the file, a page or a field is opened, left or closed (12.6.3)."""
    held: Any = item.get("/AA")
    events = held.get_object() if held is not None else None
    for started in (item.get("/OpenAction"), *(events.values() if isinstance(events, DictionaryObject) else ())):
        action: Any = started.get_object() if started is not None else None
        if isinstance(action, DictionaryObject):
            yield action


def _value(item: DictionaryObject, key: str) -> str:
    """What stands under a key, which may be said elsewhere in the file."""
    value: Any = item.get(key)
    return "" if value is None else str(value.get_object())


def _packet(item: DictionaryObject) -> Iterator[Trace]:
    """The XMP of the file, of a page, of a picture (ISO 32000-2, 14.3)."""
    packet: Any = item.get("/Metadata")
    packet = packet.get_object() if packet is not None else None
    if isinstance(packet, StreamObject):
        yield from find_in_xmp(packet.get_data())


def _picture(found: StreamObject) -> Iterator[Trace]:
    """What a picture on a page tells, as it came from the camera (ISO 32000-2, 8.9)."""
    if found.get("/Subtype") != "/Image":
        return
    if "/JPXDecode" in _filters(found):
        yield from find_in_jp2(found._data)  # noqa: SLF001  # as it lies in the file
    if "/DCTDecode" in _filters(found):
        with suppress(OSError, SyntaxError, ValueError):  # not every picture that a page shows is one for Pillow
            for trace in find_in_picture(found.get_data()):
                yield Trace(trace.kind, f"PDF {trace.name}", trace.value)


def _filters(found: StreamObject) -> list[str]:
    named: Any = found.get("/Filter")
    named = named.get_object() if named is not None else []
    return [str(name) for name in (named if isinstance(named, ArrayObject) else [named])]


def _unpacked(found: StreamObject, room: int) -> int:
    """Bytes of a stream as a reader's program unpacks it; raises LimitReachedError beyond `room`."""
    if _filters(found)[:1] != ["/FlateDecode"]:
        return 0
    engine, data, size = zlib.decompressobj(), found._data, 0  # noqa: SLF001  # as it lies in the file
    while data and not engine.eof:
        try:
            size += len(engine.decompress(data, _STEP))
        except zlib.error:
            break  # readers take what came before
        data = engine.unconsumed_tail
        if size > room:
            raise LimitReachedError("streams unpack to too much")
    return size


def _dictionaries(value: Any, depth: int) -> Iterator[DictionaryObject]:
    """The dictionaries written inside an object, those that it refers to left out: they are objects themselves."""
    if isinstance(value, DictionaryObject):
        yield value
    if depth < DEEPEST and isinstance(value, DictionaryObject | ArrayObject):
        for inner in value.values() if isinstance(value, DictionaryObject) else value:
            if not isinstance(inner, IndirectObject):
                yield from _dictionaries(inner, depth + 1)


def _around(content: bytes) -> Iterator[Trace]:
    """Data before the file's beginning or after its end, where another file rides along, and a former state of it."""
    if content.find(b"%PDF-") > 0 and content[: content.find(b"%PDF-")].strip(b"\xef\xbb\xbf\r\n \t\x00"):
        yield Trace("behind", "before %PDF", "")
    *states, rest = content.split(b"%%EOF")
    if states and rest.strip(b"\r\n \t\x00"):
        yield Trace("behind", "PDF %%EOF", "")
    first = 2 if b"/Linearized" in content[:1024] else 1  # such a file has two ends and one state
    if any(b" obj" in state for state in states[first:]):
        yield Trace("embedded", "PDF former version", "")


def _information(reader: PdfReader) -> Iterator[Trace]:
    for key, value in (reader.metadata or {}).items():
        text = str(value or "").strip()
        if key in _AUTHORS and text:
            yield Trace("author", f"PDF {key[1:]}", text)
        elif _HOME.search(text):
            yield Trace("folder", f"PDF {key[1:]}", text)
        yield from find_in_text(f"PDF {key[1:]}", text)


def _shown(reader: PdfReader) -> Iterator[Trace]:
    """Numbers of people in what the pages show, and pages whose text could not be had, or not in time."""
    end = time.process_time() + MOST_SECONDS
    for number, page in enumerate(reader.pages, start=1):
        if number > MOST_PAGES or time.process_time() > end:
            yield Trace("unread", f"PDF p. {number}–", "")
            return
        text = _text(page)
        if text is None:
            yield Trace("unread", f"PDF p. {number}", "")
        else:
            yield from find_in_text(f"PDF p. {number}", text)


def _text(page: PageObject) -> str | None:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > LARGEST_PAGE:
        return None
    try:
        return page.extract_text()
    except (MemoryError, LimitReachedError):
        raise
    except Exception:  # noqa: BLE001  # what one font lacks is no fault of the file that readers would notice
        return None


def _comments(reader: PdfReader) -> Iterator[Trace]:
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES:
            return
        annotations: Any = page.get("/Annots")
        for annotation in annotations.get_object() if annotations is not None else ():
            comment: Any = annotation.get_object()
            # A form's field has its own name under the same key.
            if comment.get("/Subtype") != "/Widget" and (author := str(comment.get("/T") or "").strip()):
                yield Trace("comment", f"PDF p. {number + 1}", author)
            for key in ("/Contents", "/V", "/TU", "/RC"):
                yield from find_in_text(f"PDF p. {number + 1}", str(comment.get(key) or ""))
