"""submit/records/<part>.json: where each field of a published record's file stands, for the form to change it in place.

The text itself is the record's own file, which is published beside its page. Records are dealt out by a hash of their
id, so that a part changes with its own records only.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from showcase.authoring.edits import plain
from showcase.authoring.manuscript import Manuscript, Part, manuscript_of
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.views import Output, Views
from showcase.files.digests import digest
from showcase.files.kept import recall_each

PART_RECORDS = 12
"""The most records that a part holds on average."""


def count_parts(catalogue: Catalogue) -> int:
    """How many parts there are; the number doubles as the catalogue grows, so that it seldom changes."""
    parts = 1
    while parts * PART_RECORDS < len(catalogue.entries):
        parts *= 2
    return parts


def render_editable(views: Views) -> Iterator[Output]:
    """Every record that its agency may still change, by id."""
    parts: list[list[Entry]] = [[] for _ in range(count_parts(views.catalogue))]
    for entry in views.catalogue.entries:
        if entry.changeable:
            parts[zlib.crc32(entry.id.encode()) % len(parts)].append(entry)
    keys = [digest(*(named for entry in part for named in (entry.source.path, entry.source.sha256))) for part in parts]
    for number, made in enumerate(recall_each("editable", keys, lambda number: _render_part(parts[number]))):
        yield f"submit/records/{number}.json", made


def _render_part(entries: Sequence[Entry]) -> bytes:
    return _json({entry.id: _build_editable(entry) for entry in entries}).encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _build_editable(entry: Entry) -> dict[str, Any]:
    """`sha256` of the file tells whether a draft began with this publication, `tree` what its fields hold."""
    facts = {"path": entry.source.path, "sha256": entry.source.sha256, "tree": plain(dict(entry.source.data))}
    facts |= build_cuts(manuscript_of(entry.source), entry.source.text)
    entry.source.forget_places()
    return facts


def build_cuts(manuscript: Manuscript, text: str) -> dict[str, Any]:
    """The lengths of what a file consists of, one after another; `theme/assets/form/edits.js` cuts the text by them.

    A field, in the order of the record's `tree`, is its lead, its text, its rest and, if there are any, the comments
    within. A length counts as scripts do, in units of UTF-16. Fields that had to be written anew to be cut, those in
    brackets, stand here as `texts`.
    """
    pieces = [manuscript.opening, manuscript.head, *map(_texts, manuscript.parts), manuscript.tail]
    if manuscript.text != text:
        return {"texts": pieces, "body": _length(manuscript.body), "length": _length(text)}
    return {"cuts": [_length(piece) for piece in pieces], "length": _length(text)}


def _texts(part: Part) -> list[Any]:
    return [part.lead, part.text[: part.end], part.rest, *([list(part.comments)] if part.comments else [])]


def _length(piece: Any) -> Any:
    """Of texts their length; comments stay, since they are said again."""
    if isinstance(piece, str):
        return len(piece.encode("utf-16-le")) // 2
    lead, text, rest, *comments = piece
    return [*map(_length, (lead, text, rest)), *comments]
