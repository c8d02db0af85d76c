"""How amounts of money are put into words."""

from __future__ import annotations

from showcase.schema.records import Budget, Price
from showcase.schema.terms import PriceMode
from showcase.schema.vocabulary import Vocabulary


def say_number(value: float) -> str:
    return f"{value:,.10g}"


def say_amount(amount: Price | Budget, modes: Vocabulary) -> str:
    """80–150 万元; a mode without amounts is its label."""
    mode = modes[amount.mode]
    assert isinstance(mode, PriceMode)
    if amount.min is None:
        return mode.label
    if amount.max is None:
        return f"{say_number(amount.min)} 万元"
    return f"{say_number(amount.min)}–{say_number(amount.max)} 万元"
