"""Weeks, months and quarters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodKind = Literal["week", "month", "quarter"]

TITLES: dict[PeriodKind, str] = {"week": "周报", "month": "月报", "quarter": "季报"}
_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Whole days from `first` to `last`, both included; a week begins on Monday (ISO 8601)."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def name(self) -> str:
        """As files are called: 2026-W38, 2026-08, 2026-Q3."""
        if self.kind == "week":
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02d}"
        return f"{self.first:%Y-%m}" if self.kind == "month" else f"{self.first.year}-Q{self._quarter}"

    @property
    def label(self) -> str:
        if self.kind == "week":
            year, week, _ = self.first.isocalendar()
            return f"{year}年第{week}周（{_day(self.first)}—{_day(self.last)}）"
        if self.kind == "month":
            return f"{self.first.year}年{self.first.month}月"
        return f"{self.first.year}年第{'一二三四'[self._quarter - 1]}季度"

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def number(self) -> int:
        """Of the period in its year."""
        if self.kind == "week":
            return self.first.isocalendar().week
        return self.first.month if self.kind == "month" else self._quarter

    @property
    def short(self) -> str:
        """As a title has it: 2026年第38周, without the days."""
        return self.label.partition("（")[0]

    @property
    def days(self) -> str:
        """9月14日至9月20日."""
        return f"{_day(self.first)}至{_day(self.last)}"

    @property
    def here(self) -> str:
        """How a sentence speaks of it."""
        return {"week": "本周", "month": "本月", "quarter": "本季度"}[self.kind]

    @property
    def there(self) -> str:
        """How a sentence speaks of the one before it."""
        return {"week": "上周", "month": "上月", "quarter": "上季度"}[self.kind]

    @property
    def eve(self) -> date:
        """The day before it."""
        return self.first - _DAY

    @property
    def preceding(self) -> Period:
        return _period(self.kind, self.eve)

    @property
    def following(self) -> Period:
        return _period(self.kind, self.last + _DAY)

    @property
    def _quarter(self) -> int:
        return (self.first.month + 2) // 3


def last_period(kind: PeriodKind, as_of: date) -> Period:
    """The last one that is over by the end of `as_of`."""
    current = _period(kind, as_of)
    return current if current.last == as_of else _period(kind, current.eve)


def _period(kind: PeriodKind, day: date) -> Period:
    """The one that holds `day`."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Period(kind, first, first + timedelta(days=6))
    length = _MONTHS[kind]
    start = (day.month - 1) // length * length + 1
    end = start + length
    following = date(day.year + (end > 12), end - 12 * (end > 12), 1)  # noqa: PLR2004  # months of a year
    return Period(kind, date(day.year, start, 1), following - _DAY)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
