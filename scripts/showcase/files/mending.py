"""A text out of a PDF, a word processor or a chat, with the ordinary characters that its signs stand for."""

from __future__ import annotations

import re

from showcase.files.characters import without_hidden
from showcase.files.lookalikes import LOOKALIKE, meant_by

_BULLET = re.compile("^([ \t]*)[\uf0b7\uf0a7\uf0d8\uf06c\uf06e\uf0fc][ \t]*", re.MULTILINE)
_LINE_END = re.compile("\r+\n?")


def mend(text: str) -> str:
    """The text without what nobody meant to write: hidden characters, radicals for characters, odd ends of lines."""
    text = _BULLET.sub(r"\1- ", _LINE_END.sub("\n", text))
    return LOOKALIKE.sub(lambda found: meant_by(found.group()) or found.group(), without_hidden(text))
