"""What would make records persuade, by agency: which to improve first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.files.problem import Problem
from showcase.rules import Draft, check_advice


@dataclass(frozen=True)
class Advised:
    """A record that companies can answer, and what would help them to."""

    entry: Entry
    problems: tuple[Problem, ...]


def advise(entry: Entry) -> tuple[Problem, ...]:
    draft = Draft(entry.source, entry.record, frozenset(), {}, entry.as_of)
    return tuple(check_advice(draft, entry.vocabularies))


def build_advice(entries: Iterable[Entry]) -> dict[str, list[Advised]]:
    """By agency the open records of which something is to be said, those with most to gain first, then the newest."""
    found: dict[str, list[Advised]] = {}
    for entry in entries:
        if entry.listed and entry.is_open and (problems := advise(entry)):
            found.setdefault(entry.record.agency, []).append(Advised(entry, problems))
    for advised in found.values():
        advised.sort(key=lambda one: (-len(one.problems), -one.entry.record.published.toordinal(), one.entry.id))
    return found
