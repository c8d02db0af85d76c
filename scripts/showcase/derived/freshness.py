"""What an agency should look at again: deadlines that are near, validity that ends, reviews that are long ago."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Literal

from showcase.catalogue.entry import Entry
from showcase.derived.progress import ANSWER_DAYS, is_silent, is_unanswered, silent_since, waiting_since

SOON_DAYS = 60
STALE_DAYS = 270
LAPSED_DAYS = 90

Reason = Literal["unanswered", "silent", "closing", "expiring", "lapsed", "stale"]


@dataclass(frozen=True)
class Reminder:
    """Why an entry is to be looked at.

    `day` is the deadline, the last day of validity, that of the last review, or that from which somebody waits.
    """

    entry: Entry
    reason: Reason
    day: date


def build_reminders(entries: Iterable[Entry]) -> list[Reminder]:
    """All reminders on the entries' day: near ends first by day, then what lapsed and what is stale, oldest first.

    `closing`: a demand that can be answered for at most SOON_DAYS; `expiring`: validity ends within SOON_DAYS;
    `lapsed`: it ended within the last LAPSED_DAYS; `stale`: not reviewed for more than STALE_DAYS. What is settled
    (signed, landed, resolved) or withdrawn needs no look.
    """
    found = [reminder for entry in entries if not _settled(entry) for reminder in _reminders(entry)]
    order = ("closing", "expiring", "lapsed", "stale")
    return sorted(found, key=lambda one: (order.index(one.reason), one.day, one.entry.id))


def build_calls(entries: Iterable[Entry]) -> list[Reminder]:
    """Whom an agency has to call: `unanswered` for too long, then `silent` for too long, the longest first.

    Where nobody logs any progress the clock of the first contact says nothing.
    """
    entries = tuple(entries)
    return sorted(chain.from_iterable(map(_calls, entries)), key=_call_order) if _clocked(entries) else []


def build_calls_ahead(entries: Iterable[Entry]) -> list[Reminder]:
    """Whom it has to call by when so that they do not become unanswered: `day` is the last in time, today or later."""
    entries = tuple(entries)
    waiting = [(entry, since) for entry in entries if (since := waiting_since(entry)) and not is_unanswered(entry)]
    due = [Reminder(entry, "unanswered", since + timedelta(days=ANSWER_DAYS)) for entry, since in waiting]
    return sorted(due, key=_call_order) if _clocked(entries) else []


def _clocked(entries: Iterable[Entry]) -> bool:
    return any(entry.record.progress for entry in entries)


def _calls(entry: Entry) -> Iterator[Reminder]:
    if is_unanswered(entry) and (since := waiting_since(entry)):
        yield Reminder(entry, "unanswered", since)
    if is_silent(entry) and (since := silent_since(entry)):
        yield Reminder(entry, "silent", since)


def _call_order(call: Reminder) -> tuple[bool, date, str]:
    return call.reason != "unanswered", call.day, call.entry.id


def _settled(entry: Entry) -> bool:
    return entry.withdrawn or entry.state.tone == "done"


def _reminders(entry: Entry) -> Iterator[Reminder]:
    record, today = entry.record, entry.as_of
    if record.deadline and entry.is_open and (record.deadline - today).days <= SOON_DAYS:
        yield Reminder(entry, "closing", record.deadline)
    left = (entry.valid_until - today).days
    if 0 <= left <= SOON_DAYS:
        yield Reminder(entry, "expiring", entry.valid_until)
    elif -LAPSED_DAYS <= left < 0:
        yield Reminder(entry, "lapsed", entry.valid_until)
    reviewed = record.reviewed or record.published
    if entry.listed and (today - reviewed).days > STALE_DAYS:
        yield Reminder(entry, "stale", reviewed)
