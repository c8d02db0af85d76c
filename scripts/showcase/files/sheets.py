"""Tables → spreadsheets: Excel workbooks and CSV that people open and other programs read.

No cell is ever a formula: in a workbook texts are written as texts, in CSV they are guarded (files/guarded.py).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from showcase.files.brand import PLAIN, Palette
from showcase.files.digests import value_digest
from showcase.files.guarded import csv_text
from showcase.files.kept import recall

Cell = str | int | float | date | None
Row = Sequence[Cell]

MAX_CELL = 32_767
"""Characters that a cell of a workbook can hold."""

FONT = "Microsoft YaHei"
PAGE_WIDTH = 140
"""Characters of columns that stand beside each other on A4 across, in their own size."""
SMALLEST = 0.7
"""To which of their size they may be reduced: to 7 points."""
_NAMED = 2
"""The last of the columns that say of which record a row is."""
LINE, TALLEST = 15, 409
"""Points; Excel knows no taller row."""


@dataclass(frozen=True)
class Column:
    """A column's header and its width in characters of Latin text."""

    label: str
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A table: its name (at most 31 characters), columns, and rows of as many cells each.

    `heading` stands above every printed page. A workbook opens at the first sheet that has one.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heading: str = ""


def render_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, which Excel needs, and lines ended as RFC 4180 says."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.label for column in sheet.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    return csv_text(cell)


def render_xlsx(sheets: Iterable[Sheet], created: date, palette: Palette = PLAIN) -> bytes:
    """A workbook; `created` stands in its properties, so that the same tables give the same bytes.

    Raises ValueError for a text longer than MAX_CELL.
    """
    tables = tuple(sheets)
    return recall("workbooks", value_digest((tables, created, palette)), lambda: _render(tables, created, palette))


def _render(sheets: Sequence[Sheet], created: date, palette: Palette) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(created, time())})
        formats = build_formats(book, palette)
        opened = False
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            _write_sheet(page, sheet, formats)
            _set_up_page(page, sheet, created)
            if sheet.heading and not opened:
                page.activate()
                opened = True
    return target.getvalue()


def build_formats(book: xlsxwriter.Workbook, palette: Palette) -> dict[str, Format]:
    """How header, text, number and date look."""
    text = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
    header = {"bold": True, "valign": "vcenter", "bottom": 1} | palette.cell(bg_color="sea-soft")
    return {
        "header": book.add_format(text | header),
        "text": book.add_format(text | {"num_format": "@"}),
        "number": book.add_format(text),
        "date": book.add_format(text | {"num_format": "yyyy-mm-dd"}),
    }


def _write_sheet(target: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    for number, column in enumerate(sheet.columns):
        target.set_column(number, number, column.width)
        target.write_string(0, number, column.label, formats["header"])
    for line, row in enumerate(sheet.rows, start=1):
        for number, cell in enumerate(row):
            write_cell(target, line, number, cell, formats)
        target.set_row(line, min(LINE * count_lines(sheet.columns, row), TALLEST))
    target.freeze_panes(1, 1)
    target.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _set_up_page(target: Worksheet, sheet: Sheet, created: date) -> None:
    """A4 across, the header on each page, numbered; what is too wide to be read on one goes over several."""
    target.set_landscape()
    target.set_paper(9)  # A4
    target.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    target.repeat_rows(0)
    target.hide_gridlines(0)  # which prints them
    heading = (sheet.heading or sheet.name).replace("&", "&&")
    target.set_header(f'&L&9截至{created:%Y-%m-%d}&C&"{FONT},Bold"&14{heading}')
    target.set_footer("&C&9第 &P 页，共 &N 页")
    width = sum(column.width for column in sheet.columns)
    if width <= PAGE_WIDTH / SMALLEST:
        target.fit_to_pages(1, 0)
    else:
        target.set_print_scale(round(100 * SMALLEST))
        target.repeat_columns(0, min(_NAMED, len(sheet.columns) - 1))


def count_lines(columns: Sequence[Column], row: Row) -> int:
    """How many lines the row's longest text takes; not every program finds that out by itself."""
    texts = ((cell, column.width) for cell, column in zip(row, columns, strict=True) if isinstance(cell, str))
    return max((sum(_width(part) // width + 1 for part in cell.split("\n")) for cell, width in texts), default=1)


def _width(text: str) -> int:
    """In Latin characters; a Chinese one, three bytes long, is twice as wide."""
    return (len(text.encode()) + len(text)) // 2


def write_cell(target: Worksheet, line: int, number: int, cell: Cell, formats: dict[str, Format]) -> None:
    """A value as what it is; raises ValueError for a text longer than MAX_CELL."""
    if isinstance(cell, date):
        target.write_datetime(line, number, datetime.combine(cell, time()), formats["date"])
    elif isinstance(cell, str):
        if len(cell) > MAX_CELL:
            raise ValueError(f"A cell holds at most {MAX_CELL} characters, not {len(cell)}: {cell[:40]}…")
        target.write_string(line, number, cell, formats["text"])
    elif cell is not None:
        target.write_number(line, number, cell, formats["number"])
