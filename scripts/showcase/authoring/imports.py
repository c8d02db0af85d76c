"""Rows of spreadsheets → texts of records, all or none; what is wrong is said of the row and column it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from showcase.authoring.answers import with_demo
from showcase.authoring.assignments import FIXED
from showcase.authoring.choices import no_choice
from showcase.authoring.columns import BODY, BODY_TITLE
from showcase.authoring.edits import edit, plain, with_body
from showcase.authoring.grids import Row, read_grid
from showcase.authoring.labels import in_labels
from showcase.authoring.manuscript import parse_manuscript, render_record, tidy
from showcase.authoring.merging import Groups, merge
from showcase.authoring.renewal import follow_review
from showcase.authoring.row_faults import of_other_kind, outdated, said_where
from showcase.authoring.tables import load_tables
from showcase.authoring.trial import check_files
from showcase.catalogue.folders import find_records
from showcase.catalogue.serials import Serials
from showcase.files.problem import Loc, Message, Problem, Severity, sort_problems
from showcase.files.source import Source, Tree, load_source
from showcase.rules import Draft, check_advice
from showcase.rules.common import another_matter
from showcase.rules.likeness import is_another_matter
from showcase.schema.fields import RECORD_ID
from showcase.schema.records import FOLDERS, MODELS, Kind, record_path
from showcase.schema.shapes import shape_at, shapes
from showcase.schema.validation import check_model
from showcase.schema.vocabulary import Vocabularies


@dataclass
class Outcome:
    """What an import would do: new texts by path, which of them are new records, how many rows change nothing.

    `changed` has the labels of the fields that a record's row changes, by path.
    """

    files: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(problem.stops for problem in self.problems)


@dataclass(frozen=True)
class _Entry:
    """A row with its record's new text; `groups` says which numbered columns an item of a list came from."""

    row: Row
    text: str
    groups: Mapping[tuple[str, int], int]


_ORDINAL = re.compile("[0-9]{1,4}")
"""What many tables have below 编号: 1, 2, 3."""


class Import:
    """Takes rows one by one; `finish` checks all of them together."""

    def __init__(self, root: Path, vocabularies: Vocabularies, as_of: date) -> None:
        self.root = root
        self.vocabularies = vocabularies
        self.as_of = as_of
        self.serials = Serials(root)
        self.entries: dict[str, _Entry] = {}
        self.outcome = Outcome()
        self.placeholders: set[str] = set()
        self._titles: dict[tuple[Kind, str, str], str] | None = None

    def take_file(self, path: Path) -> int:
        """Take every row of a spreadsheet, and what is said of the file and its headers; returns how many rows."""
        tables, problems = load_tables(path)
        rows = 0
        for table in tables:
            grid, found = read_grid(table)
            problems += found
            for row in grid.rows(self.vocabularies) if grid else ():
                rows += 1
                self.take(row)
            problems += grid.told() if grid else []
        if not rows and not problems:
            message = Message("表头下面没有记录", "there are no records below the headers")
            hint = Message("请每行填一条；示例行不导入", "fill in a row for each; the example is not imported")
            problems = [Problem(path.name, 1, 0, Severity.WARNING, "sheet", (), message, hint)]
        self.outcome.problems += problems
        return rows

    def take(self, row: Row) -> None:
        """The text that a row makes of its record."""
        self.outcome.problems += row.problems
        path = self._path(row)
        if first := self.entries.get(path):
            zh, en = said_where(first.row)
            message = Message(f"与{zh}是同一条记录", f"is the record of {en}")
            hint = Message("请删去一行，或改正编号或名称", "remove one, or correct its id or title")
            loc = ("id",) if row.values.get(("id",)) else ("title",)
            self.outcome.problems.append(row.problem("duplicate-id", loc, message, hint))
            path = self._placeholder(row)
        file = self.root / path
        if not file.is_file():
            self._add(row, path)
            return
        source = load_source(self.root, file)
        if source.problems:
            self.outcome.problems += [row.problem(p.code, ("id",), p.message, p.hint) for p in source.problems]
            return
        self._update(row, path, source)

    def _update(self, row: Row, path: str, source: Source) -> None:
        changes, groups = self._changes(row, source)
        body = tidy(row.body or "")
        if body == tidy(source.body):
            body = ""
        if not changes and not body:
            self.outcome.same += 1
            self.entries[path] = _Entry(row, "", groups)
            return
        self._check_matter(row, path, source, changes, body)
        if row.version not in ("", source.version):
            self.outcome.problems.append(outdated(row))
        manuscript = edit(parse_manuscript((self.root / path).read_bytes().decode()), row.kind, changes)
        text = (with_body(manuscript, body) if body else manuscript).text
        self.entries[path] = _Entry(row, text, groups)
        self.outcome.files[path] = text
        self.outcome.changed[path] = [shapes(row.kind)[name].title for name in changes] + [BODY_TITLE] * bool(body)

    def _check_matter(self, row: Row, path: str, source: Source, changes: Mapping[str, Tree], body: str) -> None:
        """A row must not put another matter under the number of a record that is there."""
        was = tuple(str(source.data.get(name) or "") for name in ("title", "summary"))
        now = tuple(str(changes.get(name) or old) for name, old in zip(("title", "summary"), was, strict=True))
        if is_another_matter((*was, source.body), (*now, body or source.body)):
            identifier = Path(path).stem
            free = self.serials.next_id(row.kind, int(identifier[1:5]), identifier.split("-")[1])
            texts = another_matter(identifier, was[0], free)
            self.outcome.problems.append(row.problem("another-matter", ("id",), *texts))

    def _changes(self, row: Row, source: Source) -> tuple[dict[str, Tree], Groups]:
        """The fields that the row wants otherwise than they are; those that never change are problems."""
        wished, groups = merge(row, source.data)
        # An empty id is that of the record which was found, an empty demo what the agency makes of it.
        agency = wished.get("agency") or source.data.get("agency")
        implied = with_demo({"agency": agency}, self.vocabularies) | {"id": source.data.get("id")}
        wished |= {name: implied[name] for name in ("id", "demo") if name in implied and not wished.get(name, True)}
        changes: dict[str, Tree] = {}
        for name, value in wished.items():
            old = source.data.get(name)
            if self._same(row.kind, name, old, value):
                continue
            if name in FIXED:
                now = Message(f"{FIXED[name].zh}，现有 {old}", f"{FIXED[name].en}, it is {old}")
                back = Message("请改回原来的值", "put the old value back")
                self.outcome.problems.append(row.problem(name.replace("_", "-"), (name,), now, back))
            else:
                changes[name] = value
        return changes | follow_review(source.data, changes), groups

    def _add(self, row: Row, path: str) -> None:
        wished, groups = merge(row, {})
        record: dict[str, Tree] = {name: value for name, value in wished.items() if value is not None}
        record["id"] = record.get("id") or Path(path).stem
        text = render_record(row.kind, with_demo(record, self.vocabularies), row.body or "")
        self.entries[path] = _Entry(row, text, groups)
        self.outcome.files[path] = text
        self.outcome.added.append(path)

    def _same(self, kind: Kind, name: str, old: Tree, new: Tree) -> bool:
        """Whether two texts mean the same to the schema, as 80 and 80.0 do, or nothing and an empty list."""
        if plain(old) == plain(new) or (not old and not new and shapes(kind)[name].many):
            return True
        if old is None or new is None:
            return False
        context = {"vocabularies": self.vocabularies}
        found = [check_model(MODELS[kind], Source(""), {name: value}, (), context) for value in (old, new)]
        if any(name in unsound for _record, unsound, _problems in found):
            return False
        return bool(getattr(found[0][0], name) == getattr(found[1][0], name))

    def _path(self, row: Row) -> str:
        """Where the row's record stands or will stand: by its id, by title and agency, or by the next free id."""
        identifier = row.values.get(("id",))
        if isinstance(identifier, str) and _ORDINAL.fullmatch(identifier):
            message = Message(f"“{identifier}”是序号，按没有编号处理", f"{identifier} is no id: taken for an ordinal")
            hint = Message("新的记录编号留空即可", "leave it empty for a new record")
            self.outcome.problems.append(row.problem("sheet", ("id",), message, hint, Severity.WARNING))
            row.values[("id",)] = identifier = None
        if isinstance(identifier, str):
            if not re.fullmatch(RECORD_ID, identifier):
                return self._placeholder(row)
            if identifier[0] != row.kind[0]:
                self.outcome.problems.append(of_other_kind(row, identifier))
                row.values[("id",)] = None
                return self._placeholder(row)
            self.serials.take(identifier)
            return record_path(identifier)
        agency, title = row.values.get(("agency",)), row.values.get(("title",))
        if not isinstance(agency, str) or agency not in self.vocabularies.agencies:
            return self._placeholder(row)
        key = (row.kind, agency, str(title))
        if found := self.titles.get(key):
            return found
        year = str(row.values.get(("published",)) or self.as_of)[:4]
        path = record_path(self.serials.next_id(row.kind, int(year) if year.isdecimal() else self.as_of.year, agency))
        self.titles[key] = path
        return path

    def _placeholder(self, row: Row) -> str:
        """A path for a row that has an error in what makes its id, so that its other errors are found too."""
        agency = next(iter(self.vocabularies.agencies), "xx")
        path = record_path(f"{row.kind[0]}9999-{agency}-{len(self.placeholders) + 1:04d}")
        self.placeholders.add(path)
        return path

    @property
    def titles(self) -> dict[tuple[Kind, str, str], str]:
        """The records that are there by kind, agency and title: a row without an id may be one of them."""
        if self._titles is None:
            self._titles = {}
            for kind in FOLDERS:
                for path in find_records(self.root, kind):
                    data = load_source(self.root, path).data
                    key = (kind, self.vocabularies.agencies.now(str(data.get("agency"))), str(data.get("title")))
                    self._titles.setdefault(key, path.relative_to(self.root).as_posix())
        return self._titles

    def finish(self) -> Outcome:
        """Check all new texts as `showcase check` would, and say of each problem in which cell it stands."""
        for problem in check_files(self.root, self.outcome.files, self.as_of):
            if problem.path in self.placeholders and problem.code in ("file-name", "id-agency"):
                continue  # of the placeholder, not of the row
            entry = self.entries.get(problem.path)
            if entry is None:
                self.outcome.problems.append(problem)  # a record that is not in the sheet no longer fits
                continue
            loc = _renumbered(_loc(problem, entry.text), entry.groups)
            if loc and any(place[: len(loc)] == loc for place in entry.row.unread):
                continue  # it follows from a cell that cannot be read, which is told
            texts = self._texts(entry.row, loc, problem)
            self.outcome.problems.append(entry.row.problem(problem.code, loc, *texts, problem.severity))
        self.outcome.problems = sort_problems(self.outcome.problems)
        return self.outcome

    def advice(self) -> list[Problem]:
        """What would make the records persuade, in the cells."""
        return [
            entry.row.problem(one.code, one.loc, *self._texts(entry.row, one.loc, one), one.severity)
            for path, entry in self.entries.items()
            if entry.text
            for one in self._advised(path, entry)
        ]

    def _advised(self, path: str, entry: _Entry) -> Iterator[Problem]:
        manuscript = parse_manuscript(entry.text)
        source = Source(path, manuscript.data, body=manuscript.content)
        context = {"vocabularies": self.vocabularies}
        record, unsound, _problems = check_model(MODELS[entry.row.kind], source, source.data, (), context)
        yield from check_advice(Draft(source, record, unsound, {}, self.as_of), self.vocabularies)

    def _texts(self, row: Row, loc: Loc, problem: Problem) -> tuple[Message, Message | None]:
        """What is said of a problem, in labels; of a value that is no choice, with those that drop down."""
        shape = shape_at(row.kind, loc)
        value = row.values.get(loc)
        if value is None and isinstance(loc[-1], int) and isinstance(items := row.values.get(loc[:-1]), list):
            value = items[loc[-1]]
        if problem.code == "required" and shape is not None and shape.many and shape.holds == "group":
            zh = f"请加上以“{shape.title}1”开头的列；没有内容就留空"
            return self._labelled(row, loc, problem.message), Message(zh, "add its columns; leave them empty for none")
        if shape is not None and isinstance(value, str) and (said := no_choice(value, shape, self.vocabularies)):
            return said
        return self._labelled(row, loc, problem.message), problem.hint and self._labelled(row, loc, problem.hint)

    def _labelled(self, row: Row, loc: Loc, message: Message) -> Message:
        return Message(in_labels(message.zh, row.kind, loc, self.vocabularies), message.en)


def _loc(problem: Problem, text: str) -> Loc:
    """The place that a problem of a file is about: by its field, else by its line."""
    if problem.loc:
        return problem.loc
    end = text.find("\n---\n", 4)
    return (BODY, 0) if text.count("\n", 0, end) + 1 < problem.line else ("id",)


def _renumbered(loc: Loc, groups: Mapping[tuple[str, int], int]) -> Loc:
    """The same place by the numbers of the columns: an empty group before it counts there, not in the list."""
    if len(loc) > 1 and isinstance(loc[1], int) and (str(loc[0]), loc[1]) in groups:
        return (loc[0], groups[str(loc[0]), loc[1]], *loc[2:])
    return loc
