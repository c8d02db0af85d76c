"""The fields of records and documents as trees, read off their schemas: nothing else walks a schema.

All that asks for values, writes them, shows them or finds them goes by these shapes, so that a field declared in
records.py is everywhere. What is compiled for the form goes by pydantic's own core schema (outputs/form/schema.py),
since the order of its validators is what the browser must repeat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel

from showcase.files.problem import Loc
from showcase.files.source import Tree
from showcase.schema.about import About
from showcase.schema.record import Record
from showcase.schema.records import MODELS, Kind

Holds = Literal["text", "date", "number", "flag", "code", "choice", "group"]

ALWAYS_WRITTEN = ("industries", "marine_sectors")
"""Optional lists that a new record has even if empty: one of the two must be filled."""

LONGEST_WORD = 40
"""Texts of a list that may be longer are sentences: they stand on lines of their own."""

NOTHING = About("")


@dataclass(frozen=True)
class Shape:
    """A field: its words, and what a value of it is.

    `holds` is about one value; `many` says that the field is a list of such values, at most `most` of them.
    """

    name: str
    title: str
    help: str
    required: bool
    holds: Holds
    many: bool = False
    most: int = 1
    least: int = 0
    longest: int = 0
    notation: str = ""
    """What reads a text for it (schema/notation): "day", "phone", "right", "amount"; "price" for a group of amounts."""
    vocabulary: str | None = None
    use: str | None = None
    choices: tuple[str, ...] = ()
    fields: tuple[Shape, ...] = ()
    type: str = "string"
    """JSON's type of one value, or `date` or `date-time`."""
    nullable: bool = False
    shortest: int = 0
    range: tuple[int, int] | None = None
    """The least and the greatest whole number, where both are set."""
    models: tuple[str, ...] = ()
    """The models that a group is of; of several kinds no `fields` are known."""
    note: str = ""
    """To the title, for readers."""
    about: About = NOTHING

    @property
    def sentences(self) -> bool:
        """Whether it is a list of texts too long to stand beside each other."""
        return self.many and self.holds == "text" and self.longest > LONGEST_WORD

    @property
    def mark(self) -> str:
        """Whether an author must fill it in."""
        return "必填其一" if self.name in ALWAYS_WRITTEN else "必填" if self.required else "选填"

    @property
    def comment(self) -> str:
        """What stands above it in a file, whoever writes the file: `# 名称（必填）：4–60 字，纯文字，说清是什么`."""
        return f"# {self.title}（{self.mark}）{'：' if self.help else ''}{self.help}\n"

    def explains(self, lead: str) -> bool:
        """Whether the line right above the field is its comment, if with the help of another day."""
        return lead.removesuffix("\n").rpartition("\n")[2].startswith(f"# {self.title}（")

    def field(self, name: str) -> Shape | None:
        """The part of a group that has this name."""
        return next((field for field in self.fields if field.name == name), None)


def _declarations(model: type[BaseModel]) -> Iterator[tuple[tuple[str, str], tuple[str, About]]]:
    for name, info in model.model_fields.items():
        about = next((item for item in info.metadata if isinstance(item, About)), NOTHING)
        yield (model.__name__, name), (info.title or name, about)
        for inner in _models_in(info.annotation):
            yield from _declarations(inner)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


DECLARED = {key: said for model in MODELS.values() for key, said in _declarations(model)}
"""Label and `About` of every field of a record and of its groups, by the name of its model and its own."""


@cache
def shapes(kind: Kind) -> dict[str, Shape]:
    """The fields of a kind of record by name, in the order in which a file has them."""
    found = {shape.name: shape for shape in declared(kind)}
    return {name: found[name] for name in sorted(found, key=order)}


@cache
def declared(kind: Kind) -> tuple[Shape, ...]:
    """The same in the order in which they are declared: that of documents and of the form."""
    return walk(MODELS[kind].model_json_schema())


def order(name: str) -> int:
    """The place of a field among the others of its record."""
    return _PLACES.get(name, len(_PLACES))


def _places() -> dict[str, int]:
    """Each field behind the one that it names, or behind the one declared before it."""
    names: list[str] = []
    # What is put behind the same field later comes before: achievements' fields stand before demands'.
    for model in (Record, *reversed(MODELS.values())):
        before = ""
        for name in model.model_fields:
            if name not in names:
                after = _after(model, name) or before
                names.insert(names.index(after) + 1 if after else 0, name)
            before = name
    return {name: number for number, name in enumerate(names)}


def _after(model: type[Record], name: str) -> str:
    return next((item.after for item in model.model_fields[name].metadata if isinstance(item, About)), "")


def shape_at(kind: Kind, loc: Loc) -> Shape | None:
    """What stands at a location; for one item of a list, what the list says of its items."""
    names = [part for part in loc if isinstance(part, str)]
    shape = shapes(kind).get(names[0]) if names else None
    for name in names[1:]:
        shape = shape.field(name) if shape else None
    return shape


def paths(shapes: Iterable[Shape], above: str = "") -> Iterator[tuple[str, Shape]]:
    """Every field and every part of a field with its dotted path."""
    for shape in shapes:
        yield above + shape.name, shape
        yield from paths(shape.fields, f"{above}{shape.name}.")


def walk(schema: dict[str, Any]) -> tuple[Shape, ...]:
    """The fields of a record or a document, in their order, by its JSON Schema."""
    return tuple(_fields(schema, schema.get("$defs", {})))


def _fields(schema: dict[str, Any], definitions: dict[str, Any]) -> Iterator[Shape]:
    required = schema.get("required", ())
    for name, node in schema.get("properties", {}).items():
        _, about = DECLARED.get((schema["title"], name), ("", NOTHING))
        yield _shape(name, node, definitions, about, required=name in required)


def _shape(name: str, node: dict[str, Any], definitions: dict[str, Any], about: About, *, required: bool) -> Shape:
    value, nullable = _value(node)
    many = value.get("type") == "array"
    item = _value(value["items"])[0] if many else value
    models = [choice["$ref"].rpartition("/")[2] for choice in item.get("anyOf", [item]) if "$ref" in choice]
    item = definitions[models[0]] if models else item
    return Shape(
        name=name,
        title=node.get("title", name),
        help=node.get("description", ""),
        required=required,
        holds=_holds(item),
        many=many,
        most=value.get("maxItems", 1),
        least=value.get("minItems", 0),
        longest=item.get("maxLength", 0),
        notation="day" if item.get("format") == "date" else item.get("x-notation", ""),
        vocabulary=item.get("x-vocabulary", node.get("x-vocabulary")),
        use=item.get("x-use"),
        choices=tuple(item.get("enum", ())),
        fields=() if models[1:] else tuple(_fields(item, definitions)),
        type=_type(item),
        nullable=nullable,
        shortest=item.get("minLength", 0),
        range=_range(item),
        models=tuple(models),
        note=node.get("x-note", ""),
        about=about,
    )


def _value(node: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """What a node says of its value, and whether that may be null; a choice of several types stays one."""
    choices = node.get("anyOf", [node])
    values = [choice for choice in choices if choice.get("type") != "null"]
    return values[0] if len(values) == 1 else node, len(values) < len(choices)


def _range(item: dict[str, Any]) -> tuple[int, int] | None:
    whole = item.get("type") == "integer" and "maximum" in item
    return (item.get("minimum", 0), item["maximum"]) if whole else None


def _holds(item: dict[str, Any]) -> Holds:
    if "properties" in item:
        return "group"
    if "x-vocabulary" in item:
        return "code"
    if "enum" in item:
        return "choice"
    if item.get("format") == "date":
        return "date"
    if item.get("type") == "boolean":
        return "flag"
    return "text" if item.get("type") == "string" else "number"


def _type(item: dict[str, Any]) -> str:
    if "anyOf" in item:
        return "number"  # whole or not: the one choice of types that there is
    return str(item.get("format") or item.get("type", "string"))


LATER = frozenset(shape.name for kind in MODELS for shape in declared(kind) if shape.about.later)
"""Fields that nobody is asked for in a new record."""

_PLACES = _places()


def names_term(tree: Tree, shape: Shape, name: str, code: str) -> bool:
    """Whether the value of a field, or a part of it, is a code of the vocabulary `name`."""
    if isinstance(tree, list):
        return any(names_term(item, shape, name, code) for item in tree)
    if isinstance(tree, dict):
        parts = [(shape.field(key), value) for key, value in tree.items()]
        return any(part is not None and names_term(value, part, name, code) for part, value in parts)
    return shape.vocabulary == name and tree == code
