"""View models of 典型案例: what came of records that were signed, landed or resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from showcase.catalogue.entry import Entry
from showcase.derived.card import Card, build_card
from showcase.derived.views import Views
from showcase.outputs.pages.leaf import Leaf
from showcase.schema.parts import Case


@dataclass(frozen=True)
class CaseCard:
    """A case with the record that it came of; `day` is its own, or that of the demand's resolution."""

    record: Card
    case: Case
    day: date | None


@dataclass(frozen=True)
class CasesPage:
    """View model of theme/pages/cases.html, the newest first, those without a day last."""

    cases: list[CaseCard]


def build_case_leaves(views: Views) -> Iterator[Leaf]:
    """/cases/."""
    description = "已签约、已落地的成果和已解决的需求：怎样做成、有什么成效。"
    yield Leaf("cases/", "典型案例", description, "cases.html", CasesPage(build_cases(views)))


def build_cases(views: Views) -> list[CaseCard]:
    """Every case, the newest first; expired records stay, since what has been done does not expire."""
    cases = [
        CaseCard(build_card(entry), entry.record.case, case_day(entry))
        for entry in views.catalogue.entries
        if entry.record.case
    ]
    return sorted(cases, key=lambda item: (-(item.day.toordinal() if item.day else 0), item.record.id))


def case_day(entry: Entry) -> date | None:
    """The day that the case gives, or on which the demand was resolved."""
    record = entry.record
    own = record.case.date if record.case else None
    return own or (record.resolution.date if record.resolution else None)
