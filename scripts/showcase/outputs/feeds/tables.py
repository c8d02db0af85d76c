"""Records as spreadsheets that people open: Chinese headers, labels beside codes, a record in one row.

The columns follow the document's schema, so a new field has its column without more ado. A part of an object is a
column of its own; a list stands in one cell, an item a line. `body_html` is left out, since the Markdown is there,
the list of commits, which has no end, what matching suggests, and what the other columns say in the words of the
site's lists. Bodies have a sheet of their own in workbooks; CSV is without them, since many readers of CSV stop at
long texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from showcase.catalogue.entry import Entry
from showcase.derived.views import Views
from showcase.files.sheets import MAX_CELL, Cell, Column, Sheet
from showcase.outputs.feeds.api import render_document
from showcase.outputs.feeds.schema import build_fields
from showcase.schema.shapes import Shape
from showcase.schema.vocabulary import Vocabularies

BODY = "body_markdown"
LEFT_OUT = {"body_html", "history", "suggestions", "card", "wording"}

_WIDTHS = {"date": 12, "integer": 10, "number": 10, "boolean": 10}
_WIDE = {"title": 36, "summary": 48, "url": 40, "api_url": 40}
_WORDS = {True: "是", False: "否"}


Columns = Sequence[tuple[str, str, dict[str, Any]]]
"""Header, name and value of a table's columns; the value in the words of CSV on the Web."""

_DATATYPES: dict[str, Any] = {
    "date": "date",
    "date-time": "dateTimeStamp",
    "integer": "integer",
    "number": "number",
    "boolean": {"base": "boolean", "format": "|".join(_WORDS.values())},
}


@dataclass(frozen=True)
class _Column:
    """A column, the path of its field, and how its cell is made of the field's value, which may be None."""

    header: Column
    path: tuple[str, ...]
    meaning: str
    cell: Callable[[Any], Cell]
    value: dict[str, Any]
    label: bool = False
    """Whether it has the labels of codes that another column has."""

    def of(self, document: dict[str, Any]) -> Cell:
        value: Any = document
        for name in self.path:
            value = None if value is None else value[name]
        return None if value is None else self.cell(value)


def build_table(views: Views, model: type[BaseModel], name: str, entries: Sequence[Entry]) -> Sheet:
    """One row a record, the body in the last column."""
    columns = _columns(model, views.catalogue.vocabularies)
    return _sheet(name, columns, (json.loads(views.once(render_document, entry)) for entry in entries))


def build_columns(model: type[BaseModel], vocabularies: Vocabularies) -> Columns:
    """What the columns of `build_list` are."""
    columns = [column for column in _columns(model, vocabularies) if column.path != (BODY,)]
    return [
        (column.header.label, ".".join(column.path) + ("_label" if column.label else ""), column.value)
        for column in columns
    ]


def build_list(table: Sheet) -> Sheet:
    """The table of `build_table` without bodies."""
    return Sheet(table.name, table.columns[:-1], tuple(row[:-1] for row in table.rows))


def build_workbook(table: Sheet, model: type[BaseModel], vocabularies: Vocabularies) -> list[Sheet]:
    """The table of `build_table` without bodies, the bodies on a sheet of their own, and what each column means."""
    bodies = [(row[0], row[1], *part) for row in table.rows for part in _split(str(row[-1]))]
    heads = (*table.columns[:2], Column("段"), Column("正文", 100))
    columns = [(column.header.label, ".".join(column.path), column.meaning) for column in _columns(model, vocabularies)]
    return [
        build_list(table),
        Sheet("正文", heads, tuple(bodies)),
        Sheet("各列说明", (Column("列", 24), Column("数据字段", 28), Column("说明", 60)), tuple(columns)),
    ]


def _split(body: str) -> list[tuple[str, str]]:
    """A body in pieces that a cell can hold, numbered as 1/2."""
    pieces = [body[start : start + MAX_CELL] for start in range(0, len(body), MAX_CELL)]
    return [(f"{number}/{len(pieces)}", piece) for number, piece in enumerate(pieces, start=1)]


def _sheet(name: str, columns: Sequence[_Column], documents: Iterator[dict[str, Any]]) -> Sheet:
    rows = tuple(tuple(column.of(document) for column in columns) for document in documents)
    return Sheet(name, tuple(column.header for column in columns), rows)


def _columns(model: type[BaseModel], vocabularies: Vocabularies) -> list[_Column]:
    columns = [column for field in build_fields(model) for column in _field_columns(field, (), "", vocabularies)]
    columns.sort(key=lambda column: column.path == (BODY,))  # stable: only the body moves, to the end
    return columns


def _field_columns(field: Shape, above: tuple[str, ...], prefix: str, vocabularies: Vocabularies) -> Iterator[_Column]:
    if field.name in LEFT_OUT:
        return
    path = (*above, field.name)
    title = field.title if not prefix or field.title.startswith(prefix) else f"{prefix}·{field.title}"
    width = _WIDE.get(field.name, _WIDTHS.get(field.type, 20))
    if field.fields and not field.many:
        for part in field.fields:
            yield from _field_columns(part, path, title, vocabularies)
        return
    coded = bool(field.vocabulary and not field.fields)
    value = {"datatype": "string" if coded or field.fields else _DATATYPES.get(field.type, "string")}
    if field.many:
        value["separator"] = _separator(field)
    yield _Column(Column(title, width), path, field.note, _cell_of(field, vocabularies), value, label=coded)
    if coded:
        code = _joined if field.many else str
        yield _Column(Column(f"{title}代码"), path, "词表中的代码", code, value)


def _cell_of(field: Shape, vocabularies: Vocabularies) -> Callable[[Any], Cell]:
    """How a value that is not null is put into a cell."""
    say = _say_of(field, vocabularies)
    if field.many:
        separator = _separator(field)
        return lambda values: separator.join(str(say(value)) for value in values) or None
    return say


def _separator(field: Shape) -> str:
    return "；" if field.vocabulary else "\n"


def _say_of(field: Shape, vocabularies: Vocabularies) -> Callable[[Any], Cell]:
    if field.fields:
        return lambda value: "；".join(_say_parts(field.fields, value, vocabularies))
    if field.vocabulary:
        vocabulary = vocabularies[field.vocabulary]
        return lambda code: vocabulary[code].label
    if field.type == "date":
        return date.fromisoformat
    if field.type == "boolean":
        return lambda flag: _WORDS[flag]
    return lambda value: value


def _say_parts(parts: Sequence[Shape], value: dict[str, Any], vocabularies: Vocabularies) -> Iterator[str]:
    for part in parts:
        if (found := value[part.name]) is not None:
            code = f"（{found}）" if part.vocabulary else ""
            yield f"{part.title}：{_say_of(part, vocabularies)(found)}{code}"


def _joined(codes: list[str]) -> str | None:
    return "；".join(codes) or None
