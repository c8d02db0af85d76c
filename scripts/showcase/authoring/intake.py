"""A sender's files → records under their final numbers, all or none of them.

A record under a number that is another matter's, or that was used before, is given the next free one; a record that is
there already is changed; attachments go with the record in whose folder they lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from showcase.authoring.edits import edit
from showcase.authoring.imports import Import
from showcase.authoring.manuscript import parse_manuscript
from showcase.authoring.parcels import Parcel
from showcase.authoring.strays import why_left_out
from showcase.authoring.trial import check_files
from showcase.catalogue.folders import find_records
from showcase.catalogue.serials import Serials
from showcase.files.names import folded
from showcase.files.problem import PROPOSED_TERM, Problem, sort_problems
from showcase.files.source import Source, load_source
from showcase.rules.common import taken
from showcase.rules.likeness import is_another_matter
from showcase.schema.fields import RECORD_ID
from showcase.schema.records import MODELS, Kind, kind_of, record_path
from showcase.schema.vocabulary import Vocabularies

TABLES = {".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv"}
_OWN_FIELD: dict[str, Kind] = {"holder": "achievement", "demander": "demand"}


@dataclass(frozen=True)
class Taken:
    """One record of a parcel: under which id it stands now, what it is called, under which id it came if another."""

    id: str
    title: str
    new: bool
    former: str = ""


@dataclass
class Intake:
    """What a parcel makes of the catalogue: `files` by path from the root, nothing if any of it is wrong.

    `others` are files of the parcel that are no records and belong to none, each with what its sender can do.
    """

    taken: list[Taken] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    files: dict[str, str | bytes] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is no record in it at all."""
        return not self.taken and not self.same and not self.problems

    @property
    def failed(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    @property
    def waits(self) -> bool:
        """Whether nothing is wrong but names that their vocabularies do not have yet."""
        return self.failed and not any(problem.stops for problem in self.problems)

    @property
    def proposed(self) -> list[str]:
        """The names that wait for the editor, as the messages quote them."""
        waiting = [problem.message.zh for problem in self.problems if problem.code == PROPOSED_TERM]
        return [text.partition("“")[2].partition("”")[0] for text in waiting]


class Desk:
    """Takes one parcel into the catalogue at `root`."""

    def __init__(self, root: Path, vocabularies: Vocabularies, as_of: date) -> None:
        self.root = root
        self.vocabularies = vocabularies
        self.as_of = as_of
        self.serials = Serials(root)
        self.ids = {path.stem for kind in MODELS for path in find_records(root, kind)}
        self._seen: dict[str, Source] = {}

    def take(self, parcel: Parcel) -> Intake:
        intake = Intake(problems=list(parcel.problems))
        tables = [path for path in parcel.files if path.suffix.lower() in TABLES]
        sources = [load_source(parcel.folder, path) for path in parcel.files if path.suffix == ".md"]
        attached = {path for source in sources for path in _attachments(parcel, source)}
        for source in sources:
            self._take_record(parcel, source, intake)
        self._take_tables(tables, intake)
        known = {parcel.folder / source.path for source in sources} | set(tables) | attached
        left = [path for path in parcel.files if path not in known]
        intake.others = {path.relative_to(parcel.folder).as_posix(): why_left_out(path) for path in left}
        intake.problems += check_files(self.root, intake.files, self.as_of)
        intake.problems = sort_problems(intake.problems)
        return intake

    def _take_record(self, parcel: Parcel, source: Source, intake: Intake) -> None:
        if source.problems:
            intake.problems += source.problems
            return
        sent = str(source.data.get("id") or "")
        kind = _kind(source)
        text = (parcel.folder / source.path).read_bytes().decode("utf-8-sig")
        identifier = self._number(source, kind, sent)
        if identifier != sent:
            text = edit(parse_manuscript(text), kind, {"id": identifier}).text
        path = record_path(identifier) if re.fullmatch(RECORD_ID, identifier) else source.path
        if first := self._seen.get(identifier):
            if first.version != source.version:
                intake.problems.append(source.problem("duplicate-id", ("id",), *taken(identifier, first.path)))
            return
        self._seen[identifier] = source
        new = identifier not in self.ids
        if not new and (self.root / path).read_bytes() == text.encode():
            intake.same.append(identifier)
            return
        intake.files[path] = text
        title = str(source.data.get("title") or source.path)
        intake.taken.append(Taken(identifier, title, new, "" if identifier == sent else sent))
        for file in _attachments(parcel, source):
            intake.files[f"{path.removesuffix('.md')}/{file.name}"] = file.read_bytes()

    def _number(self, source: Source, kind: Kind, sent: str) -> str:
        """The id under which a record is kept: its own, or the next free one of its agency."""
        sound = re.fullmatch(RECORD_ID, sent) is not None and kind_of(sent) == kind
        there = self._there(sent) if sound else None
        if there and not _is_another_matter(there, source):
            return sent
        if sound and not there and not self.serials.was_used(sent):
            self.serials.take(sent)
            return sent
        agency = self.vocabularies.agencies.now(str(source.data.get("agency") or ""))
        if agency not in self.vocabularies.agencies:
            return sent  # the check says what is wrong with it
        year = str(source.data.get("published") or self.as_of)[:4]
        return self.serials.next_id(kind, int(year) if year.isdecimal() else self.as_of.year, agency)

    def _there(self, identifier: str) -> Source | None:
        """The record of this id in the parcel or in the catalogue."""
        if identifier in self._seen:
            return self._seen[identifier]
        return load_source(self.root, self.root / record_path(identifier)) if identifier in self.ids else None

    def _take_tables(self, paths: list[Path], intake: Intake) -> None:
        work = Import(self.root, self.vocabularies, self.as_of)
        for path in paths:
            work.take_file(path)
        outcome = work.finish()
        intake.problems += outcome.problems
        intake.files |= outcome.files
        for name, text in outcome.files.items():
            title = str(parse_manuscript(text).data.get("title") or name)
            intake.taken.append(Taken(Path(name).stem, title, name in outcome.added))


def _is_another_matter(there: Source, source: Source) -> bool:
    was, now = (
        (str(found.data.get("title") or ""), str(found.data.get("summary") or ""), found.body)
        for found in (there, source)
    )
    return not there.problems and is_another_matter(was, now)


def _kind(source: Source) -> Kind:
    """By the field that only one kind has; else by the id; else an achievement, and the check says what is missing."""
    for name, kind in _OWN_FIELD.items():
        if name in source.data:
            return kind
    return "demand" if str(source.data.get("id") or "").startswith("d") else "achievement"


def _attachments(parcel: Parcel, source: Source) -> Iterator[Path]:
    """The files that a record names, in the folder of its name or beside it."""
    items = source.data.get("attachments")
    place = parcel.folder / source.path
    for item in items if isinstance(items, list) else []:
        name = item.get("file") if isinstance(item, dict) else None
        if isinstance(name, str) and "/" not in name and name not in ("", ".", ".."):
            yield from list(_found(name, place.with_suffix(""), place.parent))[:1]


def _found(name: str, *folders: Path) -> Iterator[Path]:
    """The file of this name, else one that is named in other letters, of which the check will speak."""
    yield from [folder / name for folder in folders if (folder / name).is_file()]
    for folder in folders:
        files = folder.iterdir() if folder.is_dir() else ()
        yield from [file for file in files if folded(file.name) == folded(name) and file.is_file()]
