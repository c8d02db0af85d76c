"""What each record file gives by itself: its fields, its record and its own problems; what was found once is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from showcase.catalogue.folders import find_attachments
from showcase.files.digests import digest
from showcase.files.kept import find_kept, keep
from showcase.files.problem import Problem
from showcase.files.source import Source, Tree, load_raw, parse_source
from showcase.files.workers import spread
from showcase.rules import Draft, check_record
from showcase.rules.duplicates import signs_of
from showcase.rules.likeness import Signs
from showcase.schema.fields import RECORD_ID
from showcase.schema.records import MODELS, Achievement, Demand, Kind, kind_of
from showcase.schema.validation import check_model
from showcase.schema.vocabulary import Vocabularies

_SHELF = "records"


@dataclass(frozen=True)
class Checked:
    """A file, read and checked. `draft` is None if it cannot be read."""

    kind: Kind
    source: Source
    draft: Draft | None
    problems: tuple[Problem, ...]
    signs: Signs | None


@dataclass(frozen=True)
class File:
    """A record file before it is read: its bytes, and the attachments beside it by size."""

    kind: Kind
    source: Source
    attachments: Mapping[str, int]

    def key(self, vocabularies: str) -> str:
        """What its check depends on, beside the day and this package."""
        source, beside = self.source, repr(sorted(self.attachments.items()))
        return digest(source.path, source.raw, repr(source.problems), beside, vocabularies)


class _Found(NamedTuple):
    """What is kept of a file: of its source all but the bytes, and what holds on any day."""

    data: dict[str, Tree]
    body: str
    body_line: int
    span: tuple[int, int] | None
    faults: tuple[Problem, ...]
    record: Achievement | Demand | None
    unsound: frozenset[str]
    problems: tuple[Problem, ...]
    signs: Signs | None


def load_files(root: Path, found: Mapping[Kind, Sequence[Path]]) -> list[File]:
    """Every record file's bytes."""
    return [File(kind, load_raw(root, path), find_attachments(path)) for kind, paths in found.items() for path in paths]


def check_files(files: Sequence[File], vocabularies: Vocabularies, known: str, as_of: date) -> Iterator[Checked]:
    """Each file's record and problems on the day `as_of`; `known` is the digest of the vocabularies."""
    keys = [file.key(known) for file in files]
    kept: dict[str, _Found] = find_kept(_SHELF, keys)
    missing = {key: file for file, key in zip(files, keys, strict=True) if key not in kept}
    made = dict(zip(missing, _check_all(list(missing.values()), vocabularies, as_of), strict=True))
    keep(_SHELF, made)
    kept |= made
    for file, key in zip(files, keys, strict=True):
        yield _checked(file, kept[key], vocabularies, as_of)


def check_each(files: Sequence[File], vocabularies: Vocabularies, as_of: date) -> Iterator[Checked]:
    """The same of a few files by themselves: nothing is kept of them."""
    return (_checked(file, _check(file, vocabularies, as_of), vocabularies, as_of) for file in files)


def _check_all(files: Sequence[File], vocabularies: Vocabularies, as_of: date) -> Iterator[_Found]:
    return spread(lambda number: _check(files[number], vocabularies, as_of), len(files), len(files), chunk=32)


def _check(file: File, vocabularies: Vocabularies, as_of: date) -> _Found:
    source = parse_source(file.source)
    of_file = source.data, source.body, source.body_line, source.span, source.problems
    if source.problems:
        return _Found(*of_file, None, frozenset(), source.problems, None)
    context = {"vocabularies": vocabularies}
    record, unsound, problems = check_model(MODELS[file.kind], source, source.data, (), context)
    draft = Draft(source, record, unsound, file.attachments, as_of)
    problems += check_record(draft, vocabularies, dated=False)
    if _belongs_elsewhere(file.kind, source):
        problems = [problem for problem in problems if problem.code == "file-name"]
    return _Found(*of_file, record, unsound, tuple(problems), signs_of(draft))


def _belongs_elsewhere(kind: Kind, source: Source) -> bool:
    """Whether an achievement lies among the demands, or the other way round: that its fields are others is no news."""
    identifier = source.data.get("id")
    return isinstance(identifier, str) and re.match(RECORD_ID, identifier) is not None and kind_of(identifier) != kind


def _checked(file: File, found: _Found, vocabularies: Vocabularies, as_of: date) -> Checked:
    source = replace(
        file.source,
        data=found.data,
        body=found.body,
        body_line=found.body_line,
        span=found.span,
        problems=found.faults,
    )
    draft = Draft(source, found.record, found.unsound, file.attachments, as_of) if found.record else None
    today = check_record(draft, vocabularies, dated=True) if draft else ()
    return Checked(file.kind, source, draft, (*found.problems, *today), found.signs)
