"""What changed in the catalogue, when, and what is no longer listed: from its past, its content and the day.

Two things change a record: a step of main, and the clock. A record expires, and a demand closes, at the
beginning (in Shanghai) of the day after its last one, as soon as `as_of` has reached that day. What is
in the working tree only counts as made at the beginning of `as_of`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Literal

from showcase.catalogue.load import Catalogue
from showcase.past.day import SHANGHAI
from showcase.past.timeline import Past, Step, Version, build_version
from showcase.schema.records import Kind

Op = Literal["added", "updated", "restored", "withdrawn", "expired", "closed", "renamed", "deleted"]
Phase = Literal["listed", "withdrawn", "expired", "renamed", "deleted"]


@dataclass(frozen=True)
class Change:
    """What happened to an id; `version` is what its record said, None if it has none any more."""

    id: str
    kind: Kind
    op: Op
    time: datetime
    commit: str | None
    version: Version | None
    successor: str | None


@dataclass(frozen=True)
class Stand:
    """What an id stands for from a step on: a version, or the record that has it as an alias, or nothing."""

    step: Step
    kind: Kind
    version: Version | None
    successor: str | None

    def phase(self, moment: datetime) -> Phase:
        if self.version is None:
            return "renamed" if self.successor else "deleted"
        if self.version.status == "withdrawn":
            return "withdrawn"
        return "expired" if day_after(self.version.valid_until) <= moment else "listed"


def build_whole_past(catalogue: Catalogue, past: Past) -> Past:
    """The past with one more step for what the working tree holds and no commit does."""
    held = {id_: version for step in past for id_, version in step.versions.items()}
    present = {path.rpartition("/")[2].removesuffix(".md") for path in catalogue.files}
    versions: dict[str, Version | None] = {id_: None for id_, version in held.items() if version and id_ not in present}
    for entry in catalogue.entries:
        known = held.get(entry.id)
        if known is None or known.sha256 != entry.source.sha256:
            versions[entry.id] = build_version(entry.source.path, entry.source.sha256, entry.source.data)
    moment = midnight(catalogue.as_of)
    step = Step(max(moment, past[-1].time) if past else moment, None, versions)
    return (*past, step) if versions else past


def build_stands(past: Past) -> dict[str, list[Stand]]:
    """For every id that was ever used, what it stood for, oldest first."""
    stands: defaultdict[str, list[Stand]] = defaultdict(list)
    current: dict[str, Version] = {}
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for step in past:
        for id_ in sorted(_take(step, current, claims)):
            version = current.get(id_)
            successor = None if version else min(claims[id_], default=None)
            kind = version.kind if version else current[successor].kind if successor else stands[id_][-1].kind
            stand = Stand(step, kind, version, successor)
            stands[id_].append(stand)
    return stands


def _take(step: Step, current: dict[str, Version], claims: dict[str, set[str]]) -> set[str]:
    """Carry a step out; returns the ids that it touches, those gained or lost as an alias included."""
    touched = set()
    for id_, version in step.versions.items():
        former = current.pop(id_, None)
        for alias in former.aliases if former else ():
            claims[alias].discard(id_)
        if version:
            current[id_] = version
        for alias in version.aliases if version else ():
            claims[alias].add(id_)
        touched |= {*(former.aliases if former else ()), *(version.aliases if version else ())}
        if former or version:
            touched.add(id_)
    return touched


@dataclass(frozen=True)
class Clock:
    """Until when time counts, and in which states a demand still waits for answers."""

    end: datetime
    waiting: frozenset[str]

    def phase(self, stand: Stand, moment: datetime) -> Phase:
        return stand.phase(min(moment, self.end))

    def due(self, stand: Stand) -> Iterator[tuple[Op, datetime]]:
        """What time does to a record that no step touches."""
        version = stand.version
        if version is None or version.status == "withdrawn":
            return
        if version.deadline and version.deadline < version.valid_until and version.status in self.waiting:
            yield "closed", day_after(version.deadline)
        yield "expired", day_after(version.valid_until)


def build_clock(catalogue: Catalogue) -> Clock:
    """The clock of the catalogue's day."""
    statuses = catalogue.vocabularies.demand_statuses.values()
    waiting = frozenset(term.code for term in statuses if term.open)
    return Clock(midnight(catalogue.as_of), waiting)


def build_changes(past: Past, clock: Clock) -> list[Change]:
    """Every change until the clock's end, newest first; at one moment by id."""
    stands = build_stands(past)
    found = [change for id_ in sorted(stands) for change in reversed([*_changes(id_, stands[id_], clock)])]
    found.sort(key=lambda change: change.time, reverse=True)
    return found


def build_tombstones(past: Past, changes: list[Change], clock: Clock) -> list[Change]:
    """For every id that was ever used and is not listed, the change that took it from the lists, newest first."""
    gone = {id_: clock.phase(stands[-1], clock.end) for id_, stands in build_stands(past).items()}
    found: dict[str, Change] = {}
    for change in changes:
        if change.op == gone[change.id]:
            found.setdefault(change.id, change)
    return list(found.values())


def _changes(id_: str, stands: list[Stand], clock: Clock) -> Iterator[Change]:
    """The changes of one id, oldest first."""
    former: Stand | None = None
    for stand, following in zip_longest(stands, stands[1:]):
        if op := _op(former, stand, clock):
            yield _change(id_, stand, op, stand.step.time)
        limit = min(following.step.time, clock.end) if following else clock.end
        for op, moment in clock.due(stand):
            if stand.step.time < moment <= limit:
                yield _change(id_, stand, op, moment)
        former = stand


def _change(id_: str, stand: Stand, op: Op, moment: datetime) -> Change:
    superseded_by = stand.version.superseded_by if stand.version else None
    return Change(id_, stand.kind, op, moment, stand.step.commit, stand.version, stand.successor or superseded_by)


def _op(former: Stand | None, stand: Stand, clock: Clock) -> Op | None:
    """What a step did to an id; None if it left it as it was."""
    now = clock.phase(stand, stand.step.time)
    if former is None:
        return "added" if now == "listed" else now
    before = clock.phase(former, stand.step.time)
    if now != before:
        if now != "listed":
            return now
        return "updated" if before == "expired" else "restored"
    if stand.version is None or former.version is None:
        return None if stand.successor == former.successor else "renamed"
    return None if stand.version.sha256 == former.version.sha256 else "updated"


def midnight(day: date) -> datetime:
    """The beginning of the day in Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)


def day_after(day: date) -> datetime:
    return midnight(day + timedelta(days=1))
