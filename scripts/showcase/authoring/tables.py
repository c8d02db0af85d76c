"""A spreadsheet from outside → tables of cells: Excel and its relatives, CSV in UTF-8, GB18030 or UTF-16."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, XmlError, ZipError

from showcase.files.problem import Message, Problem, Severity
from showcase.files.sheets import read_csv_text

MAX_BYTES = 64 * 1024 * 1024
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class Table:
    """The cells of a sheet by row; `name` is the sheet's, empty for CSV; `path` is what problems call it."""

    path: str
    name: str
    rows: list[list[Any]]


def load_tables(path: Path) -> tuple[list[Table], list[Problem]]:
    """Every sheet of a file, or why it cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        return [], [_fault(path, Message("文件超过 64 MiB", "the file is larger than 64 MiB"), "请分成几份导入")]
    if path.suffix.lower() not in WORKBOOKS:
        return _load_csv(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            names = book.sheet_names
            return [Table(f"{path.name}!{name}", name, _cells(book.get_sheet_by_name(name))) for name in names], []
    except PasswordError:
        return [], [_fault(path, Message("文件有密码", "the file has a password"), "请去掉密码另存一份")]
    except (CalamineError, XmlError, ZipError):
        message = Message("打不开这个文件，它不是表格或已损坏", "the file is no spreadsheet, or broken")
        return [], [_fault(path, message, "请在 Excel 或 WPS 中打开，另存为 .xlsx")]


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    """The values; of cells that are merged downwards, each has the value of the first."""
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        for number in range(top + 1, min(bottom + 1, len(rows))):
            rows[number][left] = rows[top][left]
    return rows


def _load_csv(path: Path) -> tuple[list[Table], list[Problem]]:
    raw = path.read_bytes()
    text = _decoded(raw)
    if text is None or "\0" in text:
        message = Message("看不懂这个文件的编码", "the file's encoding is unknown")
        return [], [_fault(path, message, "请另存为 .xlsx 或“CSV UTF-8”")]
    first = text.partition("\n")[0]
    separator = max(",\t;", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return [Table(path.name, "", [[read_csv_text(cell) for cell in row] for row in rows])], []


def _decoded(raw: bytes) -> str | None:
    """UTF-16 as Excel's "Unicode text" is; else UTF-8, with or without a mark; else what Chinese Windows writes."""
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _fault(path: Path, message: Message, hint: str) -> Problem:
    return Problem(path.name, 1, 1, Severity.ERROR, "sheet", (), message, Message(hint, "save it anew"))
