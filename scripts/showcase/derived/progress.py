"""The clock of the first contact: since when a record waits for its agency, and for how long nothing has been heard.

A record waits from its publication until the agency's first step, and again from every enquiry until the next step.
After a step it is silent until the next one. Settled records and those that left the lists neither wait nor are silent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from showcase.catalogue.entry import Entry
from showcase.schema.parts import Progress
from showcase.schema.terms import ProgressKind

ANSWER_DAYS = 14
"""A record that has waited for longer is unanswered."""
SILENT_DAYS = 60
"""A record of which nothing has been heard for longer is silent."""


def kind_of(entry: Entry, step: Progress) -> ProgressKind:
    return entry.vocabularies.progress_kinds[step.kind]


def shown_progress(entry: Entry) -> list[Progress]:
    """The steps of which pages and the API tell: a setting of the vocabulary."""
    return [step for step in entry.record.progress if kind_of(entry, step).shown]


def first_answer(entry: Entry) -> date | None:
    """The day of the agency's first step."""
    return next((step.date for step in entry.record.progress if kind_of(entry, step).answers), None)


def days_to_answer(entry: Entry) -> int | None:
    """From publication to the first answer."""
    day = first_answer(entry)
    return (day - entry.record.published).days if day else None


def waiting_since(entry: Entry) -> date | None:
    """The day from which the agency is waited for: of publication, or of the first enquiry not yet answered."""
    if not _runs(entry):
        return None
    waits: date | None = entry.record.published
    for step in entry.record.progress:
        kind = kind_of(entry, step)
        if kind.answers:
            waits = None
        elif kind.asks and waits is None:
            waits = step.date
    return waits


def silent_since(entry: Entry) -> date | None:
    """The day of the last step of a record that waits for nobody and is not settled."""
    if not _runs(entry) or waiting_since(entry) or not entry.record.progress:
        return None
    return entry.record.progress[-1].date


def is_unanswered(entry: Entry) -> bool:
    since = waiting_since(entry)
    return since is not None and entry.as_of - since > timedelta(days=ANSWER_DAYS)


def is_silent(entry: Entry) -> bool:
    since = silent_since(entry)
    return since is not None and entry.as_of - since > timedelta(days=SILENT_DAYS)


def _runs(entry: Entry) -> bool:
    """Whether the clock runs: published, listed and open for an answer."""
    return entry.record.published <= entry.as_of and entry.listed and entry.is_open


def stops(entries: Iterable[Entry]) -> list[tuple[Entry, Progress]]:
    """Every step that stopped something."""
    return [(entry, step) for entry in entries for step in entry.record.progress if kind_of(entry, step).stops]
