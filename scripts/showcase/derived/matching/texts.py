"""The text by which records are matched."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.catalogue.entry import Entry
from showcase.files.tokens import fold

WEIGHTS: Mapping[str, float] = {"title": 3, "keywords": 3, "summary": 2, "uses": 1, "measures": 1, "body": 0.5}
"""How much a term counts by the field that it stands in."""

LEAD = ("title", "keywords", "summary", "uses")
"""The fields that say what a record is about; the rest says how."""


def matching_texts(entry: Entry) -> dict[str, str]:
    """An entry's text by the fields of WEIGHTS, folded; `uses` are applications or constraints."""
    record = entry.record
    texts = {
        "title": record.title,
        "keywords": "\n".join(record.keywords),
        "summary": record.summary,
        "uses": "\n".join(record.uses),
        "measures": "\n".join(item.metric for item in record.measures),
        "body": entry.body_text,
    }
    return {field: fold(text) for field, text in texts.items()}
