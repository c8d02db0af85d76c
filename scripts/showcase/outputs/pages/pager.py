"""Long lists in pages: where each is, and which of them a page links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")

EVERY = 9
"""So many pages are all linked."""
NEAR = 2
"""Of more, those as near as that on both sides, the first and the last."""


@dataclass(frozen=True)
class Pager:
    """Page `number` of `pages`, the first of which is at `url`; view model of `pager` in theme/pages/macros.html."""

    url: str
    number: int
    pages: int

    @property
    def path(self) -> str:
        return self._path(self.number)

    @property
    def links(self) -> list[tuple[int, str]]:
        """Number and address of the pages that are linked, this one without an address; (0, "") is a gap."""
        links: list[tuple[int, str]] = []
        last = 0
        for number in self._linked():
            if number > last + 1:
                links.append((0, ""))
            links.append((number, "" if number == self.number else self._path(number)))
            last = number
        return links

    @property
    def suffix(self) -> str:
        """What a further page's title ends with."""
        return f"（第 {self.number} 页）" if self.number > 1 else ""

    def _linked(self) -> list[int]:
        if self.pages <= EVERY:
            return list(range(1, self.pages + 1))
        near = range(max(1, self.number - NEAR), min(self.pages, self.number + NEAR) + 1)
        return sorted({1, *near, self.pages})

    def _path(self, number: int) -> str:
        return self.url if number == 1 else f"{self.url}{number}/"


def count_pages(length: int, size: int) -> int:
    """One at least, lest an empty list have none."""
    return max(1, -(-length // size))


def cut_pages(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """The items of each page."""
    return [items[start : start + size] for start in range(0, max(1, len(items)), size)]
