"""Figures in running text: a number, with its unit or without."""

from __future__ import annotations

import re

HAN = "\u4e00-\u9fff"
COUNTED = re.compile(rf"[\d¼½¾] ?[{HAN}A-Za-zμ]{{1,3}}(?:[/·][{HAN}A-Za-z]{{1,3}})?[²³]?\Z")
"""A number and a short unit at the end of a text."""

_LONGEST = 16
_SIGNS = "-+±≥≤≈−"  # the last is the true minus
_AFTER_NUMBERS = "℃°%％"


def stands_between(before: str, after: str) -> bool:
    """Whether what lies between the two texts has a figure on either side."""
    end, begin = before[-_LONGEST:], after.removeprefix(after[:1]) if after[:1] in _SIGNS else after
    counted = end[-1:].isnumeric() or end.endswith(tuple(_AFTER_NUMBERS)) or COUNTED.search(end) is not None
    return counted and begin[:1].isnumeric()
