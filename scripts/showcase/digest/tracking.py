"""The sections of papers that follow records up: what is stuck, why attempts stop, who answers, what came of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from statistics import median

from showcase.catalogue.entry import Entry
from showcase.derived.progress import ANSWER_DAYS, SILENT_DAYS, days_to_answer, is_silent, is_unanswered, stops
from showcase.derived.results import RESULTS, Result, build_results, median_days
from showcase.digest.account import Account
from showcase.digest.section import ID, Section
from showcase.digest.sections import filled, listing, row
from showcase.files.sheets import Column, Row, Sheet
from showcase.schema.records import MODELS
from showcase.schema.words import say_date


def build_stuck(account: Account) -> Section:
    """What does not move; the paper names the longest, the workbook all."""
    last = account.period.last
    rows = [row(one.entry, f"{one.what} {one.days} 天（{_say_short(one.since, last)}起）") for one in account.stuck]
    counts = Counter(one.what for one in account.stuck)
    said = "，".join(f"{SAID[what]} {counts[what]} 项" for what in SAID if counts[what])
    return listing(
        "久未推进", rows, "停在哪里", f"尚可对接的成果和需求中，{said}，最久的是：", quiet="久未推进的成果和需求"
    )


SAID = {
    "未回应": f"等待首次联系超过 {ANSWER_DAYS} 天的",
    "没有新进展": f"超过 {SILENT_DAYS} 天没有新进展的",
    "没有变动": "没有变动的",
}


def build_stops(account: Account) -> Section:
    """Why attempts came to nothing: in the period, and in all."""
    reasons = account.states.after.vocabularies.stop_reasons
    new = Counter(step.reason for one in account.comparison.steps for step in one.advanced if step.reason)
    whole = Counter(step.reason for _, step in stops(account.states.after.entries))
    rows = [(reasons[code].label, new[code], number) for code, number in whole.most_common() if code]
    columns = (Column("中止原因", 40), Column(account.period.here, 14), Column("累计", 14))
    words = f"{account.period.here}中止 {new.total()} 次，累计 {whole.total()} 次。"
    return filled("中止原因", words, Sheet("中止原因", columns, tuple(rows)), "对接中止")


def build_duty(account: Account) -> Section:
    """首问负责: by task force and by agency what waits, what is silent, and how long the first answer took."""
    if not account.clocked:
        return Section("首问负责", quiet="对接进展的记录")
    known = account.states.after.vocabularies
    forces = {code: "、".join((term.label, *term.divisions)) for code, term in known.task_forces.items()}
    agencies = {code: term.label for code, term in known.agencies.items()}
    words = f"等待超过 {ANSWER_DAYS} 天算未回应，回应后超过 {SILENT_DAYS} 天没有下一步算久无进展。"
    tables = (
        _duty_table("服务专班", "task_force", forces, account),
        _duty_table("服务机构", "agency", agencies, account),
    )
    return Section("首问负责", words, tables=tables)


def _duty_table(title: str, field: str, labels: Mapping[str, str], account: Account) -> Sheet:
    rows: list[Row] = []
    for code, label in labels.items():
        own = [entry for entry in account.states.after.entries if getattr(entry.record, field) == code]
        if own:
            took = [days for entry in own if (days := days_to_answer(entry)) is not None]
            counts = [sum(map(test, own)) for test in (_is_listed, is_unanswered, is_silent)]
            rows.append((label, *counts, len(took), round(median(took)) if took else None))
    columns = (
        Column(title, 36), Column("在列", 12), Column("未回应", 12), Column("久无进展", 12),
        Column("已首次联系", 14), Column("首次联系用时（中位，天）", 18),
    )  # fmt: skip
    return Sheet(f"首问负责（{title}）", columns, tuple(rows))


def _is_listed(entry: Entry) -> bool:
    return entry.listed


def build_outcomes(account: Account) -> Section:
    """What came of all records that are closed by the end, and what was concluded in the period."""
    results = build_results(account.states.after.entries)
    first = account.period.first
    rows: list[Row] = []
    for code, label in RESULTS.items():
        own = [one for one in results if one.code == code]
        if own:
            kinds = [sum(one.entry.kind == kind for one in own) for kind in MODELS]
            rows.append((label, *kinds, len(own), sum(bool(one.day and one.day >= first) for one in own)))
    days = median_days(results)
    took = f"，成交的从发布起中位 {days} 天" if days is not None else ""
    untold = sum(one.concluded and one.entry.record.case is None for one in results)
    cases = f"成交的有 {untold} 项还没有写成典型案例。" if untold else ""
    words = f"已经结束的共 {len(results)} 项，每项只算一种结果{took}。{cases}"
    columns = (
        Column("结果", 20),
        Column("成果", 12),
        Column("需求", 12),
        Column("合计", 12),
        Column(account.period.here, 12),
    )
    deals = tuple(
        (one.entry.id, one.entry.record.title, one.label, one.contract, one.band, one.days, _says_case(one))
        for one in results
        if one.concluded
    )
    heads = (
        Column(ID, 20), Column("名称", 44), Column("结果", 12), Column("合同类型", 14), Column("金额", 18),
        Column("用时（天）", 12), Column("案例", 10),
    )  # fmt: skip
    if not results:
        return Section("对接结果", quiet="已经结束的记录")
    tables = (Sheet("结果", columns, tuple(rows)), *((Sheet("成交明细", heads, deals),) if deals else ()))
    return Section("对接结果", words, tables=tables)


def _says_case(result: Result) -> str:
    return "可以写" if result.entry.record.case is None else "已有"


def _say_short(day: date, today: date) -> str:
    """Without the year if it is today's."""
    return say_date(day) if day.year != today.year else f"{day.month}月{day.day}日"
