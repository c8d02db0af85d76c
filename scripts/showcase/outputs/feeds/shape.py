"""The fields of a document as a tree, read from its JSON Schema: for tables that people and spreadsheets read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from showcase.outputs.feeds.schema import build_model_schema


@dataclass(frozen=True)
class Field:
    """A field. `type` is JSON's, or `date` or `date-time`; of a repeated field it is that of one value.

    `title` is Chinese, `description` English, `note` Chinese or empty. `parts` are the fields of an object,
    `models` the names of its kind, or of its kinds.
    """

    name: str
    title: str
    description: str
    note: str
    type: str
    repeated: bool
    nullable: bool
    vocabulary: str
    parts: tuple[Field, ...]
    models: tuple[str, ...]


def build_fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a document, in its order."""
    schema = build_model_schema(model)
    return tuple(_fields(schema, schema.get("$defs", {})))


def _fields(node: dict[str, Any], definitions: dict[str, Any]) -> Iterator[Field]:
    for name, part in node.get("properties", {}).items():
        yield _field(name, part, definitions)


def _field(name: str, part: dict[str, Any], definitions: dict[str, Any]) -> Field:
    value, nullable = _not_null(part)
    repeated = value.get("type") == "array"
    if repeated:
        value = value["items"]
    vocabulary = value.get("x-vocabulary", part.get("x-vocabulary", ""))
    models = [choice["$ref"].rpartition("/")[2] for choice in value.get("anyOf", [value]) if "$ref" in choice]
    if models:
        value = definitions[models[0]]
    return Field(
        name=name,
        title=part.get("title", name),
        description=part.get("description", ""),
        note=part.get("x-note", ""),
        type=_type(value),
        repeated=repeated,
        nullable=nullable,
        vocabulary=vocabulary,
        parts=() if models[1:] else tuple(_fields(value, definitions)),
        models=tuple(models),
    )


def _not_null(part: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    choices = part.get("anyOf", [part])
    values = [choice for choice in choices if choice.get("type") != "null"]
    return values[0] if len(values) == 1 else part, len(values) < len(choices)


def _type(value: dict[str, Any]) -> str:
    if "anyOf" in value:
        return "number"  # whole or not: the one choice of types that there is
    return str(value.get("format") or value.get("type", "string"))
