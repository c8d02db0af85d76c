"""The static API below api/v1/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from showcase.catalogue.entry import Entry
from showcase.derived.indexes import FacetIndex, Group
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.documents import (
    Counts,
    FacetDocument,
    FacetValue,
    GroupDocument,
    Manifest,
    RecordList,
    VocabularyDocument,
    api_path,
    build_document,
    build_summary,
)
from showcase.outputs.feeds.files import describe_file
from showcase.outputs.feeds.schema import VERSION
from showcase.outputs.feeds.suggestions import build_match_list
from showcase.schema.records import FOLDERS


def render_model(document: BaseModel) -> bytes:
    """JSON in UTF-8, keys in the model's order."""
    return document.model_dump_json().encode() + b"\n"


def render_list(document: BaseModel, items: Iterable[bytes]) -> bytes:
    """As `render_model` for a document whose last field is `items`, which have been rendered before."""
    head = document.model_dump_json(exclude={"items"}).encode()
    return head.removesuffix(b"}") + b',"items":[' + b",".join(items) + b"]}\n"


def render_records(views: Views) -> Iterator[Output]:
    """One document a record, at its former ids too: every sound record, withdrawn and expired ones included."""
    for entry in views.catalogue.entries:
        document = views.once(render_document, entry) + b"\n"
        yield api_path(entry), document
        for alias in entry.record.aliases:
            yield f"{API}/{FOLDERS[entry.kind]}/{alias}.json", document


def render_document(views: Views, entry: Entry) -> bytes:
    """The record's document, on one line."""
    return build_document(entry, views).model_dump_json().encode()


def render_lists(views: Views) -> Iterator[Output]:
    """achievements.json and demands.json."""
    for kind, folder in FOLDERS.items():
        entries = tuple(entry for entry in views.catalogue.listed if entry.kind == kind)
        document = RecordList(version=VERSION, as_of=views.catalogue.as_of, count=len(entries), items=[])
        yield f"{API}/{folder}.json", render_list(document, (views.once(render_summary, entry) for entry in entries))


def render_matches(views: Views) -> Iterator[Output]:
    """matches.json: every pair of a demand and an achievement."""
    yield f"{API}/matches.json", render_model(build_match_list(views.matches, VERSION, views.catalogue.as_of))


def render_facets(views: Views) -> Iterator[Output]:
    """by/<facet>/index.json and by/<facet>/<code>.json."""
    for index in views.indexes.values():
        yield f"{API}/by/{index.facet.name}/index.json", render_model(_facet(views, index))
        for group in index.groups.values():
            items = (views.once(render_summary, entry) for entry in group.entries)
            yield _group_path(group), render_list(_group(views, group), items)


def render_vocabularies(views: Views) -> Iterator[Output]:
    """vocabularies/<name>.json."""
    for vocabulary in views.catalogue.vocabularies:
        # Who looks at changes on the forge is no part of what is published.
        terms = [term.model_dump(mode="json", exclude={"owners"}) for term in vocabulary.values()]
        document = VocabularyDocument(
            version=VERSION, name=vocabulary.name, label=vocabulary.label, label_en=vocabulary.label_en, terms=terms
        )
        yield f"{API}/vocabularies/{vocabulary.name}.json", render_model(document)


def render_manifest(views: Views, files: dict[str, bytes]) -> bytes:
    """index.json: counts and every file of the API and the feeds."""
    entries = views.catalogue.entries
    listed = views.catalogue.listed
    return render_model(
        Manifest(
            version=VERSION,
            as_of=views.catalogue.as_of,
            site=views.site.name,
            url=views.site.url,
            counts=Counts(
                achievements=sum(entry.kind == "achievement" for entry in listed),
                demands=sum(entry.kind == "demand" for entry in listed),
                expired=sum(entry.expired for entry in entries),
                withdrawn=sum(entry.withdrawn for entry in entries),
            ),
            has_history=views.past is not None,
            files=[describe_file(path, data) for path, data in sorted(files.items())],
        )
    )


def render_summary(views: Views, entry: Entry) -> bytes:
    return build_summary(entry, views.site).model_dump_json().encode()


def _group_path(group: Group) -> str:
    return f"{API}/by/{group.facet.name}/{group.term.code}.json"


def _group(views: Views, group: Group) -> GroupDocument:
    return GroupDocument(
        version=VERSION,
        as_of=views.catalogue.as_of,
        facet=group.facet.name,
        code=group.term.code,
        label=group.term.label,
        count=len(group.entries),
        items=[],
    )


def _facet(views: Views, index: FacetIndex) -> FacetDocument:
    return FacetDocument(
        version=VERSION,
        as_of=views.catalogue.as_of,
        facet=index.facet.name,
        vocabulary=index.facet.vocabulary,
        values=[_facet_value(views, group) for group in index.groups.values()],
    )


def _facet_value(views: Views, group: Group) -> FacetValue:
    term = group.term
    return FacetValue(
        code=term.code,
        label=term.label,
        label_en=term.label_en,
        parent=getattr(term, "parent", None),
        status=term.status,
        achievements=len(group.achievements),
        demands=len(group.demands),
        url=views.site.absolute(group.url),
        api_url=views.site.absolute(_group_path(group)),
    )
