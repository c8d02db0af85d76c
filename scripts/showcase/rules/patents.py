"""The check digit of Chinese patent and application numbers.

Weights 2–9 and 2–5 over the twelve digits (older numbers: 2–9 over eight), modulo 11, 10 written X
(国家知识产权局《专利申请号标准》ZC 0006—2003).
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"^(?:ZL\s?)?([0-9]{12}|[0-9]{8})\.?([0-9Xx])$")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def expected_check_digit(number: str) -> str | None:
    """The check digit that `number` should end with; None if it has not the form of a number."""
    found = _NUMBER.match(number.strip())
    if not found:
        return None
    remainder = sum(int(digit) * weight for digit, weight in zip(found[1], _WEIGHTS, strict=False)) % 11
    return "0123456789X"[remainder]
