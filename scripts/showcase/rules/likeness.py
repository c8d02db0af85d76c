"""Which texts are nearly the same, among ten thousand, without comparing all with all.

Candidates share pairs of characters of their titles, the rare ones first (the prefix filter of Chaudhuri et al.,
"A Primitive Operator for Similarity Joins in Data Cleaning", ICDE 2006), or the beginnings of phrases of their
texts; rapidfuzz then scores the few that are left.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from showcase.files.digests import digest
from showcase.files.kept import find_kept, keep, recall
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

_SIGN = 8
"""Bytes of a sign. That two of a million texts have one sign is as likely as one in ten million."""
_BLOCK = 10_000
"""Documents that are looked at together, for the sake of memory."""

_PHRASE_END = re.compile(r"[^\w\s]+|[\n的了和与及在为是]")


Numbers = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int64]


class Signs(NamedTuple):
    """What texts are known by, each sign as eight bytes: pairs of characters of a title, beginnings of phrases."""

    pairs: bytes
    phrases: bytes


@dataclass(frozen=True)
class Document:
    """`title` and `text` as written; `signs` if they are known."""

    title: str
    text: str
    signs: Signs | None = None

    @cached_property
    def plain_title(self) -> str:
        return _plain(self.title)

    @cached_property
    def plain_text(self) -> str:
        return _plain(self.text[: 2 * LONGEST])[:LONGEST]


def read_signs(title: str, text: str) -> Signs:
    """The signs of a document; the same texts have the same."""
    plain = _plain(title)
    pairs = {plain[i : i + 2] for i in range(len(plain) - 1)} or {plain}
    parts = ("".join(part.split()) for part in _PHRASE_END.split(fold(text[: 2 * LONGEST])))
    return Signs(_signs(pairs), _signs({part[:PHRASE] for part in parts if len(part) >= SHORTEST_PHRASE}))


def _signs(texts: set[str]) -> bytes:
    return b"".join(sorted(hashlib.blake2b(text.encode(), digest_size=_SIGN).digest() for text in texts))


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
    known = [digest(document.title, document.text) for document in documents]
    yield from recall("likeness", digest(*known), lambda: list(_find_alike(documents, known)))


def _find_alike(documents: Sequence[Document], known: Sequence[str]) -> Iterator[Likeness]:
    """`known` are digests of the documents: two that were compared before are not compared again."""
    signs = [document.signs or read_signs(document.title, document.text) for document in documents]
    titles = _title_candidates([item.pairs for item in signs])
    texts = _text_candidates([item.phrases for item in signs])
    laters = sorted({*titles, *texts})
    keys = [known[later] for later in laters]
    kept: dict[str, dict[bytes, tuple[int, int]]] = find_kept("alike", keys)
    made = {}
    short = [bytes.fromhex(name)[:_SIGN] for name in known]
    for later, key in zip(laters, keys, strict=True):
        near = set(texts.get(later, ()))
        names = {first: short[first] + b"+" * (first in near) for first in sorted({*titles.get(later, ()), *near})}
        before = kept.get(key, {})
        compared = {
            name: before[name] if name in before else _compare(documents[first], documents[later], near=first in near)
            for first, name in names.items()
        }
        if compared.keys() != before.keys():
            made[key] = compared
        found = [Likeness(first, later, *compared[name]) for first, name in names.items() if any(compared[name])]
        yield from sorted(found, key=lambda item: (-max(item.title, item.text), item.first))
    keep("alike", made)


def _title_candidates(pairs: Sequence[bytes]) -> dict[int, list[int]]:
    """Earlier documents that share one of the rarer pairs, so many that no title alike is missed."""
    signs, owners, counts = _joined(pairs)
    _, place, frequency = np.unique(signs, return_inverse=True, return_counts=True)
    order = np.lexsort((signs, frequency[place], owners))
    starts = np.concatenate(([0], np.cumsum(counts)))[owners]  # rarest first, document by document
    rare = np.arange(len(signs)) - starts <= counts[owners] - (SHARED_PAIRS * counts[owners]).astype(int)
    found: dict[int, list[int]] = {}
    for later, first, _ in _shared(signs[order][rare], owners[rare], len(pairs)):
        found.setdefault(later, []).append(first)
    return found


def _text_candidates(phrases: Sequence[bytes]) -> dict[int, list[int]]:
    """The earlier documents with most phrases in common."""
    signs, owners, counts = _joined(phrases)
    found: dict[int, list[tuple[int, int]]] = {}
    for later, first, count in _shared(signs, owners, len(phrases)):
        if count >= min(SHARED_PHRASES, counts[later]):
            found.setdefault(later, []).append((-count, first))
    return {later: [first for _, first in sorted(ranked)[:CANDIDATES]] for later, ranked in found.items()}


def _joined(signs: Sequence[bytes]) -> tuple[Numbers, Integers, Integers]:
    """All signs one after another, whose each is, and how many each has."""
    counts = np.array([len(item) // _SIGN for item in signs], np.int64)
    return np.frombuffer(b"".join(signs), np.uint64), np.repeat(np.arange(len(signs)), counts), counts


def _shared(signs: Numbers, owners: Integers, documents: int) -> Iterator[tuple[int, int, int]]:
    """(later, first, signs that both have) of each two documents, counted with the first HOLDERS of each sign."""
    order = np.argsort(signs, kind="stable")
    signs, owners = signs[order], owners[order]
    begins = np.flatnonzero(np.concatenate(([True], signs[1:] != signs[:-1]))) if len(signs) else order
    lengths = np.diff(np.append(begins, len(signs)))
    begin = np.repeat(begins, lengths)
    rank = np.arange(len(signs)) - begin
    for block in range(0, documents, _BLOCK):
        own = np.flatnonzero((rank > 0) & (owners >= block) & (owners < block + _BLOCK))
        couples = [np.empty(0, np.int64)]
        for holder in range(HOLDERS):
            later = own[rank[own] > holder]
            couples.append(owners[later] * documents + owners[begin[later] + holder])
        found, counts = np.unique(np.concatenate(couples), return_counts=True)
        yield from zip((found // documents).tolist(), (found % documents).tolist(), counts.tolist(), strict=True)


def _compare(one: Document, other: Document, *, near: bool) -> tuple[int, int]:
    """How alike two documents' titles and texts are, in percent; 0 for what is not nearly the same.

    Unless they are `near`, with phrases in common, texts are asked only of those whose titles are alike: these are
    short, and most candidates fall there.
    """
    title = _title(one, other)
    if not (title or near):
        return 0, 0
    return title, round(fuzz.ratio(one.plain_text, other.plain_text, score_cutoff=ALIKE_TEXTS))


def _title(one: Document, other: Document) -> int:
    return round(fuzz.ratio(one.plain_title, other.plain_title, score_cutoff=ALIKE_TITLES))
