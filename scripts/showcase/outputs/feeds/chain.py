"""How what is listed newest first is cut into files: a head and monthly archives in numbered parts.

A part is named after its month and, from the second on, its number, counted from the oldest:
2026-09, 2026-09-2, 2026-09-3. What is new joins the newest part or opens the next one, so older files stay
as they are. Records that have expired or were withdrawn keep their seat, though no file shows them: what
remains does not move. A record published with an earlier date enters the file of its own month, and only that
month's later parts can shift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, TypeVar

MAX_BYTES = 250_000
"""No file of a chain is larger: when a month was one file, that of the whole feed had 1.8 MB at 10,000 records."""

HEAD_ITEMS = 20
"""The head takes the newest parts until it has as many items, if no other number is asked for."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Part(Generic[Item]):
    """What an archive shows, newest first."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Chain(Generic[Item]):
    """What the head shows, then the archives, newest first; none of these is empty."""

    head: tuple[Item, ...]
    archives: tuple[Part[Item], ...]


@dataclass(frozen=True)
class Cut(Generic[Item]):
    """How to cut: at most `part_items` a part, `head_items` in the head at least; `size` is a bound of an item's bytes.

    An item that is not `shown` has a seat all the same.
    """

    part_items: int
    day: Callable[[Item], date]
    size: Callable[[Item], int]
    shown: Callable[[Item], bool] = lambda _: True
    head_items: int = HEAD_ITEMS


def build_chain(members: Sequence[Item], cut: Cut[Item]) -> Chain[Item]:
    """Cut what is listed newest first, by `Cut.day`, into a chain of files."""
    parts = [part for part in _parts(members, cut) if part.items]
    head: tuple[Item, ...] = ()
    room = MAX_BYTES
    while parts and len(head) < cut.head_items:
        size = sum(cut.size(item) for item in parts[-1].items)
        if head and size > room:
            break
        room -= size
        head += parts.pop().items
    return Chain(head, tuple(reversed(parts)))


def _parts(members: Sequence[Item], cut: Cut[Item]) -> Iterator[Part[Item]]:
    """All parts, oldest first, with those of which nothing is shown any more."""
    for month, of_month in groupby(reversed(members), key=lambda item: cut.day(item).strftime("%Y-%m")):
        for number, seats in enumerate(_seats(list(of_month), cut), start=1):
            name = month if number == 1 else f"{month}-{number}"
            yield Part(name, tuple(item for item in reversed(seats) if cut.shown(item)))


def _seats(members: list[Item], cut: Cut[Item]) -> list[list[Item]]:
    """Parts of whole days, so that a second item of a day moves none of the day before; a long day is cut."""
    parts: list[list[Item]] = [[]]
    for _, of_day in groupby(members, key=cut.day):
        day = list(of_day)
        if len(parts[-1]) + len(day) > cut.part_items and parts[-1]:
            parts.append([])
        while len(day) > cut.part_items:
            parts[-1] += day[: cut.part_items]
            day = day[cut.part_items :]
            parts.append([])
        parts[-1] += day
    return parts
