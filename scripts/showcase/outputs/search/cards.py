"""What a result shows, in small files of a few documents each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from showcase.catalogue.entry import Entry
from showcase.derived.card import build_card
from showcase.outputs.search.texts import search_names
from showcase.schema.words import say_amount

CARDS_PER_FILE = 2
"""Few, since the results of a query lie far apart: most of them cost a file of their own."""


def build_result(entry: Entry, counterparts: Sequence[int]) -> dict[str, object]:
    """The entry's card with what else tells why it was found; labels are text, so that no vocabulary is fetched.

    `counterparts` are numbers of documents (counterparts.py).
    """
    card = build_card(entry)
    said = {"day": str(card.day), "keywords": entry.record.keywords, "names": search_names(entry)}
    more = {"districts": entry.labels("districts"), "counterparts": counterparts}
    return asdict(card) | said | more | _compared(entry)


def _compared(entry: Entry) -> dict[str, object]:
    """What a table of results compares beside the card."""
    amount = entry.record.amount
    return {
        "trl": entry.record.trl,
        "amount": say_amount(amount, entry.vocabularies.price_modes) if amount else "",
        "closes": entry.closes.isoformat() if entry.is_open else "",
    }
