"""What came of the records that are closed: every one of them is in one result, and none is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from showcase.catalogue.entry import Entry
from showcase.derived.movement import DAY

CONCLUDED = ("landed", "signed", "resolved")
RESULTS = {
    "landed": "已落地",
    "signed": "已签约",
    "resolved": "已解决",
    "paused": "暂停",
    "withdrawn": "已撤回",
    "expired": "已过期",
    "overdue": "已截止",
}
"""The states in which nothing more is awaited, in words: those of which something has come first."""
UNKNOWN = "未记"


@dataclass(frozen=True)
class Result:
    """How a record ended: a key of RESULTS, and the day on which it did, if that is known."""

    entry: Entry
    code: str
    day: date | None

    @property
    def label(self) -> str:
        return RESULTS[self.code]

    @property
    def concluded(self) -> bool:
        return self.code in CONCLUDED

    @property
    def days(self) -> int | None:
        """From publication."""
        return (self.day - self.entry.record.published).days if self.day else None

    @property
    def contract(self) -> str:
        """The kind of contract of what was concluded."""
        outcome = self.entry.record.outcome
        return self.entry.vocabularies.contract_types[outcome.contract].label if outcome else UNKNOWN

    @property
    def band(self) -> str:
        """The band of its amount, if public."""
        outcome = self.entry.record.outcome
        return self.entry.vocabularies.amount_bands[outcome.band].label if outcome and outcome.band else "未公开"

    @property
    def reason(self) -> str:
        """Why the last attempt was stopped, of what came to nothing."""
        steps = [step for step in self.entry.record.progress if step.reason]
        return self.entry.vocabularies.stop_reasons[steps[-1].reason or ""].label if steps else UNKNOWN


def build_results(entries: Iterable[Entry]) -> list[Result]:
    """Every closed record, in the order of RESULTS, the latest first."""
    found = [Result(entry, entry.state.code, _ended(entry)) for entry in entries if is_closed(entry)]
    order = list(RESULTS)
    return sorted(found, key=lambda one: (order.index(one.code), -(one.day or date.min).toordinal(), one.entry.id))


def is_closed(entry: Entry) -> bool:
    return entry.state.code in RESULTS


def median_days(results: Iterable[Result]) -> int | None:
    """From publication to the end, of what was concluded on a day that is known."""
    days = [one.days for one in results if one.concluded and one.days is not None]
    return round(median(days)) if days else None


def _ended(entry: Entry) -> date | None:
    record, code = entry.record, entry.state.code
    if record.withdrawn:
        return record.withdrawn.date
    if code == "expired":
        return entry.valid_until + DAY
    if code == "overdue" and record.deadline:
        return record.deadline + DAY
    if record.resolution:
        return record.resolution.date
    steps = [step.date for step in record.progress if _decides(entry, step.kind, code)]
    return steps[-1] if steps else record.case.date if record.case else None


def _decides(entry: Entry, kind: str, code: str) -> bool:
    """Whether such a step brings a record into the state; a pause comes with what was stopped."""
    term = entry.vocabularies.progress_kinds[kind]
    after = term.achievement if entry.kind == "achievement" else term.demand
    return term.stops if code == "paused" else not term.stops and code in after[:2]
