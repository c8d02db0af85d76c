"""Figures in running text: a number, with its unit or without."""

from __future__ import annotations

import re

HAN = "\u4e00-\u9fff"
COUNTED = re.compile(rf"[\d¼½¾] ?[{HAN}A-Za-zμ]{{1,3}}(?:[/·][{HAN}A-Za-z]{{1,3}})?[²³]?\Z")
"""A number and a short unit at the end of a text."""

_LONGEST = 16
_NUMBER = re.compile(r"[\d¼½¾℃°%％]\Z")
_NEXT = re.compile(r"[-+±≥≤≈−]?\d")  # the true minus sign


def stands_between(before: str, after: str) -> bool:
    """Whether what lies between the two texts has a figure on either side."""
    end = before[-_LONGEST:]
    return bool((_NUMBER.search(end) or COUNTED.search(end)) and _NEXT.match(after))
