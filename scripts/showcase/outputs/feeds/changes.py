"""changes.json and tombstones.json: what changed, and what is no longer listed, newest first.

Each is a head and a chain of older files by month (chain.py says how it is cut): `next_url` leads on, each item
is in exactly one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from showcase.derived.changes import Change, Op, build_clock, build_tombstones
from showcase.derived.site import Site
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.api import render_model
from showcase.outputs.feeds.base import API, Document
from showcase.outputs.feeds.chain import Cut, build_chain
from showcase.outputs.feeds.versions import VERSION
from showcase.schema.parts import Withdrawal
from showcase.schema.records import FOLDERS, Kind

PART_ITEMS = 300
ITEM_BYTES = 800
"""More than a change or a tombstone takes: ids, an address and a reason of limited length."""


class ChangeDocument(Document):
    """One change of one record."""

    id: str
    kind: Kind
    op: Op
    modified: datetime
    sha256: str | None
    commit: str | None
    superseded_by: str | None
    api_url: str


class TombstoneDocument(Document):
    """An id that is not listed, and why."""

    id: str
    kind: Kind
    op: Op
    modified: datetime
    withdrawn: Withdrawal | None
    superseded_by: str | None
    commit: str | None
    api_url: str


class _Chain(Document):
    version: str
    as_of: date | None
    settled: datetime | None
    next_url: str | None


class ChangeList(_Chain):
    """Changes, newest first. The first change of an id that one meets says what holds now."""

    items: list[ChangeDocument]


class TombstoneList(_Chain):
    """Ids that were used once and are not listed, newest first."""

    items: list[TombstoneDocument]


def render_changes(views: Views) -> Iterator[Output]:
    """changes.json and tombstones.json with their older files; nothing where the past is not known."""
    past, changes = views.whole_past, views.changes
    if past is None or changes is None:
        return
    tombstones = build_tombstones(past, changes, build_clock(views.catalogue))
    head = _Head(views.catalogue.as_of, views.past[-1].time if views.past else None)
    for path, next_url, part in _files("changes", changes, views.site):
        entries = [_change(change, views.site) for change in part]
        yield path, render_model(ChangeList(**_frame(path, next_url, head), items=entries))
    for path, next_url, part in _files("tombstones", tombstones, views.site):
        graves = [_tombstone(change, views.site) for change in part]
        yield path, render_model(TombstoneList(**_frame(path, next_url, head), items=graves))


class _Head(NamedTuple):
    as_of: date
    settled: datetime | None


def _frame(path: str, next_url: str | None, head: _Head) -> dict[str, Any]:
    """What every file says beside its items; older files say nothing that changes with the day."""
    own = head if path.count("/") == API.count("/") + 1 else _NO_HEAD
    return {"version": VERSION, "as_of": own[0], "settled": own[1], "next_url": next_url}


_NO_HEAD = (None, None)


def _files(name: str, changes: Sequence[Change], site: Site) -> Iterator[tuple[str, str | None, tuple[Change, ...]]]:
    """Path, next address and items of each file, newest first."""
    chain = build_chain(changes, Cut(PART_ITEMS, lambda change: change.time.date(), lambda _: ITEM_BYTES))
    paths = [f"{API}/{name}.json", *(f"{API}/{name}/{part.name}.json" for part in chain.archives)]
    following = [*(site.absolute(path) for path in paths[1:]), None]
    return zip(paths, following, [chain.head, *(part.items for part in chain.archives)], strict=True)


def _change(change: Change, site: Site) -> ChangeDocument:
    return ChangeDocument(
        **_shared(change, site),
        sha256=change.version.sha256 if change.version else None,
    )


def _tombstone(change: Change, site: Site) -> TombstoneDocument:
    return TombstoneDocument(
        **_shared(change, site),
        withdrawn=change.version.withdrawn if change.version else None,
    )


def _shared(change: Change, site: Site) -> dict[str, Any]:
    return {
        "id": change.id,
        "kind": change.kind,
        "op": change.op,
        "modified": change.time,
        "commit": change.commit,
        "superseded_by": change.successor,
        "api_url": site.absolute(f"{API}/{FOLDERS[change.kind]}/{change.id}.json"),
    }
