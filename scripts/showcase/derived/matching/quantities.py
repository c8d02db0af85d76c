"""Measured values as authors write them: ≥ 4500, ±3, 0.2–0.5, 1.2×10⁻³, 10万, 96.5%."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from showcase.derived.matching.units import Unit, parse_unit

_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+|[×x*]10\^?[+-]?\d+)?"
_VALUE = re.compile(rf"({_NUMBER})\s{{0,9}}(百万|万|亿|千(?!克|米|瓦|帕|牛|伏))?")
_QUANTITY = re.compile(
    rf"^(?P<sign>>=|<=|≥|≤|>|<|±|约|不低于|不高于|不超过|不少于|至少|至多|达)?\s{{0,9}}"
    rf"(?P<low>{_VALUE.pattern})\s{{0,9}}(?P<inner>[^\d~至到-]{{0,6}}?)\s{{0,9}}(?:[~至到-]\s{{0,9}}(?P<high>{_VALUE.pattern}))?"
    rf"\s{{0,9}}(?P<unit>\D.*)?"
)
_MULTIPLES = {None: 1.0, "千": 1e3, "万": 1e4, "百万": 1e6, "亿": 1e8}
_AT_LEAST = {">=", "≥", ">", "不低于", "不少于", "至少"}
_AT_MOST = {"<=", "≤", "<", "不高于", "不超过", "至多"}
_DASHES = str.maketrans({"–": "~", "—": "~", "～": "~", "−": "-", "﹣": "-"})
_RATE = re.compile(r"每(小时|分钟|秒|天|日|周|月|年)|^(日|年)(?!限|龄|度|内|后|常|间|照)")


@dataclass(frozen=True)
class Quantity:
    """From `low` to `high` in the base unit of `dimension`; an open end is infinite."""

    low: float
    high: float
    dimension: str


@cache
def parse_quantity(value: str, unit: str | None, metric: str = "") -> Quantity | None:
    """What `value` says in `unit`; None where it is no number or the unit is not understood.

    A rate may stand in the metric (每小时清理面积, m²) and counts as if it stood in the unit (m²/h).
    """
    # NFKC turns ㎡ into m2 and ⁻³ into −3.
    text = unicodedata.normalize("NFKC", value.translate(_DASHES)).translate(_DASHES).strip()
    match = _QUANTITY.fullmatch(text)
    if not match:
        return None
    measured = parse_unit(unit or match["unit"] or match["inner"] or "")
    if measured is None or (unit and not _harmless(match["unit"], unit)):
        return None
    measured = _with_rate(measured, metric)
    numbers = sorted(_number(part) * measured.factor for part in (match["low"], match["high"]) if part)
    if not all(map(math.isfinite, numbers)):
        return None
    return Quantity(*_ends(match["sign"], numbers), measured.dimension)


def _harmless(rest: str | None, unit: str) -> bool:
    """Whether what follows the number is nothing or the unit said twice; 9/10 or M56–M72 is neither."""
    return not rest or parse_unit(rest) == parse_unit(unit)


def _number(text: str) -> float:
    match = _VALUE.fullmatch(text)
    assert match is not None
    plain = re.sub(r"[×x*]10\^?", "e", match[1].replace(",", ""))
    return float(plain) * _MULTIPLES[match[2]]


def _ends(sign: str | None, numbers: list[float]) -> tuple[float, float]:
    if sign in _AT_LEAST:
        return numbers[0], math.inf
    if sign in _AT_MOST:
        return -math.inf, numbers[-1]
    return numbers[0], numbers[-1]


def _with_rate(unit: Unit, metric: str) -> Unit:
    match = _RATE.search(metric)
    if not match or "/" in unit.dimension or unit.dimension in ("", "%", "s"):
        return unit
    time = parse_unit(match[1] or match[2])
    assert time is not None
    return Unit(f"{unit.dimension}/{time.dimension}", unit.factor / time.factor)
