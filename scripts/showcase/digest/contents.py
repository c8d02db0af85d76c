"""The sections of a digest, in the order in which the bureau reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

from showcase.catalogue.entry import Entry
from showcase.derived.matching import Match, build_matches
from showcase.digest.comparison import Comparison, Step
from showcase.digest.distribution import build_distribution
from showcase.digest.past import States
from showcase.digest.period import Period
from showcase.digest.section import Digest, Section
from showcase.files.brand import Brand
from showcase.files.sheets import Cell, Column, Sheet
from showcase.schema.parts import Financing
from showcase.schema.records import MODELS, WORDS, Kind
from showcase.schema.words import say_money

STOOD_STILL = 10


def build_digest(states: States, period: Period, brand: Brand) -> Digest:
    """The digest of a period."""
    comparison = Comparison(states)
    sections = (
        _overview(comparison, period),
        _concluded(comparison, period),
        _financing(comparison, period),
        _new(comparison, period, "achievement"),
        _new(comparison, period, "demand"),
        _negotiating(comparison, period),
        _changed(comparison, period),
        _left(comparison, period),
        _matched(states, period),
        _expiring(states, period),
        _stood_still(states, period),
        build_distribution(comparison, period),
    )
    title = f"{brand.short}成果与需求{period.title}"
    return Digest(title, period, tuple(_notes(states, period)), sections, brand.palette)


def _notes(states: States, period: Period) -> Iterable[str]:
    yield f"数据取自目录的 git 历史，截至{period.last.year}年{period.last.month}月{period.last.day}日24时（北京时间）。"
    if any(entry.record.demo for entry in states.after.entries):
        yield "含演示数据：标为演示的记录、单位和机构均为虚构。"
    for revision, day in states.history.ahead:
        yield f"提交 {revision.commit.sha[:8]} 的日期是 {day}，那台电脑的时钟有误，按它前一次提交的时间计。"
    if states.unsound:
        yield f"另有 {states.unsound} 条当时的记录不符合现行规则，未计入。"


def _overview(comparison: Comparison, period: Period) -> Section:
    rows = []
    for kind, model in MODELS.items():
        steps = [step for step in comparison.steps if step.after.kind == kind]
        before = sum(bool(step.before and step.before.listed) for step in steps)
        gone = sum(entry.kind == kind for entry in comparison.left())
        removed = sum(entry.kind == kind and entry.listed for entry in comparison.removed)
        entered = sum(step.entered for step in steps)
        rows.append((model.WORD, before + removed, entered, gone, before + removed + entered - gone))
    words = "；".join(
        f"{label}新进 {entered} 项、退出 {gone} 项，期末在列 {end} 项" for label, _, entered, gone, end in rows
    )
    columns = tuple(Column(label, 12) for label in ("类型", "期初在列", "新进", "退出", "期末在列"))
    return Section("概况", f"{period.here}{words}。", (Sheet("概况", columns, tuple(rows)),))


def _concluded(comparison: Comparison, period: Period) -> Section:
    steps = [step for step in comparison.steps if step.came_to("signed", "landed", "resolved")]
    rows = [_row(step.after, _transition(step)) for step in steps]
    return _section("签约、落地与解决", f"{period.here}签约、落地的成果和解决的需求", rows, "进展")


def _negotiating(comparison: Comparison, period: Period) -> Section:
    rows = [_row(step.after, _transition(step)) for step in comparison.steps if step.came_to("negotiating")]
    return _section("进入洽谈", f"{period.here}进入洽谈的成果和需求", rows, "进展")


def _financing(comparison: Comparison, period: Period) -> Section:
    wanting = [
        (step, step.after.record.financing)
        for step in comparison.steps
        if step.after.listed and step.after.record.financing
    ]
    total = sum(financing.amount for _, financing in wanting)
    new = sum(step.before is None for step, _ in wanting)
    words = f"期末在列、有融资需求的成果共 {len(wanting)} 项、{say_money(total)}，其中{period.here}新增 {new} 项。"
    rows = [_row(step.after, _say_financing(step, financing)) for step, financing in wanting]
    return _section("融资需求", "期末有融资需求的成果", rows, "金额与用途", words)


def _say_financing(step: Step, financing: Financing) -> str:
    new = "" if step.before else "（新增）"
    return f"{say_money(financing.amount)}{new}：{financing.use}"


def _new(comparison: Comparison, period: Period, kind: Kind) -> Section:
    rows = [_row(step.after, _classes(step.after)) for step in comparison.new() if step.after.kind == kind]
    return _section(f"新增{WORDS[kind]}", f"{period.here}新增{WORDS[kind]}", rows, "类别与产业")


def _changed(comparison: Comparison, period: Period) -> Section:
    steps = [(step, step.changed_fields) for step in comparison.steps]
    rows = [_row(step.after, "、".join(fields)) for step, fields in steps if fields]
    return _section("内容更新", f"{period.here}更新了内容的成果和需求", rows, "更新项")


def _left(comparison: Comparison, period: Period) -> Section:
    after = comparison.states.after
    removed = {entry.id for entry in comparison.removed}
    rows = []
    for entry in comparison.left():
        now = after.by_id.get(entry.id, entry)
        if entry.id in removed:
            why = "记录被删除，未说明撤回"
        elif now.record.withdrawn:
            why = f"撤回：{now.record.withdrawn.reason}"
        else:
            why = f"有效期至 {now.valid_until}"
        rows.append(_row(now, why))
    return _section("撤回与过期", f"{period.here}退出列表的成果和需求", rows, "原因")


def _matched(states: States, period: Period) -> Section:
    before = {_pair(match) for match in build_matches(states.before).pairs} if states.before else set()
    new = [match for match in build_matches(states.after).pairs if _pair(match) not in before]
    if not new:
        return Section("新的匹配", f"{period.here}没有新的匹配。")
    rows = tuple(
        (*_pair(match), match.demand.record.title, match.achievement.record.title, _why(match))
        for match in sorted(new, key=lambda match: match.order)
    )
    widths = {"需求编号": 20, "成果编号": 20, "需求": 36, "可能适合的成果": 36, "理由": 40}
    columns = tuple(Column(label, width) for label, width in widths.items())
    text = f"{period.here}新出现的匹配共 {len(new)} 对，由程序逐条比对得出，是否合适由首问机构判断。"
    return Section("新的匹配", text, (Sheet("新的匹配", columns, rows),))


def _pair(match: Match) -> tuple[str, str]:
    return match.demand.id, match.achievement.id


def _why(match: Match) -> str:
    confirmed = ("已由人工确认",) if match.verdict else ()
    return "；".join((*confirmed, *(reason.text for reason in match.reasons)))


def _expiring(states: States, period: Period) -> Section:
    last = period.following.last
    entries = [entry for entry in states.after.listed if entry.is_open and period.last <= entry.closes <= last]
    entries.sort(key=lambda entry: (entry.closes, entry.id))
    rows = [_row(entry, entry.closes) for entry in entries]
    return _section("即将到期", f"{last.month}月{last.day}日前截止或有效期届满的成果和需求", rows, "到期日")


def _stood_still(states: States, period: Period) -> Section:
    waiting = sorted(
        (entry for entry in states.after.listed if entry.is_open), key=lambda entry: (_moved(entry), entry.id)
    )
    rows = [
        _row(entry, f"{(period.last - _moved(entry)).days} 天（{_moved(entry)} 起）") for entry in waiting[:STOOD_STILL]
    ]
    return _section("久未变动", f"至期末停留最久、尚可对接的成果和需求（至多 {STOOD_STILL} 项）", rows, "未变动")


def _moved(entry: Entry) -> date:
    return entry.modified.date()


def _section(title: str, what: str, rows: list[tuple[Cell, ...]], last: str, words: str | None = None) -> Section:
    if not rows:
        return Section(title, f"{what}：无。")
    columns = (
        Column("编号", 20), Column("名称", 36), Column("单位", 24), Column("服务专班", 14), Column("服务机构", 24),
        Column(last, 32),
    )  # fmt: skip
    return Section(title, words or f"{what}共 {len(rows)} 项。", (Sheet(title, columns, tuple(rows)),))


def _row(entry: Entry, last: Cell) -> tuple[Cell, ...]:
    (force,) = entry.labels("task_force")
    return entry.id, entry.record.title, entry.party, force, entry.agency.label, last


def _transition(step: Step) -> str:
    now = step.after.status.label
    return f"{step.before.status.label} → {now}" if step.before else f"新增，{now}"


def _classes(entry: Entry) -> str:
    named = chain.from_iterable(map(entry.labels, ("categories", "industries", "marine_sectors")))
    return "、".join(dict.fromkeys(named))
