"""What a text was read as, and the signs that are written in more than one way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from showcase.files.problem import Message

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_SIGNS = (
    _FULL_WIDTH
    | {ord(sign): "-" for sign in "‐‑‒–—―−﹣➖"}
    | {ord(sign): "~" for sign in "～〜∼˜"}
    | {ord(sign): "." for sign in "。｡．·•・‧"}
    | {ord(sign): " " for sign in "\t\u00a0\u2002\u2003\u2009\u200a\u202f\u205f"}
    | {ord(sign): "" for sign in "“”‘’「」『』\"'`\u200b\u200c\u200d\u2060\ufeff"}
    | {ord("、"): ",", ord("￥"): "¥"}
)
_BLANKS = re.compile(r"\s+")
_MARKED = re.compile(r"^['’‘＇](?=[0-9０-９][0-9０-９.,，%/~～+\-–—()（） ]*\Z)")


@dataclass(frozen=True)
class Reading:
    """`stored` is the form to be stored, empty if there is none; `note` is what is to be said of it.

    `sure`: nobody needs to be asked.
    """

    stored: str = ""
    sure: bool = True
    note: Message | None = None


_PROPOSED = 200
NOTHING = Reading("", False)
"""A text that is not understood, and of which nothing can be said."""


def not_read(_text: str) -> Reading:
    """Of what is written in one way only."""
    return NOTHING


def half_width(text: str) -> str:
    """Letters, digits and signs as on a keyboard without an input method."""
    return text.translate(_FULL_WIDTH)


def plain(text: str) -> str:
    """Half-width signs, one kind of dash and of blank, no quotation marks, no sign at the end that ends a sentence."""
    return _BLANKS.sub(" ", text.translate(_SIGNS)).strip(" ").rstrip(".,;!")


def unmarked(text: str) -> str:
    """A cell's text without the apostrophe that makes a text of a number, typed once more or brought by a database."""
    return _MARKED.sub("", text.strip())


def told(zh: str, en: str) -> Reading:
    """A text that is understood well enough to say why it cannot be taken."""
    return Reading("", False, Message(zh, en))


def proposed(stored: str, zh: str, en: str) -> Reading:
    """A form that only the author can confirm."""
    return Reading(stored, False, Message(zh, en))


def hint_of(reading: Reading) -> Message | None:
    """What a message about a file proposes, unless it would fill the screen."""
    note = reading.note
    if not reading.stored or len(reading.stored) > _PROPOSED:
        return note
    ask = Message(f'是否想写 "{reading.stored}"？', f'did you mean "{reading.stored}"?')
    return Message(f"{ask.zh}{note.zh}", f"{ask.en} {note.en}") if note else ask
