"""Which paper holds what: the week for those who work with it, the month and the quarter for those who decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from showcase.digest.account import Account
from showcase.digest.distribution import build_distribution
from showcase.digest.figures import build_figure_table, build_figures, say_figures, say_stock
from showcase.digest.gist import build_points, build_short_points
from showcase.digest.industries import build_lists, build_supply
from showcase.digest.letterhead import NO_HEAD, Letterhead
from showcase.digest.past import States
from showcase.digest.period import Period
from showcase.digest.section import Digest, Section
from showcase.digest.sections import (
    build_changed,
    build_expiring,
    build_financing,
    build_left,
    build_matched,
    build_moved,
    build_new,
)
from showcase.digest.tracking import build_duty, build_outcomes, build_stops, build_stuck
from showcase.files.brand import Brand

SUBJECT = "成果与需求对接情况"


def build_digest(
    states: States,
    period: Period,
    brand: Brand,
    head: Letterhead = NO_HEAD,
    *,
    issued: date | None = None,
    number: int | None = None,
) -> Digest:
    """The digest of a period."""
    account = Account(states, period)
    build = {"week": _build_week, "month": _build_month, "quarter": _build_quarter}[period.kind]
    subtitle = f"（{period.days}）" if period.kind == "week" else ""
    return Digest(
        title=f"{period.short}{SUBJECT}",
        period=period,
        notes=tuple(_notes(states, period)),
        sections=tuple(build(account)),
        palette=brand.palette,
        head=head,
        issued=issued,
        number=number,
        subtitle=subtitle,
    )


def build_brief(digest: Digest, states: States) -> Digest:
    """The same on one page."""
    account = Account(states, digest.period)
    figures = build_figures(states)
    table = build_figure_table(figures, digest.period)
    page = Section("", say_stock(figures, digest.period), build_short_points(account), (table,))
    title = f"{digest.period.short}{SUBJECT}简报"
    return replace(digest, title=title, notes=(), sections=(page,), subtitle="", brief=True)


def build_supply_lists(digest: Digest, states: States) -> Digest:
    """The “10+1” lists of the same period."""
    return build_lists(digest, Account(states, digest.period))


def _build_week(account: Account) -> Iterable[Section]:
    yield Section("本周概况", say_figures(build_figures(account.states), account.period))
    yield build_moved(account)
    yield build_financing(account).at_most(10)
    yield build_new(account, "achievement").at_most(15)
    yield build_new(account, "demand").at_most(15)
    yield build_expiring(account).at_most(10)
    yield build_left(account).at_most(10)
    yield build_matched(account).at_most(8)
    yield build_stuck(account).at_most(8)
    yield from _build_annex(account)


def _build_month(account: Account) -> Iterable[Section]:
    yield _build_gist(account)
    yield build_moved(account).at_most(15)
    yield build_stuck(account).at_most(8)
    yield build_stops(account)
    yield build_financing(account).at_most(8)
    yield build_new(account, "achievement").at_most(8)
    yield build_new(account, "demand").at_most(8)
    yield build_expiring(account).at_most(8)
    yield build_left(account).at_most(8)
    yield build_duty(account)
    yield build_outcomes(account).in_annex()
    yield build_matched(account).in_annex()
    yield from _build_annex(account)


def _build_quarter(account: Account) -> Iterable[Section]:
    yield _build_gist(account)
    yield build_outcomes(account).at_most(20)
    yield build_moved(account).at_most(20)
    yield build_stuck(account).at_most(8)
    yield build_stops(account)
    yield build_financing(account).at_most(8)
    yield build_supply(account)
    yield build_duty(account)
    for section in (
        build_new(account, "achievement"),
        build_new(account, "demand"),
        build_expiring(account),
        build_left(account),
        build_matched(account),
    ):
        yield section.in_annex()
    yield from _build_annex(account, printed=("按服务专班",))


def _build_gist(account: Account) -> Section:
    """What a leader reads first: what moved, what is stuck, what needs money, and the numbers."""
    figures = build_figures(account.states)
    table = build_figure_table(figures, account.period)
    points = tuple(build_points(account))
    return Section("要情", say_stock(figures, account.period), points, (table,))


def _build_annex(account: Account, printed: Sequence[str] = ("按服务专班",)) -> Iterable[Section]:
    """What is looked up rather than read; of the tables that divide the period's movement some are printed."""
    spread = build_distribution(account.comparison, account.period)
    shown = tuple(table for table in spread.tables if table.name in printed)
    if shown:
        yield Section("各专班情况" if len(shown) == 1 else "分布", spread.text, tables=shown)
    others = tuple(table for table in spread.tables if table.name not in printed)
    if others:
        yield Section("其他分布", spread.text, tables=others, shown=0)
    yield build_changed(account).in_annex()


def _notes(states: States, period: Period) -> Iterable[str]:
    last = period.last
    yield f"数据截至{last.year}年{last.month}月{last.day}日24时，取自目录当日公开的记录；编号和全部清单见同名工作簿。"
    if any(entry.record.demo for entry in states.after.entries):
        yield "含演示数据：标为演示的记录、单位和机构均为虚构。"
    if states.history.ahead:
        yield f"有 {len(states.history.ahead)} 处改动所用电脑的时钟有误，按其前一处改动的时间计。"
    if states.unsound:
        yield f"另有 {states.unsound} 条当时的记录不符合现行规则，未计入。"
