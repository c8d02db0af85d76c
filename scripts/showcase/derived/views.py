"""Everything that outputs are made from, joined once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVarTuple

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.changes import Change, build_changes, build_clock, build_whole_past
from showcase.derived.events import Gathering, build_events, build_showings
from showcase.derived.indexes import Indexes
from showcase.derived.matching import Matches, build_similar, recall_matches
from showcase.derived.movement import ceasing
from showcase.derived.routes import routes_of
from showcase.derived.site import Site
from showcase.derived.stays import Spans, build_members, build_spans
from showcase.derived.supply import Supply, build_supply
from showcase.files.workers import spread
from showcase.past.timeline import Past

Told = TypeVarTuple("Told")
Output = tuple[str, bytes]
"""A path below the site's root and the bytes that stand there."""


class Files(Protocol):
    """Outputs by path, wherever they are held: ten thousand records have more than need be in memory."""

    def __setitem__(self, path: str, data: bytes, /) -> None: ...
    def __getitem__(self, path: str, /) -> bytes: ...
    def __contains__(self, path: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...


@dataclass(frozen=True)
class Views:
    """A catalogue with all that is derived from it as a whole."""

    catalogue: Catalogue
    site: Site
    past: Past | None = None
    """What main published so far; None where git cannot tell."""

    @cached_property
    def whole_past(self) -> Past | None:
        """The past with what the working tree says as its last step."""
        return None if self.past is None else build_whole_past(self.catalogue, self.past)

    @cached_property
    def changes(self) -> list[Change] | None:
        """Every change of every id, newest first; None where the past is not known."""
        return None if self.whole_past is None else build_changes(self.whole_past, build_clock(self.catalogue))

    @cached_property
    def spans(self) -> Spans:
        """For each id what main said of the record, day by day."""
        return build_spans(self.catalogue, self.whole_past)

    @cached_property
    def indexes(self) -> Indexes:
        return Indexes(self.catalogue, self.spans)

    @cached_property
    def supply(self) -> Supply:
        """The supply and the needs lists."""
        return build_supply(self.catalogue, self.spans)

    @cached_property
    def similar(self) -> dict[str, tuple[Entry, ...]]:
        """For each id the listed entries of its kind that are most like it, best first."""
        return build_similar(self.catalogue.entries)

    @cached_property
    def matches(self) -> Matches:
        """Demands and the achievements that may answer them."""
        return recall_matches(self.catalogue)

    @cached_property
    def events(self) -> tuple[Gathering, ...]:
        """Those ahead first."""
        return build_events(self.catalogue)

    @cached_property
    def showings(self) -> dict[str, tuple[Gathering, ...]]:
        """For each id the events to come at which the record is shown."""
        return build_showings(self.events)

    @cached_property
    def since(self) -> dict[str, date]:
        """For each id when the record came to the catalogue's lists, the last time if it came again."""
        members = build_members(self.catalogue.entries, self.spans, lambda _: ("",), ceasing)[""]
        published = {entry.id: entry.record.published for entry in self.catalogue.entries}  # if it never did
        return published | {entry.id: stay.since for entry, stay in members}

    def find_shared(self) -> None:
        """Have ready what much is made from, before workers begin, lest each find it for itself."""
        _ = self.spans, list(self.indexes.values()), self.supply, self.since
        for entry in self.catalogue.entries:
            routes_of(entry)

    def once(self, render: Callable[[Views, Entry, *Told], bytes], entry: Entry, *told: *Told) -> bytes:
        """What `render` makes of the entry and what it is told, made once: an entry stands in many lists and feeds."""
        key = (render, entry.id, told)
        if key not in self._rendered:
            self._rendered[key] = render(self, entry, *told)
        return self._rendered[key]

    def once_each(self, render: Callable[[Views, Entry], bytes]) -> None:
        """Have `once` ready for every entry: made on all processors, as they are many."""
        entries = self.catalogue.entries
        self.find_shared()
        _ = self.similar, self.matches, self.showings
        made = spread(lambda number: render(self, entries[number]), len(entries), len(entries), chunk=64)
        for entry, data in zip(entries, made, strict=True):
            self._rendered[render, entry.id, ()] = data

    @cached_property
    def _rendered(self) -> dict[Hashable, bytes]:
        return {}
