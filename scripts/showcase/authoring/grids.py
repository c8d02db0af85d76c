"""A table of cells → rows of values by the places of a record, and what is wrong with headers and cells.

A problem of a sheet names the row in `line`, the column in `column` and the column's header in `field`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from showcase.authoring.columns import BODY, VERSION, Place
from showcase.authoring.headings import Heading, find_heading
from showcase.authoring.notes import Notes
from showcase.authoring.readings import CellError, parse_cell, settle
from showcase.authoring.remarks import Remarks
from showcase.authoring.tables import Table
from showcase.files.characters import check_characters
from showcase.files.mending import mend
from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.files.source import Tree
from showcase.schema.records import Kind
from showcase.schema.vocabulary import Vocabularies


@dataclass
class Row:
    """One line of a sheet: values by place, the body, and the column that each place has."""

    kind: Kind
    path: str
    number: int
    headers: dict[int, str]
    columns: dict[Loc, int] = field(default_factory=dict)
    values: dict[Loc, Tree] = field(default_factory=dict)
    body: str | None = None
    version: str = ""
    """That of the text that the row was made from, if the sheet tells."""
    problems: list[Problem] = field(default_factory=list)
    unread: set[Loc] = field(default_factory=set)
    """Places whose cells or headers cannot be read: that something is missing there need not be said too."""

    def problem(
        self, code: str, loc: Loc, message: Message, hint: Message | None, severity: Severity = Severity.ERROR
    ) -> Problem:
        """A problem of the cell that holds `loc`, or the nearest one around it; else of the row."""
        column = self.column(loc)
        header = self.headers.get(column, "")
        return Problem(self.path, self.number, column, severity, code, (header,) if header else (), message, hint)

    def column(self, loc: Loc) -> int:
        """The number of a column, counted from 1; 0 if the sheet has none for this."""
        while loc:
            if loc in self.columns:
                return self.columns[loc]
            below = [column for place, column in self.columns.items() if place[: len(loc)] == loc]
            if below:
                return min(below)
            loc = loc[:-1]
        return 0


class Grid:
    """A table whose headers are understood; what is told once for all its rows is complete when they have been read."""

    def __init__(self, table: Table, heading: Heading) -> None:
        self.table = table
        self.heading = heading
        self.headers = {
            column + 1: heading.places[column].label if column in heading.places else text
            for column, text in heading.texts.items()
        }
        self.remarks = Remarks(table, heading, last=heading.row)
        self.notes = Notes(table, heading)

    def rows(self, vocabularies: Vocabularies) -> Iterator[Row]:
        """The rows that are records, hidden ones too; neither empty ones nor remarks."""
        for number in sorted(self.table.cells):
            line = self.table.row(number)
            if number > self.heading.row and not self.remarks.passes_over(number, line):
                self.notes.look(number, line)
                yield self._row(number, vocabularies)

    def told(self) -> list[Problem]:
        """What is said once: lines that are no records, what is hidden, signs that stand for nothing."""
        return [*self.remarks.problems(), *self.notes.problems()]

    def _row(self, number: int, vocabularies: Vocabularies) -> Row:
        row = Row(self.heading.kind, self.table.path, number + 1, self.headers, unread=set(self.heading.misspelt))
        bodies: dict[Loc, str] = {}
        for column, place in self.heading.places.items():
            row.columns[place.loc] = column + 1
            value = self._value(row, place, number, column, vocabularies)
            if place.name == BODY:
                bodies[place.loc] = str(value or "")
            elif place.name == VERSION:
                row.version = str(value or "").strip()
            elif value is not _NO_VALUE:
                row.values[place.loc] = value
        row.body = "".join(bodies[loc] for loc in sorted(bodies, key=str)) if bodies else None
        settle(row.kind, row.values)
        return row

    def _value(self, row: Row, place: Place, number: int, column: int, vocabularies: Vocabularies) -> Tree:
        """What a cell means; what is wrong with it is put down, and what it was read as if that is worth a word."""
        cell = self.table.row(number).get(column)
        if cell is None:
            return None
        row.problems += _hidden_characters(row, place.loc, cell.text)
        try:
            value, said = parse_cell(replace(cell, text=mend(cell.text)), place.shape, vocabularies)
        except CellError as fault:
            row.problems.append(row.problem("sheet", place.loc, fault.message, fault.hint))
            row.unread.add(place.loc)
            return _NO_VALUE
        for note in said:
            if note.once:
                self.notes.count(note, number, column)
            else:
                row.problems.append(row.problem("sheet", place.loc, note.message, note.hint, Severity.WARNING))
        return value


_NO_VALUE: Tree = "\0"
"""What stands for a cell that cannot be read: its place is left out, so that nothing is changed there."""


def _hidden_characters(row: Row, loc: Loc, text: str) -> Iterator[Problem]:
    for problem in check_characters("", text):
        yield row.problem(problem.code, loc, problem.message, problem.hint)


def read_grid(table: Table) -> tuple[Grid | None, list[Problem]]:
    """What the columns of a table are; None for a sheet that holds no records."""
    heading, problems = find_heading(table)
    return Grid(table, heading) if heading else None, problems
