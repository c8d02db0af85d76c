"""A record in the words of the site, for those who show it without wording it themselves."""

from __future__ import annotations

from datetime import date

from showcase.catalogue.entry import Entry
from showcase.derived.card import build_card
from showcase.derived.wording import build_wording
from showcase.outputs.feeds.base import Document


class CardDocument(Document):
    """What the site's lists say of the record beside its title, summary and state."""

    kind_label: str
    party: str
    tags: list[str]
    day: date
    day_label: str
    soon: bool
    page: str
    picture: str


class WordingDocument(Document):
    """A heading of the site's comparison with what it says of the record."""

    label: str
    lines: list[str]


def build_card_document(entry: Entry) -> CardDocument:
    card = build_card(entry)
    said = {name: getattr(card, name) for name in CardDocument.model_fields if name != "page"}
    return CardDocument(page=card.url, **said)


def build_wording_documents(entry: Entry) -> list[WordingDocument]:
    return [WordingDocument(label=said.label, lines=said.lines) for said in build_wording(entry)]
