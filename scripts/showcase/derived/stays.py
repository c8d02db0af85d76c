"""When a record came to a list and when it left it: what main said of it day by day, and what the clock did.

What main held at the end of the first day of its history is taken to have come on the day that each record names as
its publication: nothing is known of the time before. From then on a record comes to a list with the step of main by
which it belongs there, not before it is published, and leaves it with the step by which it belongs there no more or
by the clock, whichever is first. What main said between two steps of one day does not count. A record that was
renamed keeps its stays. Without a history, what the record says today counts as said since its publication.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.movement import Leaving, Stay
from showcase.past.timeline import PLACING, Past, Version
from showcase.schema.records import Achievement, Demand
from showcase.schema.validation import sound_values

Ends = Callable[[Achievement | Demand], Leaving]


@dataclass(frozen=True)
class Span:
    """What main said of a record from the day `start` on and before the day `end`; None: until today."""

    entry: Entry
    start: date
    end: date | None = None
    removed: bool = False
    """Whether the record's file was gone on the day `end`."""


Spans = Mapping[str, tuple[Span, ...]]
"""By id, oldest first; at least one each."""


def build_spans(catalogue: Catalogue, past: Past | None) -> Spans:
    """For every record what main said of it; the last step of `past` holds what the working tree says."""
    said: defaultdict[str, dict[date, Version | None]] = defaultdict(dict)
    steps = past or ()
    for step in steps:
        day = step.time.date()
        for id_, version in step.versions.items():
            said[id_][day if day > steps[0].time.date() else date.min] = version
    return {entry.id: _spans_of(entry, said) for entry in catalogue.entries}


def _spans_of(entry: Entry, said: Mapping[str, Mapping[date, Version | None]]) -> tuple[Span, ...]:
    """What was said under a former id is the record's own where its own id said nothing."""
    names = [name for name in (entry.id, *entry.record.aliases) if name in said]
    days = sorted({day for name in names for day in said[name]})
    if len(days) <= 1:
        return (Span(entry, days[0] if days else date.min),)
    spans: list[Span] = []
    current: dict[str, Version | None] = {}
    for day in days:
        current |= {name: said[name][day] for name in names if day in said[name]}
        version = next((known for name in names if (known := current.get(name))), None)
        held = version and _as_said(entry, version)
        if spans and spans[-1].end is None:
            if held is spans[-1].entry:
                continue
            spans[-1] = replace(spans[-1], end=day, removed=held is None)
        if held:
            spans.append(Span(held, day))
    return tuple(spans)


def _as_said(entry: Entry, version: Version) -> Entry:
    """The entry with what a version says of where it stands; what cannot be read by today's terms is as today.

    An entry that says the same is itself.
    """
    today = entry.source.data
    if version.placing == {name: today[name] for name in PLACING if today.get(name) is not None}:
        return entry
    model = type(entry.record)
    names = [name for name in PLACING if name in model.model_fields]
    sound = sound_values(model, names, version.placing, {"vocabularies": entry.vocabularies})
    return replace(entry, record=entry.record.model_copy(update=sound))


def build_stays(spans: tuple[Span, ...], there: Iterable[bool], ends: Ends) -> tuple[Stay, ...]:
    """The stays of a record on a list, oldest first: `there` says in which spans it belongs to the list."""
    stays: list[Stay] = []
    for span, belongs in zip(spans, there, strict=True):
        own = ends(span.entry.record)
        start = max(span.start, span.entry.record.published)
        left = Leaving(span.end, "removed" if span.removed else "changed") if span.end else own
        left = own if own.day <= left.day else left
        lasts = stays and stays[-1].left.day == span.start
        if belongs and start < left.day:
            if lasts and start == span.start:
                stays[-1] = Stay(stays[-1].since, left)
            else:
                stays.append(Stay(start, left))
        elif lasts and own.day <= span.start:  # what was said on that day is why
            stays[-1] = Stay(stays[-1].since, Leaving(span.start, own.why))
    return tuple(stays)


Members = Sequence[tuple[Entry, Stay]]
"""What stands or stood on a list; a record that came again is there again."""


def build_members(
    entries: Iterable[Entry], spans: Spans, codes: Callable[[Entry], Iterable[str]], ends: Ends
) -> defaultdict[str, list[tuple[Entry, Stay]]]:
    """By code the members of its list: `codes` says on which lists a record stands, `ends` until when it may."""
    members: defaultdict[str, list[tuple[Entry, Stay]]] = defaultdict(list)
    for entry in entries:
        said = [frozenset(codes(span.entry)) for span in spans[entry.id]]
        found: dict[tuple[bool, ...], tuple[Stay, ...]] = {}  # most lists of a record have the same
        for code in dict.fromkeys(chain.from_iterable(said)):
            there = tuple(code in one for one in said)
            if there not in found:
                found[there] = build_stays(spans[entry.id], there, ends)
            members[code] += ((entry, stay) for stay in found[there])
    return members
