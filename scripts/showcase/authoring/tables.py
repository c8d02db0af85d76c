"""A spreadsheet from outside → tables of the cells that somebody filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from showcase.files.problem import Message, Problem, Severity
from showcase.files.spreadsheets.apart import SECONDS, read_apart
from showcase.files.spreadsheets.kind import load_sheets
from showcase.files.spreadsheets.shown import Cells, SheetRead, Shown, UnreadableError

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Table:
    """The cells of a sheet; `name` is the sheet's, empty for CSV; `path` is what problems call it."""

    path: str
    name: str
    sheet: SheetRead

    @property
    def cells(self) -> Cells:
        return self.sheet.cells

    def row(self, number: int) -> dict[int, Shown]:
        """The cells of a row by column; both count from 0."""
        return self.cells.get(number, {})

    def problem(
        self, row: int, message: Message, hint: Message, *, column: int = -1, severity: Severity = Severity.WARNING
    ) -> Problem:
        """A problem of a row or cell, counted from 0."""
        return Problem(self.path, row + 1, column + 1, severity, "sheet", (), message, hint)


def load_tables(path: Path) -> tuple[list[Table], list[Problem]]:
    """Every sheet of a file, or why it cannot be read."""
    if path.name.startswith("~$"):
        return [], [_fault(path, *_LEFT_OPEN)]
    if path.stat().st_size > MAX_BYTES:
        return [], [_fault(path, Message("文件超过 64 MiB", "the file is larger than 64 MiB"), _IN_PARTS)]
    try:
        sheets = read_apart(read_sheets, path.read_bytes(), SECONDS)
    except UnreadableError as fault:
        return [], [_fault(path, fault.message, fault.hint)]
    return [Table(f"{path.name}!{sheet.name}" if sheet.name else path.name, sheet.name, sheet) for sheet in sheets], []


def read_sheets(raw: bytes) -> list[SheetRead]:
    """Every sheet as people see it. Raises UnreadableError."""
    sheets = load_sheets(raw)
    for sheet in sheets:
        _merge(sheet)
    return sheets


def _merge(sheet: SheetRead) -> None:
    """Of cells that are merged downwards, each shows the text of the first; what others hold under it nobody sees."""
    for top, left, bottom, right in sheet.merged:
        first = sheet.cells.get(top, {}).get(left)
        for number in list(_filled(sheet, top, bottom)):
            line = sheet.cells[number]
            for column in [column for column in line if left <= column <= right]:
                del line[column]
            if first:
                line[left] = first


def _filled(sheet: SheetRead, first: int, last: int) -> Iterator[int]:
    """The rows from first to last that have anything in them: a merged range may reach to the end of the sheet."""
    yield from [number for number in sheet.cells if first <= number <= last]


def _fault(path: Path, message: Message, hint: Message) -> Problem:
    return Problem(path.name, 1, 1, Severity.ERROR, "sheet", (), message, hint)


_LEFT_OPEN = (
    Message("这是表格打开着时留下的临时文件", "is what an office program leaves beside an open file"),
    Message("请选名字不带“~$”的那一份，先保存并关闭", "take the one without ~$, saved and closed"),
)
_IN_PARTS = Message("请分成几份导入", "import it in parts")
