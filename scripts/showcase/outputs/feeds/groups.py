"""by/ below api/v1/: under each value of each facet which records stand, since when, and what came and left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from showcase.derived.indexes import FacetIndex, Group
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.api import render_model
from showcase.outputs.feeds.base import API, Document
from showcase.outputs.feeds.versions import VERSION

PASSAGES = 200
"""What came and left last, in the file of a list's changes; the last day of them is whole."""


class FacetValue(Document):
    code: str
    label: str
    label_en: str | None
    parent: str | None
    status: str
    achievements: int
    demands: int
    url: str
    api_url: str


class FacetDocument(Document):
    """The values of one facet, with counts of listed records."""

    version: str
    facet: str
    vocabulary: str
    values: list[FacetValue]


class GroupDocument(Document):
    """The listed records under one value by id, newest first; their summaries stand in the lists of their kind."""

    version: str
    facet: str
    code: str
    label: str
    count: int
    ids: list[str]
    since: list[date]


class Passage(Document):
    """A record that came to a list, or left it on its first day off it."""

    id: str
    op: Literal["entered", "left"]
    day: date
    why: str | None


class PassageList(Document):
    """What came to a list and what left it, newest first; `complete_from` is null if that is all that is known."""

    version: str
    facet: str
    code: str
    complete_from: date | None
    items: list[Passage]


def render_facets(views: Views) -> Iterator[Output]:
    """by/<facet>/index.json, by/<facet>/<code>.json and by/<facet>/<code>/changes.json."""
    today = views.catalogue.as_of
    for index in views.indexes.values():
        yield f"{API}/by/{index.facet.name}/index.json", render_model(_facet(views, index))
        for group in index.groups.values():
            yield _group_path(group), render_model(_group(group))
            yield _group_path(group).replace(".json", "/changes.json"), render_model(_passages(group, today))


def _group_path(group: Group) -> str:
    return f"{API}/by/{group.facet.name}/{group.term.code}.json"


def _group(group: Group) -> GroupDocument:
    return GroupDocument(
        version=VERSION,
        facet=group.facet.name,
        code=group.term.code,
        label=group.term.label,
        count=len(group.entries),
        ids=[entry.id for entry in group.entries],
        since=[group.since[entry.id] for entry in group.entries],
    )


def _passages(group: Group, today: date) -> PassageList:
    found = [Passage(id=entry.id, op="entered", day=stay.since, why=None) for entry, stay in group.members]
    found += [
        Passage(id=entry.id, op="left", day=stay.left.day, why=stay.left.why)
        for entry, stay in group.members
        if stay.left.day <= today
    ]
    found.sort(key=lambda passage: passage.id)
    found.sort(key=lambda passage: passage.day, reverse=True)
    kept = [passage for passage in found if passage.day >= found[PASSAGES - 1].day] if len(found) > PASSAGES else found
    return PassageList(
        version=VERSION,
        facet=group.facet.name,
        code=group.term.code,
        complete_from=kept[-1].day if len(kept) < len(found) else None,
        items=kept,
    )


def _facet(views: Views, index: FacetIndex) -> FacetDocument:
    return FacetDocument(
        version=VERSION,
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
