"""供给清单 and 需求清单: for every industry and marine sector what is offered and what is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.movement import Movement, build_movement, month_end_before, on_list, quarter_end_before
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


def build_supply(catalogue: Catalogue) -> Supply:
    """All lists; those of a term hold what its refinements hold."""
    return {
        (name, facet): _build_lists(catalogue, name, kind, facet) for name, kind in KINDS.items() for facet in FIELDS
    }


def _build_lists(catalogue: Catalogue, name: ListName, kind: Kind, facet: str) -> dict[str, SupplyList]:
    vocabulary = catalogue.vocabularies[FIELDS[facet]]
    members: dict[str, list[Entry]] = {code: [] for code in vocabulary}
    for entry in catalogue.entries:
        if entry.kind == kind:
            own = entry.codes(FIELDS[facet].replace("-", "_"))
            for code in {broader for narrow in own for broader in vocabulary.ancestry(narrow)}:
                members[code].append(entry)
    return {code: _build_list(catalogue, name, facet, vocabulary[code], found) for code, found in members.items()}


def _build_list(catalogue: Catalogue, name: ListName, facet: str, term: Term, entries: Iterable[Entry]) -> SupplyList:
    today = catalogue.as_of
    entries = tuple(entries)
    return SupplyList(
        name=name,
        facet=facet,
        term=term,
        entries=tuple(entry for entry in entries if on_list(entry.record, today)),
        month=build_movement(entries, month_end_before(today), today),
        quarter=build_movement(entries, quarter_end_before(today), today),
    )
