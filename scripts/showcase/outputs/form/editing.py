"""submit/records/<id>.json: a published record's file in parts, for the form to change it in place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from showcase.authoring.edits import plain
from showcase.authoring.manuscript import Manuscript, Part, manuscript_of
from showcase.catalogue.entry import Entry
from showcase.derived.views import Output, Views


def render_editable(views: Views) -> Iterator[Output]:
    """Every record that its agency may still change."""
    for entry in views.catalogue.entries:
        if entry.changeable:
            document = _facts(entry) | build_parts(manuscript_of(entry.source))
            yield f"submit/records/{entry.id}.json", json.dumps(document, ensure_ascii=False).encode()


def _facts(entry: Entry) -> dict[str, Any]:
    """What the record is, and `tree`, what its fields hold.

    `sha256` of its file tells whether a draft began with this publication.
    """
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.record.title,
        "path": entry.source.path,
        "url": entry.url,
        "sha256": entry.source.sha256,
        "tree": plain(dict(entry.source.data)),
    }


def build_parts(manuscript: Manuscript) -> dict[str, Any]:
    """What `theme/assets/form/edits.js` changes.

    Joined, `opening`, `head`, each part's `lead`, `text` and `rest`, `tail` and `body` are the file; `content` is the
    body without what surrounds it, `newline` how lines end.
    """
    return {
        "opening": manuscript.opening,
        "head": manuscript.head,
        "parts": [_part(part) for part in manuscript.parts],
        "tail": manuscript.tail,
        "body": manuscript.body,
        "content": manuscript.content,
        "newline": manuscript.newline,
    }


def _part(part: Part) -> dict[str, Any]:
    text = part.text[: part.end]
    return {"name": part.name, "lead": part.lead, "text": text, "rest": part.rest, "comments": part.comments}
