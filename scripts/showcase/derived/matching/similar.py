"""Which records are like each other."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from showcase.catalogue.entry import Entry
from showcase.files.digests import value_digest
from showcase.files.kept import recall_each
from showcase.files.tokens import HAN, fold, latin_terms
from showcase.files.vectors import load_vectors

SIMILAR = 3
WORDS_PER_ENTRY = 40
LEAST = 0.075
"""The cosine below which records of a common field are not called alike. A common keyword will do alone."""
COMMON_SHARE = 0.2
COMMON_COUNT = 100
"""A word that more entries hold than this share or this many says little of likeness.

The count also keeps the work in hand: of 10,000 entries the share alone would let 2,000 be compared for a word.
"""

IN_SUMMARY = 0.5
"""What a word tells that stands in the summary alone, beside one of the title or a keyword."""
_MOST_TELLING = 255
"""The highest weight of the table."""
_HAN_RUN = re.compile(f"[{HAN}]+")


def build_similar(entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """For each id up to SIMILAR listed entries of the same kind, best first; fewer or none rather than chance likeness.

    Likeness is the cosine of vectors of the words in title, keywords and summary, each weighing what it tells in the
    language (files/vectors.md) and among these entries, by inverse document frequency. Words, not pairs of characters:
    half of what was alike by pairs had nothing but 一台 and 小时 in common.
    """
    entries = sorted(entries, key=lambda entry: entry.id)
    texts = [("\n".join([entry.record.title, *entry.record.keywords]), entry.record.summary) for entry in entries]
    held = list(recall_each("similar", list(map(value_digest, texts)), lambda number: _words(*texts[number])))
    frequency = Counter(word for words in held for word in words)
    limit = max(2, min(COMMON_SHARE * len(entries), COMMON_COUNT))
    idf = {word: math.log(len(entries) / count) for word, count in frequency.items() if count <= limit}
    weighed = [{word: idf[word] * weight for word, weight in words.items() if word in idf} for words in held]
    length = np.array([math.hypot(*words.values()) or 1 for words in weighed])
    shared = ({word: weight for word, weight in words.items() if frequency[word] > 1} for words in weighed)
    telling = [sorted((weight, word) for word, weight in words.items())[-WORDS_PER_ENTRY:] for words in shared]
    holders: defaultdict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.listed:
            for weight, word in telling[number]:
                holders[entry.kind, word].append((number, weight / length[number]))
    postings = {key: tuple(map(np.array, zip(*some, strict=True))) for key, some in holders.items()}

    def best(number: int) -> Iterator[Entry]:
        entry = entries[number]
        words = sorted((word, weight) for weight, word in telling[number] if (entry.kind, word) in postings)
        if not words:
            return
        others = [postings[entry.kind, word] for word, _ in words]
        found = np.concatenate([numbers for numbers, _ in others])
        parts = np.concatenate([weight * parts for (_, weight), (_, parts) in zip(words, others, strict=True)])
        likeness = np.bincount(found, parts / length[number])
        likeness[number : number + 1] = 0
        ranked = np.argsort(-likeness, kind="stable")  # of equals the one with the lower id
        for other in ranked[: np.count_nonzero(likeness)].tolist():
            if _alike(entry, entries[other], likeness[other]):
                yield entries[other]

    return {entry.id: tuple(islice(best(number), SIMILAR)) for number, entry in enumerate(entries)}


def _words(named: str, summary: str) -> dict[str, float]:
    """The words of a record's name and of its summary with what each tells, 0 to 1."""
    return {word: weight * IN_SUMMARY for word, weight in _weights(summary).items()} | _weights(named)


def _weights(text: str) -> dict[str, float]:
    """A word that the table lacks tells as a name does."""
    table, folded = load_vectors(), fold(text)
    cut = [number for run in _HAN_RUN.findall(folded) for number in table.cut(run)]
    known = {table.words[number]: int(table.weight[number]) / _MOST_TELLING for number in cut}
    names = [word for word in latin_terms(folded) if len(word) > 1 and not word[0].isdigit()]
    return {word: weight for word, weight in known.items() if len(word) > 1} | dict.fromkeys(names, 1.0)


def _alike(entry: Entry, other: Entry, likeness: float) -> bool:
    """Whether a reader would see why the two are named together."""
    one, two = entry.record, other.record
    if set(one.keywords) & set(two.keywords):
        return True
    fields = set(one.marine_sectors) & set(two.marine_sectors) or set(one.industries) & set(two.industries)
    return bool(fields) and likeness >= LEAST
