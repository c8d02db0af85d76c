"""One pass over the content: records, what follows from them, and every problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from showcase.catalogue.checked import check_files, load_files
from showcase.catalogue.entry import Entry
from showcase.catalogue.events import load_events
from showcase.catalogue.folders import check_folders, find_page_pictures, find_records
from showcase.catalogue.pages import check_pages
from showcase.catalogue.registers import check_own_texts, check_registers
from showcase.catalogue.settings import check_settings
from showcase.files.collector import uncollected
from showcase.files.digests import folder_digest
from showcase.files.kept import grow_old
from showcase.files.problem import Message, Problem, sort_problems
from showcase.files.source import Source, parse_source
from showcase.files.traces import load_traces
from showcase.past.day import today
from showcase.past.history import History, HistoryError, load_history
from showcase.rules import (
    RULES,
    Draft,
    check_duplicates,
    check_events,
    check_links,
    check_metadata,
    check_remarks,
    check_verdicts,
    listed_files,
)
from showcase.rules.clock import check_clock, is_behind
from showcase.rules.common import taken
from showcase.rules.likeness import Signs
from showcase.rules.metadata import check_page_pictures, small
from showcase.rules.vanished import check_vanished
from showcase.schema.event import Event
from showcase.schema.fields import RECORD_ID
from showcase.schema.records import MODELS, record_path
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.vocabulary_files import load_vocabularies


@dataclass(frozen=True)
class Catalogue:
    """All that the site is made from. `entries` are newest first, then by id."""

    root: Path
    as_of: date
    vocabularies: Vocabularies
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    sources: Mapping[str, Source]
    """All record files by path, sound or not."""
    history: History | HistoryError
    """What main published so far, or why that cannot be told."""
    events: tuple[Event, ...] = ()
    """The sound ones, as they stand in the file."""

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of all record files, sound or not."""
        return tuple(self.sources)

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.listed)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by every id that they have or had."""
        aliases = {alias: entry for entry in self.entries for alias in entry.record.aliases}
        return aliases | {entry.id: entry for entry in self.entries}

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)


_DATED = {rule.code for rule in RULES if rule.dated}
"""Rules that ask what day it is: of a clock that is behind they would say so for every record."""


@uncollected()
def load(root: Path, as_of: date | None = None, history: History | None = None) -> Catalogue:
    """Read, check and join everything below `root`/content; `history` is that of `root`, unless it is given."""
    as_of = as_of or today()
    paths = {kind: find_records(root, kind) for kind in MODELS}
    grow_old(sum(map(len, paths.values())))
    past = history or _load_history(root, as_of)
    vocabularies, problems = load_vocabularies(root)
    strays = [*check_folders(root), *check_pages(root)]
    files = load_files(root, paths)
    blind = bool(problems)
    problems += strays
    problems += check_settings(root)
    if blind:  # without sound vocabularies every record would seem at fault
        sources = {file.source.path: parse_source(file.source) for file in files}
        return Catalogue(root, as_of, vocabularies, (), tuple(sort_problems(problems)), sources, past)
    known = folder_digest(root / "content" / "vocabularies")
    problems += check_registers(root, vocabularies, known)
    problems += check_own_texts(root, vocabularies)
    found: list[Draft] = []
    sources = {}
    signs: dict[str, Signs] = {}
    for checked in check_files(files, vocabularies, known, as_of):
        sources[checked.source.path] = checked.source
        signs |= {checked.source.path: checked.signs} if checked.signs else {}
        problems += checked.problems
        found += [checked.draft] if checked.draft else []
    drafts, doubled = _by_id(found)
    told = {problem.path for problem in doubled}  # nothing is gained by saying that the path does not fit
    problems = [problem for problem in problems if problem.code != "file-name" or problem.path not in told] + doubled
    # A record that is broken, or lies elsewhere, is still there: what refers to it is not at fault.
    present = frozenset(PurePosixPath(path).stem for path in (*sources, *(stray.path for stray in strays)))
    aliases = _aliases(drafts.values())
    problems += check_links(drafts, aliases, present)
    if isinstance(past, History):
        if is_behind(past):
            problems = [problem for problem in problems if problem.is_error or problem.code not in _DATED]
        problems += check_clock(past)
        problems += check_vanished(past, sources, present | aliases.keys())
    problems += check_duplicates(drafts, vocabularies, signs)
    problems += check_verdicts(drafts, aliases, vocabularies)
    programme, events, faults = load_events(root, vocabularies)
    faults += check_remarks(programme, vocabularies)
    faults += check_events(programme, events, drafts, present | aliases.keys(), vocabularies, as_of)
    problems += faults
    broken = {fault.loc[1] for fault in faults if fault.is_error and len(fault.loc) > 1}
    pictures = find_page_pictures(root)
    examined = load_traces([*listed_files(root, drafts), *small(pictures)])
    problems += check_metadata(root, drafts, examined, vocabularies)
    problems += check_page_pictures(root, pictures, examined)
    unsound = {problem.path for problem in problems if problem.is_error}
    entries = [
        build_entry(draft, past, vocabularies, as_of) for draft in drafts.values() if draft.source.path not in unsound
    ]
    planned = tuple(event for number, event in events.items() if number not in broken)
    sorted_problems = tuple(sort_problems(problems))
    return Catalogue(root, as_of, vocabularies, in_order(entries), sorted_problems, sources, past, planned)


def _load_history(root: Path, as_of: date) -> History | HistoryError:
    try:
        return load_history(root, as_of)
    except HistoryError as error:
        return error


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Newest first, then by id."""
    return tuple(sorted(entries, key=lambda entry: (-entry.record.published.toordinal(), entry.id)))


def build_entry(draft: Draft, past: History | HistoryError, vocabularies: Vocabularies, as_of: date) -> Entry:
    """A sound record with what main said of its file."""
    source = draft.source
    commits = past.commits(source.path, source.raw) if isinstance(past, History) else ()
    return Entry(draft.record, source, commits, vocabularies, as_of)


def _by_id(drafts: Iterable[Draft]) -> tuple[dict[str, Draft], list[Problem]]:
    """Records by id, those that lie where their ids say first, and what is said of others with the same id."""
    found: dict[str, Draft] = {}
    doubled = []
    known = [draft for draft in drafts if "id" not in draft.unsound]
    for draft in sorted(known, key=lambda draft: draft.source.path != record_path(draft.record.id)):
        if first := found.get(draft.record.id):
            doubled.append(_doubled(draft, first.source.path))
        else:
            found[draft.record.id] = draft
    return found, doubled


def _doubled(draft: Draft, first: str) -> Problem:
    message, hint = taken(draft.record.id, first)
    path = draft.source.path
    stem = PurePosixPath(path).stem
    if re.fullmatch(RECORD_ID, stem) and path == record_path(stem):  # copied, and only the file was renamed
        hint = Message(f'是否想写 "{stem}"？', f'did you mean "{stem}"?')
    return draft.source.problem("duplicate-id", ("id",), message, hint)


def _aliases(drafts: Iterable[Draft]) -> dict[str, str]:
    """The first record that claims each alias."""
    owners: dict[str, str] = {}
    for draft in drafts:
        for alias in () if "aliases" in draft.unsound else draft.record.aliases:
            owners.setdefault(alias, draft.record.id)
    return owners
