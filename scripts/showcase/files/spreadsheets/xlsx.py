"""Excel's workbooks since 2007, and what WPS, LibreOffice and online sheets write in their form (ECMA-376, part 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from xml.etree import ElementTree as ET

from showcase.files.spreadsheets.archive import Archive, attribute, child, is_true, local
from showcase.files.spreadsheets.formats import BUILT_IN, GENERAL, show_number, show_text
from showcase.files.spreadsheets.raised import Run, plain_text
from showcase.files.spreadsheets.shown import (
    FAILED_FORMULA,
    PICTURE,
    RICH_VALUE,
    STRUCK_OUT,
    UNCOMPUTED,
    Budget,
    SheetRead,
    Shown,
    Trouble,
    is_picture,
    text_cell,
)

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MOST = (1_048_576, 16_384)
_LONGEST_FORMAT = 255
"""Signs that Excel lets one have; longer ones are made to keep whoever shows a number busy."""
Text = tuple[str, Trouble | None]


@dataclass
class Book:
    """What the sheets of a workbook share."""

    archive: Archive
    since_1904: bool = False
    stale: bool = False
    """The program that wrote it asks for all formulas to be computed: a 0 that it stored is no result."""
    texts: list[Text] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    """The styles, by number, in which a whole cell is struck out."""


def load_xlsx(archive: Archive) -> Iterator[SheetRead]:
    """The sheets in their order. Raises UnreadableError, and archive.FAULTS and KeyError for a broken file."""
    start = archive.related("")
    path = next((target for target, kind in start.values() if kind == "officeDocument"), "xl/workbook.xml")
    related = archive.related(path)
    parts = {kind: target for target, kind in related.values()}
    book = Book(archive)
    sheets: list[tuple[str, tuple[str, str], bool]] = []
    for element in archive.elements(path, "workbookPr", "calcPr", "sheet"):
        if element.tag == "sheet":
            hidden = element.get("state", "visible") != "visible"
            sheets.append((element.get("name", ""), related.get(attribute(element, "id"), ("", "")), hidden))
        elif element.tag == "calcPr":
            book.stale = is_true(element.get("fullCalcOnLoad"))
        else:
            book.since_1904 = is_true(element.get("date1904"))
    budget = Budget()
    for item in archive.elements(parts.get("sharedStrings", "xl/sharedStrings.xml"), "si"):
        budget.spend()
        book.texts.append(rich_text(item))
    _load_styles(book, parts.get("styles", "xl/styles.xml"))
    for name, (target, kind), hidden in sheets:
        if kind == "worksheet":  # there are sheets of nothing but a chart
            yield _sheet(book, name, target, budget, hidden=hidden)


def rich_text(item: ET.Element) -> Text:
    """A text of one style or of several; the readings above Chinese characters are no part of it."""
    direct = child(item, "t")
    runs = [Run(_unescaped(direct.text or ""))] if direct is not None else []
    return plain_text([*runs, *(_run(part) for part in item if local(part.tag) == "r")])


def _run(part: ET.Element) -> Run:
    text, style = child(part, "t"), child(part, "rPr")
    align = child(style, "vertAlign") if style is not None else None
    side = align.get("val", "") if align is not None else ""
    shown = _unescaped(text.text or "") if text is not None else ""
    return Run(shown, side == "superscript", side == "subscript", style is not None and _is_struck(style))


def _is_struck(style: ET.Element) -> bool:
    strike = child(style, "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _unescaped(text: str) -> str:
    """`_x000D_` is how a character is written that XML has no place for (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _load_styles(book: Book, path: str) -> None:
    """The format of each style that a cell may name, and which of them strike it out."""
    codes = dict(BUILT_IN)
    struck: set[str] = set()
    for element in book.archive.elements(path, "numFmt", "fonts", "cellXfs"):
        if element.tag == "fonts":
            struck = {str(number) for number, font in enumerate(element) if _is_struck(font)}
        elif element.tag == "numFmt":
            code = element.get("formatCode", GENERAL)
            with suppress(ValueError):
                codes[int(element.get("numFmtId", ""))] = code if len(code) <= _LONGEST_FORMAT else GENERAL
        else:
            styles = [xf for xf in element if local(xf.tag) == "xf"]
            ids = [xf.get("numFmtId", "0") for xf in styles]
            book.formats = [codes.get(int(number) if number.isdecimal() else 0, GENERAL) for number in ids]
            book.struck = {number for number, xf in enumerate(styles) if xf.get("fontId") in struck}


def _sheet(book: Book, name: str, path: str, budget: Budget, *, hidden: bool) -> SheetRead:
    sheet = SheetRead(name, hidden=hidden)
    row = column = -1
    if not book.archive.has(path):
        raise KeyError(path)
    for element in book.archive.elements(path, "c", "col", "mergeCell", "drawing", opened="row"):
        if element.tag == "c":
            row, column = _place(element.get("r", ""), row, column)
            cell = _cell(element, book)
            if cell.text or cell.trouble:
                budget.spend()
                sheet.put(row, column, cell)
        elif element.tag == "row":
            number = element.get("r", "")
            row, column = int(number) - 1 if number.isdecimal() else row + 1, -1
            if is_true(element.get("hidden")):
                sheet.hidden_rows.add(row)
        elif element.tag == "col" and is_true(element.get("hidden")):
            sheet.hidden_columns |= set(
                range(int(element.get("min", "1")) - 1, min(int(element.get("max", "1")), _MOST[1]))
            )
        elif element.tag == "mergeCell":
            sheet.merged += _merged(element.get("ref", ""))
        elif element.tag == "drawing":
            sheet.pictures = _pictures(book.archive, path, attribute(element, "id"))
    beside = [target for target, kind in book.archive.related(path).values() if kind == "comments"]
    sheet.comments = sum(1 for target in beside for _comment in book.archive.elements(target, "comment"))
    return sheet


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """Where a cell stands, counted from 0; a program may leave it out and mean the next one of the row."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return max(row, 0), column + 1
    number = 0
    for letter in found[1].upper():
        number = number * 26 + ord(letter) - 64
    return min(int(found[2]), _MOST[0]) - 1, min(number, _MOST[1]) - 1


def _merged(reference: str) -> list[tuple[int, int, int, int]]:
    start, _, end = reference.partition(":")
    if not end:
        return []
    (top, left), (bottom, right) = _place(start, 0, 0), _place(end, 0, 0)
    return [(top, left, bottom, right)]


def _pictures(archive: Archive, path: str, identifier: str) -> int:
    target = archive.related(path).get(identifier, ("", ""))[0]
    return sum(1 for _picture in archive.elements(target, "pic"))


def _cell(element: ET.Element, book: Book) -> Shown:
    value, inline = child(element, "v"), child(element, "is")
    text = (value.text or "") if value is not None else ""
    style = element.get("s", "0")
    code = book.formats[int(style)] if style.isdecimal() and int(style) < len(book.formats) else GENERAL
    if trouble := _trouble(element, text, book):
        return Shown(text, trouble=trouble)
    if inline is not None:
        cell = _text(rich_text(inline), code)
    else:
        cell = _value(element.get("t", "n"), text, code, book) if text else Shown("")
    out = style.isdecimal() and int(style) in book.struck and cell.text.strip()
    return replace(cell, trouble=cell.trouble or STRUCK_OUT) if out else cell


def _trouble(element: ET.Element, text: str, book: Book) -> Trouble | None:
    """Why a cell shows nothing that could be read."""
    kind, formula = element.get("t", "n"), child(element, "f")
    if formula is not None and is_picture(formula.text or ""):
        return PICTURE
    if kind == "e":
        return RICH_VALUE if element.get("vm") else FAILED_FORMULA
    if formula is not None and ((book.stale and text == "0") or (not text and kind != "str")):
        return UNCOMPUTED
    return None


def _text(text: Text, code: str) -> Shown:
    cell = text_cell(text[0], text[1])
    return cell if cell.trouble or not cell.text else Shown(show_text(cell.text, code))


def _value(kind: str, text: str, code: str, book: Book) -> Shown:
    if kind == "s":
        return _text(book.texts[int(text)], code) if text.isdecimal() and int(text) < len(book.texts) else Shown("")
    if kind == "b":
        return Shown("TRUE" if is_true(text) else "FALSE")
    if kind == "d":
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
            return Shown(text, None, moment.date(), moment=True)
    if kind == "n":
        with suppress(ValueError, OverflowError):
            return show_number(float(text), code, since_1904=book.since_1904)
    return _text((_unescaped(text), None), code)
