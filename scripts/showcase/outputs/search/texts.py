"""The text by which an entry is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.outputs.search.index import FIELDS
from showcase.schema.about import Searched
from showcase.schema.records import MODELS
from showcase.schema.shapes import Shape, declared
from showcase.schema.vocabulary import Vocabularies


def search_texts(entry: Entry) -> dict[str, str]:
    """An entry's text by field of the index; withdrawn entries are not searched at all."""
    found: dict[str, list[str]] = {field.name: [] for field in FIELDS}
    for shape in declared(entry.kind):
        for names, text in _texts(shape, getattr(entry.record, shape.name), entry.vocabularies):
            for name in names:
                found[name].append(text)
    found["names"] += entry.labels("districts")
    found["body"].append(entry.body_text)
    texts = {name: "\n".join(lines) for name, lines in found.items()}
    running = (texts[field.name] for field in FIELDS if field.marks is None)
    return texts | {"letters": "\n".join(running)}


def _texts(shape: Shape, value: Any, vocabularies: Vocabularies) -> Iterator[tuple[Sequence[Searched], str]]:
    """Every text that a field holds, with the index fields that it belongs to."""
    if value is None or "search" in shape.about.absent:
        return
    for item in value if shape.many else (value,):
        if shape.holds == "group":
            yield from _joined(shape, item, vocabularies)
        elif shape.vocabulary:
            yield shape.about.search or ("names",), vocabularies[shape.vocabulary][item].label
        elif shape.holds == "text":
            yield shape.about.search or ("details",), item


def _joined(shape: Shape, item: Any, vocabularies: Vocabularies) -> Iterator[tuple[Sequence[Searched], str]]:
    """The texts of a group that belong to the same index fields as one: a value stands by its unit, as on the page."""
    found: dict[Sequence[Searched], list[str]] = {}
    for part in shape.fields:
        for names, text in _texts(part, getattr(item, part.name), vocabularies):
            found.setdefault(names, []).append(text)
    yield from ((names, " ".join(texts)) for names, texts in found.items())


def search_names(entry: Entry) -> list[str]:
    """What the entry is found by as a name, in the words of its vocabularies: its own file holds codes only."""
    coded = [shape for shape in declared(entry.kind) if shape.vocabulary]
    said = (_texts(shape, getattr(entry.record, shape.name), entry.vocabularies) for shape in coded)
    return [text for texts in said for _, text in texts]


Told = dict[str, "Told | None"]
"""By name the texts of a record that are searched and that its card does not show; a group has those of its parts."""


def build_told() -> Told:
    """For scripts, which read records to explain why they were found, and whether a phrase stands in them."""
    return _told(shape for kind in MODELS for shape in declared(kind))


def _told(shapes: Iterable[Shape]) -> Told:
    told: Told = {}
    for shape in shapes:
        if "search" in shape.about.absent or shape.vocabulary:
            continue
        if inner := _told(shape.fields):
            told[shape.name] = inner
        elif shape.holds == "text" and {"names", "details"}.intersection(shape.about.search or ("details",)):
            told[shape.name] = None
    return told


def searched(catalogue: Catalogue) -> tuple[Entry, ...]:
    """The entries that can be found, in the order of their document numbers: newest first, then the expired."""
    found = [entry for entry in catalogue.entries if not entry.withdrawn]
    return tuple(sorted(found, key=gone))


def gone(entry: Entry) -> bool:
    """Whether the search leaves the entry out until expired ones are asked for."""
    return entry.state.code == "expired"
