"""How the catalogue moved: what each month brought and took away, and what stood on the lists when it ended."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from showcase.catalogue.entry import Entry
from showcase.derived.movement import DAY, Leaving, leaving
from showcase.derived.stays import Spans, build_members


@dataclass(frozen=True)
class Tally:
    """One kind's records in a month; `stock` is the length of its list at the month's end, or on the last day known."""

    published: tuple[Entry, ...]
    left: tuple[tuple[Entry, Leaving], ...]
    stock: int


@dataclass(frozen=True)
class Month:
    """`start` is its first day, `end` its last, or the catalogue's day if that is earlier."""

    start: date
    end: date
    achievements: Tally
    demands: Tally


def build_months(entries: Iterable[Entry], spans: Spans, today: date) -> list[Month]:
    """Every month from the first publication's to today's, oldest first; what is not yet published is left out."""
    known = [entry for entry in entries if entry.record.published <= today]
    achievements = _Ledger([entry for entry in known if entry.kind == "achievement"], spans)
    demands = _Ledger([entry for entry in known if entry.kind == "demand"], spans)
    months = []
    start = min((entry.record.published for entry in known), default=today).replace(day=1)
    while start <= today and known:
        following = _next_month(start)
        end = min(following - DAY, today)
        months.append(Month(start, end, achievements.tally(start, end), demands.tally(start, end)))
        start = following
    return months


def _next_month(start: date) -> date:
    return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)


class _Ledger:
    """Records of one kind by the days on which they came and went."""

    def __init__(self, entries: list[Entry], spans: Spans) -> None:
        stays = build_members(entries, spans, lambda _: [""], leaving)[""]
        self._published = sorted(entries, key=lambda entry: (entry.record.published, entry.id))
        self._left = sorted(((entry, stay.left) for entry, stay in stays), key=lambda pair: (pair[1].day, pair[0].id))
        self._publications = [entry.record.published for entry in self._published]
        self._comings = sorted(stay.since for _, stay in stays)
        self._goings = [end.day for _, end in self._left]

    def tally(self, start: date, end: date) -> Tally:
        """The days from `start` to `end`, both included; newest first."""
        before = start - DAY
        published = self._published[bisect_right(self._publications, before) : bisect_right(self._publications, end)]
        left = self._left[bisect_right(self._goings, before) : bisect_right(self._goings, end)]
        stock = bisect_right(self._comings, end) - bisect_right(self._goings, end)
        return Tally(tuple(reversed(published)), tuple(reversed(left)), stock)
