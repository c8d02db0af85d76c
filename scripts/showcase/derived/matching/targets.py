"""A demand's targets against an achievement's advantages, where metric and unit compare."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from showcase.derived.matching.quantities import Quantity, parse_quantity
from showcase.derived.matching.synonyms import Synonyms
from showcase.files.tokens import fold
from showcase.schema.parts import Advantage, Target
from showcase.schema.records import Achievement, Demand

LIKE = 0.35
"""Metrics whose names share less of their telling characters are not compared: a wrong 达到 is worse than none."""
LIKE_IN_RARE_UNIT = 0.2
"""The same where the unit itself says what is measured, as MPa or kWh/m³ do."""
SAME = 0.55
"""From here on two names are taken to mean the same."""
_UNTELLING = frozenset({"", "%", "s", "m", "kg", "kg/m³", "元", "次", "个"})
"""Dimensions in which anything may be measured."""

# Values have been multiplied into base units: 30 cm and 0.3 m need not be the same number any more.
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Comparison:
    """A target and the advantage that speaks of the same; `likeness` of their names is 0–1."""

    target: Target
    advantage: Advantage
    likeness: float
    met: bool

    @property
    def same(self) -> bool:
        """Whether both surely measure the same; else the reader is to judge."""
        return self.likeness >= SAME


class Metrics:
    """Names of metrics, compared by the characters that are telling among all of them: 率 and 度 say little."""

    def __init__(self, names: Iterable[str], synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._parts: dict[str, frozenset[str]] = {}
        for name in names:
            self._parts[name] = frozenset(self._cut(name))
        self._head = {name: fold(name).partition("(")[0].strip()[-1:] for name in self._parts}
        self._known: dict[tuple[str, str], float] = {}
        self._frequency = Counter(part for parts in self._parts.values() for part in parts)

    def _cut(self, name: str) -> list[str]:
        text = self._synonyms.canonical(fold(name).partition("(")[0])
        return [*text, *(text[i : i + 2] for i in range(len(text) - 1))]

    def _weight(self, part: str) -> float:
        return math.log(1 + len(self._parts) / self._frequency[part])

    def likeness(self, one: str, other: str) -> float:
        """How much of the two names' telling characters and pairs is shared, 0–1."""
        key = (one, other)
        if key not in self._known:
            first, second = self._parts[one], self._parts[other]
            total = self._sum(first) + self._sum(second)
            self._known[key] = 2 * self._sum(first & second) / total if total else 0.0
        return self._known[key]

    def same_head(self, one: str, other: str) -> bool:
        """Whether both names end alike: what is measured stands last, 误差 or 率, and before it of what."""
        return self._head[one] == self._head[other]

    def _sum(self, parts: frozenset[str]) -> float:
        return math.fsum(self._weight(part) for part in parts)


Measure = tuple[Target | Advantage, Quantity]


def parse_measures(record: Achievement | Demand) -> list[Measure]:
    """A record's targets or advantages that are numbers in units which are understood."""
    parsed = ((item, parse_quantity(item.value, item.unit, item.metric)) for item in record.measures)
    return [(item, quantity) for item, quantity in parsed if quantity]


def compare_targets(wanted: Sequence[Measure], offered: Sequence[Measure], metrics: Metrics) -> list[Comparison]:
    """Each target with at most one advantage and the reverse, the likest names first; in the targets' order."""
    found = [
        comparison
        for target, limit in wanted
        for advantage, value in offered
        if limit.dimension == value.dimension
        and isinstance(target, Target)
        and isinstance(advantage, Advantage)
        and (comparison := _compare(target, limit, advantage, value, metrics))
    ]
    taken: list[Comparison] = []
    for item in sorted(found, key=lambda item: -item.likeness):
        if all(item.target is not other.target and item.advantage is not other.advantage for other in taken):
            taken.append(item)
    order = {id(target): number for number, (target, _) in enumerate(wanted)}
    return sorted(taken, key=lambda item: order[id(item.target)])


def _compare(
    target: Target, limit: Quantity, advantage: Advantage, value: Quantity, metrics: Metrics
) -> Comparison | None:
    """None unless both speak of the same, in one dimension, and clearly reach or miss."""
    likeness = metrics.likeness(target.metric, advantage.metric)
    if limit.dimension in _UNTELLING:
        alike = likeness >= SAME or (likeness >= LIKE and metrics.same_head(target.metric, advantage.metric))
    else:
        alike = likeness >= LIKE_IN_RARE_UNIT
    met = meets(target.op, limit, value) if alike else None
    return None if met is None else Comparison(target, advantage, likeness, met)


def meets(operator: str, wanted: Quantity, offered: Quantity) -> bool | None:
    """Whether what is offered is surely as wanted; None where a range or the operator leaves it open."""
    slack = _TOLERANCE * max(abs(end) for end in (wanted.low, wanted.high) if math.isfinite(end))
    if operator in ("ge", "gt"):
        return _decide(offered.low - wanted.low, offered.high - wanted.low, slack, strict=operator == "gt")
    if operator in ("le", "lt"):
        return _decide(wanted.high - offered.high, wanted.high - offered.low, slack, strict=operator == "lt")
    if operator in ("between", "eq"):
        if offered.low >= wanted.low - slack and offered.high <= wanted.high + slack:
            return True
        return False if offered.high < wanted.low - slack or offered.low > wanted.high + slack else None
    return None


def _decide(worst: float, best: float, slack: float, *, strict: bool) -> bool | None:
    """Met if even the worst end of what is offered reaches the limit, missed if not even the best does."""
    if worst > slack or (worst >= -slack and not strict):
        return True
    if best < -slack or (best <= slack and strict):
        return False
    return None
