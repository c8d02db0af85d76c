"""Excel's workbooks of 97 to 2003 and WPS' .et, by xlrd (https://xlrd.readthedocs.io): values, formats and rich text.

What such a file does not tell: pictures in cells (there were none), and which formulas were never computed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlrd

from showcase.files.problem import Message
from showcase.files.spreadsheets.archive import BROKEN
from showcase.files.spreadsheets.formats import GENERAL, show_number, show_text
from showcase.files.spreadsheets.raised import Run, plain_text
from showcase.files.spreadsheets.shown import FAILED_FORMULA, Budget, SheetRead, Shown, UnreadableError, text_cell

PASSWORD = UnreadableError(
    Message("文件有密码", "the file has a password"), Message("请去掉密码另存一份", "save it without the password")
)
_RAISED, _LOWERED = 1, 2


def load_xls(raw: bytes) -> list[SheetRead]:
    """The sheets in their order. Raises UnreadableError."""
    try:
        book = xlrd.open_workbook(file_contents=raw, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as fault:
        raise (PASSWORD if "encrypted" in str(fault) else BROKEN) from fault
    except MemoryError:
        raise
    except Exception as fault:  # xlrd meets a broken file with whatever its bytes lead to
        raise BROKEN from fault
    budget = Budget()
    return [_sheet(book, sheet, budget) for sheet in book.sheets()]


def _sheet(book: Any, sheet: Any, budget: Budget) -> SheetRead:
    read = SheetRead(sheet.name, hidden=bool(sheet.visibility))
    read.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    read.hidden_rows = {number for number, row in sheet.rowinfo_map.items() if row.hidden}
    read.hidden_columns = {number for number, column in sheet.colinfo_map.items() if column.hidden}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                budget.spend()
                read.put(row, column, _cell(book, sheet, row, column, cell))
    return read


def _cell(book: Any, sheet: Any, row: int, column: int, cell: Any) -> Shown:
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str or GENERAL
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Shown(xlrd.error_text_from_code.get(cell.value, "#N/A"), trouble=FAILED_FORMULA)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Shown("TRUE" if cell.value else "FALSE")
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return show_number(float(cell.value), code, since_1904=bool(book.datemode))
    text, trouble = plain_text(_runs(book, cell.value, sheet.rich_text_runlist_map.get((row, column), ())))
    found = text_cell(text, trouble)
    return found if found.trouble else Shown(show_text(found.text, code))


def _runs(book: Any, text: str, marks: Any) -> Iterator[Run]:
    """A text cut where its font changes: `marks` are pairs of a place and a font."""
    places = [place for place, _font in marks]
    yield Run(text[: places[0]] if places else text)
    for number, (place, index) in enumerate(marks):
        font = book.font_list[index]
        end = places[number + 1] if number + 1 < len(places) else len(text)
        yield Run(text[place:end], font.escapement == _RAISED, font.escapement == _LOWERED, bool(font.struck_out))
