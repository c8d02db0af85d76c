"""The record's models as the form's validator (theme/assets/form/validator.js) reads them.

Made from pydantic's own core schema, node by node, so that the browser asks the same questions in the same
order; the functions in it (dates, numbers, plain text, codes) are compiled. A node is an array whose first
item says what it is; a kind of node that is not known here is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import SchemaValidator

from showcase.outputs.form.natives import CompileError
from showcase.outputs.form.program import Program
from showcase.schema.validation import adapter, missing

LIMITS = ("min_length", "max_length", "ge", "gt", "le", "lt")


def build_fields(program: Program, model: type[BaseModel]) -> str:
    """`[[name, node, required texts or null, default], …]` in the model's order, each field on its own."""
    lines = []
    for name, info in model.model_fields.items():
        schema = adapter(model, name).core_schema
        node = _Node(program, f"{model.__name__}.{name}").of(schema, strip=False)
        lines.append(_field(program, name, info, node, f"{model.__name__}.{name}"))
    return lines_of(lines)


def lines_of(items: list[str]) -> str:
    """An array with one item a line."""
    return "[\n" + "".join(f"{item},\n" for item in items) + "]"


def _field(program: Program, name: str, info: Any, node: str, place: str) -> str:
    texts = program.value(missing(name, info), place) if info.is_required() else "null"
    default = "undefined" if info.is_required() else program.value(info.default, place)
    return f"[{json.dumps(name)}, {node}, {texts}, {default}]"


class _Node:
    def __init__(self, program: Program, place: str) -> None:
        self.program = program
        self.place = place
        self.definitions: dict[str, Any] = {}

    def of(self, schema: Mapping[str, Any], *, strip: bool) -> str:
        """An expression for a node; `strip`: the model around it strips texts."""
        build = getattr(self, f"on_{schema['type'].replace('-', '_')}", None)
        if build is None:
            raise CompileError(self.place, f"a schema of type `{schema['type']}`")
        return str(build(schema, strip))

    def on_definitions(self, schema: Any, strip: bool) -> str:
        self.definitions |= {definition["ref"]: definition for definition in schema["definitions"]}
        return self.of(schema["schema"], strip=strip)

    def on_definition_ref(self, schema: Any, strip: bool) -> str:
        return self.of(self.definitions[schema["schema_ref"]], strip=strip)

    def on_default(self, schema: Any, strip: bool) -> str:
        return self.of(schema["schema"], strip=strip)

    def on_nullable(self, schema: Any, strip: bool) -> str:
        return self.of(schema["schema"], strip=strip)

    def on_str(self, schema: Any, strip: bool) -> str:
        self.expect(schema, "strip_whitespace", "min_length", "max_length", "pattern")
        if "pattern" in schema:
            raise CompileError(self.place, "a pattern without a message of its own")
        limits = {name: schema[name] for name in LIMITS if name in schema}
        return f'["str", {json.dumps(bool(schema.get("strip_whitespace", strip)))}, {json.dumps(limits)}]'

    def on_date(self, schema: Any, _strip: bool) -> str:
        return self.plain(schema)

    on_bool = on_int = on_float = on_date

    def on_union(self, schema: Any, _strip: bool) -> str:
        if [choice["type"] for choice in schema["choices"]] != ["int", "float"]:
            raise CompileError(self.place, "a choice of types other than numbers")
        return '["number"]'

    def on_literal(self, schema: Any, _strip: bool) -> str:
        self.expect(schema, "expected")
        return f'["literal", {json.dumps(schema["expected"])}, {json.dumps(_expected(schema))}]'

    def on_list(self, schema: Any, strip: bool) -> str:
        self.expect(schema, "items_schema", "min_length", "max_length")
        limits = {name: schema[name] for name in LIMITS if name in schema}
        return f'["list", {self.of(schema["items_schema"], strip=strip)}, {json.dumps(limits)}]'

    def on_model(self, schema: Any, _strip: bool) -> str:
        model = schema["cls"]
        fields = schema["schema"]["fields"]
        strip = bool(schema["config"].get("str_strip_whitespace"))
        parts = [
            _field(self.program, name, info, self.of(fields[name]["schema"], strip=strip), self.place)
            for name, info in model.model_fields.items()
        ]
        return f'["model", {json.dumps(model.__name__)}, [{", ".join(parts)}]]'

    def on_function_before(self, schema: Any, strip: bool) -> str:
        return self.function("before", schema, strip)

    def on_function_after(self, schema: Any, strip: bool) -> str:
        return self.function("after", schema, strip)

    def function(self, when: str, schema: Any, strip: bool) -> str:
        inner = self.of(schema["schema"], strip=strip)
        function = schema["function"]["function"]
        if isinstance(function, partial):  # pydantic's own limits
            if not set(function.keywords) <= set(LIMITS):
                raise CompileError(self.place, f"the limit {function.keywords}")
            return f'["limit", {inner}, {json.dumps(function.keywords)}]'
        return f'["{when}", {inner}, {self.program.value(function, self.place)}]'

    def plain(self, schema: Any) -> str:
        self.expect(schema)
        return json.dumps([schema["type"]])

    def expect(self, schema: Any, *known: str) -> None:
        if unknown := set(schema) - {"type", "ref", "metadata", "serialization", *known}:
            raise CompileError(self.place, f"the constraint {sorted(unknown)}")


def _expected(schema: Any) -> str:
    """How pydantic names the allowed values in its error."""
    try:
        SchemaValidator(schema).validate_python("\0")
    except ValidationError as error:
        return str(error.errors()[0]["ctx"]["expected"])
    raise AssertionError("a literal allows everything")
