"""A row over the record that it edits: whole fields as the row wants them, what it has no columns for as it was."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.authoring.grids import Row
from showcase.files.source import Tree
from showcase.schema.shapes import ALWAYS_WRITTEN, shapes

Groups = dict[tuple[str, int], int]
"""The number of the columns (from 0) that an item of a list came from, by field and index."""


def merge(row: Row, old: Mapping[str, Tree]) -> tuple[dict[str, Tree], Groups]:
    """The fields that the row has columns for, None where one is to go, and where their items came from."""
    wished: dict[str, Tree] = {}
    cells: dict[str, dict[int, dict[str, Tree]]] = {}
    for loc, value in row.values.items():
        name = str(loc[0])
        if len(loc) == 1:
            wished[name] = value
        elif isinstance(loc[1], int):
            cells.setdefault(name, {}).setdefault(loc[1], {})[str(loc[2])] = value
        else:
            wished[name] = _filled(wished.get(name, old.get(name)), {str(loc[1]): value})
    groups: Groups = {}
    for name, numbered in cells.items():
        items = old.get(name)
        wished[name] = _items(name, numbered, items if isinstance(items, list) else [], groups)
    return _settled(row, wished), groups


def _filled(old: Tree, cells: dict[str, Tree]) -> Tree:
    """A group with its cells over what it was; what is empty goes, and None is left of nothing."""
    merged = (old if isinstance(old, dict) else {}) | cells
    return {key: value for key, value in merged.items() if value is not None} or None


def _items(name: str, numbered: dict[int, dict[str, Tree]], old: list[Tree], groups: Groups) -> Tree:
    """A list of groups; one whose cells are all empty goes, one without columns stays."""
    new: list[Tree] = []
    for number in sorted(set(numbered) | set(range(len(old)))):
        now = old[number] if number < len(old) else None
        cells = numbered.get(number)
        if cells is not None and all(value is None for value in cells.values()):
            continue
        groups[name, len(new)] = number
        new.append(now if cells is None else _filled(now, cells))
    return new or None


def _settled(row: Row, wished: dict[str, Tree]) -> dict[str, Tree]:
    """Lists that a record always states are written even if empty."""
    for name, shape in shapes(row.kind).items():
        said = shape.many and ((shape.required and not shape.least) or name in ALWAYS_WRITTEN)
        if said and name in wished and wished[name] is None:
            wished[name] = []
    return wished
