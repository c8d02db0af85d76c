"""People in a PDF: its document information, its XMP packet, the authors of comments (ISO 32000-2, 14.3 and 12.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.errors import FileNotDecryptedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from showcase.rules.traces import Trace
from showcase.rules.traces.xmp import find_in_xmp

MOST_PAGES = 500
MOST_OBJECTS = 20_000
DEEPEST = 12
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/Rendition"}
_CARRIERS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound"}
_AUTHORS = ("/Author", "/Manager", "/LastModifiedBy", "/LastSavedBy")
_HOME = re.compile(r"[A-Za-z]:\\(?:Users|Documents and Settings)\\|/(?:home|Users)/")


def find_in_pdf(path: Path) -> Iterator[Trace]:
    """Authors, folders of a person's computer, and who commented. Raises whatever pypdf does."""
    with path.open("rb") as file:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise FileNotDecryptedError("a password is needed")
        yield from _information(reader)
        yield from _packet(reader)
        yield from _comments(reader)
        yield from _actions(reader)
        file.seek(0)
        yield from _behind(file.read())


def _actions(reader: PdfReader) -> Iterator[Trace]:
    """What a program would run or unpack when it opens the file (ISO 32000-2, 12.6 and 7.11.4)."""
    for number in list(reader.xref.get(0, {}))[:MOST_OBJECTS] + list(reader.xref_objStm)[:MOST_OBJECTS]:
        found: Any = reader.get_object(number)
        for item in _dictionaries(found, 0):
            if item.get("/S") in _ACTIONS:
                yield Trace("action", f"PDF {str(item['/S'])[1:]}", "")
            elif item.get("/Type") == "/EmbeddedFile" or item.get("/Subtype") in _CARRIERS:
                yield Trace("embedded", "PDF EmbeddedFile", "")


def _dictionaries(value: Any, depth: int) -> Iterator[DictionaryObject]:
    """The dictionaries written inside an object, those that it refers to left out: they are objects themselves."""
    if isinstance(value, DictionaryObject):
        yield value
    if depth < DEEPEST and isinstance(value, DictionaryObject | ArrayObject):
        for inner in value.values() if isinstance(value, DictionaryObject) else value:
            if not isinstance(inner, IndirectObject):
                yield from _dictionaries(inner, depth + 1)


def _behind(content: bytes) -> Iterator[Trace]:
    """Data after the end of the file: another file rides along."""
    end = content.rfind(b"%%EOF")
    if end >= 0 and content[end + 5 :].strip(b"\r\n \t\x00"):
        yield Trace("behind", "PDF %%EOF", "")


def _information(reader: PdfReader) -> Iterator[Trace]:
    for key, value in (reader.metadata or {}).items():
        text = str(value or "").strip()
        if key in _AUTHORS and text:
            yield Trace("author", f"PDF {key[1:]}", text)
        elif _HOME.search(text):
            yield Trace("folder", f"PDF {key[1:]}", text)


def _packet(reader: PdfReader) -> Iterator[Trace]:
    packet: Any = reader.root_object.get("/Metadata")
    packet = packet.get_object() if packet is not None else None
    if packet is not None and hasattr(packet, "get_data"):
        yield from find_in_xmp(packet.get_data())


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
