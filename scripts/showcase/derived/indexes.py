"""Facets of the catalogue and the groups of records under each of their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.movement import ceasing, leaving
from showcase.derived.routes import recipients_of, routes_of
from showcase.derived.stays import Ends, Members, Spans, build_members
from showcase.schema.terms import Term
from showcase.schema.vocabulary import Vocabulary


@dataclass(frozen=True)
class Facet:
    """A way to divide the catalogue; `name` stands in addresses, `codes` gives an entry's values.

    Where these depend on the day, `lasting` gives those of all days on which it is there; `ends` says until when.
    """

    name: str
    vocabulary: str
    codes: Callable[[Entry], Iterable[str]]
    lasting: Callable[[Entry], Iterable[str]] | None = None
    ends: Ends = ceasing


def _ip_kinds(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.kind for item in entry.record.ip))


def _recipients(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(route.recipient.code for route in routes_of(entry)))


FACETS = (
    Facet("industry", "industries", lambda entry: entry.record.industries),
    Facet("marine-sector", "marine-sectors", lambda entry: entry.record.marine_sectors),
    Facet("category", "categories", lambda entry: entry.categories),
    Facet("contract-type", "contract-types", lambda entry: entry.record.contract_types),
    Facet("stage", "stages", lambda entry: entry.codes("stage")),
    Facet("ip-kind", "ip-kinds", _ip_kinds),
    Facet("task-force", "task-forces", lambda entry: (entry.record.task_force,)),
    Facet("institution", "institutions", lambda entry: entry.codes("holder")),
    Facet("agency", "agencies", lambda entry: (entry.record.agency,)),
    Facet("district", "districts", lambda entry: entry.districts),
    Facet("route", "recipients", _recipients, recipients_of, leaving),
)


def group_url(facet: str, code: str) -> str:
    """Where the list of a value stands, from the site's root."""
    return f"{facet}/{code}/"


def whole_codes(facet: str, entry: Entry) -> tuple[str, ...]:
    """The values of a facet under which an entry stands, broader ones too."""
    vocabulary = entry.vocabularies[_BY_NAME[facet].vocabulary]
    return tuple(vocabulary.whole(_BY_NAME[facet].codes(entry)))


@dataclass(frozen=True)
class Group:
    """The listed entries under one term, newest first; those of its refinements are among them.

    `former` are those that have left: expired or withdrawn.
    """

    facet: Facet
    term: Term
    entries: tuple[Entry, ...]
    former: tuple[Entry, ...] = ()
    members: Members = ()
    """All that ever stood here, with their stays."""

    @cached_property
    def since(self) -> dict[str, date]:
        """By id, when each of the entries came here."""
        return {entry.id: stay.since for entry, stay in self.members}

    @property
    def url(self) -> str:
        return group_url(self.facet.name, self.term.code)

    @property
    def achievements(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "achievement")

    @property
    def demands(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "demand")


@dataclass(frozen=True)
class FacetIndex:
    """All groups of one facet, in the vocabulary's order; terms without entries have empty groups."""

    facet: Facet
    vocabulary: Vocabulary[Term]
    groups: dict[str, Group]


class Indexes(Mapping[str, FacetIndex]):
    """Every facet's groups by the facet's name, each facet's made when it is asked for."""

    def __init__(self, catalogue: Catalogue, spans: Spans) -> None:
        self._catalogue = catalogue
        self._spans = spans
        self._made: dict[str, FacetIndex] = {}

    def __getitem__(self, name: str) -> FacetIndex:
        if name not in self._made:
            self._made[name] = _build_facet(_BY_NAME[name], self._catalogue, self._spans)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_BY_NAME)

    def __len__(self) -> int:
        return len(_BY_NAME)


_BY_NAME = {facet.name: facet for facet in FACETS}


def _build_facet(facet: Facet, catalogue: Catalogue, spans: Spans) -> FacetIndex:
    vocabulary = catalogue.vocabularies[facet.vocabulary]
    held: dict[str, list[Entry]] = {code: [] for code in vocabulary}
    for entry in catalogue.entries:
        for code in whole_codes(facet.name, entry):
            held[code].append(entry)
    lasting = facet.lasting or facet.codes
    members = build_members(catalogue.entries, spans, lambda entry: vocabulary.whole(lasting(entry)), facet.ends)
    groups = {code: _build_group(facet, vocabulary[code], held[code], members[code]) for code in vocabulary}
    return FacetIndex(facet, vocabulary, groups)


def _build_group(facet: Facet, term: Term, held: list[Entry], members: Members) -> Group:
    listed = tuple(entry for entry in held if entry.listed)
    return Group(facet, term, listed, tuple(entry for entry in held if not entry.listed), members)
