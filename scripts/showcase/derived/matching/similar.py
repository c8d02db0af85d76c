"""Which records are like each other."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

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
    entries = sorted(entries, key=lambda entry: entry.id)
    held = [_terms(entry) for entry in entries]
    frequency = Counter(term for terms in held for term in terms)
    limit = max(2, min(COMMON_SHARE * len(entries), COMMON_COUNT))
    idf = {term: math.log(len(entries) / count) for term, count in frequency.items() if 1 < count <= limit}
    telling = [sorted((idf[term], term) for term in terms if term in idf)[-TERMS_PER_ENTRY:] for terms in held]
    length = np.array([math.sqrt(sum(weight**2 for weight, _ in found)) or 1 for found in telling])
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.listed:
            for _, term in telling[number]:
                holders[entry.kind, term].append(number)
    postings = {key: np.array(numbers) for key, numbers in holders.items()}

    def best(number: int) -> Iterator[Entry]:
        entry = entries[number]
        terms = sorted((term, weight) for weight, term in telling[number] if (entry.kind, term) in postings)
        if not terms:
            return
        others = [postings[entry.kind, term] for term, _ in terms]
        weights = np.repeat([weight**2 for _, weight in terms], list(map(len, others)))
        found = np.concatenate(others)
        likeness = np.bincount(found, weights / length[found] / length[number])
        likeness[number : number + 1] = 0
        ranked = np.argsort(-likeness, kind="stable")  # of equals the one with the lower id
        for other in ranked[: np.count_nonzero(likeness)].tolist():
            if _alike(entry, entries[other], likeness[other]):
                yield entries[other]

    return {entry.id: tuple(islice(best(number), SIMILAR)) for number, entry in enumerate(entries)}


def _terms(entry: Entry) -> set[str]:
    record = entry.record
    return set(index_terms("\n".join([record.title, *record.keywords, record.summary]), single=False))


def _alike(entry: Entry, other: Entry, likeness: float) -> bool:
    """Whether a reader would see why the two are named together."""
    one, two = entry.record, other.record
    if set(one.keywords) & set(two.keywords):
        return True
    fields = set(one.marine_sectors) & set(two.marine_sectors) or set(one.industries) & set(two.industries)
    return bool(fields) and likeness >= LEAST
