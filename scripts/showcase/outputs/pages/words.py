"""How values are put into words."""

from __future__ import annotations

import re
from datetime import date

from showcase.derived.amounts import say_amount, say_number

__all__ = ["say_amount", "say_date", "say_number", "say_unit"]

_CLOSE = re.compile("[%‰°℃℉\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}]")


def say_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def say_unit(unit: str | None) -> str:
    """A unit as it follows its number: kg after a space; %, ℃ and Chinese close by."""
    return f"\N{NO-BREAK SPACE}{unit}" if unit and not _CLOSE.match(unit) else unit or ""
