"""A sound record with its file and history, and what follows from them on a given day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, cached_property

from showcase.catalogue.facts import State, categories_of, districts_of, party_of, state_of
from showcase.files.digests import digest
from showcase.files.kept import recall_each
from showcase.files.markdown import render_body, render_plain
from showcase.files.source import Source
from showcase.past.day import SHANGHAI
from showcase.past.history import Commit
from showcase.schema.parts import Attachment
from showcase.schema.records import Achievement, Demand, Kind
from showcase.schema.terms import Agency, Contact, Status, Term
from showcase.schema.validity import valid_until
from showcase.schema.vocabulary import Vocabularies, Vocabulary, term_of

_DERIVED = ("categories", "districts")
"""What the entry, not its record, has codes of; the vocabularies have the same names."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A sound record with its file, its history and what follows from them on the day `as_of`."""

    record: Achievement | Demand
    source: Source
    commits: tuple[Commit, ...]
    vocabularies: Vocabularies
    as_of: date

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def kind(self) -> Kind:
        return self.record.KIND

    @property
    def url(self) -> str:
        """The page's address from the site's root."""
        return f"{self.record.FOLDER}/{self.record.id}/"

    @cached_property
    def status(self) -> Status:
        known = self.vocabularies
        statuses = {"achievement": known.achievement_statuses, "demand": known.demand_statuses}
        return statuses[self.kind][self.record.status]

    def codes(self, field: str) -> tuple[str, ...]:
        """The codes in a field of the record; of `categories` and `districts`, which follow from the record, theirs."""
        held = getattr(self if field in _DERIVED else self.record, field, None)
        return (held,) if isinstance(held, str) else tuple(held or ())

    def terms(self, field: str) -> tuple[Term, ...]:
        """The terms that the codes in a field stand for; none where the kind has no such field."""
        codes = self.codes(field)
        return tuple(map(self._vocabulary(field).__getitem__, codes)) if codes else ()

    def labels(self, field: str) -> list[str]:
        """The terms of a field as readers know them."""
        return [term.label for term in self.terms(field)]

    def _vocabulary(self, field: str) -> Vocabulary[Term]:
        return self.vocabularies[field if field in _DERIVED else _vocabulary_name(type(self.record), field)]

    @cached_property
    def valid_until(self) -> date:
        return valid_until(self.record)

    @property
    def closes(self) -> date:
        """The last day to answer: a demand's deadline or the end of validity, whichever is first."""
        return self.record.closes

    @property
    def withdrawn(self) -> bool:
        return self.record.status == "withdrawn"

    @property
    def changeable(self) -> bool:
        """Whether its agency may still change it; what was withdrawn or replaced stays as it was left."""
        return not self.withdrawn and self.record.superseded_by is None

    @cached_property
    def expired(self) -> bool:
        return not self.withdrawn and self.valid_until < self.as_of

    @property
    def overdue(self) -> bool:
        """A demand that can still be answered by its status, but not by its deadline."""
        deadline = self.record.deadline
        return deadline is not None and self.status.open and deadline < self.as_of

    @property
    def is_open(self) -> bool:
        """Whether a company can answer it today."""
        return self.status.open and not self.expired and not self.overdue

    @cached_property
    def state(self) -> State:
        """What the reader is told: expiry and deadline count only while the matter is not settled."""
        state = state_of(self.record, self.vocabularies)
        settled = self.withdrawn or state.tone == "done"
        if self.expired and not settled:
            return State("expired", "已过期", "gone")
        if self.overdue:
            return State("overdue", "已截止", "gone")
        return state

    @property
    def listed(self) -> bool:
        """Whether it stands in lists and feeds; the page and the JSON file stay in any case."""
        return not self.withdrawn and not self.expired

    @cached_property
    def categories(self) -> tuple[str, ...]:
        return categories_of(self.record, self.vocabularies)

    @property
    def agency(self) -> Agency:
        return self.vocabularies.agencies[self.record.agency]

    @property
    def contact(self) -> Contact:
        """Whom to call: the record's own contact or its agency's."""
        contact = self.record.contact or self.agency.contact
        assert contact is not None  # check_contact refuses a record without
        return contact

    @property
    def party(self) -> str:
        return party_of(self.record, self.vocabularies)

    @property
    def districts(self) -> tuple[str, ...]:
        return districts_of(self.record, self.vocabularies)

    @property
    def modified(self) -> datetime:
        """The last commit's time; without one, midnight in Shanghai of the latest date in the record."""
        if self.commits:
            return self.commits[0].time
        record = self.record
        dates = [record.published, record.reviewed, record.withdrawn and record.withdrawn.date]
        return datetime.combine(max(day for day in dates if day), time(), SHANGHAI)

    @property
    def pictures(self) -> tuple[Attachment, ...]:
        """The pictures that are shown, the first of them wherever the record is."""
        return tuple(item for item in self.record.attachments if item.shown)

    @cached_property
    def body_html(self) -> str:
        return render_body(self.source.body)

    @cached_property
    def body_text(self) -> str:
        return render_plain(self.body_html)


def read_bodies(entries: Sequence[Entry]) -> None:
    """Render every body, unless it has been kept: `body_html` and `body_text` are there from then on."""

    def make(number: int) -> tuple[str, str]:
        return entries[number].body_html, entries[number].body_text

    keys = [digest(entry.source.body) for entry in entries]
    for entry, (html, text) in zip(entries, recall_each("bodies", keys, make), strict=True):
        vars(entry).update(body_html=html, body_text=text)


@cache
def _vocabulary_name(model: type[Achievement | Demand], field: str) -> str:
    term = term_of(model.model_fields[field])
    assert term is not None, field
    return term.name
