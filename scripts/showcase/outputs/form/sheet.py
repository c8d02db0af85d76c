"""submit/sheet.js: what a sheet is read by in the browser as by `showcase import`: columns, and what cells mean."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from showcase.authoring.choices import code_of, no_choice
from showcase.authoring.columns import (
    ANOTHER,
    BETWEEN,
    BRACKETED,
    DROPPED,
    NUMBER,
    REMARK,
    build_places,
    header_key,
    other_labels,
)
from showcase.authoring.workbook import CODES, EXAMPLE, GUIDE
from showcase.outputs.form.program import Program
from showcase.schema.names import nearest
from showcase.schema.notation.placeholders import is_placeholder
from showcase.schema.notation.reading import half_width, plain, unmarked
from showcase.schema.notation.words import split_loosely, split_words, unpunctuated
from showcase.schema.records import MODELS, WORDS, Kind
from showcase.schema.shapes import ALWAYS_WRITTEN, Shape, shapes

_BODIES = 2
"""Cells that a body is spread over: the browser counts on from the second."""


def render_sheet_module() -> str:
    """An ES module; columns are {key: [label, place, shape]} by kind, of numbered groups the first."""
    program = Program()
    facts = {
        "columns": {kind: _columns(kind) for kind in MODELS},
        "headers": {
            "dropped": DROPPED,
            "between": BETWEEN,
            "remark": REMARK,
            "bracketed": BRACKETED,
            "another": ANOTHER,
            "number": NUMBER,
        },
        "others": {kind: other_labels(kind) for kind in MODELS},
        "sheets": {word: kind for kind, word in WORDS.items()},
        "passedOver": [GUIDE, CODES],
        "example": EXAMPLE,
        "emptied": {kind: _emptied(kind) for kind in MODELS},
        "priced": {
            kind: [shape.name for shape in shapes(kind).values() if shape.notation == "price"] for kind in MODELS
        },
    }
    functions: dict[str, Callable[..., Any]] = {
        "codeOf": code_of,
        "noChoice": no_choice,
        "words": split_words,
        "looseWords": split_loosely,
        "unpunctuated": unpunctuated,
        "unmarked": unmarked,
        "isPlaceholder": is_placeholder,
        "halfWidth": half_width,
        "plain": plain,
        "nearest": nearest,
    }
    written = {name: json.dumps(fact, ensure_ascii=False) for name, fact in facts.items()}
    return program.module(written | {name: program.function(function) for name, function in functions.items()})


def _columns(kind: Kind) -> dict[str, list[Any]]:
    places = build_places(kind, dict.fromkeys(shapes(kind), 1), _BODIES)
    return {header_key(place.label): [place.label, place.loc, place.shape and _shape(place.shape)] for place in places}


def _shape(shape: Shape) -> dict[str, Any]:
    """What reading a cell asks of a field."""
    return {
        "$class": "Shape",
        "name": shape.name,
        "holds": shape.holds,
        "many": shape.many,
        "longest": shape.longest,
        "sentences": shape.sentences,
        "notation": shape.notation,
        "vocabulary": shape.vocabulary,
        "use": shape.use,
        "choices": shape.choices,
        "fields": [_shape(field) for field in shape.fields],
    }


def _emptied(kind: Kind) -> list[str]:
    """Lists that a record states even if they are empty."""
    return [
        name
        for name, shape in shapes(kind).items()
        if shape.many and ((shape.required and not shape.least) or name in ALWAYS_WRITTEN)
    ]
