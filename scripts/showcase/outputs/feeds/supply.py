"""supply/ and needs/ below api/v1/: JSON with the list's movement, and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from showcase.derived.movement import Movement
from showcase.derived.supply import SupplyList
from showcase.derived.views import Output, Views
from showcase.files.sheets import render_csv
from showcase.outputs.feeds.api import render_model
from showcase.outputs.feeds.base import API, Document
from showcase.outputs.feeds.versions import VERSION
from showcase.outputs.ledgers import build_ledger


class LeavingDocument(Document):
    """A record that left the list."""

    id: str
    day: date
    why: str


class MovementDocument(Document):
    """What came after the day `since` and what left."""

    since: date
    before: int
    after: int
    entered: list[str]
    left: list[LeavingDocument]


class SupplyDocument(Document):
    """What an industry or a marine sector is offered (supply) or needs: ids, newest first, and how it moved."""

    version: str
    as_of: date
    name: Literal["supply", "needs"]
    facet: str
    code: str
    label: str
    count: int
    month: MovementDocument
    quarter: MovementDocument
    ids: list[str]


def render_supply(views: Views) -> Iterator[Output]:
    """<list>/<industry>.json and .csv, <list>/marine-sector/<code>.json and .csv."""
    for lists in views.supply.values():
        for supply in lists.values():
            yield f"{API}/{supply.api_path}.json", _render_list(supply, views)
            ledger = build_ledger(supply.name, supply.entries, supply.since, views.site)
            yield f"{API}/{supply.api_path}.csv", render_csv(ledger)


def _render_list(supply: SupplyList, views: Views) -> bytes:
    document = SupplyDocument(
        version=VERSION,
        as_of=views.catalogue.as_of,
        name=supply.name,
        facet=supply.facet,
        code=supply.term.code,
        label=supply.term.label,
        count=len(supply.entries),
        month=_movement(supply.month),
        quarter=_movement(supply.quarter),
        ids=[entry.id for entry in supply.entries],
    )
    return render_model(document)


def _movement(movement: Movement) -> MovementDocument:
    return MovementDocument(
        since=movement.since,
        before=movement.before,
        after=movement.after,
        entered=[entry.id for entry, _ in movement.entered],
        left=[LeavingDocument(id=entry.id, day=end.day, why=end.why) for entry, end in movement.left],
    )
