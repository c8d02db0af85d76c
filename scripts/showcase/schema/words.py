"""How amounts, measures and days are put into words: once, for pages, feeds, sheets and scripts alike."""

from __future__ import annotations

import re
from datetime import date

from showcase.schema.parts import Advantage, Budget, Price, Target
from showcase.schema.terms import Operator, PriceMode
from showcase.schema.vocabulary import Vocabulary

NO_BREAK = "\N{NO-BREAK SPACE}"
_CLOSE = re.compile("[%‰°℃℉\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}]")
_KEPT = re.compile(r"(?<=[\d≥≤<>=]) ")


def say_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def say_number(value: float) -> str:
    return f"{value:,.10g}"


def say_money(value: float) -> str:
    """A sum in units of 10,000 yuan: 1,200 万元."""
    return f"{say_number(value)} 万元"


def say_amount(amount: Price | Budget, modes: Vocabulary[PriceMode]) -> str:
    """80–150 万元, 50 万元以内; a mode without amounts is its label."""
    mode = modes[amount.mode]
    if amount.min is None:
        return mode.label
    if amount.max is None:
        return say_money(amount.min)
    return f"{say_number(amount.min)}–{say_money(amount.max)}" if amount.min else f"{say_money(amount.max)}以内"


def say_unit(unit: str | None, space: str = " ") -> str:
    """A unit as it follows its number: kg after a space; %, ℃ and Chinese close by."""
    return f"{space}{unit}" if unit and not _CLOSE.match(unit) else unit or ""


def say_measure(item: Advantage | Target) -> str:
    """45 MPa, 30%."""
    return item.value + say_unit(item.unit)


def say_target(target: Target, operators: Vocabulary[Operator]) -> str:
    """≥ 45 MPa."""
    return f"{operators[target.op].symbol} {say_measure(target)}"


def say_named(item: Advantage | Target, measure: str) -> str:
    """误差 3 mm; no space behind a full-width bracket."""
    return f"{item.metric}{'' if item.metric.endswith('）') else ' '}{measure}"


def unbroken(text: str) -> str:
    """The same with the spaces between a sign, a number and its unit as such at which no line is to end."""
    return _KEPT.sub(NO_BREAK, text)
