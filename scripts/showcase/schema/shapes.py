"""What each field may hold, read off the schema: for all that asks for values or writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from showcase.files.problem import Loc
from showcase.schema.records import MODELS, Kind

Holds = Literal["text", "date", "number", "flag", "code", "choice", "group"]

ALWAYS_WRITTEN = ("industries", "marine_sectors")
"""Optional lists that a new record has even if empty: one of the two must be filled."""

LONGEST_WORD = 40
"""Texts of a list that may be longer are sentences: they stand on lines of their own."""

LATER = {
    *("id", "demo", "reviewed", "valid_until", "withdrawn", "aliases", "superseded_by"),
    *("matches", "attachments", "resolution", "distinct_from", "case"),
}
"""Fields that nobody is asked for in a new record: they follow from others, or come later in its life."""

# As authors read a record; a field that is not named here comes last.
_ORDER = (
    *("id", "title", "title_en", "summary", "summary_en", "demo", "status", "published", "reviewed", "valid_until"),
    *("withdrawn", "aliases", "superseded_by", "distinct_from", "industries", "marine_sectors", "keywords"),
    *("contract_types", "task_force", "agency", "contact", "disclosure"),
    *("holder", "stage", "trl", "advantages", "applications", "ip", "price", "venture", "financing"),
    *("demander", "targets", "deadline", "budget", "stage_min", "ip_terms", "constraints", "resolution"),
    *("sources", "attachments", "matches", "case"),
)


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


@cache
def shapes(kind: Kind) -> dict[str, Shape]:
    """The fields of a kind of record by name, in the order in which a file has them."""
    schema = MODELS[kind].model_json_schema()
    found = {shape.name: shape for shape in _fields(schema, schema["$defs"])}
    return {name: found[name] for name in sorted(found, key=order)}


def order(name: str) -> int:
    """The place of a field among the others of its record."""
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def shape_at(kind: Kind, loc: Loc) -> Shape | None:
    """What stands at a location; for one item of a list, what the list says of its items."""
    names = [part for part in loc if isinstance(part, str)]
    shape = shapes(kind).get(names[0]) if names else None
    for name in names[1:]:
        shape = shape.field(name) if shape else None
    return shape


def _fields(schema: dict[str, Any], definitions: dict[str, Any]) -> Iterator[Shape]:
    for name, node in schema["properties"].items():
        yield _shape(name, node, name in schema.get("required", ()), definitions)


def _shape(name: str, node: dict[str, Any], required: bool, definitions: dict[str, Any]) -> Shape:
    value = _resolved(node, definitions)
    many = value.get("type") == "array"
    item = _resolved(value["items"], definitions) if many else value
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
        vocabulary=item.get("x-vocabulary"),
        use=item.get("x-use"),
        choices=tuple(item.get("enum", ())),
        fields=tuple(_fields(item, definitions)) if "properties" in item else (),
    )


def _resolved(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """What a node says of its value, without the null of optional fields."""
    if reference := node.get("$ref"):
        resolved: dict[str, Any] = definitions[reference.rpartition("/")[2]]
        return resolved
    for option in node.get("anyOf", ()):
        if option.get("type") != "null" and {"type": "null"} in node["anyOf"]:
            return _resolved(option, definitions)
    return node


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
