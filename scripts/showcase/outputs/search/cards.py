"""What a result shows, in small files of a few documents each."""

from __future__ import annotations

from showcase.catalogue.entry import Entry
from showcase.schema.records import Demand

CARDS_PER_FILE = 4
"""Few, since the results of a query lie far apart: most of them cost a file of their own."""


def build_card(entry: Entry) -> dict[str, object]:
    """What a result shows; labels are text, so that no vocabulary is fetched."""
    record = entry.record
    labels = entry.vocabularies
    card: dict[str, object] = {
        "id": record.id,
        "kind": entry.kind,
        "title": record.title,
        "summary": record.summary,
        "keywords": record.keywords,
        "agency": labels["agencies"][record.agency].label,
        "url": entry.url,
        "state": entry.state.label,
        "tone": entry.state.tone,
        "published": record.published.isoformat(),
        "categories": [labels["categories"][code].label for code in entry.categories],
        "fields": [labels["marine-sectors"][code].label for code in record.marine_sectors]
        or [labels["industries"][code].label for code in record.industries],
        "districts": [labels["districts"][code].label for code in entry.districts],
    }
    if isinstance(record, Demand):
        return card | {"party": record.demander.name or record.demander.description, "deadline": str(record.deadline)}
    return card | {
        "party": labels["institutions"][record.holder].label,
        "stage": labels["stages"][record.stage].label,
    }
