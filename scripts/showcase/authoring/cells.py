"""A value of a record ↔ what a cell of a spreadsheet shows of it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from showcase.authoring.answers import split_words
from showcase.authoring.choices import choices, code_of
from showcase.files.problem import Message
from showcase.files.sheets import Cell
from showcase.files.source import Tree
from showcase.schema.shapes import Shape
from showcase.schema.vocabulary import Vocabularies

_SEPARATOR = re.compile(r"[、；;，,\n]")
_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?: 0{1,2}:00(?::00)?)?")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's calendar (for days from March 1900 on)."""
_DAYS = range(20_000, 80_000)
"""Numbers that are days of 1954 to 2119."""


class CellError(Exception):
    """A cell that holds what no text of an author could be."""

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


def render_cell(tree: Tree, shape: Shape | None, vocabularies: Vocabularies) -> Cell:
    """What stands in the cell of a value; nothing for None and for an empty list."""
    if isinstance(tree, list) and shape is not None and shape.holds == "group":
        return "\n".join(_barred(item, shape, vocabularies) for item in tree if isinstance(item, dict)) or None
    if isinstance(tree, list):
        return _joined([str(render_cell(item, shape, vocabularies)) for item in tree], shape, tree)
    if not isinstance(tree, str) or shape is None:
        return tree if isinstance(tree, str) else None
    if shape.holds in ("code", "choice", "flag"):
        label = choices(shape, vocabularies).get(tree, tree)
        return label if code_of(label, shape, vocabularies) == tree else tree
    return _typed_cell(tree, shape)


def _typed_cell(tree: str, shape: Shape) -> Cell:
    """A day or a number as such, if it is read back as the same text."""
    if shape.holds == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", tree):
        return _as_date(tree)
    if shape.holds == "number" and re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,9})?", tree):
        number = float(tree)
        return (int(tree) if tree.isdecimal() else number) if _number(number) == tree else tree
    return tree


def _barred(item: dict[str, Tree], shape: Shape, vocabularies: Vocabularies) -> str:
    """A group of a list inside a group: its parts in order, between bars."""
    cells = (render_cell(item.get(field.name), field, vocabularies) for field in shape.fields)
    return " | ".join("" if cell is None else re.sub(r"[\\|｜]", r"\\\g<0>", str(cell)) for cell in cells)


def _unbarred(line: str, shape: Shape, vocabularies: Vocabularies) -> Tree:
    # Possessive: what a part has taken it keeps, else a lone backslash at the end costs quadratic time.
    found = re.findall(r"((?:\\.|[^\\|｜])*+\\?)(?:[|｜]|$)", line, re.DOTALL)
    parts = [re.sub(r"\\(.)", r"\1", part).strip() for part in found]
    named = zip(shape.fields, parts, strict=False)
    return {field.name: value for field, text in named if (value := parse_cell(text, field, vocabularies)) is not None}


def _as_date(text: str) -> Cell:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day > _EPOCH + timedelta(days=_DAYS.start) else text


def _joined(items: list[str], shape: Shape | None, tree: list[Tree]) -> Cell:
    if not items:
        return None
    if shape is not None and shape.sentences:
        return "\n".join(items)
    if shape is not None and shape.holds == "code":  # the code of a label that cannot stand between separators
        items = [str(code) if _SEPARATOR.search(label) else label for label, code in zip(items, tree, strict=True)]
    if not any(_SEPARATOR.search(item) for item in items):
        return "、".join(items)
    return "\n".join(items) + ("\n" if len(items) == 1 else "")


def parse_cell(value: Any, shape: Shape | None, vocabularies: Vocabularies) -> Tree:
    """The value that a cell means; raises CellError. `value` is what the reader of the file gives."""
    if value is None or value == "":
        return None
    text = _text(value, shape)
    if shape is None:
        return text or None
    if not text.strip():
        return None
    if shape.holds == "group":
        return [_unbarred(line, shape, vocabularies) for line in text.split("\n") if line.strip()]
    if shape.many:
        items = [line.strip() for line in text.split("\n")] if shape.sentences else split_words(text)
        found: list[Tree] = [_typed(item, shape, vocabularies) for item in items if item]
        return found or None
    return _typed(text.strip(), shape, vocabularies)


def _text(value: Any, shape: Shape | None) -> str:
    """The text that a cell would show, numbers without .0."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        if shape is not None and shape.holds == "date" and int(value) in _DAYS:
            return (_EPOCH + timedelta(days=int(value))).isoformat()
        return _number(value)
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, shape)
    text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
    if text.strip() in _FAULTS:
        raise CellError(*_FORMULA)
    return text


def _number(value: float) -> str:
    return f"{value:.15g}" if value != int(value) else str(int(value))


def _moment(value: datetime | date | time | timedelta, shape: Shape | None) -> str:
    if shape is not None and shape.holds == "date" and isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    raise CellError(*_TURNED_INTO_A_DATE)


_TURNED_INTO_A_DATE = (
    Message("表格软件把这一格变成了日期或时间", "the spreadsheet has made a date or time of this cell"),
    Message("请先把单元格格式设为“文本”，再重新填写", "make it a text cell and type it again"),
)
_FORMULA = (
    Message("这一格的公式出错", "the formula in this cell fails"),
    Message("请改为直接填写的值", "give the value itself"),
)
_FAULTS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}


def _typed(text: str, shape: Shape, vocabularies: Vocabularies) -> Tree:
    """A text with what people and spreadsheets do to codes, numbers and dates undone."""
    if shape.holds == "text" and shape.longest:
        return text
    if shape.holds in ("code", "choice", "flag"):
        code = code_of(text, shape, vocabularies)
        return code if code != text else code_of(text.translate(_HALF_WIDTH), shape, vocabularies)
    text = text.translate(_HALF_WIDTH)
    if shape.holds == "date" and (match := _DATE.fullmatch(text)):
        year, month, day = (int(part) for part in match.groups())
        return f"{year:04}-{month:02}-{day:02}"
    return text
