"""A mail → its sender and what is attached. Headers are read as little as possible: each is a stranger's.

The library's readers of structured headers recurse, or take the square of a header's length; those of before them
(`compat32`) do not recurse, and are given no long header.
"""

from __future__ import annotations

import base64
import binascii
import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from typing import Any
from urllib.parse import unquote

from showcase.files.names import decoded

_MAIL = "message/rfc822"
_EXTENDED_NAME = re.compile(r"filename\*=([\w-]*)'[\w-]*'([^;\r\n]+)", re.IGNORECASE)
_PLAIN_NAME = re.compile(r'filename="([^"]+)"', re.IGNORECASE)
_LONGEST_HEADER = 2000
_SHOWN = 100
"""Characters of a sender."""


class UnreadableMailError(Exception):
    """The mail is nested more deeply than anybody does, or packed in a way that is none."""


class _Mail(Message):
    """A mail or a part of one, whose headers the parser reads for where parts begin and end."""

    def get(self, name: str, failobj: Any = None) -> Any:
        found = super().get(name, failobj)
        return found if found is failobj else str(found)[:_LONGEST_HEADER]


def open_mail(data: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The sender and the attachments, each with its name. Raises UnreadableMailError."""
    try:
        mail = email.message_from_bytes(data, _Mail)
        parts = list(_attachments(mail))
        attached = [(_name(part, content, number), content) for number, (part, content) in enumerate(parts, 1)]
    except (RecursionError, binascii.Error):
        raise UnreadableMailError from None
    return _words(_header(mail, "from"))[:_SHOWN], attached


def _attachments(part: Message, within: str = "") -> Iterator[tuple[Message, bytes]]:
    """What somebody attached, wherever programs put it: neither the text nor the pictures that belong to it."""
    kind = part.get_content_type()
    if kind == _MAIL and part.is_multipart():
        yield part, _forwarded(part)
    elif part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from _attachments(inner, kind)
    elif _is_attached(part, kind, within):
        yield part, _content(part)


def _forwarded(part: Message) -> bytes:
    """A mail within a mail, packed too where a server does what no standard allows (RFC 2046, 5.2.1)."""
    raw: bytes = part.get_payload(0).as_bytes()  # type: ignore[union-attr]  # a mail in a mail is a list of one
    packed = _header(part, "content-transfer-encoding").strip().lower() == "base64"
    return base64.b64decode(raw) if packed else raw


def _is_attached(part: Message, kind: str, within: str) -> bool:
    disposition = _header(part, "content-disposition").strip().lower()
    if disposition.startswith("attachment"):
        return True
    belongs = within == "multipart/related" and "content-id" in part
    return not belongs and (
        kind not in ("text/plain", "text/html") or "filename" in disposition or _parameter(part, "name") != ""
    )


def _content(part: Message) -> bytes:
    """The bytes; a text that is none of UTF-8 in UTF-8, if the mail says truly how it is encoded."""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    if part.get_content_maintype() != "text" or _is_utf8(data):
        return data
    charset = _parameter(part, "charset")
    try:
        return data.decode(charset or "utf-8").encode()
    except (LookupError, ValueError):
        return data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _name(part: Message, content: bytes, number: int) -> str:
    """An attachment's name as its sender saw it, also where a program wrote the header otherwise than RFC 2231 asks:
    signs left as they are in `filename*`, or the bytes of its own encoding."""
    raw = _header(part, "content-disposition")
    name = ""
    if extended := _EXTENDED_NAME.search(raw):
        name = _unquoted(extended[2].strip(), extended[1] or "utf-8")
    elif (plain := _PLAIN_NAME.search(raw)) and not plain[1].isascii():
        name = decoded(plain[1].encode("utf-8", "surrogateescape")) or ""
    elif raw and len(raw) < _LONGEST_HEADER:
        name = _words(part.get_filename() or "")
    name = name or _words(_parameter(part, "name"))
    if part.get_content_type() == _MAIL and not name.lower().endswith(".eml"):
        return f"{name or f'附件{number}'}.eml"  # its subject is its name in many programs
    return name or f"附件{number}{_suffix(part, content)}"


def _parameter(part: Message, name: str) -> str:
    """A parameter of the content's type."""
    found = part.get_param(name) if len(_header(part, "content-type")) < _LONGEST_HEADER else None
    return found[2] if isinstance(found, tuple) else found or ""


def _unquoted(text: str, charset: str) -> str:
    try:
        return unquote(text, charset, "replace")
    except LookupError:
        return unquote(text, "utf-8", "replace")


def _suffix(part: Message, data: bytes) -> str:
    """What a nameless attachment is, by its type or its first characters."""
    begins = data.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    return ".zip" if part.get_content_type() == "application/zip" else ".md" if begins else ""


def _header(part: Message, name: str) -> str:
    """A header as it stands, cut where none is as long; bytes beyond ASCII as surrogates."""
    found = next((str(value) for key, value in part.raw_items() if key.lower() == name), "")
    return found[:_LONGEST_HEADER]


def _words(text: str) -> str:
    """A text with its encoded words (RFC 2047) decoded."""
    try:
        parts = decode_header(" ".join(text.split())[:_LONGEST_HEADER])
        return "".join(
            part if isinstance(part, str) else part.decode(charset or "ascii", "replace") for part, charset in parts
        )
    except (HeaderParseError, LookupError, ValueError):
        return text
