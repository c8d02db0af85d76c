"""The numbers of a period beside those of the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from showcase.digest.comparison import Comparison
from showcase.digest.past import States
from showcase.digest.period import Period
from showcase.files.sheets import Column, Row, Sheet
from showcase.schema.records import Kind
from showcase.schema.words import say_number


@dataclass(frozen=True)
class Figure:
    """A number of the period and that of the period before, None if nothing is known of it."""

    label: str
    now: int
    then: int | None

    def say(self, there: str) -> str:
        """新增成果 12 项（上月 9 项）."""
        former = "" if self.then is None else f"（{there} {self.then} 项）"
        return f"{self.label} {self.now} 项{former}"


@dataclass(frozen=True)
class Figures:
    """What a leader reads first, in the order in which it is said."""

    listed: tuple[Figure, ...]
    flows: tuple[Figure, ...]
    wanted: float
    wanted_before: float | None

    @property
    def any_flow(self) -> bool:
        return any(figure.now or figure.then for figure in self.flows)


_FLOWS: dict[str, Callable[[Comparison], int]] = {
    "新增成果": lambda one: _new(one, "achievement"),
    "新增需求": lambda one: _new(one, "demand"),
    "进入洽谈": lambda one: sum(step.came_to("negotiating") for step in one.steps),
    "对接进展": lambda one: sum(len(step.advanced) for step in one.steps),
    "签约、落地和解决": lambda one: sum(step.came_to("signed", "landed", "resolved") for step in one.steps),
    "退出列表": lambda one: sum(1 for _ in one.left()),
}


def build_figures(states: States) -> Figures:
    """The period's numbers; where the catalogue had not begun before it, without a comparison."""
    now = Comparison(states.before, states.after)
    then = Comparison(states.earlier, states.before) if states.before else None
    return Figures(
        listed=tuple(
            Figure(f"在列{word}", _listed(now, kind), _listed(then, kind) if then else None)
            for kind, word in (("achievement", "成果"), ("demand", "需求"))
        ),
        flows=tuple(Figure(label, count(now), count(then) if then else None) for label, count in _FLOWS.items()),
        wanted=_wanted(now),
        wanted_before=_wanted(then) if then else None,
    )


def _new(comparison: Comparison, kind: Kind) -> int:
    return sum(step.after.kind == kind for step in comparison.new())


def _listed(comparison: Comparison, kind: str) -> int:
    return sum(entry.listed and entry.kind == kind for entry in comparison.after.entries)


def _wanted(comparison: Comparison) -> float:
    held = (entry.record.financing for entry in comparison.after.entries if entry.listed)
    return sum(financing.amount for financing in held if financing)


def say_figures(figures: Figures, period: Period) -> str:
    """All of them in sentences."""
    said = [say_stock(figures, period)]
    if figures.any_flow:
        flows = "，".join(figure.say(period.there) for figure in figures.flows if figure.now or figure.then)
        said.append(f"{period.here}{flows}。")
    return "".join(said)


def say_stock(figures: Figures, period: Period) -> str:
    """What stands on the lists at the end."""
    said = "、".join(_say_listed(figure, period) for figure in figures.listed)
    return f"截至{period.last.month}月{period.last.day}日，{said}。"


def _say_listed(figure: Figure, period: Period) -> str:
    if figure.then is None:
        return f"{figure.label} {figure.now} 项"
    change = figure.now - figure.then
    moved = f"增加 {change} 项" if change > 0 else f"减少 {-change} 项" if change else "持平"
    return f"{figure.label} {figure.now} 项（比{period.there}末{moved}）"


def build_figure_table(figures: Figures, period: Period) -> Sheet:
    """概况: the period, the one before, and the change, a column a number."""
    shown = (*figures.flows, *figures.listed)
    rows: list[Row] = [(period.here, *(figure.now for figure in shown), figures.wanted)]
    if figures.wanted_before is not None:
        rows.append((period.there, *(figure.then for figure in shown), figures.wanted_before))
        changes = [figure.now - (figure.then or 0) for figure in shown]
        rows.append(("增减", *map(_say_change, (*changes, figures.wanted - figures.wanted_before))))
    columns = (Column("时段", 12), *(Column(figure.label, 12) for figure in shown), Column("融资需求（万元）", 14))
    return Sheet("概况", columns, tuple(rows))


def _say_change(change: float) -> str:
    """+3, −2, nothing."""
    return f"{'+' if change > 0 else '−'}{say_number(abs(change))}" if change else ""
