"""A record to be filled in by hand, made from the schema: shown by the guides, typed by the editor's snippets.

Filled in, it is the file that `render_record` writes: the same order, the same comments; quotes that a value
turns out not to need are taken away by `showcase fmt`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from showcase.authoring.choices import offered
from showcase.rules.wording import PENDING
from showcase.schema.records import Kind
from showcase.schema.shapes import ALWAYS_WRITTEN, LATER, Shape, shapes
from showcase.schema.vocabulary import LISTED_CHOICES, Vocabularies

SHOWN_CHOICES = 3
"""So many of a long list of choices are shown."""

QUOTED = ("value", "unit")
"""Texts that are often a number or a sign such as %: in quotes whatever is filled in stays a text."""

HEADINGS: dict[Kind, tuple[str, ...]] = {
    "achievement": ("解决什么问题", "怎么做的", "在哪里试过", "还缺什么"),
    "demand": ("现在怎么做", "试过什么", "怎样算解决"),
}
"""What a body tells, each below a heading of its own."""


class Stops(Protocol):
    """What stands where something is to be filled in."""

    def text(self, shown: str) -> str:
        """A place for a text."""

    def day(self) -> str:
        """A place for a date."""

    def one_of(self, labels: dict[str, str]) -> str:
        """A place for one of these codes, each with its label."""


class Blanks:
    """Places for a reader's eyes: what belongs there, or what there is to choose from."""

    def text(self, shown: str) -> str:
        return shown

    def day(self) -> str:
        return "2026-03-01"

    def one_of(self, labels: dict[str, str]) -> str:
        named = [code if label == code else f"{code} {label}" for code, label in labels.items()]
        listed = named if len(named) <= LISTED_CHOICES else [*named[:SHOWN_CHOICES], "……（见代码表）"]
        return " | ".join(listed)


def render_outline(kind: Kind) -> str:
    """The headings that a body should have, with nothing below them yet."""
    return "\n\n".join(f"## {heading}\n\n{PENDING}" for heading in HEADINGS[kind])


def render_template(kind: Kind, vocabularies: Vocabularies) -> str:
    """A whole file with every field that a new record may have."""
    names = [name for name in shapes(kind) if name == "id" or name not in LATER]
    front = "".join(f"{line}\n" for line in build_lines(kind, names, vocabularies, Blanks()))
    return f"---\n{front}---\n\n{render_outline(kind)}\n"


def required_names(kind: Kind) -> list[str]:
    """The fields that every record states."""
    return [name for name, shape in shapes(kind).items() if shape.required or name in ALWAYS_WRITTEN]


def build_lines(kind: Kind, names: Collection[str], vocabularies: Vocabularies, stops: Stops) -> list[str]:
    """Fields to be filled in, each below its comment."""
    lines = []
    for shape in (shapes(kind)[name] for name in names):
        lines += [shape.comment.removesuffix("\n"), *build_field(shape, vocabularies, stops, kind)]
    return lines


def build_field(shape: Shape, vocabularies: Vocabularies, stops: Stops, kind: Kind | None = None) -> list[str]:
    """The lines of one field."""
    if shape.name == "id":
        return [f"id: {stops.text(f'{kind[0]}2026-lanhai-001' if kind else shape.title)}"]
    value = _value(shape, vocabularies, stops)
    if shape.many and (shape.holds == "group" or shape.sentences):
        return [f"{shape.name}:", f"  - {value}"]
    return [f"{shape.name}: [{value}]" if shape.many else f"{shape.name}: {value}"]


def _value(shape: Shape, vocabularies: Vocabularies, stops: Stops) -> str:
    if shape.holds == "group":
        inner = [(field.name, _value(field, vocabularies, stops)) for field in shape.fields if not _is_rare(field)]
        return "{" + ", ".join(f"{name}: {text}" for name, text in inner) + "}"
    if shape.holds == "date":
        return stops.day()
    if labels := offered(shape, vocabularies):
        return stops.one_of({f'"{code}"' if code.isdecimal() else code: label for code, label in labels.items()})
    text = stops.text(shape.title)
    return f'"{text}"' if shape.name in QUOTED else text


def _is_rare(field: Shape) -> bool:
    """A list of groups inside a group: who needs it reads of it in the comment."""
    return field.many and field.holds == "group"
