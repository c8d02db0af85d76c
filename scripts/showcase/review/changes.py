"""What a change does to each record, field by field, in the words of the schema."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.files.source import Source, Tree
from showcase.review.baseline import Baseline, record_id
from showcase.schema.records import MODELS, Kind
from showcase.schema.vocabulary import Vocabularies, term_of

_BODY_LINES = 2000


@dataclass(frozen=True)
class FieldChange:
    """`before` and `after` in words; empty where the field is not given."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordChange:
    """A record that was added, changed or deleted; `entry` is what it is now, if it is sound."""

    id: str
    path: str
    kind: Literal["added", "changed", "deleted"]
    title: str
    entry: Entry | None
    fields: tuple[FieldChange, ...] = ()


def build_changes(now: Catalogue, baseline: Baseline) -> tuple[RecordChange, ...]:
    """Every record that the change touches, by path."""
    before = {entry.id: entry for entry in baseline.catalogue.entries}
    entries = {entry.source.path: entry for entry in now.entries}
    here = {record_id(path) for path in now.files}
    changes = [
        _change(source, entries.get(path), before.get(record_id(path)), now.vocabularies)
        for path, source in now.sources.items()
        if path in baseline.touched
    ]
    changes += [
        RecordChange(entry.id, entry.source.path, "deleted", entry.record.title, None)
        for entry in before.values()
        if entry.id not in here
    ]
    return tuple(sorted(changes, key=lambda change: change.path))


def _change(source: Source, entry: Entry | None, old: Entry | None, vocabularies: Vocabularies) -> RecordChange:
    title = source.data.get("title")
    fields = tuple(_fields(old.source, source, old.kind, vocabularies)) if old else ()
    kind: Literal["added", "changed"] = "changed" if old else "added"
    return RecordChange(
        record_id(source.path), source.path, kind, title if isinstance(title, str) else "", entry, fields
    )


def _fields(old: Source, new: Source, kind: Kind, vocabularies: Vocabularies) -> Iterator[FieldChange]:
    model = MODELS[kind]
    for name in dict.fromkeys([*model.model_fields, *old.data, *new.data]):
        before, after = old.data.get(name), new.data.get(name)
        if before != after:
            info = model.model_fields.get(name)
            term = term_of(info)
            labels = {code: item.label for code, item in vocabularies[term.name].items()} if term else {}
            label = (info and info.title) or name
            yield FieldChange(label, _say(before, labels), _say(after, labels))
    if old.body.strip() != new.body.strip():
        yield FieldChange("正文", "", _body_change(old.body, new.body))


def _say(tree: Tree, labels: dict[str, str]) -> str:
    if isinstance(tree, list):
        return "；".join(_say(item, labels) for item in tree)
    if isinstance(tree, dict):
        return "，".join(f"{key}: {_say(value, {})}" for key, value in tree.items())
    return labels.get(tree, tree) if tree else ""


def _body_change(old: str, new: str) -> str:
    before, after = old.splitlines()[:_BODY_LINES], new.splitlines()[:_BODY_LINES]
    lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    added = sum(line.startswith("+") for line in lines)
    return f"增 {added} 行，减 {sum(line.startswith('-') for line in lines)} 行"
