"""A table of cells → rows of values by the places of a record, and what is wrong with headers and cells.

A problem of a sheet names the row in `line`, the column in `column` and the column's header in `field`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from showcase.authoring.cells import CellError, parse_cell
from showcase.authoring.columns import BODY, VERSION, Headers, Place
from showcase.authoring.tables import Table
from showcase.authoring.workbook import CODES, EXAMPLE, GUIDE
from showcase.files.characters import check_characters, without_hidden
from showcase.files.problem import Loc, Message, Problem, Severity
from showcase.files.source import Tree
from showcase.schema.records import MODELS, Kind
from showcase.schema.vocabulary import Vocabularies

FEWEST = 3
"""Known headers that make a row the row of headers."""


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


@dataclass(frozen=True)
class Grid:
    """A table whose header is understood."""

    kind: Kind
    table: Table
    start: int
    """The index of the first row below the header."""
    places: dict[int, Place]
    """Columns by index."""
    headers: dict[int, str]
    """What stands above each column, counted from 1."""

    def rows(self, vocabularies: Vocabularies) -> Iterator[Row]:
        """The rows that are records, hidden ones too; neither empty ones nor examples."""
        for number, cells in enumerate(self.table.rows[self.start :], start=self.start + 1):
            if any(str(cell).strip() for cell in cells if cell is not None) and not self._is_example(cells):
                yield self._row(number, cells, vocabularies)

    def _is_example(self, cells: list[object]) -> bool:
        identifier = next((index for index, place in self.places.items() if place.name == "id"), None)
        return identifier is not None and str(cells[identifier : identifier + 1] or "").strip("['").startswith(EXAMPLE)

    def _row(self, number: int, cells: list[object], vocabularies: Vocabularies) -> Row:
        row = Row(self.kind, self.table.path, number, self.headers)
        bodies: dict[Loc, str] = {}
        for index, place in self.places.items():
            row.columns[place.loc] = index + 1
            cell = cells[index] if index < len(cells) else None
            if place.name == VERSION:
                row.version = str(cell or "").strip()
                continue
            if cell and isinstance(cell, str):
                row.problems += _hidden_characters(row, place.loc, cell)
                cell = without_hidden(cell)
            try:
                value = parse_cell(cell, place.shape, vocabularies)
            except CellError as fault:
                row.problems.append(row.problem("sheet", place.loc, fault.message, fault.hint))
                continue
            if place.name == BODY:
                bodies[place.loc] = str(value or "")
            else:
                row.values[place.loc] = value
        row.body = "".join(bodies[loc] for loc in sorted(bodies, key=str)) if bodies else None
        return row


def _hidden_characters(row: Row, loc: Loc, text: str) -> Iterator[Problem]:
    for problem in check_characters("", text.replace("\r\n", "\n")):
        yield row.problem(problem.code, loc, problem.message, problem.hint)


def read_grid(table: Table) -> tuple[Grid | None, list[Problem]]:
    """What the columns of a table are; None for a sheet that holds no records."""
    if table.name in (GUIDE, CODES):
        return None, []
    kinds: list[Kind] = [kind for kind, model in MODELS.items() if table.name == model.WORD] or list(MODELS)
    known = {kind: Headers(kind) for kind in kinds}
    counts = {
        (kind, number): sum(known[kind].find(str(cell)) is not None for cell in cells)
        for number, cells in enumerate(table.rows[:10])
        for kind in kinds
    }
    (kind, number), most = max(counts.items(), key=lambda item: item[1], default=((kinds[0], 0), 0))
    if most < FEWEST:
        return None, [_no_header(table)] if len(kinds) == 1 or not table.name else []
    return _grid(table, kind, number, known[kind])


def _no_header(table: Table) -> Problem:
    message = Message("前 10 行里找不到表头", "no header within the first ten rows")
    hint = Message("请用 showcase template 写出的表头", "use the headers that `showcase template` writes")
    return Problem(table.path, 1, 0, Severity.ERROR, "sheet", (), message, hint)


def _grid(table: Table, kind: Kind, number: int, known: Headers) -> tuple[Grid, list[Problem]]:
    places: dict[int, Place] = {}
    headers: dict[int, str] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(table.rows[number]):
        header = str(cell or "").replace("\n", "").strip()
        place = known.find(header)
        headers[index + 1] = place.label if place else header
        if place and place.loc not in (other.loc for other in places.values()):
            places[index] = place
        elif place or header or _has_values(table, number, index):
            problems.append(_strange(table, number, index, header, place, known))
    return Grid(kind, table, number + 1, places, headers), problems


def _has_values(table: Table, header: int, index: int) -> bool:
    below = (str(cell) for row in table.rows[header + 1 :] for cell in row[index : index + 1] if cell is not None)
    return any(text.strip() for text in below)


def _strange(table: Table, row: int, index: int, header: str, place: Place | None, known: Headers) -> Problem:
    """A column that is none of ours: an error if it is likely meant to be one."""
    severity = Severity.ERROR
    if place:
        message = Message(f"“{header}”有两列", f"there are two columns {header}")
        hint = Message("请只留一列", "keep one")
    elif near := known.near(header):
        message = Message(f"没有名为“{header}”的列", f"there is no column {header}")
        hint = Message(f"是否想写“{near}”？", f"did you mean {near}?")
    else:
        severity = Severity.WARNING
        zh = f"不认识“{header}”这一列，已忽略" if header else "这一列没有表头，已忽略"
        message = Message(zh, "unknown column, passed over")
        hint = Message("如有内容要导入，请改用模板里的表头", "use a header of the template if it matters")
    return Problem(table.path, row + 1, index + 1, severity, "sheet", (header,) if header else (), message, hint)
