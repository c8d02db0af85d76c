"""The documents that other systems read, as models: what is written and its schema cannot differ.

Within version 1 fields may be added, never removed or retyped. What each field means stands in `meanings.py`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from showcase.catalogue.entry import Entry
from showcase.derived.progress import shown_progress
from showcase.derived.routes import routes_of
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.base import API, Document
from showcase.outputs.feeds.suggestions import Suggestion, build_suggestions
from showcase.outputs.feeds.wording import CardDocument, WordingDocument, build_card_document, build_wording_documents
from showcase.schema.parts import Budget, Financing, Price, Venture
from showcase.schema.records import Achievement, Demand, Kind
from showcase.schema.terms import Contact


def _codes_of(vocabulary: str) -> Any:
    """A code of the vocabulary, which has been checked in the record."""
    return Field(json_schema_extra={"x-vocabulary": vocabulary})


Industry = Annotated[str, _codes_of("industries")]
MarineSector = Annotated[str, _codes_of("marine-sectors")]
ContractType = Annotated[str, _codes_of("contract-types")]
Category = Annotated[str, _codes_of("categories")]
TaskForce = Annotated[str, _codes_of("task-forces")]
Agency = Annotated[str, _codes_of("agencies")]
Institution = Annotated[str, _codes_of("institutions")]
District = Annotated[str, _codes_of("districts")]
Stage = Annotated[str, _codes_of("stages")]


class Revision(Document):
    """A commit that touched the record's file."""

    commit: str
    time: datetime


class Provenance(Document):
    """Where the record comes from; `commit` is null while the file has uncommitted changes."""

    path: str
    commit: str | None
    sha256: str
    source_url: str | None
    history_url: str | None
    history: list[Revision]


class StateDocument(Document):
    """The state as pages say it: the status, or `expired`, or `overdue`."""

    code: str
    label: str
    tone: str


class RouteDocument(Document):
    """One way on which the record is sent."""

    recipient: str
    rule: str
    reason: str


class Derived(Document):
    """What the catalogue adds to a record."""

    kind: Kind
    url: str
    api_url: str
    reviewed: date
    valid_until: date
    contact: Contact
    phone_url: str | None
    category: list[Category]
    districts: list[District]
    expired: bool
    is_open: bool
    state: StateDocument
    modified: datetime
    similar: list[str]
    suggestions: list[Suggestion]
    routes: list[RouteDocument]
    card: CardDocument
    wording: list[WordingDocument]
    body_markdown: str
    body_html: str
    provenance: Provenance


class AchievementDocument(Derived, Achievement):
    """One achievement, whole."""


class DemandDocument(Derived, Demand):
    """One demand, whole."""


class Summary(Document):
    """What a list says of a record."""

    id: str
    kind: Kind
    title: str
    title_en: str | None
    summary: str
    status: str
    is_open: bool
    expired: bool
    since: date
    published: date
    reviewed: date
    valid_until: date
    deadline: date | None
    industries: list[Industry]
    marine_sectors: list[MarineSector]
    contract_types: list[ContractType]
    category: list[Category]
    task_force: TaskForce
    agency: Agency
    holder: Institution | None
    districts: list[District]
    stage: Stage | None
    trl: int | None
    venture: Venture | None
    financing: Financing | None
    price: Price | None
    budget: Budget | None
    contact: Contact
    keywords: list[str]
    demo: bool
    url: str
    api_url: str
    modified: datetime
    sha256: str


class RecordList(Document):
    """The listed records of a kind, newest first: the newest, or one of the older files."""

    version: str
    as_of: date | None
    count: int | None
    next_url: str | None
    items: list[Summary]


class VocabularyDocument(Document):
    """The terms of a vocabulary, in its order; each has `code`, `label`, `status` and its own fields."""

    version: str
    name: str
    label: str
    label_en: str
    terms: list[dict[str, Any]]


class FileDescription(Document):
    model_config = ConfigDict(serialize_by_alias=True)

    path: str
    sha256: str
    size: int
    media_type: str
    schema_name: str | None = Field(serialization_alias="schema")


class FeedExtension(Document):
    """The `_showcase` object of a feed's item."""

    id: str
    kind: Kind
    status: str
    is_open: bool
    valid_until: date
    deadline: date | None
    category: list[Category]
    industries: list[Industry]
    marine_sectors: list[MarineSector]
    contract_types: list[ContractType]
    task_force: TaskForce
    agency: Agency
    api_url: str


RecordDocument = AchievementDocument | DemandDocument
RECORD_DOCUMENTS: dict[Kind, type[RecordDocument]] = {"achievement": AchievementDocument, "demand": DemandDocument}


def api_path(entry: Entry) -> str:
    return f"{API}/{entry.url.rstrip('/')}.json"


def build_summary(entry: Entry, views: Views) -> Summary:
    own: dict[str, Any] = {name: getattr(entry.record, name, None) for name in Summary.model_fields}
    derived = {"sha256": entry.source.sha256, "contact": entry.contact, "since": views.since[entry.id]}
    return Summary.model_construct(**(own | _shared(entry, views.site) | derived))


def build_document(entry: Entry, views: Views) -> RecordDocument:
    """The whole record; defaults that depend on other fields are resolved."""
    derived = {
        "contact": entry.contact,
        "phone_url": entry.contact.phone_url,
        "state": StateDocument(**vars(entry.state)),
        "routes": [
            RouteDocument(recipient=route.recipient.code, rule=route.rule.code, reason=route.reason)
            for route in routes_of(entry)
        ],
        "progress": shown_progress(entry),
        "card": build_card_document(entry),
        "wording": build_wording_documents(entry),
        "similar": [other.id for other in views.similar[entry.id]],
        "suggestions": build_suggestions(entry, views.matches),
        "body_markdown": entry.source.body.strip(),
        "body_html": entry.body_html,
        "provenance": _provenance(entry, views.site),
    }
    return RECORD_DOCUMENTS[entry.kind].model_construct(**(dict(entry.record) | _shared(entry, views.site) | derived))


def _shared(entry: Entry, site: Site) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "url": site.absolute(entry.url),
        "api_url": site.absolute(api_path(entry)),
        "reviewed": entry.record.reviewed or entry.record.published,
        "valid_until": entry.valid_until,
        "category": list(entry.categories),
        "districts": list(entry.districts),
        "expired": entry.expired,
        "is_open": entry.is_open,
        "modified": entry.modified,
    }


def _provenance(entry: Entry, site: Site) -> Provenance:
    commit, path = entry.commits[0].sha if entry.commits else None, entry.source.path
    return Provenance(
        path=path,
        commit=commit,
        sha256=entry.source.sha256,
        source_url=site.forge_link(site.source_url, path, commit),
        history_url=site.forge_link(site.history_url, path, commit),
        history=[Revision(commit=commit.sha, time=commit.time) for commit in entry.commits],
    )
