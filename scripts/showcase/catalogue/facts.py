"""What follows from a record's own fields, whatever the day: the form, compiled, says it of drafts too."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.schema.records import Achievement, Demand
from showcase.schema.vocabulary import Vocabularies


@dataclass(frozen=True)
class State:
    """An entry's state: its status, `expired` or `overdue`; in a word; and in a tone: open, busy, done or gone."""

    code: str
    label: str
    tone: str


_TONES = {"open": "open", "negotiating": "busy", "paused": "gone", "withdrawn": "gone"}


def state_of(record: Achievement | Demand, vocabularies: Vocabularies) -> State:
    """The state as far as the record's status tells it."""
    known = vocabularies.achievement_statuses if isinstance(record, Achievement) else vocabularies.demand_statuses
    return State(record.status, known[record.status].label, _TONES.get(record.status, "done"))


def categories_of(record: Achievement | Demand, vocabularies: Vocabularies) -> tuple[str, ...]:
    """The classes, in the vocabulary's order, derived from contract types and `venture`."""
    found = {vocabularies.contract_types[code].category for code in record.contract_types}
    if getattr(record, "venture", None):
        found.add("venture")
    return tuple(code for code in vocabularies.categories if code in found)


def party_of(record: Achievement | Demand, vocabularies: Vocabularies) -> str:
    """Who holds the achievement or has the demand, in words; a demander that is not disclosed is described."""
    if isinstance(record, Achievement):
        return vocabularies.institutions[record.holder].label
    return record.demander.name or record.demander.description or ""


def districts_of(record: Achievement | Demand, vocabularies: Vocabularies) -> tuple[str, ...]:
    """Where the demander, the holder and the company to be founded are."""
    if isinstance(record, Demand):
        return (record.demander.district,)
    holder = vocabularies.institutions[record.holder]
    places = [holder.district, record.venture.district if record.venture else None]
    return tuple(code for number, code in enumerate(places) if code and code not in places[:number])
