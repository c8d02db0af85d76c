"""What other systems read: the table of outputs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from pydantic import BaseModel

from showcase.feeds.api import (
    render_facets,
    render_lists,
    render_manifest,
    render_records,
    render_vocabularies,
)
from showcase.feeds.changes import ChangeList, TombstoneList, render_changes
from showcase.feeds.documents import (
    API,
    AchievementDocument,
    DemandDocument,
    FacetDocument,
    GroupDocument,
    Manifest,
    RecordList,
    VocabularyDocument,
)
from showcase.feeds.jsonfeed import render_feed, render_feeds_of_groups
from showcase.feeds.schema import build_document_schema, build_source_schema
from showcase.records import MODELS
from showcase.views import Output, Views

DOCUMENT_MODELS: dict[str, type[BaseModel]] = {
    "achievement": AchievementDocument,
    "demand": DemandDocument,
    "record-list": RecordList,
    "facet": FacetDocument,
    "group": GroupDocument,
    "manifest": Manifest,
    "changes": ChangeList,
    "tombstones": TombstoneList,
    "vocabulary": VocabularyDocument,
}
"""Every kind of document, by the name of its schema."""


def render_schemas(views: Views) -> Iterator[Output]:
    """schema/<name>.schema.json for each document, schema/<kind>.source.schema.json for front matter."""
    schemas = {name: build_document_schema(name, model, views.site) for name, model in DOCUMENT_MODELS.items()}
    for kind, source in MODELS.items():
        name = f"{kind}.source"
        schemas[name] = build_source_schema(name, source, views.site, views.catalogue.vocabularies)
    for name, schema in schemas.items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        yield f"{API}/schema/{name}.schema.json", text.encode()


OUTPUTS: tuple[Callable[[Views], Iterator[Output]], ...] = (
    render_feed,
    render_feeds_of_groups,
    render_lists,
    render_records,
    render_facets,
    render_vocabularies,
    render_schemas,
    render_changes,
)


def render_feeds(views: Views) -> dict[str, bytes]:
    """Every file of the API and the feeds by path, the manifest of them included."""
    files = {path: data for render in OUTPUTS for path, data in render(views)}
    return files | {f"{API}/index.json": render_manifest(views, files)}
