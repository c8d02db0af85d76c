"""Charts as SVG: drawn when the site is built, in the page's own colours.

Widths are percentages and heights pixels, so that a chart fits any screen and its letters never shrink. A chart
is one picture to a screen reader, with a title and a description; the figures stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

BAR = 12
THIN_BAR = 9
GAP = 2
LABEL = 19
BETWEEN_ROWS = 14
PLOT = 150
"""Height of the area in which columns and lines are drawn."""
WIDEST = 90.0
"""Percent of the width that the largest value takes; the rest is for its number."""


@dataclass(frozen=True)
class Series:
    """A name for the legend and a value for each label."""

    name: str
    values: Sequence[int]


def render_bars(
    name: str, title: str, description: str, labels: Sequence[str], series: Sequence[Series], *, stacked: bool
) -> str:
    """Horizontal bars, a row for each label that has any; a row's series are stacked, or stand below each other."""
    values = zip(*(one.values for one in series), strict=True)
    rows = [(label, row) for label, row in zip(labels, values, strict=True) if any(row)]
    largest = max((sum(row) if stacked else max(row) for _, row in rows), default=1)
    top, parts = 0.0, []
    for label, row in rows:
        parts.append(f'<text class="sc-chart__label" x="0" y="{top + 14:g}">{escape(label)}</text>')
        draw = _stacked_bar if stacked else _grouped_bars
        thickness, bars = draw(row, top + LABEL, WIDEST / largest)
        parts += bars
        top += LABEL + thickness + BETWEEN_ROWS
    return _frame(name, title, description, top, parts)


def _stacked_bar(row: Sequence[int], top: float, scale: float) -> tuple[float, list[str]]:
    """Its thickness and its parts; the number is the sum."""
    parts, left = [], 0.0
    for number, value in enumerate(row):
        parts.append(_rect(number, left, value * scale, top, BAR))
        left += value * scale
    return BAR, [*parts, _number(left, top + BAR - 2, sum(row))]


def _grouped_bars(row: Sequence[int], top: float, scale: float) -> tuple[float, list[str]]:
    """Their thickness and their parts; series without a value take no room."""
    parts = []
    shown = [(number, value) for number, value in enumerate(row) if value]
    for place, (number, value) in enumerate(shown):
        y = top + place * (THIN_BAR + GAP)
        parts += [_rect(number, 0, value * scale, y, THIN_BAR), _number(value * scale, y + THIN_BAR, value)]
    return len(shown) * (THIN_BAR + GAP) - GAP, parts


def _rect(series: int, left: float, width: float, top: float, height: float) -> str:
    if not width:
        return ""
    return (
        f'<rect class="sc-chart__fill sc-chart__fill--{series + 1}" x="{left:.2f}%" y="{top:g}" '
        f'width="{width:.2f}%" height="{height:g}"/>'
    )


def _number(left: float, baseline: float, value: int) -> str:
    return f'<text class="sc-chart__number" x="{left:.2f}%" y="{baseline:g}" dx="5">{value}</text>'


def render_columns(name: str, title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Upright stacked columns; an empty label leaves its place unmarked."""
    rows = list(zip(*(one.values for one in series), strict=True))
    top = _ceiling(max((sum(row) for row in rows), default=0))
    step = WIDEST / max(1, len(rows))
    parts = [*_grid(top), *_marks(labels, step)]
    for place, row in enumerate(rows):
        below = 0
        for number, value in enumerate(row):
            below += value
            height = value * PLOT / top
            parts.append(_rect(number, place * step + step * 0.15, value and step * 0.7, _level(below, top), height))
    return _frame(name, title, description, PLOT + 40, parts)


def render_lines(name: str, title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """A line for each series, with a dot for each value."""
    top = _ceiling(max((value for one in series for value in one.values), default=0))
    step = WIDEST / max(1, len(labels))
    parts = [*_grid(top), *_marks(labels, step)]
    for number, one in enumerate(series, start=1):
        dots = [((place + 0.5) * step, _level(value, top)) for place, value in enumerate(one.values)]
        parts += [
            f'<line class="sc-chart__line sc-chart__line--{number}" x1="{x:.2f}%" y1="{y:.1f}" x2="{next_x:.2f}%" '
            f'y2="{next_y:.1f}"/>'
            for (x, y), (next_x, next_y) in pairwise(dots)
        ]
        parts += [
            f'<circle class="sc-chart__fill sc-chart__fill--{number}" cx="{x:.2f}%" cy="{y:.1f}" r="3"/>'
            for x, y in dots
        ]
    return _frame(name, title, description, PLOT + 40, parts)


def _ceiling(largest: int) -> int:
    """The least of 4, 6, 8, 10, 20, 40, 60 … that no value exceeds: its half is a whole number too."""
    size = 1
    while largest > 10 * size:
        size *= 10
    return max(4, -(-largest // (2 * size)) * 2 * size)


def _level(value: int, top: int) -> float:
    return 10 + PLOT - value * PLOT / top


def _grid(top: int) -> Iterator[str]:
    for value in (0, top // 2, top):
        y = _level(value, top)
        yield f'<line class="sc-chart__grid" x1="0" y1="{y:g}" x2="{WIDEST + 2:g}%" y2="{y:g}"/>'
        yield f'<text class="sc-chart__tick" x="100%" y="{y + 4:g}">{value}</text>'


def _marks(labels: Sequence[str], step: float) -> Iterator[str]:
    for place, label in enumerate(labels):
        if label:
            yield f'<text class="sc-chart__mark" x="{(place + 0.5) * step:.2f}%" y="{PLOT + 30}">{escape(label)}</text>'


def _frame(name: str, title: str, description: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg class="sc-chart" role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc" '
        f'width="100%" height="{height:g}"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )
