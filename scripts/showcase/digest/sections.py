"""The sections of papers, each by itself; contents.py says which paper has which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from showcase.catalogue.entry import Entry
from showcase.derived.matching import Match, build_matches
from showcase.digest.account import Account
from showcase.digest.comparison import Step
from showcase.digest.section import ID, Section
from showcase.files.sheets import Cell, Column, Sheet
from showcase.schema.parts import Financing
from showcase.schema.records import WORDS, Kind
from showcase.schema.words import say_date, say_money


def build_moved(account: Account) -> Section:
    rows = [row(step.after, transition(step)) for step in account.moved]
    return listing("进展", rows, "进展", quiet="签约、落地、解决和新进入洽谈")


def build_financing(account: Account) -> Section:
    """What seeks capital, the newest first; of a week's only the new, since the others stood in its forerunners."""
    wanting = account.wanting
    new = [pair for pair in wanting if pair[0].before is None]
    total = say_money(sum(financing.amount for _, financing in wanting))
    words = f"有融资需求的在列成果共 {len(wanting)} 项、{total}，其中{account.period.here}新增 {len(new)} 项。"
    told = new if account.period.kind == "week" else wanting
    rows = [row(step.after, say_financing(step, financing)) for step, financing in told]
    section = listing("融资需求", rows, "金额与用途", words, quiet="融资需求")
    return Section("融资需求", words) if wanting and section.empty else section


def say_financing(step: Step, financing: Financing) -> str:
    new = "" if step.before else "（新增）"
    return f"{say_money(financing.amount)}{new}：{financing.use}"


def build_new(account: Account, kind: Kind) -> Section:
    rows = [row(step.after, _classes(step.after)) for step in account.comparison.new() if step.after.kind == kind]
    title = f"新增{WORDS[kind]}"
    return listing(title, rows, "类别与产业", f"共 {len(rows)} 项。", quiet=title)


def build_changed(account: Account) -> Section:
    steps = [(step, step.changed_fields) for step in account.comparison.steps]
    rows = [row(step.after, "、".join(fields)) for step, fields in steps if fields]
    return listing("内容更新", rows, "更新项", quiet="内容更新")


def build_left(account: Account) -> Section:
    """What left the lists and why."""
    comparison = account.comparison
    removed = {entry.id for entry in comparison.removed}
    rows = []
    for entry in comparison.left():
        now = comparison.after.by_id.get(entry.id, entry)
        if entry.id in removed:
            why = "记录被删除，未说明撤回"
        elif now.record.withdrawn:
            why = f"撤回：{now.record.withdrawn.reason}"
        else:
            why = f"有效期至{say_date(now.valid_until)}"
        rows.append(row(now, why))
    return listing("撤回与过期", rows, "原因", quiet="撤回和过期")


def build_matched(account: Account) -> Section:
    states = account.states
    before = {_pair(match) for match in build_matches(states.before).pairs} if states.before else set()
    new = [match for match in build_matches(states.after).pairs if _pair(match) not in before]
    rows = tuple(
        (*_pair(match), match.demand.record.title, match.achievement.record.title, _why(match))
        for match in sorted(new, key=lambda match: match.order)
    )
    widths = {"需求编号": 20, "成果编号": 20, "需求": 36, "可能适合的成果": 36, "理由": 40}
    columns = tuple(Column(label, width) for label, width in widths.items())
    text = f"共 {len(new)} 对，由程序逐条比对得出，是否合适由首问机构判断。"
    return filled("新的匹配", text, Sheet("新的匹配", columns, rows), "新的匹配")


def _pair(match: Match) -> tuple[str, str]:
    return match.demand.id, match.achievement.id


def _why(match: Match) -> str:
    confirmed = ("已由人工确认",) if match.verdict else ()
    return "；".join((*confirmed, *(reason.text for reason in match.reasons)))


def build_expiring(account: Account) -> Section:
    last = account.period.following.last
    rows = [row(entry, entry.closes) for entry in account.expiring]
    words = f"{last.month}月{last.day}日前截止或有效期届满的，共 {len(rows)} 项。"
    return listing("即将到期", rows, "到期日", words, quiet="即将到期的成果和需求")


def listing(title: str, rows: Sequence[tuple[Cell, ...]], last: str, words: str = "", *, quiet: str) -> Section:
    """A section that is a list of records."""
    columns = (
        Column(ID, 20), Column("名称", 38), Column("单位", 24), Column("服务专班", 18), Column("服务机构", 24),
        Column(last, 32),
    )  # fmt: skip
    return filled(title, words or f"共 {len(rows)} 项。", Sheet(title, columns, tuple(rows)), quiet)


def filled(title: str, text: str, sheet: Sheet, quiet: str) -> Section:
    return Section(title, text, tables=(sheet,)) if sheet.rows else Section(title, quiet=quiet)


def row(entry: Entry, last: Cell) -> tuple[Cell, ...]:
    """A record's line in a listing."""
    (force,) = entry.labels("task_force")
    return entry.id, entry.record.title, entry.party, force, entry.agency.label, last


def transition(step: Step) -> str:
    now = step.after.status.label
    return f"{step.before.status.label}→{now}" if step.before else f"新增，{now}"


def _classes(entry: Entry) -> str:
    named = chain.from_iterable(map(entry.labels, ("categories", "industries", "marine_sectors")))
    return "、".join(dict.fromkeys(named))
