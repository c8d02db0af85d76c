"""Every file below search/."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from showcase.catalogue import Catalogue
from showcase.search.cards import CARDS_PER_FILE, build_card
from showcase.search.columns import build_column, build_facet_list, build_facets
from showcase.search.index import FIELDS, build_index
from showcase.search.shards import render_shards
from showcase.search.texts import search_texts, searched
from showcase.search.words import build_synonyms, build_variants
from showcase.views import Output


def render_search(catalogue: Catalogue) -> Iterator[Output]:
    """Every file below search/: shards, cards and the manifest that names them."""
    entries = searched(catalogue)
    index = build_index([search_texts(entry) for entry in entries])
    shards = render_shards(index)
    cards = [build_card(entry) for entry in entries]
    files = {f"search/shards/{number:x}.bin": data for number, data in enumerate(shards)}
    for start in range(0, len(cards), CARDS_PER_FILE):
        chunk = cards[start : start + CARDS_PER_FILE]
        files[f"search/cards/{start // CARDS_PER_FILE:x}.json"] = _json(chunk)
    facets = build_facets(catalogue)
    files["search/facets.json"] = _json(build_facet_list(facets, entries))
    for facet in facets:
        files[f"search/columns/{facet.name}.json"] = _json(build_column(facet, entries))
    files["search/synonyms.json"] = _json(build_synonyms(catalogue.vocabularies["synonyms"]))
    files["search/variants.json"] = _json(build_variants())
    manifest = {
        "version": hashlib.sha256(b"".join(files.values())).hexdigest()[:12],
        "documents": index.documents,
        "fields": [field.name for field in FIELDS],
        "shards": len(shards),
        "cards_per_file": CARDS_PER_FILE,
    }
    yield "search/index.json", _json(manifest)
    yield from files.items()


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
