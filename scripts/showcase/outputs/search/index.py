"""The inverted index: postings of every term with lunr's weights, and the places where words and pairs stand.

Chinese text is cut into pairs of characters and not into words: nothing says where a word ends, and a segmenter
that takes 锂离子 for one word hides 离子 in it. Every literal substring of two characters or more is found by pairs.

Weights are lunr's BM25 (lunr.js 2.3.9, lunr.Builder.createFieldVectors). Chinese text is cut as
tokens.running_terms cuts it, but as whole arrays of characters: 10,000 full texts take seconds.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from showcase.files.digests import value_digest
from showcase.files.kept import recall_each
from showcase.files.tokens import (
    HAN_CHARACTER,
    SPACES,
    classify,
    code_terms,
    fold,
    letter_terms,
    paired,
    placed_joints,
    placed_words,
    running_terms,
    squeeze,
)
from showcase.outputs.search.numbering import Ints, Numbering, runs
from showcase.outputs.search.pinyin import pinyin_terms

K1 = 1.2
B = 0.75

Small = npt.NDArray[np.int32]
"""Of what there is one a posting: millions."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Field:
    """A searched field: `boost` multiplies its weights; `marks` cuts it where it is no running text."""

    name: str
    boost: float
    marks: Callable[[str], list[str]] | None = None

    def terms(self, text: str) -> list[str]:
        """All terms of a text."""
        return running_terms(text) if self.marks is None else self.marks(text)

    def words(self, text: str) -> list[tuple[str, int]]:
        """Words and joints of a text with their places among its characters but spaces; marked terms have none."""
        if self.marks is not None:
            return [(term, 0) for term in self.marks(text)]
        folded = fold(text)
        spaces = [place for place, character in enumerate(folded) if character in SPACES]
        words = [(term, place - bisect_left(spaces, place)) for term, place in placed_words(folded)]
        return words + list(placed_joints(squeeze(folded)))


FIELDS = (
    Field("title", 8),
    Field("keywords", 6),
    Field("summary", 4),
    Field("names", 3),
    Field("details", 2),
    Field("codes", 3, code_terms),
    Field("pinyin", 1, pinyin_terms),
    Field("letters", 0.1, letter_terms),
    Field("body", 1),
)


@dataclass(frozen=True)
class InvertedIndex:
    """Postings sorted by term, field, document.

    `terms[term[i]]`, `FIELDS[field[i]]` and document `document[i]` meet `frequency[i]` times; `lengths` are the
    numbers of terms by document and field. Of `position`, `places[i]` after those of the postings before belong to
    posting i: the places of its term in the text, none of marked terms and of single Chinese characters.
    """

    terms: tuple[str, ...]
    term: Small
    field: Small
    document: Small
    frequency: Small
    places: Small
    position: Small
    lengths: Ints

    @property
    def documents(self) -> int:
        return len(self.lengths)

    def saturation(self) -> Floats:
        """BM25's share of each posting, above 0 and below K1 + 1: frequency against length."""
        average = self.lengths.mean(axis=0)
        relative = np.divide(self.lengths, average, out=np.ones(self.lengths.shape), where=average > 0)
        damping: Floats = (K1 * (1 - B + B * relative))[self.document, self.field] + self.frequency
        return (K1 + 1) * self.frequency / damping

    def parts(self, postings: int) -> Iterator[InvertedIndex]:
        """A run of terms at a time, each with about so many postings: memory need not grow with all of them."""
        begins = np.append(runs(self.term), len(self.term))
        start = placed = 0
        while start < len(self.term):
            end = int(begins[np.searchsorted(begins, min(start + postings, len(self.term)))])
            first, last = int(self.term[start]), int(self.term[end - 1])
            columns = (self.field, self.document, self.frequency, self.places)
            field, document, frequency, places = (column[start:end] for column in columns)
            further = placed + int(places.sum())
            own, position = self.terms[first : last + 1], self.position[placed:further]
            term = self.term[start:end] - np.int32(first)
            yield InvertedIndex(own, term, field, document, frequency, places, position, self.lengths)
            start, placed = end, further


SLICE = 1024
"""Documents that are cut at a time, so that memory does not grow with all the text."""
_RUNS = 1 << 20
"""Postings whose places are moved at a time: likewise."""
_DOCUMENT_BITS = 10
_FIELD_BITS = 4
_PLACE_BITS = 17
"""Of longer texts the places end there: what stands behind is found, but not known to stand literally."""
_LAST_PLACE = (1 << _PLACE_BITS) - 1


class _Part(NamedTuple):
    """Postings of a slice: term and field as one number, document, frequency, number of places, and these."""

    key: Ints
    document: Small
    frequency: Small
    places: Small
    position: Small


def build_index(documents: Sequence[dict[str, str]]) -> InvertedIndex:
    """The inverted index of documents given as text by field."""
    cells = [[] if field.marks else [fold(texts[field.name]) for texts in documents] for field in FIELDS]
    spelled, words = _read_words(documents)
    numbering = Numbering(spelled, chain.from_iterable(cells))
    ranks = np.array([numbering.number[word] for word in spelled], np.int64)
    words = [of_field._replace(code=ranks[of_field.code]) for of_field in words]
    lengths = np.zeros((len(documents), len(FIELDS)), dtype=np.int64)
    parts = [
        _postings(cells, words, numbering, start, lengths[start : start + SLICE])
        for start in range(0, len(documents), SLICE)
    ]
    if not parts:
        nothing = np.empty(0, dtype=np.int32)
        return InvertedIndex((), nothing, nothing, nothing, nothing, nothing, nothing, lengths)
    columns = list(zip(*parts, strict=True))
    del parts, cells, words  # at ten thousand records a gigabyte, as are two copies of all columns
    key, document, frequency, places, position = (np.concatenate(columns.pop(0)) for _ in _Part._fields)
    # Each part is sorted and its documents come after those before it: a stable sort by term and field is enough.
    order = np.argsort(key, kind="stable").astype(np.int32)
    position = _moved(position, places, order)
    key = key[order]
    document = document[order]
    frequency = frequency[order]
    places = places[order]
    del order
    field = (key & ((1 << _FIELD_BITS) - 1)).astype(np.int32)
    key >>= _FIELD_BITS
    first = runs(key)
    terms = tuple(numbering.spell(number) for number in key[first].tolist())
    del key
    term = np.repeat(np.arange(len(first), dtype=np.int32), np.diff(first, append=len(field)))
    return InvertedIndex(terms, term, field, document, frequency, places, position, lengths)


class _Words(NamedTuple):
    """The words of a field in all documents: by `code` which of the numbering's, where, and where a document begins."""

    code: Ints
    place: Ints
    start: Ints


def _read_words(documents: Sequence[dict[str, str]]) -> tuple[list[str], list[_Words]]:
    """The words of all documents as they come, and by field those that occur, as numbers of these."""

    def make(number: int) -> list[list[tuple[str, int]]]:
        return [field.words(documents[number][field.name]) for field in FIELDS]

    number_of: dict[str, int] = {}
    codes, places, sizes = ([array("q") for _ in FIELDS] for _ in range(3))
    for of_document in recall_each("words", [value_digest(texts) for texts in documents], make):
        for field, found in enumerate(of_document):
            codes[field].extend(number_of.setdefault(word, len(number_of)) for word, _ in found)
            places[field].extend(place for _, place in found)
            sizes[field].append(len(found))
    fields = [
        _Words(
            np.array(codes[field], np.int64),
            np.array(places[field], np.int64),
            np.concatenate(([0], np.cumsum(np.array(sizes[field], np.int64)))).astype(np.int64),
        )
        for field in range(len(FIELDS))
    ]
    return list(number_of), fields


def _moved(values: Small, sizes: Small, order: Small) -> Small:
    """The values of consecutive runs of these sizes when the runs are put into an order, so many runs at a time."""
    begins = _begins(sizes)
    moved = np.empty_like(values)
    start = 0
    for first in range(0, len(order), _RUNS):
        some = order[first : first + _RUNS]
        places = np.repeat(begins[some] - _begins(sizes[some]), sizes[some])
        places += np.arange(len(places), dtype=np.int32)
        moved[start : start + len(places)] = values[places]
        start += len(places)
    return moved


def _begins(sizes: Small) -> Small:
    """Where each of consecutive runs of these sizes begins."""
    begins = np.cumsum(sizes, dtype=np.int32)
    begins -= sizes
    return begins


def _postings(cells: list[list[str]], words: list[_Words], numbering: Numbering, start: int, lengths: Ints) -> _Part:
    """The postings of a slice; fills in its `lengths`."""
    end = start + len(lengths)
    found: list[Ints] = []
    for number, field in enumerate(FIELDS):
        in_field = [_word_codes(words[number], start, end)]
        if field.marks is None:
            in_field += _character_codes(cells[number][start:end], numbering)
        for code, document, place in in_field:
            lengths[:, number] += np.bincount(document, minlength=end - start)
            key = (code << _FIELD_BITS | number) << _DOCUMENT_BITS | document
            found.append(key << _PLACE_BITS | np.minimum(place, _LAST_PLACE))
    every = np.sort(np.concatenate(found))
    posting = every >> _PLACE_BITS
    first = runs(posting)
    frequency = np.diff(first, append=len(every))
    placed = numbering.placed(posting[first] >> _DOCUMENT_BITS + _FIELD_BITS)
    position = (every & _LAST_PLACE)[np.repeat(placed, frequency)]
    key, document = posting[first] >> _DOCUMENT_BITS, (posting[first] & ((1 << _DOCUMENT_BITS) - 1)) + start
    small = (document, frequency, np.where(placed, frequency, 0), position)
    return _Part(key, *(numbers.astype(np.int32) for numbers in small))


Occurrences = tuple[Ints, Ints, Ints]
"""The number of each term that occurs, its document within the slice, and its place."""


def _word_codes(words: _Words, start: int, end: int) -> Occurrences:
    part = slice(int(words.start[start]), int(words.start[end]))
    sizes = np.diff(words.start[start : end + 1])
    return words.code[part], np.repeat(np.arange(end - start), sizes), words.place[part]


def _character_codes(texts: Sequence[str], numbering: Numbering) -> Iterator[Occurrences]:
    """Pairs, then Chinese characters."""
    joined = np.frombuffer("\n".join(["", *texts, ""]).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    sizes = [1, *(len(text) + 1 for text in texts)]
    document = np.repeat(np.arange(-1, len(texts)), sizes)
    kept = ~np.isin(joined, [ord(space) for space in SPACES])
    classes = classify(joined)[kept]
    joined, document = joined[kept], document[kept]
    first = runs(document)
    place = np.arange(len(joined)) - np.repeat(first, np.diff(first, append=len(joined)))
    pair = np.flatnonzero(paired(classes[:-1], classes[1:]))
    yield numbering.pair(joined[pair], joined[pair + 1]), document[pair], place[pair]
    character = np.flatnonzero(classes == HAN_CHARACTER)
    yield numbering.character(joined[character]), document[character], place[character]
