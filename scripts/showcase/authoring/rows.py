"""Records → the columns and rows of a sheet; grids.py goes the other way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from showcase.authoring.cells import render_cell
from showcase.authoring.columns import BODY, VERSION, Place, build_places, usual_groups
from showcase.files.sheets import MAX_CELL, Cell, Column, Sheet
from showcase.files.source import Tree
from showcase.files.yaml_nodes import value_at
from showcase.schema.records import WORDS, Kind
from showcase.schema.vocabulary import Vocabularies

_CELL = MAX_CELL - 767


class Written(NamedTuple):
    """A record's data and body, and `Source.version` of its file if it has one."""

    data: Mapping[str, Tree]
    body: str
    version: str = ""


def build_sheet(
    kind: Kind, records: Sequence[Written], vocabularies: Vocabularies
) -> tuple[list[Place], list[list[Cell]]]:
    """The columns that these records need, and a row for each."""
    groups = dict(usual_groups(kind))
    for record in records:
        needed = {name: len(items) for name in groups if isinstance(items := record.data.get(name), list)}
        groups |= {name: max(groups[name], number) for name, number in needed.items()}
    bodies = max((len(record.body) // _CELL + 1 for record in records), default=1)
    places = build_places(kind, groups, bodies)
    columns = [_column(place, records, vocabularies) for place in places]
    return places, [list(row) for row in zip(*columns, strict=True)]


def _column(place: Place, records: Sequence[Written], vocabularies: Vocabularies) -> list[Cell]:
    """A cell for each record; many of them hold the same codes, which are turned into labels once."""
    if place.name == VERSION:
        return [record.version or None for record in records]
    if place.name == BODY:
        start = int(place.loc[1]) * _CELL
        return [record.body[start : start + _CELL] or None for record in records]
    shape = place.shape
    trees = [value_at(record.data, place.loc) for record in records]
    if shape is None or shape.holds not in ("code", "choice", "flag"):
        return [render_cell(tree, shape, vocabularies) for tree in trees]
    known = {repr(tree): tree for tree in trees}
    cells = {name: render_cell(tree, shape, vocabularies) for name, tree in known.items()}
    return [cells[repr(tree)] for tree in trees]


def render_table(kind: Kind, records: Sequence[Written], vocabularies: Vocabularies) -> Sheet:
    """The records of one kind as a plain table, for CSV."""
    places, rows = build_sheet(kind, records, vocabularies)
    return Sheet(WORDS[kind], tuple(Column(place.header) for place in places), tuple(tuple(row) for row in rows))
