"""modified.csv: every id that was ever used, newest change first, in one file.

As OSV's modified_id.csv (https://google.github.io/osv.dev/data/): who follows the catalogue reads the beginning of
it and fetches what is new. A line is a time, the record's address below api/v1/ without its ending, what holds now,
and the first DIGITS digits of its document's SHA-256, so that all of it says of each document whether it moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from showcase.derived.changes import Change, Phase
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.api import render_document
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.tables import Columns
from showcase.schema.records import FOLDERS, Kind

DIGITS = 16
"""Of a document's SHA-256: it tells versions apart, and a whole one would be half of the file."""

COLUMNS: Columns = [
    ("modified", "modified", {"datatype": "dateTimeStamp"}),
    ("record", "record", {"datatype": "string"}),
    ("state", "state", {"datatype": "string"}),
    ("digest", "digest", {"datatype": "string"}),
]

Row = tuple[datetime, str, Phase, str]


def render_modified(views: Views) -> Iterator[Output]:
    """modified.csv; without a past each record stands at its own last change, and nothing is known of what is gone."""
    rows = sorted(_rows(views), key=lambda row: row[1])
    rows.sort(key=lambda row: row[0], reverse=True)
    lines = (f"{time.isoformat()},{record},{state},{digest}\n" for time, record, state, digest in rows)
    head = ",".join(title for title, _, _ in COLUMNS)
    yield f"{API}/modified.csv", f"{head}\n{''.join(lines)}".encode()


def _rows(views: Views) -> Iterator[Row]:
    newest: dict[str, Change] = {}
    for change in views.changes or ():
        newest.setdefault(change.id, change)
    for entry in views.catalogue.entries:
        last = newest.get(entry.id)
        state: Phase = "withdrawn" if entry.withdrawn else "expired" if entry.expired else "listed"
        document = views.once(render_document, entry) + b"\n"
        digest = hashlib.sha256(document).hexdigest()[:DIGITS]
        yield last.time if last else entry.modified, _record(entry.kind, entry.id), state, digest
    for id_ in newest.keys() - {entry.id for entry in views.catalogue.entries}:
        gone = newest[id_]
        yield gone.time, _record(gone.kind, id_), "renamed" if gone.op == "renamed" else "deleted", ""


def _record(kind: Kind, id_: str) -> str:
    return f"{FOLDERS[kind]}/{id_}"
