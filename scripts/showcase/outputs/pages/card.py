"""An entry as lists show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from showcase.catalogue.entry import Entry, State
from showcase.schema.records import Achievement, Demand

SOON_DAYS = 30


@dataclass(frozen=True)
class Card:
    """View model of theme/pages/card.html; `url` is from the site's root."""

    id: str
    url: str
    kind: str
    kind_label: str
    title: str
    summary: str
    state: State
    party: str
    tags: tuple[str, ...]
    day: date
    day_label: str
    soon: bool


def build_card(entry: Entry) -> Card:
    record = entry.record
    labels = entry.vocabularies
    tags = [labels["categories"][code].label for code in entry.categories]
    if isinstance(record, Achievement):
        tags.append(labels["stages"][record.stage].label)
    tags += [labels["districts"][code].label for code in entry.districts[:1]]
    has_deadline = isinstance(record, Demand)
    return Card(
        id=record.id,
        url=entry.url,
        kind=entry.kind,
        kind_label="成果" if entry.kind == "achievement" else "需求",
        title=record.title,
        summary=record.summary,
        state=entry.state,
        party=entry.party,
        tags=tuple(tags),
        day=entry.closes if has_deadline else record.published,
        day_label="截止" if has_deadline else "发布",
        soon=has_deadline and entry.is_open and (entry.closes - entry.as_of).days <= SOON_DAYS,
    )


def build_cards(entries: Iterable[Entry]) -> list[Card]:
    return [build_card(entry) for entry in entries]
