"""Which records are like each other."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from showcase.catalogue.entry import Entry
from showcase.files.tokens import index_terms

SIMILAR = 3
TERMS_PER_ENTRY = 40
LEAST = 0.1
"""The cosine below which records of a common field are not called alike. A common keyword will do alone."""
COMMON_SHARE = 0.2
COMMON_COUNT = 100
"""A term that more entries hold than this share or this many says little of likeness.

The count also keeps the work in hand: of 10,000 entries the share alone would let 2,000 be compared for a term.
"""


def build_similar(entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """For each id up to SIMILAR listed entries of the same kind, best first; fewer or none rather than chance likeness.

    Likeness is the cosine of vectors whose weights are the inverse document frequencies of the terms in title,
    keywords and summary.
    """
    terms = {entry.id: _terms(entry) for entry in entries}
    frequency = Counter(term for held in terms.values() for term in held)
    limit = max(2, min(COMMON_SHARE * len(entries), COMMON_COUNT))
    idf = {term: math.log(len(entries) / count) for term, count in frequency.items() if 1 < count <= limit}
    postings: dict[tuple[str, str], list[Entry]] = {}
    length = {}
    for entry in entries:
        telling = sorted((idf[term], term) for term in terms[entry.id] if term in idf)[-TERMS_PER_ENTRY:]
        terms[entry.id] = {term for _, term in telling}
        length[entry.id] = math.sqrt(sum(weight**2 for weight, _ in telling)) or 1
        if entry.listed:
            for _, term in telling:
                postings.setdefault((entry.kind, term), []).append(entry)
    return {entry.id: _best(entry, terms[entry.id], postings, idf, length) for entry in entries}


def _terms(entry: Entry) -> set[str]:
    record = entry.record
    return set(index_terms("\n".join([record.title, *record.keywords, record.summary]), single=False))


def _best(
    entry: Entry,
    terms: set[str],
    postings: dict[tuple[str, str], list[Entry]],
    idf: dict[str, float],
    length: dict[str, float],
) -> tuple[Entry, ...]:
    likeness: defaultdict[str, float] = defaultdict(float)
    found: dict[str, Entry] = {}
    for term in sorted(terms):
        for other in postings.get((entry.kind, term), ()):
            if other.id != entry.id:
                likeness[other.id] += idf[term] ** 2 / length[other.id] / length[entry.id]
                found[other.id] = other
    ranked = sorted(likeness, key=lambda other: (-likeness[other], other))
    return tuple([found[other] for other in ranked if _alike(entry, found[other], likeness[other])][:SIMILAR])


def _alike(entry: Entry, other: Entry, likeness: float) -> bool:
    """Whether a reader would see why the two are named together."""
    one, two = entry.record, other.record
    if set(one.keywords) & set(two.keywords):
        return True
    fields = set(one.marine_sectors) & set(two.marine_sectors) or set(one.industries) & set(two.industries)
    return bool(fields) and likeness >= LEAST
