"""What other systems read: the table of outputs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from showcase.derived.views import Files, Output, Views
from showcase.files.digests import digest, value_digest
from showcase.files.kept import recall
from showcase.files.minisign import SigningKey, render_public_key, sign
from showcase.outputs.feeds import dcat
from showcase.outputs.feeds.api import (
    render_former,
    render_lists,
    render_matches,
    render_records,
    render_vocabularies,
)
from showcase.outputs.feeds.atom import render_atom_feeds
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.calendar import render_calendar
from showcase.outputs.feeds.changes import ChangeList, TombstoneList, render_changes
from showcase.outputs.feeds.csvw import render_csvw
from showcase.outputs.feeds.documents import (
    AchievementDocument,
    DemandDocument,
    RecordList,
    VocabularyDocument,
)
from showcase.outputs.feeds.dump import ARCHIVE, render_archive, render_dumps
from showcase.outputs.feeds.english import render_english_feed
from showcase.outputs.feeds.events import EventList, render_events
from showcase.outputs.feeds.files import describe_file
from showcase.outputs.feeds.groups import FacetDocument, GroupDocument, PassageList, render_facets
from showcase.outputs.feeds.jsonfeed import Feed, render_json_feeds
from showcase.outputs.feeds.lunr_index import render_lunr
from showcase.outputs.feeds.manifest import MANIFEST, Manifest, ManifestPart, render_manifest
from showcase.outputs.feeds.modified import render_modified
from showcase.outputs.feeds.openapi import build_openapi
from showcase.outputs.feeds.schema import build_document_schema, build_source_schema
from showcase.outputs.feeds.suggestions import MatchList
from showcase.outputs.feeds.supply import SupplyDocument, render_supply
from showcase.schema.records import MODELS

DOCUMENT_MODELS: dict[str, type[BaseModel]] = {
    "achievement": AchievementDocument,
    "demand": DemandDocument,
    "record-list": RecordList,
    "facet": FacetDocument,
    "group": GroupDocument,
    "passage-list": PassageList,
    "manifest": Manifest,
    "manifest-part": ManifestPart,
    "changes": ChangeList,
    "tombstones": TombstoneList,
    "match-list": MatchList,
    "vocabulary": VocabularyDocument,
    "jsonfeed": Feed,
    "supply-list": SupplyDocument,
    "event-list": EventList,
}
"""Every kind of document, by the name of its schema."""


def render_schemas(views: Views) -> Iterator[Output]:
    """schema/<name>.schema.json of each document, schema/<kind>.source.schema.json of front matter, openapi.json."""
    known = value_digest(views.site), views.catalogue.vocabularies.digest
    yield from recall("schemas", digest(*known), lambda: list(_make_schemas(views)))


def _make_schemas(views: Views) -> Iterator[Output]:
    schemas = {name: build_document_schema(name, model, views.site) for name, model in DOCUMENT_MODELS.items()}
    for kind, source in MODELS.items():
        name = f"{kind}.source"
        schemas[name] = build_source_schema(name, source, views.site, views.catalogue.vocabularies)
    for name, schema in schemas.items():
        yield f"{API}/schema/{name}.schema.json", _render_json(schema)
    yield f"{API}/openapi.json", _render_json(build_openapi(views, DOCUMENT_MODELS, list(schemas)))


def _render_json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


OUTPUTS: tuple[Callable[[Views], Iterator[Output]], ...] = (
    render_json_feeds,
    render_atom_feeds,
    render_english_feed,
    render_calendar,
    render_events,
    render_lists,
    render_records,
    render_facets,
    render_matches,
    render_supply,
    render_vocabularies,
    render_schemas,
    render_changes,
    render_modified,
    render_dumps,
    render_csvw,
    render_lunr,
)


def render_feeds(views: Views, files: Files, key: SigningKey | None = None) -> None:
    """Put every file of the API and the feeds into `files`, the manifest of them included, its signature if there is a
    key.

    The manifest has the sums of its parts, these those of all files: who has verified it has verified them all.
    """
    described = []
    for path, data in _render_each(views, files):
        files[path] = data
        described.append(describe_file(path, data))
    for path, data in render_manifest(views, described):
        files[path] = data
    if key:
        told = f"{views.site.url} {views.catalogue.as_of}"
        files[f"{MANIFEST}.minisig"] = sign(files[MANIFEST], key, told)
        files[f"{API}/minisign.pub"] = render_public_key(key.public).encode()


def _render_each(views: Views, files: Files) -> Iterator[Output]:
    """One after another; the last are made from those before them."""
    for render in OUTPUTS:
        yield from render(views)
    yield from render_former(files, views)
    yield ARCHIVE, render_archive(files)
    yield dcat.PATH, dcat.render_catalog(views, files)
