"""OpenDocument spreadsheets (ISO/IEC 26300-1): a cell's text is stored as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree as ET

from showcase.files.spreadsheets.archive import BROKEN, Archive, attribute, child, local
from showcase.files.spreadsheets.raised import Run, plain_text
from showcase.files.spreadsheets.shown import (
    FAILED_FORMULA,
    LOST_DIGITS,
    PICTURE,
    UNCOMPUTED,
    Budget,
    SheetRead,
    Shown,
    Trouble,
    text_cell,
)

_MOST = (1_048_576, 16_384)
_LOST = re.compile(r"-?[0-9]{16,}|-?[0-9]\.?[0-9]*E\+(?:1[5-9]|[2-9][0-9])", re.IGNORECASE)


@dataclass
class _Place:
    """Where the next row and cell of the sheet are."""

    sheet: SheetRead
    row: int = 0
    column: int = 0
    columns: int = 0
    line: list[tuple[int, Shown]] = field(default_factory=list)
    repeated: int = 1


def load_ods(archive: Archive) -> Iterator[SheetRead]:
    """The sheets in their order. Raises UnreadableError, and archive.FAULTS and KeyError for a broken file."""
    if not archive.has("content.xml"):
        raise BROKEN
    styles: dict[str, Run] = {}
    budget = Budget()
    place: _Place | None = None
    hidden: set[str] = set()
    for event, element in archive.walk("content.xml", "table-cell", "covered-table-cell", "style"):
        name = element.tag
        if event == "start" and name == "table" and place is None:
            place = _Place(SheetRead(attribute(element, "name"), hidden=attribute(element, "style-name") in hidden))
        elif event == "start" and name == "table-row" and place:
            _begin_row(place, element)
        elif event == "end" and name == "style":
            styles[attribute(element, "name")] = _style(element)
            hidden |= {attribute(element, "name") for part in element if attribute(part, "display") == "false"}
        elif event == "end" and place and name in _ENDS:
            _ENDS[name](place, element, styles, budget)
        if event == "end" and name == "table" and place:
            yield place.sheet
            place = None


def _style(element: ET.Element) -> Run:
    properties = child(element, "text-properties")
    position = attribute(properties, "text-position") if properties is not None else ""
    line = attribute(properties, "text-line-through-style") if properties is not None else ""
    low = position.startswith(("sub", "-"))
    raised = bool(position) and not low and not position.startswith("0")
    return Run("", raised, low, line not in ("", "none"))


def _count(element: ET.Element, name: str) -> int:
    text = attribute(element, name)
    return max(int(text), 1) if text.isdecimal() else 1


def _end_column(place: _Place, element: ET.Element, _styles: dict[str, Run], _budget: Budget) -> None:
    number = min(_count(element, "number-columns-repeated"), _MOST[1])
    if attribute(element, "visibility") in ("collapse", "filter"):
        place.sheet.hidden_columns |= set(range(place.columns, min(place.columns + number, _MOST[1])))
    place.columns += number


def _begin_row(place: _Place, element: ET.Element) -> None:
    place.column, place.line = 0, []
    place.repeated = min(_count(element, "number-rows-repeated"), _MOST[0])


def _end_row(place: _Place, element: ET.Element, _styles: dict[str, Run], budget: Budget) -> None:
    """A row that is repeated counts as often as it is, unless it is empty."""
    hidden = attribute(element, "visibility") in ("collapse", "filter")
    if place.line:
        budget.spend(len(place.line) * place.repeated)
        for row in range(place.row, place.row + place.repeated):
            for column, cell in place.line:
                place.sheet.put(row, column, cell)
            if hidden:
                place.sheet.hidden_rows.add(row)
    place.row += place.repeated


def _end_cell(place: _Place, element: ET.Element, styles: dict[str, Run], budget: Budget) -> None:
    repeated = min(_count(element, "number-columns-repeated"), _MOST[1])
    cell = _cell(element, styles)
    place.sheet.comments += child(element, "annotation") is not None
    if cell.text or cell.trouble:
        budget.spend(repeated - 1)
        place.line += [(place.column + number, cell) for number in range(repeated)]
    rows, columns = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
    if rows > 1 or columns > 1:
        bottom, right = place.row + rows - 1, place.column + columns - 1
        place.sheet.merged.append((place.row, place.column, bottom, right))
    place.column += repeated


def _end_covered(place: _Place, element: ET.Element, _styles: dict[str, Run], _budget: Budget) -> None:
    """A cell under a merged one keeps its old content, which nobody sees."""
    place.column += min(_count(element, "number-columns-repeated"), _MOST[1])


_ENDS = {
    "table-column": _end_column,
    "table-row": _end_row,
    "table-cell": _end_cell,
    "covered-table-cell": _end_covered,
}


def _cell(element: ET.Element, styles: dict[str, Run]) -> Shown:
    text, trouble = _paragraphs(element, styles)
    kind = attribute(element, "value-type")
    if not text:
        unknown = UNCOMPUTED if attribute(element, "formula") and not kind else None
        return Shown("", trouble=PICTURE if child(element, "frame") is not None else unknown)
    if kind == "boolean":
        return Shown("TRUE" if attribute(element, "boolean-value") == "true" else "FALSE")
    if kind in ("date", "time"):
        return Shown(text, None, _day(element), moment=True, trouble=trouble)
    number = _number(element) if kind in ("float", "percentage", "currency") else None
    if number is not None:
        return Shown(text, number, trouble=trouble or (LOST_DIGITS if _LOST.fullmatch(text) else None))
    failed = attribute(element, "formula") and text.startswith("#")
    return text_cell(text, FAILED_FORMULA if failed else trouble)


def _day(element: ET.Element) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(attribute(element, "date-value")[:10])
    return None


def _number(element: ET.Element) -> float | None:
    with suppress(ValueError):
        return float(attribute(element, "value"))
    return None


def _paragraphs(element: ET.Element, styles: dict[str, Run]) -> tuple[str, Trouble | None]:
    """Paragraphs are lines; notes beside the cell are no part of it."""
    runs: list[Run] = []
    struck = styles.get(attribute(element, "style-name"), Run("")).struck
    for number, part in enumerate(part for part in element if local(part.tag) in ("p", "h")):
        if number:
            runs.append(Run("\n"))
        runs += _runs(part, Run("", struck=struck), styles)
    return plain_text(runs)


def _runs(element: ET.Element, style: Run, styles: dict[str, Run]) -> Iterator[Run]:
    """The pieces of a paragraph with text:s, text:tab and text:line-break as what they stand for (6.1.2)."""
    yield style._replace(text=_collapsed(element.text))
    for part in element:
        name = local(part.tag)
        signs = {"s": " " * min(_count(part, "c"), 1000), "tab": "\t", "line-break": "\n"}
        if name in signs:
            yield style._replace(text=signs[name])
        elif name != "annotation":
            yield from _runs(
                part, styles.get(attribute(part, "style-name"), style) if name == "span" else style, styles
            )
        yield style._replace(text=_collapsed(part.tail))


def _collapsed(text: str | None) -> str:
    """Line breaks of the file itself count as a blank; blanks stay, as LibreOffice writes them when it converts."""
    return re.sub(r"[\t\r\n][ \t\r\n]*", " ", text or "")
