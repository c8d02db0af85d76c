"""People in a PDF: its document information, its XMP packet, the authors of comments (ISO 32000-2, 14.3 and 12.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.errors import FileNotDecryptedError

from showcase.rules.traces import Trace
from showcase.rules.traces.xmp import find_in_xmp

MOST_PAGES = 500
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
