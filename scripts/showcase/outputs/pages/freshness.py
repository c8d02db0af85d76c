"""View models of 复核提醒: by agency whom to call, what to look at again, and what would persuade better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from showcase.authoring.labels import in_labels
from showcase.catalogue.entry import Entry
from showcase.derived.advice import Advised, build_advice
from showcase.derived.freshness import (
    LAPSED_DAYS,
    SOON_DAYS,
    STALE_DAYS,
    Reason,
    Reminder,
    build_calls,
    build_reminders,
)
from showcase.derived.indexes import Group
from showcase.derived.progress import ANSWER_DAYS, SILENT_DAYS
from showcase.derived.views import Views
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.pager import Pager, cut_pages
from showcase.outputs.reminders import due_path
from showcase.schema.terms import Agency

TITLE = "复核提醒"
SHOWN = 50
"""Of each agency on the page of all."""
PAGE_ROWS = 200
MOST_IMPROVEMENTS = 10
_LABELS: dict[Reason, str] = {
    "unanswered": "未回应",
    "silent": "久无进展",
    "closing": "即将截止",
    "expiring": "即将到期",
    "lapsed": "刚过期",
    "stale": "久未复核",
}
_ADVICE: dict[Reason, str] = {
    "unanswered": f"发布后或有人询问后超过 {ANSWER_DAYS} 天没有联系",
    "silent": f"上一步之后超过 {SILENT_DAYS} 天没有下一步",
    "closing": f"{SOON_DAYS} 天内截止的需求",
    "expiring": f"有效期在 {SOON_DAYS} 天内结束",
    "lapsed": f"{LAPSED_DAYS} 天内过期、已退出列表，复核后重新列出",
    "stale": f"超过 {STALE_DAYS} 天没有复核",
}


@dataclass(frozen=True)
class ReminderRow:
    """A record with why it is to be looked at: `said` counts the days."""

    reason: str
    label: str
    day: date
    said: str
    title: str
    url: str
    id: str
    change: str
    """Where the form says that it still holds, or how it went on; nothing is sent before its author has looked."""


@dataclass(frozen=True)
class Improvement:
    """A record that would persuade better, with what to do to it."""

    title: str
    url: str
    change: str
    advice: list[str]


@dataclass(frozen=True)
class AgencyReminders:
    """View model of theme/pages/due.html, a row a record: its most pressing reason; of many the first.

    `url` leads to its own page, `home` to the list of its records; `total` counts all rows. `calls` are whom to call;
    the sheet has the `in_sheet` records of both. `unjudged` are demands with the number of proposals on which nobody
    has decided: (title, address, number).
    """

    agency: Agency
    url: str
    home: str
    rows: Sequence[ReminderRow]
    total: int
    sheet: str
    calendar: str
    improvements: list[Improvement]
    pager: Pager
    calls: Sequence[ReminderRow]
    in_sheet: int
    unjudged: Sequence[tuple[str, str, int]]


@dataclass(frozen=True)
class FreshnessPage:
    """View model of theme/pages/freshness.html; `kinds` are (reason, label, meaning, number)."""

    kinds: Sequence[tuple[str, str, str, int]]
    agencies: list[AgencyReminders]


def build_freshness_leaves(views: Views) -> Iterator[Leaf]:
    """/freshness/ and the pages of each agency that has records."""
    calls, due = build_calls(views.catalogue.entries), build_reminders(views.catalogue.entries)
    reminders = [*calls, *due]
    called, found = _by_agency(calls), _by_agency(due)
    unjudged = _unjudged(views)
    advised = build_advice(views.catalogue.entries)
    known = {entry.record.agency for entry in views.catalogue.entries}
    own = [
        replace(
            _agency(term, called.get(code, []), found.get(code, []), advised.get(code, [])),
            unjudged=unjudged.get(code, []),
        )
        for code, term in views.catalogue.vocabularies.agencies.items()
        if code in known
    ]
    page = FreshnessPage(
        kinds=[
            (reason, label, _ADVICE[reason], _count(reminders, reason))
            for reason, label in _LABELS.items()
            if calls or reason not in ("unanswered", "silent")
        ],
        agencies=[replace(one, rows=one.rows[:SHOWN]) for one in own if one.rows],
    )
    yield Leaf("freshness/", TITLE, "即将截止、即将到期和久未复核的记录，按服务机构列出。", "freshness.html", page)
    for one in own:
        cuts = cut_pages(one.rows, PAGE_ROWS) or [()]
        for number, cut in enumerate(cuts, start=1):
            pager = Pager(one.url, number, len(cuts))
            title = f"{one.agency.label} · {TITLE}{pager.suffix}"
            description = f"{one.agency.label}要复核的记录，和怎样写更能说服企业。"
            model = replace(one, rows=cut, pager=pager)
            yield Leaf(pager.path, title, description, "due.html", model, indexed=False)


def _by_agency(reminders: list[Reminder]) -> dict[str, list[ReminderRow]]:
    found: dict[str, list[ReminderRow]] = {}
    for reminder in reminders:
        found.setdefault(reminder.entry.record.agency, []).append(_row(reminder))
    return found


def _unjudged(views: Views) -> dict[str, list[tuple[str, str, int]]]:
    """By agency its open demands with proposals on which nobody has decided, those with most of them first."""
    waiting = Counter(match.demand for match in views.matches.pairs if match.verdict is None and match.answers)
    found: dict[str, list[tuple[str, str, int]]] = {}
    for entry, number in sorted(waiting.items(), key=lambda pair: (-pair[1], pair[0].id)):
        if entry.is_open:
            row = (entry.record.title, f"{entry.url}#proposals", number)
            found.setdefault(entry.record.agency, []).append(row)
    return found


def _agency(
    agency: Agency, calls: list[ReminderRow], rows: list[ReminderRow], advised: list[Advised]
) -> AgencyReminders:
    code = agency.code
    pressing: dict[str, ReminderRow] = {}
    for row in rows:
        pressing.setdefault(row.id, row)
    return AgencyReminders(
        agency=agency,
        url=freshness_url(code),
        home=f"agency/{code}/",
        rows=tuple(pressing.values()),
        total=len(pressing),
        sheet=due_path(code, ".xlsx") if rows or calls else "",
        in_sheet=len({row.id for row in (*calls, *rows)}),
        calendar=due_path(code, ".ics"),
        improvements=[_improvement(one) for one in advised[:MOST_IMPROVEMENTS]],
        pager=Pager(freshness_url(code), 1, 1),
        calls=calls,
        unjudged=(),
    )


def _improvement(advised: Advised) -> Improvement:
    entry = advised.entry
    said = [in_labels(one.sentence("zh"), entry.kind, one.loc, entry.vocabularies) for one in advised.problems]
    return Improvement(entry.record.title, entry.url, change_url(entry), said)


def freshness_url(code: str) -> str:
    """The page of what an agency has to look at again."""
    return f"freshness/{code}/"


def reminder_link(group: Group) -> tuple[tuple[str, str], ...]:
    """What an agency's list of records links: (text, address)."""
    own = group.facet.name == "agency" and (group.entries or group.former)
    return (("要复核和改进的记录", freshness_url(group.term.code)),) if own else ()


def change_url(entry: Entry) -> str:
    """The form, with a published record in it."""
    return f"submit/{entry.kind}/?edit={entry.id}"


def _count(reminders: list[Reminder], reason: Reason) -> int:
    return sum(reminder.reason == reason for reminder in reminders)


def say_reminder(reminder: Reminder) -> str:
    """Why a record is to be looked at, in days."""
    days = (reminder.day - reminder.entry.as_of).days
    return {
        "unanswered": f"已等 {-days} 天",
        "silent": f"已 {-days} 天",
        "closing": f"还有 {days} 天截止" if days else "今天截止",
        "expiring": f"还有 {days} 天到期" if days else "今天到期",
        "lapsed": f"已过期 {-days} 天",
        "stale": f"{-days} 天没有复核",
    }[reminder.reason]


def _row(reminder: Reminder) -> ReminderRow:
    entry = reminder.entry
    return ReminderRow(
        reason=reminder.reason,
        label=_LABELS[reminder.reason],
        day=reminder.day,
        said=say_reminder(reminder),
        title=entry.record.title,
        url=entry.url,
        id=entry.id,
        change=change_url(entry) if reminder.reason in ("unanswered", "silent") else f"{change_url(entry)}&renew=1",
    )
