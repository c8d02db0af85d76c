"""Supply and needs: which records stood on the lists on a day, and which entered and left between two days.

Everything is computed from the dates in the records of today. What those do not say cannot be known here: when
an achievement was signed, landed or paused (it stays on the list and shows its state), that a record had expired
before its last review, what a record was classified as before it was changed, and records whose file is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from showcase.catalogue.entry import Entry
from showcase.schema.records import Achievement, Demand
from showcase.schema.validity import valid_until

DAY = timedelta(days=1)
WHY = {"expired": "已过有效期", "withdrawn": "已撤回", "resolved": "已解决", "closed": "征集截止"}
"""Why a record leaves its list, in words."""


@dataclass(frozen=True)
class Leaving:
    """The first day off the list, and why: a key of WHY; `closed` is a deadline that has passed."""

    day: date
    why: str


def leaving(record: Achievement | Demand) -> Leaving:
    """When and why the record leaves its list, by what comes first.

    Validity and a deadline include their day; a withdrawal and a resolution take effect on theirs.
    """
    ends = [Leaving(valid_until(record) + DAY, "expired")]
    if record.withdrawn:
        ends.append(Leaving(record.withdrawn.date, "withdrawn"))
    if record.deadline:
        ends.append(Leaving(record.deadline + DAY, "closed"))
    if record.resolution:
        ends.append(Leaving(record.resolution.date, "resolved"))
    return min(reversed(ends), key=lambda end: end.day)


def on_list(record: Achievement | Demand, day: date) -> bool:
    """Whether the record stands on the supply list (achievements) or the needs list (demands) on the day."""
    return record.published <= day < leaving(record).day


@dataclass(frozen=True)
class Movement:
    """What happened after the day `since` and until the day `until`, itself included; both orders newest first.

    What came and went in between is in both lists.
    """

    since: date
    until: date
    before: int
    after: int
    entered: tuple[Entry, ...]
    left: tuple[tuple[Entry, Leaving], ...]


def build_movement(entries: Iterable[Entry], since: date, until: date) -> Movement:
    """The movement of a list made of these entries, listed today or not."""
    entries = tuple(entries)
    ends = [(entry, leaving(entry.record)) for entry in entries]
    left = [(entry, end) for entry, end in ends if since < end.day <= until and entry.record.published < end.day]
    left.sort(key=lambda pair: (-pair[1].day.toordinal(), pair[0].id))
    return Movement(
        since=since,
        until=until,
        before=sum(on_list(entry.record, since) for entry in entries),
        after=sum(on_list(entry.record, until) for entry in entries),
        entered=tuple(
            entry for entry, end in ends if since < entry.record.published <= until and entry.record.published < end.day
        ),
        left=tuple(left),
    )


def month_end_before(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - DAY


def quarter_end_before(day: date) -> date:
    """The last day of the quarter before."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1) - DAY
