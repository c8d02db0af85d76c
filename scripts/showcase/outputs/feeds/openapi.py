"""The static API as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), self-contained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from showcase.derived.indexes import FACETS
from showcase.derived.views import Views
from showcase.outputs.feeds.files import FILE_KINDS, FileKind
from showcase.outputs.feeds.schema import DIALECT, build_standard_schema, explain_fields
from showcase.outputs.feeds.versions import VERSION
from showcase.schema.codes import TERM_CODE
from showcase.schema.fields import RECORD_ID

_REF = "#/components/schemas/{model}"
_TEXT = ("application/atom+xml", "text/calendar", "text/csv")


def build_openapi(views: Views, models: Mapping[str, type[BaseModel]], schemas: Sequence[str]) -> dict[str, Any]:
    """`models` are the documents by the name of their schema, `schemas` the names of all published schemas."""
    components = deepcopy(_components(tuple(models.values())))
    parameters = _parameters(views, schemas)
    return {
        "openapi": "3.1.1",
        "info": {"title": views.site.name, "version": VERSION, "description": views.site.description},
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": views.site.url.rstrip("/")}],  # paths begin with a slash
        "paths": {f"/{kind.template}": _path(kind, models) for kind in FILE_KINDS},
        "components": {
            "parameters": parameters,
            "schemas": {
                name: build_standard_schema(explain_fields(schema)) for name, schema in components["$defs"].items()
            },
        },
    }


@cache
def _components(models: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    """As pydantic makes them, once: that takes longer than all else here."""
    return models_json_schema([(model, "serialization") for model in models], ref_template=_REF)[1]


def _parameters(views: Views, schemas: Sequence[str]) -> dict[str, Any]:
    values: dict[str, tuple[str, dict[str, Any]]] = {
        "id": ("record", {"pattern": RECORD_ID}),
        "facet": ("facet", {"enum": [facet.name for facet in FACETS]}),
        "code": ("code of the facet's vocabulary", {"pattern": TERM_CODE}),
        "part": ("month, with a number from the second part on", {"pattern": r"^\d{4}-\d{2}(-\d+)?$"}),
        "group": (
            "folder, with a number in hexadecimal if it has several parts",
            {"pattern": r"^[a-z]+(-[0-9a-f]+)?$"},
        ),
        "vocabulary": ("vocabulary", {"enum": [vocabulary.name for vocabulary in views.catalogue.vocabularies]}),
        "schema": ("schema", {"enum": list(schemas)}),
    }
    return {
        name: {"name": name, "in": "path", "required": True, "description": text, "schema": {"type": "string"} | limits}
        for name, (text, limits) in values.items()
    }


def _path(kind: FileKind, models: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    found = {"description": kind.title_en, "content": {kind.media_type: _content(kind, models)}}
    operation = {
        "operationId": kind.template.translate(str.maketrans("/.-", "___", "{}")),
        "summary": kind.title,
        "description": kind.title_en,
        "responses": {"200": found} | ({"404": {"description": "there is no such file"}} if kind.parameters else {}),
    }
    if not kind.parameters:
        return {"get": operation}
    return {
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in kind.parameters],
        "get": operation,
    }


def _content(kind: FileKind, models: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    if kind.schema:
        return {"schema": {"$ref": _REF.format(model=models[kind.schema].__name__)}}
    if kind.media_type in _TEXT:
        return {"schema": {"type": "string"}}
    return {"schema": {"type": "object"}} if "json" in kind.media_type else {}
