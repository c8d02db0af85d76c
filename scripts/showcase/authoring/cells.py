"""A value of a record → what a cell of a spreadsheet holds of it; readings.py goes the other way."""

from __future__ import annotations

import re
from datetime import date

from showcase.authoring.choices import choices, code_of
from showcase.files.sheets import Cell
from showcase.files.source import Tree
from showcase.files.spreadsheets.formats import GENERAL, show_number
from showcase.schema.notation.words import join_words, split_words
from showcase.schema.shapes import Shape
from showcase.schema.vocabulary import Vocabularies

_FIRST_YEAR = 1954
"""Earlier days are written as texts: other numbers might be taken for them."""


def render_cell(tree: Tree, shape: Shape | None, vocabularies: Vocabularies) -> Cell:
    """What stands in the cell of a value; nothing for None and for an empty list."""
    if isinstance(tree, list) and shape is not None and shape.holds == "group":
        return "\n".join(_barred(item, shape, vocabularies) for item in tree if isinstance(item, dict)) or None
    if isinstance(tree, list):
        return _joined([str(render_cell(item, shape, vocabularies)) for item in tree], shape, tree)
    if not isinstance(tree, str) or shape is None:
        return tree if isinstance(tree, str) else None
    if shape.holds in ("code", "choice", "flag"):
        tree = vocabularies[shape.vocabulary].now(tree) if shape.vocabulary else tree
        label = choices(shape, vocabularies).get(tree, tree)
        return label if code_of(label, shape, vocabularies) == tree else tree
    return _typed_cell(tree, shape)


def _typed_cell(tree: str, shape: Shape) -> Cell:
    """A day or a number as such, if it is read back as the same text."""
    if shape.holds == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", tree):
        return _as_date(tree)
    if shape.holds == "number" and re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,9})?", tree):
        number = float(tree)
        return (int(tree) if tree.isdecimal() else number) if show_number(number, GENERAL).text == tree else tree
    return tree


def _barred(item: dict[str, Tree], shape: Shape, vocabularies: Vocabularies) -> str:
    """A group of a list inside a group: its parts in order, between bars."""
    cells = (render_cell(item.get(field.name), field, vocabularies) for field in shape.fields)
    return " | ".join("" if cell is None else re.sub(r"[\\|｜]", r"\\\g<0>", str(cell)) for cell in cells)


def _as_date(text: str) -> Cell:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.year > _FIRST_YEAR else text


def _joined(items: list[str], shape: Shape | None, tree: list[Tree]) -> Cell:
    if not items:
        return None
    if shape is not None and shape.sentences:
        return "\n".join(items)
    if shape is not None and shape.holds == "code":  # the code of a label that cannot stand between separators
        items = [str(code) if split_words(label) != [label] else label for label, code in zip(items, tree, strict=True)]
    return join_words(items)
