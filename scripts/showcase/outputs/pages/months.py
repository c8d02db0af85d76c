"""Figures by month, and view models of the months' pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from showcase.derived.census import Month, Tally
from showcase.derived.movement import WHY
from showcase.outputs.pages.charts import Series, render_columns, render_lines
from showcase.outputs.pages.figures import Cell, Chart, Figure, Line
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.supply import Change
from showcase.schema.words import say_date

CHARTED_MONTHS = 24
SHOWN = 500
"""Of each list of a month."""
QUARTER_STARTS = (1, 4, 7, 10)


@dataclass(frozen=True)
class MonthPage:
    """View model of theme/pages/month.html; `lists` are (title, changes, how many there are, tone)."""

    title: str
    end: str
    stock: list[tuple[str, int]]
    lists: list[tuple[str, list[Change], int, str]]
    newer: tuple[str, str] | None
    older: tuple[str, str] | None


def _month_url(month: Month) -> str:
    return f"statistics/{month.start:%Y-%m}/"


def _say_month(month: Month) -> str:
    return f"{month.start.year}年{month.start.month}月"


def _marks(months: Sequence[Month]) -> list[str]:
    """Labels under a chart: the first month of each quarter."""
    return [f"{month.start:%y}.{month.start.month}" if month.start.month in QUARTER_STARTS else "" for month in months]


def build_movement_figure(months: Sequence[Month]) -> Figure:
    """Charts of the newest months, oldest first, and a table of all, newest first."""
    lines = [_line(month) for month in reversed(months)]
    newest, marks = months[-CHARTED_MONTHS:], _marks(months[-CHARTED_MONTHS:])
    published = [Series(head, [_COLUMNS[head](month) for month in newest]) for head in ("发布成果", "发布需求")]
    stock = [Series(head, [_COLUMNS[head](month) for month in newest]) for head in ("供给清单", "需求清单")]
    description = f"最近 {len(newest)} 个月；全部数字见旁边的表格。"
    return Figure(
        title="每月变化",
        anchor="months",
        note="发布按首次发布的日期计，后来撤回、过期的也算在内。清单为月末在列的条数，最后一个月算到今天；"
        "已解决、已截止、过期和撤回的不再在列。",
        charts=[
            Chart("每月发布", render_columns("months-published", "每月发布", description, marks, published)),
            Chart("月末在列", render_lines("months-stock", "月末在列", description, marks, stock)),
        ],
        legend=["成果、供给清单", "需求、需求清单"],
        heads=list(_COLUMNS),
        lines=lines,
    )


_COLUMNS: dict[str, Callable[[Month], int]] = {
    "发布成果": lambda month: len(month.achievements.published),
    "发布需求": lambda month: len(month.demands.published),
    "供给清单": lambda month: month.achievements.stock,
    "需求清单": lambda month: month.demands.stock,
    "退出供给": lambda month: len(month.achievements.left),
    "退出需求": lambda month: len(month.demands.left),
}


def _line(month: Month) -> Line:
    return Line(
        _say_month(month), _month_url(month), [Cell(count(month), _month_url(month)) for count in _COLUMNS.values()]
    )


def build_month_leaves(months: Sequence[Month]) -> Iterator[Leaf]:
    """A page for every month."""
    for number, month in enumerate(months):
        newer = months[number + 1] if number + 1 < len(months) else None
        older = months[number - 1] if number else None
        title = _say_month(month)
        counts = f"成果 {len(month.achievements.published)} 项、需求 {len(month.demands.published)} 项"
        page = _build_month_page(month, newer, older)
        yield Leaf(_month_url(month), f"{title} · 统计", f"{title}发布{counts}。", "month.html", page)


def _build_month_page(month: Month, newer: Month | None, older: Month | None) -> MonthPage:
    achievements, demands = month.achievements, month.demands
    return MonthPage(
        title=_say_month(month),
        end=say_date(month.end),
        stock=[("供给清单", achievements.stock), ("需求清单", demands.stock)],
        lists=[
            ("发布的成果", _publications(achievements), len(achievements.published), "in"),
            ("发布的需求", _publications(demands), len(demands.published), "in"),
            ("退出供给清单", _leavings(achievements), len(achievements.left), "out"),
            ("退出需求清单", _leavings(demands), len(demands.left), "out"),
        ],
        newer=(_say_month(newer), _month_url(newer)) if newer else None,
        older=(_say_month(older), _month_url(older)) if older else None,
    )


def _publications(tally: Tally) -> list[Change]:
    return [Change(entry.record.published, "发布", entry.record.title, entry.url) for entry in tally.published[:SHOWN]]


def _leavings(tally: Tally) -> list[Change]:
    return [Change(end.day, WHY[end.why], entry.record.title, entry.url) for entry, end in tally.left[:SHOWN]]
