"""The columns of a spreadsheet of records: which place of a record each holds, and what its header says.

A list of words is one cell; a list of groups has a column for each part of each group, numbered from 1
(优势指标1·指标, 优势指标1·本成果 …), so that every part has its own choices and its own place in messages.
A body longer than a cell goes on in 正文（续1）. The last column, 版本, is for the import.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.files.problem import Loc
from showcase.schema.keys import other_names
from showcase.schema.names import nearest
from showcase.schema.records import Kind
from showcase.schema.shapes import Shape, shapes

BODY = "body"
BODY_TITLE = "正文"
VERSION = "version"
"""The column that says which text of its file a row was made from; no field of a record."""
DROPPED = r"[\s*★☆]|必填"
BETWEEN = r"[・.\-:/_—]"
"""What people write for the point between a group and its part."""
REMARK = (
    r"[(\[【〔](?:|(?:选填|可|非|多选|单选|下拉|不|如|例|请|填|见|按|至少|最多|限|年|全称|格式|说明|[0-9y]).{0,60})"
    r"[)\]】〕]·?$|·$"
)
"""How to fill a column in, behind its name; not what makes another of it, as in 名称（英文）."""
BRACKETED = r"[(\[【〔][^()\[\]【】〔〕]{1,12}[)\]】〕]$"
"""A unit or another remark, which a column is not known by, but asked about: 报价（元）."""
ANOTHER = (
    r"[(\[【〔][^()\[\]【】〔〕]*(?:[英外日韩法德俄][文语]|英(?=[)\]】〕])|english|\ben\b|曾用)"
    r"[^()\[\]【】〔〕]*[)\]】〕]$"
)
"""What makes another column of one that we have, which is not proposed then: 关键词（英文）."""
NUMBER = r"^(?:\(?[0-9]{1,2}[)、,·]?|[(【]?[一二三四五六七八九十]{1,3}[)】、,·])"
_FEW = 2
_BODY_HELP = "Markdown，可写多行（Alt+Enter 换行）；标题从 ## 开始"


@dataclass(frozen=True)
class Place:
    """A column: `loc` is where its value stands in a record, groups counted from 0; `shape` is None: body, version."""

    label: str
    loc: Loc
    shape: Shape | None
    required: bool = False
    help: str = ""

    @property
    def name(self) -> str:
        """The field of the record that it belongs to."""
        return str(self.loc[0])

    @property
    def header(self) -> str:
        return f"{self.label}*" if self.required else self.label


def usual_groups(kind: Kind) -> dict[str, int]:
    """How many of its groups a field has columns for when nobody needs more."""
    fields = [shape for shape in shapes(kind).values() if shape.many and shape.holds == "group"]
    return {shape.name: 2 * _FEW if len(shape.fields) > _FEW else _FEW for shape in fields}


def build_places(kind: Kind, groups: Mapping[str, int], bodies: int = 1) -> list[Place]:
    """The columns of a sheet, with as many groups of each field and cells of the body as asked for."""
    places: list[Place] = []
    for shape in shapes(kind).values():
        required = shape.required and not (shape.name == "id" or (shape.many and not shape.least))
        if shape.holds == "group" and shape.many:
            for number in range(groups.get(shape.name, 0)):
                first = required and number == 0
                places += _parts(shape, f"{shape.title}{number + 1}", (shape.name, number), required=first)
        elif shape.holds == "group":
            places += _parts(shape, shape.title, (shape.name,), required=required)
        else:
            places.append(Place(shape.title, (shape.name,), shape, required, shape.help))
    titles = [BODY_TITLE] + [f"{BODY_TITLE}（续{number}）" for number in range(1, bodies)]
    places += [Place(title, (BODY, number), None, help=_BODY_HELP) for number, title in enumerate(titles)]
    return [*places, Place("版本", (VERSION,), None, help="程序用，不要改")]


def _parts(shape: Shape, title: str, loc: Loc, *, required: bool) -> list[Place]:
    return [
        Place(
            f"{title}·{field.title}", (*loc, field.name), field, required and field.required, _part_help(shape, field)
        )
        for field in shape.fields
    ]


def _part_help(shape: Shape, field: Shape) -> str:
    """A list of groups inside a group is one cell, an item a line, its parts between bars."""
    if field.holds != "group":
        return shape.help
    return f"每行一条：{' | '.join(part.title for part in field.fields)}"


class Headers:
    """Finds the place that a header means, whatever spaces, stars and widths of signs it is written with."""

    def __init__(self, kind: Kind) -> None:
        groups = {shape.name: shape.most for shape in shapes(kind).values()}
        self.places = {header_key(place.label): place for place in build_places(kind, groups, bodies=20)}
        self.others = other_labels(kind)

    def find(self, header: str) -> Place | None:
        """By the header as it is, then without what people write around it."""
        return next((self.places[key] for key in header_keys(header) if key in self.places), None)

    def parts(self, header: str) -> list[str]:
        """The columns of the group that a header names as a whole."""
        keys = {key for key in asked_keys(header) if key and not re.search(ANOTHER, header_key(header))}
        keys |= {self.others[key] for key in keys if key in self.others}
        found = [place for key, place in self.places.items() if re.sub(r"1?·.*", "", key) in keys and "·" in key]
        return [place.label for place in found]

    def near(self, header: str) -> str | None:
        """The header that one with a slip in it, or of a paper form, is likely to mean."""
        if re.search(ANOTHER, header_key(header)):
            return None
        other = next((self.others[key] for key in asked_keys(header) if key in self.others), None)
        found = header_key(other) if other else nearest(header_key(header), list(self.places))
        return self.places[found].label if found in self.places else None


def other_labels(kind: Kind) -> dict[str, str]:
    """By what else people call a column, or a group of them, its own name; of numbered groups the first."""
    found: dict[str, str] = {}
    for place in build_places(kind, dict.fromkeys(shapes(kind), 1)):
        for other in other_names(str(place.loc[-1])):
            found.setdefault(header_key(other), place.label)
    for shape in shapes(kind).values():
        for other in other_names(shape.name) if shape.holds == "group" else ():
            found.setdefault(header_key(other), shape.title)
    return found


def header_key(header: str) -> str:
    """What counts of a header: neither blanks, stars nor widths of signs."""
    return re.sub(BETWEEN, "·", re.sub(DROPPED, "", unicodedata.normalize("NFKC", header))).lower()


def header_keys(header: str) -> Iterator[str]:
    """A header's key, and the same without how to fill it in and without a number of its own."""
    key = header_key(header)
    yield key
    bare = re.sub(REMARK, "", key)
    yield bare
    yield re.sub(NUMBER, "", bare)


def asked_keys(header: str) -> Iterator[str]:
    """The keys of a header, and the first without what it has in brackets."""
    yield from header_keys(header)
    yield re.sub(BRACKETED, "", header_key(header))
