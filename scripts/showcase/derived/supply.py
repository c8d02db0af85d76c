"""供给清单 and 需求清单: for every industry and marine sector what is offered and what is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.movement import Movement, build_movement, leaving, month_end_before, quarter_end_before
from showcase.derived.stays import Members, Spans, build_members
from showcase.schema.records import Kind
from showcase.schema.terms import Term

ListName = Literal["supply", "needs"]
KINDS: dict[ListName, Kind] = {"supply": "achievement", "needs": "demand"}
FIELDS = {"industry": "industries", "marine-sector": "marine-sectors"}
"""The facets that have lists, with their vocabularies."""


@dataclass(frozen=True)
class SupplyList:
    """One list on the catalogue's day, newest first, and its movement since the last month and quarter ended."""

    name: ListName
    facet: str
    term: Term
    entries: tuple[Entry, ...]
    since: dict[str, date]
    """By id, when each came to the list."""
    month: Movement
    quarter: Movement

    @property
    def url(self) -> str:
        return f"{self.name}/{self.facet}/{self.term.code}/"

    @property
    def api_path(self) -> str:
        """Below api/v1/, without ending: an industry's is <list>/<code>, a marine sector's has its facet in it."""
        folder = self.name if self.facet == "industry" else f"{self.name}/{self.facet}"
        return f"{folder}/{self.term.code}"


Supply = dict[tuple[ListName, str], dict[str, SupplyList]]
"""By list and facet, then by code in the vocabulary's order."""


def build_supply(catalogue: Catalogue, spans: Spans) -> Supply:
    """All lists; those of a term hold what its refinements hold."""
    return {
        (name, facet): _build_lists(catalogue, spans, name, kind, facet)
        for name, kind in KINDS.items()
        for facet in FIELDS
    }


def _build_lists(catalogue: Catalogue, spans: Spans, name: ListName, kind: Kind, facet: str) -> dict[str, SupplyList]:
    vocabulary = catalogue.vocabularies[FIELDS[facet]]
    field = FIELDS[facet].replace("-", "_")
    entries = [entry for entry in catalogue.entries if entry.kind == kind]
    members = build_members(entries, spans, lambda entry: vocabulary.whole(entry.codes(field)), leaving)
    return {code: _build_list(catalogue.as_of, name, facet, vocabulary[code], members[code]) for code in vocabulary}


def _build_list(today: date, name: ListName, facet: str, term: Term, members: Members) -> SupplyList:
    there = [(entry, stay.since) for entry, stay in members if stay.lasts(today)]
    there.sort(key=lambda pair: pair[1], reverse=True)
    return SupplyList(
        name=name,
        facet=facet,
        term=term,
        entries=tuple(entry for entry, _ in there),
        since={entry.id: since for entry, since in there},
        month=build_movement(members, month_end_before(today), today),
        quarter=build_movement(members, quarter_end_before(today), today),
    )
