"""Bare web addresses in running text: where one ends."""

from __future__ import annotations

import re

_OUTSIDE = re.compile(r"[^!-~]")
_TRAILING = re.compile(r"[?!.,:;*_~'\"]+\Z")


def address_within(text: str) -> str:
    """The address at the start of a text, without the Chinese or the signs of the sentence behind it; empty if the
    whole text is one."""
    cut = _OUTSIDE.search(text)
    return _trimmed(text[: cut.start()]) if cut else ""


def _trimmed(address: str) -> str:
    """An address without the signs of the sentence around it."""
    while (shorter := _TRAILING.sub("", address)) != address or address.count(")") > address.count("("):
        address = shorter if shorter != address else address.rpartition(")")[0]
    return address
