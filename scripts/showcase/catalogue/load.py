"""One pass over the content: records, what follows from them, and every problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from showcase.catalogue.entry import Entry
from showcase.catalogue.folders import check_folders, find_attachments, find_records
from showcase.catalogue.pages import check_pages
from showcase.files.problem import Problem, sort_problems
from showcase.files.source import Source, load_source
from showcase.past.day import today
from showcase.past.history import History, HistoryError, load_history
from showcase.rules import (
    Draft,
    check_duplicates,
    check_links,
    check_metadata,
    check_record,
    check_verdicts,
    listed_files,
)
from showcase.rules.clock import check_clock
from showcase.rules.common import taken
from showcase.rules.traces import load_traces
from showcase.rules.vanished import check_vanished
from showcase.schema.records import MODELS, Kind
from showcase.schema.validation import check_model
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


def load(root: Path, as_of: date | None = None, history: History | None = None) -> Catalogue:
    """Read, check and join everything below `root`/content; `history` is that of `root`, unless it is given."""
    as_of = as_of or today()
    past = history or _load_history(root, as_of)
    vocabularies, problems = load_vocabularies(root)
    strays = [*check_folders(root), *check_pages(root)]
    found = {kind: find_records(root, kind) for kind in MODELS}
    sources = {source.path: source for paths in found.values() for source in map(partial(load_source, root), paths)}
    blind = bool(problems)
    problems += strays
    if blind:  # without sound vocabularies every record would seem at fault
        return Catalogue(root, as_of, vocabularies, (), tuple(sort_problems(problems)), sources, past)
    drafts: dict[str, Draft] = {}
    for kind, paths in found.items():
        for path in paths:
            source = sources[path.relative_to(root).as_posix()]
            problems += _take(path, kind, source, vocabularies, drafts, as_of)
    # A record that is broken is still there: what refers to it is not at fault.
    present = frozenset(PurePosixPath(path).stem for path in sources)
    aliases = _aliases(drafts.values())
    problems += check_links(drafts, aliases, present)
    if isinstance(past, History):
        problems += check_clock(past)
        problems += check_vanished(past, sources, present | aliases.keys())
    problems += check_duplicates(drafts, vocabularies)
    problems += check_verdicts(drafts, aliases, vocabularies)
    problems += check_metadata(root, drafts, load_traces(listed_files(root, drafts)), vocabularies)
    unsound = {problem.path for problem in problems if problem.is_error}
    entries = [
        _entry(draft, past, vocabularies, as_of) for draft in drafts.values() if draft.source.path not in unsound
    ]
    entries.sort(key=lambda entry: (-entry.record.published.toordinal(), entry.id))
    return Catalogue(root, as_of, vocabularies, tuple(entries), tuple(sort_problems(problems)), sources, past)


def _load_history(root: Path, as_of: date) -> History | HistoryError:
    try:
        return load_history(root, as_of)
    except HistoryError as error:
        return error


def _entry(draft: Draft, past: History | HistoryError, vocabularies: Vocabularies, as_of: date) -> Entry:
    source = draft.source
    commits = past.commits(source.path, source.raw) if isinstance(past, History) else ()
    return Entry(draft.record, source, commits, vocabularies, as_of)


def _take(
    path: Path,
    kind: Kind,
    source: Source,
    vocabularies: Vocabularies,
    drafts: dict[str, Draft],
    as_of: date,
) -> Iterator[Problem]:
    """One file into `drafts`; yields its problems."""
    yield from source.problems
    if source.problems:
        return
    record, unsound, problems = check_model(MODELS[kind], source, source.data, (), {"vocabularies": vocabularies})
    yield from problems
    draft = Draft(source, record, unsound, find_attachments(path), as_of)
    yield from check_record(draft, vocabularies)
    if "id" in unsound:
        return
    if first := drafts.get(record.id):
        yield source.problem("duplicate-id", ("id",), *taken(record.id, first.source.path))
        return
    drafts[record.id] = draft


def _aliases(drafts: Iterable[Draft]) -> dict[str, str]:
    """The first record that claims each alias."""
    owners: dict[str, str] = {}
    for draft in drafts:
        for alias in () if "aliases" in draft.unsound else draft.record.aliases:
            owners.setdefault(alias, draft.record.id)
    return owners
