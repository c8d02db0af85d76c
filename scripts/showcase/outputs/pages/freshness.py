"""View model of 复核提醒: by agency, what should be looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from showcase.derived.freshness import LAPSED_DAYS, SOON_DAYS, STALE_DAYS, Reason, Reminder, build_reminders
from showcase.derived.views import Views
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.pager import Pager, cut_pages
from showcase.schema.terms import Agency

TITLE = "复核提醒"
SHOWN = 50
"""Of each agency on the page of all."""
PAGE_ROWS = 200
_LABELS: dict[Reason, str] = {"closing": "即将截止", "expiring": "即将到期", "lapsed": "刚过期", "stale": "久未复核"}
_ADVICE: dict[Reason, str] = {
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


@dataclass(frozen=True)
class AgencyReminders:
    """An agency with its rows, of many the first; `url` leads to its page, `whole` to all its rows."""

    agency: Agency
    url: str
    rows: Sequence[ReminderRow]
    total: int
    whole: str


@dataclass(frozen=True)
class FreshnessPage:
    """View model of theme/pages/freshness.html; `kinds` are (reason, label, meaning, number).

    The page of one agency's reminders has a `pager`, that of all has none.
    """

    kinds: Sequence[tuple[str, str, str, int]]
    agencies: list[AgencyReminders]
    pager: Pager | None = None


def build_freshness_leaves(views: Views) -> Iterator[Leaf]:
    """/freshness/, and /freshness/<agency>/ where an agency has more to look at than stands there."""
    reminders = build_reminders(views.catalogue.entries)
    found: dict[str, list[ReminderRow]] = {}
    for reminder in reminders:
        found.setdefault(reminder.entry.record.agency, []).append(_row(reminder))
    kinds = [(reason, label, _ADVICE[reason], _count(reminders, reason)) for reason, label in _LABELS.items()]
    agencies = {code: term for code, term in views.catalogue.vocabularies.agencies.items() if code in found}
    first = [_build_agency(term, found[code], found[code][:SHOWN]) for code, term in agencies.items()]
    yield _leaf(FreshnessPage(kinds, first), "freshness/", TITLE)
    for code, term in agencies.items():
        cuts = cut_pages(found[code], PAGE_ROWS) if len(found[code]) > SHOWN else []
        for number, cut in enumerate(cuts, start=1):
            pager = Pager(f"freshness/{code}/", number, len(cuts))
            page = FreshnessPage([], [_build_agency(term, found[code], cut)], pager)
            yield _leaf(page, pager.path, f"{term.label} · {TITLE}{pager.suffix}")


def _leaf(page: FreshnessPage, path: str, title: str) -> Leaf:
    return Leaf(path, title, "即将截止、即将到期和久未复核的记录，按服务机构列出。", "freshness.html", page)


def _build_agency(agency: Agency, rows: Sequence[ReminderRow], shown: Sequence[ReminderRow]) -> AgencyReminders:
    return AgencyReminders(agency, f"agency/{agency.code}/", shown, len(rows), f"freshness/{agency.code}/")


def _count(reminders: list[Reminder], reason: Reason) -> int:
    return sum(reminder.reason == reason for reminder in reminders)


def _row(reminder: Reminder) -> ReminderRow:
    entry = reminder.entry
    days = (reminder.day - entry.as_of).days
    said = {
        "closing": f"还有 {days} 天截止" if days else "今天截止",
        "expiring": f"还有 {days} 天到期" if days else "今天到期",
        "lapsed": f"已过期 {-days} 天",
        "stale": f"{-days} 天没有复核",
    }[reminder.reason]
    return ReminderRow(
        reason=reminder.reason,
        label=_LABELS[reminder.reason],
        day=reminder.day,
        said=said,
        title=entry.record.title,
        url=entry.url,
        id=entry.id,
    )
