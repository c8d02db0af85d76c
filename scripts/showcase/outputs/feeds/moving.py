"""What a document says beside its record's file, and which of it moves without an entry in changes.json.

A change is told of what a record's file says and of what its days do to it. What else a document says may move with
other records, with terms and rules, with the day or with commits that left the file as it was: the schemas and the
guide name these fields, so that nobody takes a copy that lacks such a move for a broken one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from showcase.outputs.feeds.documents import RECORD_DOCUMENTS, Derived, Summary

Cause = Literal["records", "vocabularies", "day", "history"]

CAUSES: dict[Cause, tuple[str, str]] = {
    "records": ("其他记录", "other records"),
    "vocabularies": ("词表和规则", "vocabularies and rules"),
    "day": ("构建的日期", "the day of the build"),
    "history": ("没有改动文件的提交", "commits that left the file as it was"),
}
"""What moves fields, in Chinese and in English."""

MOVING: dict[str, tuple[Cause, ...]] = {
    "contact": ("vocabularies",),
    "phone_url": ("vocabularies",),
    "progress": ("vocabularies",),
    "category": ("vocabularies",),
    "districts": ("vocabularies",),
    "is_open": ("vocabularies",),
    "state": ("vocabularies",),
    "modified": ("history",),
    "similar": ("records",),
    "suggestions": ("records", "vocabularies"),
    "routes": ("vocabularies",),
    "card": ("vocabularies", "day"),
    "wording": ("vocabularies",),
    "provenance": ("history",),
}
"""The fields of records' documents and summaries that move without an entry in changes.json, and with what."""

_OWN = {name for model in RECORD_DOCUMENTS.values() for name in model.model_fields} - Derived.model_fields.keys()
_MODELS = {model.__name__: model for model in (*RECORD_DOCUMENTS.values(), Summary)}


def derived_fields(model: str) -> frozenset[str]:
    """The fields of a document that no author writes as they stand there; none of what is no record's."""
    return frozenset(_MODELS[model].model_fields.keys() - _OWN) if model in _MODELS else frozenset()


def moving_fields(model: str) -> list[str]:
    """The fields of a document that move without an entry in changes.json, in its order."""
    return [name for name in _MODELS[model].model_fields if name in MOVING] if model in _MODELS else []


def mark_fields(schema: dict[str, Any]) -> None:
    """Mark an object's derived fields as `readOnly`; what moves says with what, in description and note."""
    derived, moving = derived_fields(schema["title"]), moving_fields(schema["title"])
    for name, part in schema.get("properties", {}).items():
        if name in derived:
            part["readOnly"] = True
        if name in moving:
            zh, en = ("、".join(told) for told in zip(*(CAUSES[cause] for cause in MOVING[name]), strict=True))
            part["description"] += f"; moves with {en.replace('、', ', ')} without an entry in changes.json"
            part["x-note"] = "，".join(filter(None, [part.get("x-note"), f"随{zh}变动"]))


def name_moving(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a document with the names of the fields that move in `$defs.Moving.enum`, for programs."""
    models = {schema["title"], *schema.get("$defs", {})}
    names = list(dict.fromkeys(name for model in sorted(models) for name in moving_fields(model)))
    if names:
        told = "names of the fields that move without an entry in changes.json"
        schema.setdefault("$defs", {})["Moving"] = {"description": told, "enum": names}
    return schema


def render_moving(language: Literal["zh", "en"]) -> str:
    """The fields that move, by what they move with, for the middle of a sentence."""
    return ("；" if language == "zh" else "; ").join(_sentences(language))


def _sentences(language: Literal["zh", "en"]) -> Iterator[str]:
    for cause, (zh, en) in CAUSES.items():
        names = [f"`{name}`" for name, causes in MOVING.items() if cause in causes]
        yield f"随{zh}：{'、'.join(names)}" if language == "zh" else f"with {en}: {', '.join(names)}"
