"""How a feed is cut into files: a head and monthly archives in numbered parts.

A part is named after its month and, from the second on, its number, counted from the oldest:
2026-09, 2026-09-2, 2026-09-3. A new record joins the newest part or opens the next one, so older files stay
as they are. Records that have expired or were withdrawn keep their seat, though no file shows them: what
remains does not move. A record published with an earlier date enters the file of its own month, and only that
month's later parts can shift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from showcase.catalogue.entry import Entry

MAX_BYTES = 250_000
"""No file of a feed is larger."""

HEAD_ITEMS = 20
"""The head takes the newest parts until it has as many items."""


@dataclass(frozen=True)
class Part:
    """Listed entries, newest first."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Chain:
    """The entries of the head, then the archives, newest first; none of these is empty."""

    head: tuple[Entry, ...]
    archives: tuple[Part, ...]


def build_chain(
    listed: Sequence[Entry], former: Sequence[Entry], part_items: int, measure: Callable[[Entry], int]
) -> Chain:
    """Cut a feed into parts of at most `part_items`; `measure` is an upper bound of an item's bytes."""
    parts = [part for part in _parts([*listed, *former], part_items) if part.entries]
    head: tuple[Entry, ...] = ()
    room = MAX_BYTES
    while parts and len(head) < HEAD_ITEMS:
        size = sum(measure(entry) for entry in parts[-1].entries)
        if head and size > room:
            break
        room -= size
        head += parts.pop().entries
    return Chain(head, tuple(reversed(parts)))


def _parts(members: list[Entry], part_items: int) -> Iterator[Part]:
    """All parts, oldest first, with those that no longer have listed entries."""
    members.sort(key=lambda entry: entry.id, reverse=True)
    members.sort(key=lambda entry: entry.record.published)
    for month, of_month in groupby(members, key=lambda entry: entry.record.published.strftime("%Y-%m")):
        for number, seats in enumerate(_cut(list(of_month), part_items), start=1):
            name = month if number == 1 else f"{month}-{number}"
            yield Part(name, tuple(entry for entry in reversed(seats) if entry.listed))


def _cut(members: list[Entry], part_items: int) -> list[list[Entry]]:
    """Parts of whole days, so that a second record of a day moves none of the day before; a long day is cut."""
    parts: list[list[Entry]] = [[]]
    for _, of_day in groupby(members, key=lambda entry: entry.record.published):
        day = list(of_day)
        if len(parts[-1]) + len(day) > part_items and parts[-1]:
            parts.append([])
        while len(day) > part_items:
            parts[-1] += day[:part_items]
            day = day[part_items:]
            parts.append([])
        parts[-1] += day
    return parts
