"""What records mean, for a browser that compares them with a query word by word.

A query and a record that is found by its meaning share no word, so each word of the table (showcase.files.vectors) has
a list of the documents that hold it or a word much like it. A document answers a query as well as it answers the
words: their likenesses are added by their weights. Sums of vectors told less: a record says much that nobody asks for.

    search/<words>/words-<n>.bin   a shard of the table, words dealt by CRC-32 of their first two characters:
                                   for each word the length of its UTF-8, bytes, cost, weight
    meaning/<n>.bin                the lists of the words of that shard: for each that has one how far it stands behind
                                   the one before, number of documents, these as distances, then a likeness for each

All numbers but cost, weight and likeness (a byte each, 255 for the same word in a title) are unsigned LEB128 varints.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from showcase.files.digests import value_digest
from showcase.files.kept import find_kept, keep, recall, recall_each
from showcase.files.tokens import HAN, fold
from showcase.files.vectors import load_vectors
from showcase.outputs.search.numbering import Ints, runs
from showcase.outputs.search.shards import varint, varints
from showcase.schema.terms import WordGroup
from showcase.schema.vocabulary import Vocabulary

WORD_SHARDS = 2048
PARTS = {"title": 8, "keywords": 8, "summary": 8, "details": 5, "body": 6}
"""Of eight parts how many a word counts where it stands: a record's own words say more than its text."""
_COUNTED = np.array(sorted({*PARTS.values()}))
LEAD = 250
"""Characters of a field that count: a text begins with what it is about."""
LEAST = 0.45
"""How like (cosine) a word must be to stand for another."""
COMMON = 0.4
COMMON_AT_LEAST = 3
"""A word that more of the documents hold tells none of them apart."""
MOST = 32
"""Documents of a list, the likest."""
BEST = 255
_BLOCK = 1024
"""Words whose lists are made at a time, so that memory does not grow with the catalogue."""
_COMPARED = 128
"""Words that are compared with the whole table at a time: 25 MB of likenesses."""
_LENGTH = 2000
_DOCUMENT_BITS = 24
_HAN_RUN = re.compile(f"[{HAN}]+")


class Lists(NamedTuple):
    """`word` of the table is like something in `document` by so much, sorted by word and document."""

    word: Ints
    document: Ints
    likeness: Ints


class Held(NamedTuple):
    """The documents that hold a word: group g, the word g // 3 by the g % 3rd of _COUNTED, begins at `start[g]`."""

    start: Ints
    document: Ints


Names = Mapping[str, Sequence[int]]
"""Words without a row, by which a record holds other words of the table or one of its names: these, as numbers."""


def find_names(synonyms: Vocabulary[WordGroup]) -> Names:
    """Of each group of synonyms the Chinese names without a row, if it has another one; and the table's own names."""
    table = load_vectors()
    measured = {word: at for at, word in enumerate(table.words[: len(table.rows)])}
    names: dict[str, list[int]] = {}
    for group in synonyms.values():
        words = [fold(word) for word in group.words]
        known = [measured[word] for word in words if word in measured]
        names |= {word: known for word in words if known and word not in measured and _HAN_RUN.fullmatch(word)}
    for number, name in enumerate(table.names, len(table.words)):
        names[name] = [*names.get(name, ()), number]
    return names


def render_meaning(documents: Sequence[Mapping[str, str]], names: Names) -> dict[str, bytes]:
    """The files of the lists by path."""
    key = value_digest(([_lead(texts) for texts in documents], names))
    return recall("meaning-lists", key, lambda: _render(documents, names))


def _render(texts: Sequence[Mapping[str, str]], names: Names) -> dict[str, bytes]:
    lists = build_lists(texts, names)
    first = runs(lists.word)
    shards = [bytearray() for _ in range(WORD_SHARDS)]
    before = [0] * WORD_SHARDS
    places = _places()
    distances = np.diff(lists.document, prepend=0)
    distances[first] = lists.document[first]
    documents, offset = varints(distances)
    likenesses = lists.likeness.astype(np.uint8).tobytes()
    for start, end in pairwise([*first.tolist(), len(lists.word)]):
        shard, place = places[int(lists.word[start])]
        shards[shard] += varint(place - before[shard]) + varint(end - start)
        shards[shard] += documents[offset[start] : offset[end]] + likenesses[start:end]
        before[shard] = place
    return {f"{number:x}.bin": bytes(data) for number, data in enumerate(shards)}


def render_words() -> dict[str, bytes]:
    """The table of words, which no record changes, by path."""
    return {f"words-{number:x}.bin": data for number, data in enumerate(_word_shards())}


@cache
def _word_shards() -> tuple[bytes, ...]:
    return recall("meaning-words", "", _render_word_shards)


def _render_word_shards() -> tuple[bytes, ...]:
    table = load_vectors()
    shards = [bytearray() for _ in range(WORD_SHARDS)]
    for word, cost, weight in zip(table.words, table.cost, table.weight.tolist(), strict=True):
        name = word.encode()
        shards[_shard(word)] += varint(len(name)) + name + bytes([cost, weight])
    return tuple(map(bytes, shards))


def _shard(word: str) -> int:
    return zlib.crc32(word[:2].encode()) % WORD_SHARDS


@cache
def _places() -> list[tuple[int, int]]:
    """For each word its shard and its place in it."""
    sizes = [0] * WORD_SHARDS
    found = []
    for word in load_vectors().words:
        shard = _shard(word)
        found.append((shard, sizes[shard]))
        sizes[shard] += 1
    return found


def build_lists(documents: Sequence[Mapping[str, str]], names: Names) -> Lists:
    """The lists of all words."""
    table = load_vectors()
    own, held = _holding(documents, names)
    near = _neighbours(own)
    word = np.concatenate([np.frombuffer(words, np.int32) for words, _ in near] or [np.zeros(0, np.int32)])
    like = np.frombuffer(b"".join(likenesses for _, likenesses in near), np.uint8).astype(np.int64)
    other = np.repeat(np.arange(len(own)), [len(likenesses) for _, likenesses in near])
    order = np.argsort(word, kind="stable")
    word, like, other = word[order].astype(np.int64), like[order], other[order]
    found = []
    for first in range(0, len(table.words) + len(table.names), _BLOCK):
        block = slice(*np.searchsorted(word, [first, first + _BLOCK]).tolist())
        found.append(_likest(*_standing(word[block], like[block], other[block], held)))
    standing = Lists(*(np.concatenate(columns) for columns in zip(*found, strict=True)))
    explained = _explained(standing)
    kept = (standing.word < len(table.words)) & ~np.isin(standing.word, list(table.told))
    merged = Lists(*(np.concatenate((own[kept], told)) for own, told in zip(standing, explained, strict=True)))
    order = np.argsort(merged.word, kind="stable")
    return Lists(*(column[order] for column in merged))


def _standing(word: Ints, like: Ints, other: Ints, held: Held) -> Lists:
    """The documents that hold what is like each word, but for those that have no place in its list.

    What a group holds is equally like a word: more than MOST documents of one leave no room for what is less like,
    and none at all where nothing is liker.
    """
    kinds = len(_COUNTED)
    word, group = np.repeat(word, kinds), (other[:, np.newaxis] * kinds + np.arange(kinds)).ravel()
    like = np.repeat(like, kinds) * np.tile(_COUNTED, len(like)) // 8
    sizes = np.diff(held.start)[group]
    word, like, group, sizes = (column[sizes > 0] for column in (word, like, group, sizes))
    if len(word):
        first = runs(word)
        best, floor = (np.maximum.reduceat(some, first) for some in (like, np.where(sizes > MOST, like, 0)))
        kept = like >= np.repeat(np.where(floor < best, floor, BEST + 1), np.diff(np.append(first, len(word))))
        word, like, group, sizes = (column[kept] for column in (word, like, group, sizes))
    at = np.repeat(held.start[group] - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
    return Lists(np.repeat(word, sizes), held.document[at], np.repeat(like, sizes))


def _explained(standing: Lists) -> Lists:
    """The lists of words that others explain: those of themselves and of all that each stands for, as one."""
    names = [(at, word) for at, words in sorted(load_vectors().told.items()) for word in (at, *words)]
    explained, word = np.array(names, dtype=np.int64).T
    start, end = (np.searchsorted(standing.word, word, side) for side in ("left", "right"))
    sizes = end - start
    at = np.repeat(start - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
    return _likest(np.repeat(explained, sizes), standing.document[at], standing.likeness[at])


def _neighbours(own: Ints) -> list[tuple[bytes, bytes]]:
    """For each word those of the table that are like it, as numbers of four bytes, and how like, a byte each."""
    table = load_vectors()
    named = (*table.words, *table.names)
    keys = [named[word] for word in own.tolist()]
    near: dict[str, tuple[bytes, bytes]] = find_kept("meaning-near", keys)
    lacking = [number for number, key in enumerate(keys) if key not in near and own[number] < len(table.rows)]
    alone = {
        key: (np.int32(word).tobytes(), bytes([BEST]))
        for key, word in zip(keys, own, strict=True)
        if word >= len(table.rows)
    }
    made = {}
    for first in range(0, len(lacking), _COMPARED):
        some = lacking[first : first + _COMPARED]
        rows = _directions()
        for number, dots in zip(some, rows[own[some]] @ rows.T, strict=True):
            like = np.flatnonzero(dots >= LEAST * _LENGTH**2)
            counted = ((dots[like].astype(np.int64) * BEST + _LENGTH**2 // 2) // _LENGTH**2).clip(0, BEST)
            made[keys[number]] = like.astype(np.int32).tobytes(), counted.astype(np.uint8).tobytes()
    keep("meaning-near", made)
    near |= made | alone
    return [near[key] for key in keys]


@cache
def _directions() -> npt.NDArray[np.float32]:
    """The table's rows, all of one length, in whole numbers: a float32 holds the sums of their products exactly."""
    rows = load_vectors().rows.astype(np.float32)
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))  # of whole numbers: exact
    rows *= np.float32(_LENGTH) / np.maximum(1, length)[:, np.newaxis]
    return np.rint(rows, out=rows)


def _holding(documents: Sequence[Mapping[str, str]], names: Names) -> tuple[Ints, Held]:
    """The words that few documents hold, and these by the parts by which a word counts there."""
    leads = [_lead(texts) for texts in documents]
    keys = [value_digest((lead, names)) for lead in leads]
    holding: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(recall_each("meaning", keys, lambda number: _words(leads[number], names))):
        for word, parts in words:
            holding[word].append((parts, number))
    few = max(COMMON_AT_LEAST, len(documents) * COMMON)
    chosen = {word: sorted(found) for word, found in sorted(holding.items()) if len(found) <= few}
    pairs = np.array([pair for found in chosen.values() for pair in found], dtype=np.int64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(chosen)), [len(found) for found in chosen.values()])
    group = owner * len(_COUNTED) + np.searchsorted(_COUNTED, pairs[:, 0])
    start = np.searchsorted(group, np.arange(len(chosen) * len(_COUNTED) + 1))
    return np.array(list(chosen), dtype=np.int64), Held(start, pairs[:, 1])


def _lead(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: texts[name][:LEAD] for name in PARTS}


def _words(lead: Mapping[str, str], names: Names) -> list[tuple[int, int]]:
    """The words of a document, by number, each with the parts by which it counts where it counts most."""
    table = load_vectors()
    found: dict[int, int] = {}
    for field, parts in PARTS.items():
        text = fold(lead[field])
        cut = [word for run in _HAN_RUN.findall(text) for word in table.cut(run)]
        for word in chain(cut, *(numbers for name, numbers in names.items() if name in text)):
            found[word] = max(parts, found.get(word, 0))
    return sorted(found.items())


def _likest(word: Ints, document: Ints, like: Ints) -> Lists:
    """Of each word its likest documents, each once; nothing of a word whose best ones are more than a list holds."""
    key = np.sort((word << _DOCUMENT_BITS | document) << 8 | like)
    key = key[np.diff(key >> 8, append=-1) != 0]
    word, document, unlike = key >> _DOCUMENT_BITS + 8, key >> 8 & ((1 << _DOCUMENT_BITS) - 1), BEST - (key & 255)
    key = np.sort((word << 8 | unlike) << _DOCUMENT_BITS | document)
    word, unlike = key >> _DOCUMENT_BITS + 8, key >> _DOCUMENT_BITS & 255
    first = runs(word)
    sizes = np.diff(np.append(first, len(word)))
    behind = np.minimum(first + MOST, len(word) - 1)
    told = (sizes <= MOST) | (unlike[behind] > unlike[first])
    kept = np.repeat(told, sizes) & (np.arange(len(word)) - np.repeat(first, sizes) < MOST)
    document = key[kept] & ((1 << _DOCUMENT_BITS) - 1)
    order = np.argsort(word[kept] << _DOCUMENT_BITS | document)
    return Lists(word[kept][order], document[order], BEST - unlike[kept][order])
