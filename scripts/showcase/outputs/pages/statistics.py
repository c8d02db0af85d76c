"""View models of 统计: what is in the catalogue and how it moves, each figure with the list that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.derived.census import Month, build_months
from showcase.derived.indexes import Group
from showcase.derived.progress import stops
from showcase.derived.results import RESULTS, Result, build_results, median_days
from showcase.derived.views import Views
from showcase.outputs.pages.charts import Series, render_bars
from showcase.outputs.pages.figures import Cell, Chart, Figure, Line, describe, search_url
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.months import build_month_leaves, build_movement_figure
from showcase.schema.records import MODELS, Kind
from showcase.schema.terms import Term

TITLE = "统计"
CHARTED_INSTITUTIONS = 12


@dataclass(frozen=True)
class StatisticsPage:
    """View model of theme/pages/statistics.html."""

    totals: list[tuple[str, Cell]]
    figures: list[Figure]


def build_statistics_leaves(views: Views) -> Iterator[Leaf]:
    """/statistics/ and a page for every month."""
    months = build_months(views.catalogue.entries, views.spans, views.catalogue.as_of)
    page = StatisticsPage(_build_totals(views, months), [*_build_figures(views, months)])
    yield Leaf(
        "statistics/", TITLE, "目录里有什么、怎样变化：按产业、专班、阶段、单位和月份统计。", "statistics.html", page
    )
    yield from build_month_leaves(months)


def _build_totals(views: Views, months: Sequence[Month]) -> list[tuple[str, Cell]]:
    listed = views.catalogue.listed
    achievements = sum(entry.kind == "achievement" for entry in listed)
    last = months[-1] if months else None
    return [
        ("公开的成果", Cell(achievements, "achievements/")),
        ("公开的需求", Cell(len(listed) - achievements, "demands/")),
        ("供给清单在列", Cell(last.achievements.stock if last else 0, "supply/")),
        ("需求清单在列", Cell(last.demands.stock if last else 0, "needs/")),
    ]


def _build_figures(views: Views, months: Sequence[Month]) -> Iterator[Figure]:
    yield _build_states(views)
    yield from _build_results(views)
    for facet, title in (("industry", "10+1 产业与成果类别"), ("marine-sector", "海洋产业与成果类别")):
        yield _build_classes(views, facet, title)
    yield _build_kinds(views)
    yield _build_achievements(views, "stage", "所处阶段", "成果所处的阶段。")
    yield _build_institutions(views)
    if months:
        yield build_movement_figure(months)


def _build_states(views: Views) -> Figure:
    """Listed records by state and kind."""
    states = {entry.state.code: entry.state.label for entry in views.catalogue.listed}
    labels = {code: "可对接、征集中" if code == "open" else label for code, label in states.items()}
    order = ("open", "negotiating", "signed", "landed", "resolved", "paused", "overdue")
    lines = [
        Line(labels[code], search_url(state=code), _kind_cells(views.catalogue.listed, _in_state(code), state=code))
        for code in order
        if code in labels
    ]
    return _stacked("状态", "states", "公开的成果与需求现在怎样。", lines)


def _build_results(views: Views) -> Iterator[Figure]:
    """What came of all closed records; by which contracts; and why attempts were stopped."""
    results = build_results(views.catalogue.entries)
    days = median_days(results)
    took = f"成交的从发布到签约、落地或解决，中位 {days} 天。" if days is not None else ""
    ends = [_result_line(code, label, results) for code, label in RESULTS.items() if _entries(results, code)]
    note = f"已经结束的共 {len(results)} 条，每条只算一种结果。{took}"
    yield _stacked("对接结果", "results", note, ends)
    concluded = [one for one in results if one.concluded]
    if concluded:
        note = "成交的按所签合同计数；没有填写的列为“未记”。"
        yield _stacked("成交合同", "contracts", note, _count_lines((one.contract, one.entry.kind) for one in concluded))
        bands = _count_lines((one.band, one.entry.kind) for one in concluded)
        yield _stacked("成交金额", "amounts", "成交的按金额区间计数；金额只在双方同意时公开。", bands)
    if stopped := stops(views.catalogue.entries):
        reasons = views.catalogue.vocabularies.stop_reasons
        lines = _count_lines((reasons[step.reason or ""].label, entry.kind) for entry, step in stopped)
        yield _stacked("中止原因", "stops", "对接为什么没有走到合同，每次中止计一次。", lines)


def _result_line(code: str, label: str, results: Iterable[Result]) -> Line:
    """A result by kind; what stands on no list any more cannot be searched for."""
    entries = _entries(results, code)
    filters = {"state": code} if all(entry.listed for entry in entries) else {}
    return Line(label, search_url(**filters) if filters else "", _kind_cells(entries, lambda _: True, **filters))


def _entries(results: Iterable[Result], code: str) -> list[Entry]:
    return [one.entry for one in results if one.code == code]


def _count_lines(pairs: Iterable[tuple[str, Kind]]) -> list[Line]:
    """A line a label, the most frequent first, by kind; there is no list of just these."""
    counts = Counter(pairs)
    labels = sorted({label for label, _ in counts}, key=lambda label: (-sum(counts[label, k] for k in MODELS), label))
    return [Line(label, "", [Cell(counts[label, kind], "") for kind in MODELS]) for label in labels]


def _in_state(code: str) -> Callable[[Entry], bool]:
    return lambda entry: entry.state.code == code


def _kind_cells(entries: Iterable[Entry], wanted: Callable[[Entry], bool], **filters: str) -> list[Cell]:
    """How many achievements and how many demands are wanted, with the search that shows them."""
    found = [entry.kind for entry in entries if wanted(entry)]
    return [
        Cell(found.count(kind), search_url(**filters, kind=kind) if filters else "")
        for kind in ("achievement", "demand")
    ]


def _stacked(title: str, anchor: str, note: str, lines: list[Line]) -> Figure:
    """Achievements and demands on one bar."""
    heads = ["成果", "需求"]
    series = [Series(head, [line.cells[number].number for line in lines]) for number, head in enumerate(heads)]
    chart = render_bars(anchor, title, describe(lines), [line.label for line in lines], series, stacked=True)
    return Figure(title, anchor, note, [Chart("", chart)], heads, heads, lines)


def _groups(views: Views, facet: str) -> list[Group]:
    """The groups of terms that refine no other."""
    return [group for group in views.indexes[facet].groups.values() if not getattr(group.term, "parent", None)]


def _build_classes(views: Views, facet: str, title: str) -> Figure:
    """Industry by class: an achievement may be in several of both, so nothing adds up to a whole."""
    categories = list(views.catalogue.vocabularies.categories.values())
    lines = [
        Line(
            group.term.label,
            group.url,
            [
                Cell(
                    sum(category.code in entry.categories for entry in group.achievements),
                    search_url(**{facet: group.term.code}, category=category.code, kind="achievement"),
                )
                for category in categories
            ],
            group.term.flagged,
        )
        for group in _groups(views, facet)
    ]
    heads = [category.label for category in categories]
    series = [Series(head, [line.cells[number].number for line in lines]) for number, head in enumerate(heads)]
    chart = render_bars(facet, title, describe(lines), [line.label for line in lines], series, stacked=False)
    note = "成果按产业和类别计数；一项成果可以属于几个产业、几个类别，各项相加大于总数。"
    return Figure(title, facet, note, [Chart("", chart)], heads, heads, lines)


def _build_kinds(views: Views) -> Figure:
    lines = [
        Line(
            group.term.label,
            group.url,
            _kind_cells(group.entries, lambda _: True, task_force=group.term.code),
            group.term.flagged,
        )
        for group in _groups(views, "task-force")
    ]
    return _stacked("服务专班", "task-force", "各服务专班跟踪的成果与需求。", lines)


def _build_achievements(views: Views, facet: str, title: str, note: str, most: int | None = None) -> Figure:
    """Achievements by the value of a facet; the chart shows the `most` first lines only."""
    lines = [_achievement_line(group.term, group, facet) for group in _groups(views, facet)]
    if most is not None:
        lines = sorted((line for line in lines if line.cells[0].number), key=lambda line: -line.cells[0].number)
    drawn = lines[:most]
    series = [Series("成果", [line.cells[0].number for line in drawn])]
    chart = render_bars(facet, title, describe(lines), [line.label for line in drawn], series, stacked=True)
    return Figure(title, facet, note, [Chart("", chart)], [], ["成果"], lines)


def _achievement_line(term: Term, group: Group, facet: str) -> Line:
    cell = Cell(len(group.achievements), search_url(**{facet: term.code}, kind="achievement"))
    return Line(term.label, group.url, [cell], term.flagged)


def _build_institutions(views: Views) -> Figure:
    note = f"有公开成果的单位；图中是最多的 {CHARTED_INSTITUTIONS} 家，表中是全部。"
    return _build_achievements(views, "institution", "持有单位", note, CHARTED_INSTITUTIONS)
