"""What a broker asks besides the subject: the same trade, far enough along, within the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.schema.parts import Budget, Price
from showcase.schema.terms import Term
from showcase.schema.vocabulary import Vocabulary

FIELDS = ("industries", "marine_sectors")
RELATED = 0.5
"""Worth of a field that both only share by what they refine."""
ONE_STAGE_SHORT = 0.3
"""Worth of a result one stage short of the demand: it can be developed together."""


@dataclass(frozen=True)
class Overlap:
    """The labels of the fields that both name themselves and, if there is none, of those that they refine."""

    own: tuple[str, ...]
    broader: tuple[str, ...]

    @property
    def part(self) -> float:
        return 1.0 if self.own else RELATED if self.broader else 0.0


def compare_fields(wanted: Mapping[str, bool], offered: Mapping[str, bool]) -> Overlap:
    """Industries and marine sectors by label, since 海洋电子信息 and 深海开发 are in both systems."""
    own = tuple(label for label, direct in wanted.items() if direct and offered.get(label))
    return Overlap(own, tuple(label for label in wanted if label in offered and label not in own))


def field_labels(entry: Entry) -> dict[str, bool]:
    """The labels of an entry's fields and of those that they refine; true for its own."""
    labels: dict[str, bool] = {}
    for field in FIELDS:
        vocabulary = entry.vocabularies[field]
        for code in entry.codes(field):
            for number, broader in enumerate(vocabulary.ancestry(code)):
                label = vocabulary[broader].label
                labels[label] = labels.get(label, False) or number == 0
    return labels


def compare_stage(least: str | None, reached: str | None, stages: Vocabulary[Term]) -> int | None:
    """How many stages the achievement is beyond the least that is asked for, negative if short of it."""
    if least is None or reached is None:
        return None
    order = list(stages)
    return order.index(reached) - order.index(least)


def stage_part(ahead: int | None) -> float | None:
    if ahead is None or ahead >= 0:
        return None if ahead is None else 1.0
    return ONE_STAGE_SHORT if ahead == -1 else 0.0


@dataclass(frozen=True)
class Money:
    """A price beside a budget, in 10,000 yuan."""

    price: tuple[float, float]
    budget: tuple[float, float]

    @property
    def part(self) -> float:
        """1 if the least price is within the budget, else how much of it the budget covers."""
        lowest, most = self.price[0], self.budget[1]
        return 1.0 if lowest <= most else most / lowest


def compare_money(budget: Budget | None, price: Price | None) -> Money | None:
    """None where either is to be negotiated, given as shares or not said."""
    asked, given = _ends(price), _ends(budget)
    return Money(asked, given) if asked and given else None


def _ends(amount: Price | Budget | None) -> tuple[float, float] | None:
    if amount is None or amount.min is None:
        return None
    return amount.min, amount.min if amount.max is None else amount.max
