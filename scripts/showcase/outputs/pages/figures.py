"""Figures of the statistics: numbers that lead to what they count, as a chart and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Cell:
    """A figure and the address of the list that it counts, from the site's root; empty: there is no such list."""

    number: int
    url: str


@dataclass(frozen=True)
class Line:
    """A row of figures under a name; `flagged` is shown as 待核, an empty address as no link."""

    label: str
    url: str
    cells: list[Cell]
    flagged: bool = False


@dataclass(frozen=True)
class Chart:
    """An SVG element; the caption is empty where the figure's title says it."""

    caption: str
    svg: str


@dataclass(frozen=True)
class Figure:
    """Charts and the table that says the same; `legend` names the series in the order of their colours."""

    title: str
    anchor: str
    note: str
    charts: list[Chart]
    legend: list[str]
    heads: list[str]
    lines: list[Line]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(cell.number for line in self.lines for cell in line.cells)


def search_url(**filters: str) -> str:
    """The search page with these filters; underscores of names stand for hyphens."""
    return f"search/?{urlencode({name.replace('_', '-'): value for name, value in filters.items()})}"


def describe(lines: Sequence[Line]) -> str:
    """The largest in a sentence; the table has the rest."""
    if not lines:
        return "还没有记录。"
    most = max(lines, key=lambda line: sum(cell.number for cell in line.cells))
    return f"{len(lines)} 行，最多的是{most.label}；全部数字见旁边的表格。"
