"""The static API below api/v1/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from showcase.catalogue.entry import Entry
from showcase.derived.views import Files, Output, Views
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.chain import Cut, build_chain
from showcase.outputs.feeds.documents import (
    RecordList,
    VocabularyDocument,
    api_path,
    build_document,
    build_summary,
)
from showcase.outputs.feeds.suggestions import build_match_list
from showcase.outputs.feeds.versions import VERSION
from showcase.schema.records import FOLDERS

LIST_ITEMS = 100
"""Summaries in a file of a list; its head holds as many at least, if there are."""


def render_model(document: BaseModel) -> bytes:
    """JSON in UTF-8, keys in the model's order."""
    return document.model_dump_json().encode() + b"\n"


def render_list(document: BaseModel, items: Iterable[bytes]) -> bytes:
    """As `render_model` for a document whose last field is `items`, which have been rendered before."""
    head = document.model_dump_json(exclude={"items"}).encode()
    return head.removesuffix(b"}") + b',"items":[' + b",".join(items) + b"]}\n"


def render_records(views: Views) -> Iterator[Output]:
    """One document a record, at its former ids too: every sound record, withdrawn and expired ones included."""
    views.once_each(render_document)
    for entry in views.catalogue.entries:
        document = views.once(render_document, entry) + b"\n"
        yield api_path(entry), document
        for alias in entry.record.aliases:
            yield f"{API}/{FOLDERS[entry.kind]}/{alias}.json", document


def render_document(views: Views, entry: Entry) -> bytes:
    """The record's document, on one line."""
    return build_document(entry, views).model_dump_json().encode()


def render_lists(views: Views) -> Iterator[Output]:
    """achievements.json and demands.json, the older parts of them below lists/."""

    def size(entry: Entry) -> int:
        return len(views.once(render_summary, entry))

    for kind, folder in FOLDERS.items():
        members = [entry for entry in views.catalogue.entries if entry.kind == kind]
        cut = Cut(LIST_ITEMS, lambda entry: entry.record.published, size, lambda entry: entry.listed, LIST_ITEMS)
        chain = build_chain(members, cut)
        files = [(f"{API}/{folder}.json", chain.head)]
        files += [(f"{API}/lists/{folder}/{part.name}.json", part.items) for part in chain.archives]
        count = sum(entry.listed for entry in members)
        for number, (path, entries) in enumerate(files):
            following = views.site.absolute(files[number + 1][0]) if number + 1 < len(files) else None
            # An older file says nothing that changes with the day, or with what is in another.
            head = {"as_of": views.catalogue.as_of, "count": count} if number == 0 else {"as_of": None, "count": None}
            document = RecordList(version=VERSION, next_url=following, items=[], **head)
            yield path, render_list(document, (views.once(render_summary, entry) for entry in entries))


def render_matches(views: Views) -> Iterator[Output]:
    """matches.json: every pair of a demand and an achievement."""
    yield f"{API}/matches.json", render_model(build_match_list(views.matches, VERSION, views.catalogue.as_of))


def render_former(files: Files, views: Views) -> Iterator[Output]:
    """Feeds and lists of a term at the addresses with its former codes: subscribers keep what they have."""
    for index in views.indexes.values():
        facet = index.facet.name
        folder = "" if facet == "industry" else f"{facet}/"
        stems = [f"feeds/{facet}/", *(f"{API}/{name}/{folder}" for name, divided in views.supply if divided == facet)]
        for old, new in index.vocabulary.renamed.items():
            for stem in stems:
                there = (f"{stem}{new}{ending}" for ending in (".json", ".atom", ".csv"))
                yield from ((f"{stem}{old}{path[path.rindex('.') :]}", files[path]) for path in there if path in files)


def render_vocabularies(views: Views) -> Iterator[Output]:
    """vocabularies/<name>.json."""
    for vocabulary in views.catalogue.vocabularies:
        # Who looks at changes on the forge is no part of what is published.
        terms = [term.model_dump(mode="json", exclude={"owners"}) for term in vocabulary.values()]
        document = VocabularyDocument(
            version=VERSION, name=vocabulary.name, label=vocabulary.label, label_en=vocabulary.label_en, terms=terms
        )
        yield f"{API}/vocabularies/{vocabulary.name}.json", render_model(document)


def render_summary(views: Views, entry: Entry) -> bytes:
    return build_summary(entry, views).model_dump_json().encode()
