"""search/ below api/v1/: an index that lunr.js loads as it comes, for those who search the catalogue on own pages.

Fields are cut by this project's tokens (`files/tokens.py`), and lunr's pipeline does nothing: a query must be cut in
the same way, which content/guide/lunr-query.mjs does in a few lines. Up to `Site.lunr_records` listed records make
one index; more make one for each value of the two systems of industries, as one index would be too large for a page.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from showcase.catalogue.entry import Entry
from showcase.derived.views import Output, Views
from showcase.files.digests import value_digest
from showcase.files.kept import recall
from showcase.files.tokens import index_terms
from showcase.outputs.feeds.base import API

K1 = 1.2
B = 0.75

FACETS = ("industry", "marine-sector")
BOOSTS = {"title": 8, "keywords": 6, "summary": 4}
"""As in the site's own search."""


def render_lunr(views: Views) -> Iterator[Output]:
    """search/lunr.json, or search/<facet>/<code>.lunr.json above the limit; nothing where the limit is 0."""
    limit = views.site.lunr_records
    if len(views.catalogue.listed) <= limit:
        yield f"{API}/search/lunr.json", _render_index(views.catalogue.listed)
    elif limit:
        for facet in FACETS:
            for code, group in views.indexes[facet].groups.items():
                yield f"{API}/search/{facet}/{code}.lunr.json", _render_index(group.entries)


def _render_index(entries: Sequence[Entry]) -> bytes:
    """The bytes of an index of these entries, unless it is kept already; references are ids."""
    texts = {f"{name}/{entry.id}": getattr(entry.record, name) for entry in entries for name in BOOSTS}

    def make() -> bytes:
        index = build_index({key: Counter(_terms(text)) for key, text in texts.items()})
        return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    return recall("lunr", value_digest(texts), make)


def _terms(texts: str | Sequence[str]) -> Iterator[str]:
    for line in [texts] if isinstance(texts, str) else texts:
        yield from index_terms(line, single=True)


def build_index(documents: Mapping[str, Counter[str]]) -> dict[str, Any]:
    """What lunr.js loads (https://lunrjs.com/, version 2.3.9), of how often each field of each document holds
    a term; the keys are <field>/<reference>.

    Weights are those of lunr.Builder: BM25 with k1 = 1.2 and b = 0.75, rounded to three places.
    """
    inverted: dict[str, dict[str, Any]] = {}
    for key, counts in documents.items():
        name, _, reference = key.partition("/")
        for term in counts:
            if term not in inverted:
                inverted[term] = {"_index": len(inverted)} | {field: {} for field in BOOSTS}
            inverted[term][name][reference] = {}
    references = {key.partition("/")[2] for key in documents}
    rarity = {
        term: _idf(sum(len(posting[field]) for field in BOOSTS), len(references)) for term, posting in inverted.items()
    }
    average = {field: _average(documents, field) for field in BOOSTS}
    vectors = []
    for key, counts in documents.items():
        name = key.partition("/")[0]
        norm = K1 * (1 - B + B * counts.total() / average[name]) if counts else 0
        weights = sorted(
            (inverted[term]["_index"], round(BOOSTS[name] * rarity[term] * (K1 + 1) * count / (norm + count), 3))
            for term, count in counts.items()
        )
        vectors.append([key, list(chain.from_iterable(weights))])
    return {
        "version": "2.3.9",
        "fields": list(BOOSTS),
        "fieldVectors": vectors,
        "invertedIndex": sorted(([term, posting] for term, posting in inverted.items()), key=_in_utf16),
        "pipeline": [],
    }


def _idf(holding: int, total: int) -> float:
    """lunr counts a document once for every field that holds the term."""
    return math.log(1 + abs((total - holding + 0.5) / (holding + 0.5)))


def _average(documents: Mapping[str, Counter[str]], field: str) -> float:
    """The average length of a field in terms."""
    lengths = [counts.total() for key, counts in documents.items() if key.startswith(f"{field}/")]
    return sum(lengths) / len(lengths) if lengths else 0


def _in_utf16(posting: list[Any]) -> bytes:
    """JavaScript's order of strings, in which lunr.js wants the terms: by UTF-16, not by code point."""
    term: str = posting[0]
    return term.encode("utf-16-be")
