"""JSON Schemas (2020-12) of the documents and of the front matter that authors write."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import BaseModel

from showcase.derived.site import Site
from showcase.files.kept import recall
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.meanings import MEANINGS
from showcase.outputs.feeds.moving import mark_fields, name_moving
from showcase.schema.records import MODELS
from showcase.schema.shapes import DECLARED, Shape, walk
from showcase.schema.vocabulary import Vocabularies

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def build_document_schema(name: str, model: type[BaseModel], site: Site) -> dict[str, Any]:
    """The schema of a published document; vocabularies are named, not listed, since terms may be added."""
    return _schema(name, name_moving(build_model_schema(model)), site)


def build_model_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model's JSON; each field with its Chinese title and English description."""
    schema = explain_fields(deepcopy(_schema_of(model)))
    for part in schema.get("$defs", {}).values():
        explain_fields(part)
    return schema


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """As pydantic makes it, and kept: that takes longer than all else that a small catalogue's documents take."""
    key = f"{model.__module__}.{model.__qualname__}"
    return recall("model-schemas", key, lambda: model.model_json_schema(mode="serialization"))


def explain_fields(schema: dict[str, Any]) -> dict[str, Any]:
    """Put the meanings of an object's fields into its schema, which is returned."""
    for field, part in schema.get("properties", {}).items():
        _explain(part, *_meaning(schema["title"], field))
    mark_fields(schema)
    return schema


@cache
def build_fields(model: type[BaseModel]) -> tuple[Shape, ...]:
    """The fields of a document: their `help` is the English description."""
    return walk(build_model_schema(model))


def _meaning(model: str, field: str) -> tuple[str, str]:
    """That of the field itself or, since documents repeat what records say, of a record's field of that name."""
    if (model, field) in DECLARED:
        return DECLARED[model, field][1].meaning, DECLARED[model, field][1].en
    return MEANINGS.get(f"{model}.{field}") or MEANINGS.get(field) or _of_records(field)


def _of_records(field: str) -> tuple[str, str]:
    for model in MODELS.values():
        if found := DECLARED.get((model.__name__, field)):
            label, about = found
            return (label + about.meaning if about.meaning[:1] in ("", "，") else about.meaning), about.en
    return "", ""


def _explain(part: dict[str, Any], title: str, description: str) -> None:
    """The title is Chinese, with a note in `x-note`; the description is English. What has no meaning stays as it is."""
    if description:
        title, _, note = title.partition("，")
        texts = {"title": title, "description": description, "x-note": note}
        part |= {key: text for key, text in texts.items() if text}


def build_source_schema(name: str, model: type[BaseModel], site: Site, vocabularies: Vocabularies) -> dict[str, Any]:
    """The schema of a record's front matter, with the codes that are allowed today."""
    return _schema(name, _with_codes(model.model_json_schema(), vocabularies), site)


def _schema(name: str, schema: dict[str, Any], site: Site) -> dict[str, Any]:
    address = site.absolute(f"api/v1/schema/{name}.schema.json")
    return {"$schema": DIALECT, "$id": address, **build_standard_schema(schema)}


def build_standard_schema(node: Any) -> Any:
    """The same in the keywords of the standard alone: what the house keeps in its own becomes a `$comment`.

    Validators that are strict by default, as Ajv is, refuse a schema for a keyword that they do not know.
    """
    if isinstance(node, list):
        return [build_standard_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: build_standard_schema(value) for key, value in node.items() if not key.startswith("x-")}
    if comment := "；".join(_comments(node)):
        result["$comment"] = comment
    if result.get("anyOf") == _WHOLE_OR_NOT:
        del result["anyOf"]
        result["type"] = "number"  # limits stand beside a type that they are of
    return result


_WHOLE_OR_NOT = [{"type": "integer"}, {"type": "number"}]


def _comments(node: dict[str, Any]) -> Iterator[str]:
    if note := node.get("x-note"):
        yield note
    if name := node.get("x-vocabulary"):
        labels = zip(node.get("enum", ()), node.get("x-labels", ()), strict=False)
        codes = "、".join(f"{code} {label}" for code, label in labels)
        yield f"词表 {name}（{API}/vocabularies/{name}.json）{'：' if codes else ''}{codes}"


def _with_codes(node: Any, vocabularies: Vocabularies) -> Any:
    if isinstance(node, list):
        return [_with_codes(item, vocabularies) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: _with_codes(value, vocabularies) for key, value in node.items()}
    if name := result.get("x-vocabulary"):
        vocabulary = vocabularies[name]
        codes = vocabulary.codes(result.get("x-use"))
        result["enum"] = [*codes, *(old for old, new in vocabulary.renamed.items() if new in codes)]
        result["x-labels"] = [vocabulary[vocabulary.now(code)].label for code in result["enum"]]
    return result
