"""Every file below search/."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from showcase.catalogue import Catalogue
from showcase.entry import Entry
from showcase.search.cards import CARDS_PER_FILE, build_card
from showcase.search.columns import build_column, build_facet_list, build_facets
from showcase.search.index import FIELDS, build_index
from showcase.search.shards import render_shards
from showcase.search.suggestions import build_spellings, build_suggestion_shards, build_suggestions
from showcase.search.texts import search_texts, searched
from showcase.search.words import build_synonyms, build_variants
from showcase.views import Output


def render_search(catalogue: Catalogue) -> Iterator[Output]:
    """Every file below search/; index.json tells a browser how the others are divided."""
    entries = searched(catalogue)
    shards = render_shards(build_index([search_texts(entry) for entry in entries]))
    suggestions = build_suggestion_shards(build_suggestions(entries))
    files = {f"shards/{number:x}.bin": data for number, data in enumerate(shards)}
    files |= {f"{path}.json": _json(document) for path, document in _documents(catalogue, entries)}
    files |= {f"suggest/{number:x}.json": _json(rows) for number, rows in enumerate(suggestions)}
    manifest = {
        "version": hashlib.sha256(b"".join(files.values())).hexdigest()[:12],
        "documents": len(entries),
        "fields": [field.name for field in FIELDS],
        "shards": len(shards),
        "suggestion_shards": len(suggestions),
        "cards_per_file": CARDS_PER_FILE,
    }
    for path, data in ({"index.json": _json(manifest)} | files).items():
        yield f"search/{path}", data


def _documents(catalogue: Catalogue, entries: Sequence[Entry]) -> Iterator[tuple[str, object]]:
    """The JSON files by path without ending, shards and manifest apart."""
    cards = [build_card(entry) for entry in entries]
    for start in range(0, len(cards), CARDS_PER_FILE):
        yield f"cards/{start // CARDS_PER_FILE:x}", cards[start : start + CARDS_PER_FILE]
    facets = build_facets(catalogue)
    yield "facets", build_facet_list(facets, entries)
    for facet in facets:
        yield f"columns/{facet.name}", build_column(facet, entries)
    for letter, words in build_spellings(entries).items():
        yield f"spell/{letter}", words
    yield "synonyms", build_synonyms(catalogue.vocabularies["synonyms"])
    yield "variants", build_variants()


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
