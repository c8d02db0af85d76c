"""Which texts are nearly the same, among ten thousand, without comparing all with all.

Candidates share pairs of characters of their titles, the rare ones first (the prefix filter of Chaudhuri et al.,
"A Primitive Operator for Similarity Joins in Data Cleaning", ICDE 2006), or the beginnings of phrases of their
texts; rapidfuzz then scores the few that are left.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from showcase.files.tokens import fold

ALIKE_TITLES = 88
ALIKE_TEXTS = 75
"""Percent of characters from which on two titles or two texts are nearly the same."""

SHARED_PAIRS = 0.5
"""Titles so alike have at least this share of their pairs of characters in common."""

OTHER = 45
KEPT = 60
"""A record whose title, summary and body are on average less than OTHER percent, none of them KEPT percent, like those
before is about something else. Of some 2,000 pairs of demonstration records no title is more than 38 percent like
another, no summary or body more than 27."""

LONGEST = 4000
PHRASE = 8
SHORTEST_PHRASE = 4
HOLDERS = 8
"""So many documents, the first, stand for a pair or a phrase: what more have in common is common speech."""

SHARED_PHRASES = 3
CANDIDATES = 3

_PHRASE_END = re.compile(r"[^\w\s]+|[\n的了和与及在为是]")


@dataclass(frozen=True)
class Document:
    """`title` and `text` as written."""

    title: str
    text: str

    @cached_property
    def plain_title(self) -> str:
        return _plain(self.title)

    @cached_property
    def plain_text(self) -> str:
        return _plain(self.text[: 2 * LONGEST])[:LONGEST]

    @cached_property
    def pairs(self) -> set[str]:
        title = self.plain_title
        return {title[i : i + 2] for i in range(len(title) - 1)} or {title}

    @cached_property
    def phrases(self) -> set[str]:
        """The beginnings of what stands between two signs or particles."""
        parts = ("".join(part.split()) for part in _PHRASE_END.split(fold(self.text[: 2 * LONGEST])))
        return {part[:PHRASE] for part in parts if len(part) >= SHORTEST_PHRASE}


@dataclass(frozen=True)
class Likeness:
    """Two documents by number, `first` < `later`, and how alike they are in percent."""

    first: int
    later: int
    title: int
    text: int


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def is_another_matter(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a record's texts (title, summary, body) are about something else than those they would replace.

    A record that is written anew keeps one of the three at least in part. Headings, which an outline gives to all
    bodies, do not count, nor does a text that one of the two lacks.
    """
    pairs = [
        (_without_headings(was)[:LONGEST], _without_headings(now)[:LONGEST]) for was, now in zip(old, new, strict=True)
    ]
    likeness = [fuzz.ratio(was, now) for was, now in pairs if was and now]
    return bool(likeness) and max(likeness) < KEPT and sum(likeness) < OTHER * len(likeness)


def _without_headings(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()


def find_alike(documents: Sequence[Document]) -> Iterator[Likeness]:
    """For each document, in order, the earlier ones that are nearly the same, most alike first."""
    titles = _title_candidates(documents)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for later, document in enumerate(documents):
        # Titles are short: most candidates fall before their texts are compared.
        candidates = {first for first in titles[later] if _title(documents[first], document)}
        candidates |= set(_text_candidates(document, later, holders))
        found = [_compare(documents, first, later) for first in sorted(candidates)]
        found = [item for item in found if item.title or item.text]
        yield from sorted(found, key=lambda item: (-max(item.title, item.text), item.first))


def _title_candidates(documents: Sequence[Document]) -> list[set[int]]:
    """Earlier documents that share one of the rarer pairs, so many that no title alike is missed."""
    frequency = Counter(pair for document in documents for pair in document.pairs)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    found = []
    for number, document in enumerate(documents):
        ordered = sorted(document.pairs, key=lambda pair: (frequency[pair], pair))
        rare = ordered[: len(ordered) - int(SHARED_PAIRS * len(ordered)) + 1]
        found.append({first for pair in rare for first in holders[pair]})
        for pair in rare:
            _hold(holders[pair], number)
    return found


def _text_candidates(document: Document, number: int, holders: defaultdict[str, list[int]]) -> Iterator[int]:
    """The earlier documents with most phrases in common; the document becomes a holder of its own."""
    shared = Counter(first for phrase in document.phrases for first in holders[phrase])
    for phrase in document.phrases:
        _hold(holders[phrase], number)
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    yield from (first for first, count in ranked[:CANDIDATES] if count >= min(SHARED_PHRASES, len(document.phrases)))


def _hold(holders: list[int], number: int) -> None:
    if len(holders) < HOLDERS:
        holders.append(number)


def _compare(documents: Sequence[Document], first: int, later: int) -> Likeness:
    one, other = documents[first], documents[later]
    text = fuzz.ratio(one.plain_text, other.plain_text, score_cutoff=ALIKE_TEXTS)
    return Likeness(first, later, _title(one, other), round(text))


def _title(one: Document, other: Document) -> int:
    return round(fuzz.ratio(one.plain_title, other.plain_title, score_cutoff=ALIKE_TITLES))
