"""A record as every list shows it: templates and scripts only place what stands here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from showcase.catalogue.entry import Entry
from showcase.catalogue.facts import State, categories_of, districts_of, party_of, state_of
from showcase.derived.freshness import SOON_DAYS
from showcase.files.names import address_of
from showcase.files.pictures import CARD, sized
from showcase.schema.records import WORDS, Kind
from showcase.schema.vocabulary import Vocabularies


@dataclass(frozen=True)
class Card:
    """View model of `card` in theme/pages/macros.html and of `resultCard` in theme/assets/search/card.js.

    `url` is from the site's root, `day` what `day_label` names, the day of publication or the last one to answer;
    `soon` says that it is near.
    """

    id: str
    url: str
    kind: str
    kind_label: str
    title: str
    summary: str
    state: State
    party: str
    classes: tuple[str, ...]
    stage: str
    tags: tuple[str, ...]
    """Classes, stage and district."""
    day: date | None
    day_label: str
    soon: bool = False
    picture: str = ""
    """Where the first picture stands as small as a card shows it, from the site's root."""


def card_of(kind: Kind, record: Any, vocabularies: Vocabularies, unsound: frozenset[str]) -> Card:
    """A card by what a record's fields say; of a draft, what is not sound yet is left out."""
    party, day = ("holder", "published") if kind == "achievement" else ("demander", "deadline")
    classes = () if "contract_types" in unsound else categories_of(record, vocabularies)
    labels = tuple(vocabularies.categories[code].label for code in classes)
    stage = getattr(record, "stage", None)
    stages = (vocabularies.stages[stage].label,) if stage else ()
    places = () if party in unsound else districts_of(record, vocabularies)[:1]
    return Card(
        id=getattr(record, "id", ""),
        url="",
        kind=kind,
        kind_label=WORDS[kind],
        title=getattr(record, "title", ""),
        summary=getattr(record, "summary", ""),
        state=State("", "", "open") if "status" in unsound else state_of(record, vocabularies),
        party="" if party in unsound else party_of(record, vocabularies),
        classes=labels,
        stage=stages[0] if stages else "",
        tags=(*labels, *stages, *(vocabularies.districts[code].label for code in places)),
        day=getattr(record, day, None),
        day_label="截止" if day == "deadline" else "发布",
    )


_built: WeakKeyDictionary[Entry, Card] = WeakKeyDictionary()


def build_card(entry: Entry) -> Card:
    """The entry's card, built once: it stands on a score of lists."""
    if entry not in _built:
        _built[entry] = _build(entry)
    return _built[entry]


def _build(entry: Entry) -> Card:
    card = card_of(entry.kind, entry.record, entry.vocabularies, frozenset())
    has_deadline = entry.kind == "demand"
    return replace(
        card,
        url=entry.url,
        state=entry.state,
        day=entry.closes if has_deadline else card.day,
        picture=thumbnail(entry),
        soon=has_deadline and entry.is_open and (entry.closes - entry.as_of).days <= SOON_DAYS,
    )


def thumbnail(entry: Entry) -> str:
    """Where the record's first picture stands in its smallest size; empty where it shows none."""
    return f"{entry.url}{address_of(sized(entry.pictures[0].file, CARD[0]))}" if entry.pictures else ""


def build_cards(entries: Iterable[Entry]) -> list[Card]:
    return [build_card(entry) for entry in entries]
