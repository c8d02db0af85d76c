"""Which records stood on a list on a day, and which entered and left between two days.

An achievement that was signed, landed or paused stays on its list and shows its state. Records whose file is gone
are not told here: `changes.py` tells them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from showcase.catalogue.entry import Entry
from showcase.schema.records import Achievement, Demand
from showcase.schema.validity import valid_until

DAY = timedelta(days=1)
WHY = {
    "expired": "已过有效期",
    "withdrawn": "已撤回",
    "resolved": "已解决",
    "closed": "征集截止",
    "changed": "内容改动后不再属于此列",
    "removed": "文件已移除",
}
"""Why a record leaves a list, in words."""


@dataclass(frozen=True)
class Leaving:
    """The first day off the list, and why: a key of WHY; `closed` is a deadline that has passed."""

    day: date
    why: str


def leaving(record: Achievement | Demand) -> Leaving:
    """When and why the record leaves the supply or the needs list and its recipients, by what comes first.

    Validity and a deadline include their day; a withdrawal and a resolution take effect on theirs.
    """
    ends = _ends(record)
    if record.deadline:
        ends.append(Leaving(record.deadline + DAY, "closed"))
    if record.resolution:
        ends.append(Leaving(record.resolution.date, "resolved"))
    return min(reversed(ends), key=lambda end: end.day)


def ceasing(record: Achievement | Demand) -> Leaving:
    """When and why the record leaves every other list: what is resolved or past its deadline is still shown there."""
    return min(reversed(_ends(record)), key=lambda end: end.day)


def _ends(record: Achievement | Demand) -> list[Leaving]:
    ends = [Leaving(valid_until(record) + DAY, "expired")]
    if record.withdrawn:
        ends.append(Leaving(record.withdrawn.date, "withdrawn"))
    return ends


def on_list(record: Achievement | Demand, day: date) -> bool:
    """Whether the record stands on the supply list (achievements) or the needs list (demands) on the day."""
    return record.published <= day < leaving(record).day


@dataclass(frozen=True)
class Stay:
    """A record on a list from the day `since` until the day that it leaves, which may be to come."""

    since: date
    left: Leaving

    def lasts(self, day: date) -> bool:
        """Whether the record stood there on the day."""
        return self.since <= day < self.left.day


@dataclass(frozen=True)
class Movement:
    """What happened after the day `since` and until the day `until`, itself included; both orders newest first.

    What came and went in between is in both lists.
    """

    since: date
    until: date
    before: int
    after: int
    entered: tuple[tuple[Entry, date], ...]
    left: tuple[tuple[Entry, Leaving], ...]


def build_movement(stays: Iterable[tuple[Entry, Stay]], since: date, until: date) -> Movement:
    """The movement of a list in which these stays took place."""
    stays = sorted(stays, key=lambda pair: pair[0].id)
    entered = [(entry, stay.since) for entry, stay in stays if since < stay.since <= until]
    left = [(entry, stay.left) for entry, stay in stays if since < stay.left.day <= until]
    return Movement(
        since=since,
        until=until,
        before=sum(stay.lasts(since) for _, stay in stays),
        after=sum(stay.lasts(until) for _, stay in stays),
        entered=tuple(sorted(entered, key=lambda pair: pair[1], reverse=True)),
        left=tuple(sorted(left, key=lambda pair: pair[1].day, reverse=True)),
    )


def month_end_before(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - DAY


def quarter_end_before(day: date) -> date:
    """The last day of the quarter before."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1) - DAY
