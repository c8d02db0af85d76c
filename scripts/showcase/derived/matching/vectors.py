"""Texts as weighted vectors, and how alike they are.

Weights are those of BM25F (Robertson, Zaragoza and Taylor, 2004, doi 10.1145/1031171.1031181): frequencies are
weighted and normalised by length field by field, summed, saturated, then multiplied by the inverse document
frequency. Both sides are vectors of that kind, so likeness is their cosine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from showcase.derived.matching.synonyms import Synonyms
from showcase.files.digests import digest, value_digest
from showcase.files.kept import recall_each
from showcase.files.tokens import HAN, han_terms, latin_terms

K1 = 1.2
B = 0.5
CHARACTER = 0.7
"""Weight of a single character beside a pair: 压载水 and 压舱水 share two characters and no pair."""
SYNONYM = 2.0
"""Weight of a word of the synonyms: it is a whole word, and the pairs of its other names are lost."""
LONG = "body"
"""In this field single characters do not count: there are all sorts in a long text."""
MOST_TERMS = 240
"""Terms kept a text, the weightiest: the rest adds time and hardly any likeness."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float32]

_CHARACTER = re.compile(f"[{HAN}]")


@dataclass(frozen=True)
class Vectors:
    """Row i holds `weight[start[i]:start[i + 1]]` at `term[start[i]:start[i + 1]]`; each row has length 1 or 0."""

    start: Ints
    term: Ints
    weight: Floats
    terms: int

    def __len__(self) -> int:
        return len(self.start) - 1

    def row(self, number: int) -> tuple[Ints, Floats]:
        part = slice(self.start[number], self.start[number + 1])
        return self.term[part], self.weight[part]

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """Only these rows, in this order."""
        return _join([self.row(number) for number in numbers], self.terms)


class _Numbers(dict[str, int]):
    """Numbers terms as they come; an own kind of term has an own `mark`."""

    def __init__(self, names: list[str], mark: str) -> None:
        super().__init__()
        self._names = names
        self._mark = mark

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self._names)
        self._names.append(self._mark)
        return number


class _Read(NamedTuple):
    """Of a field: its length, its words and pairs, its single characters, the groups of synonyms that it names."""

    length: int
    words: list[str]
    characters: list[str]
    groups: list[str]


class _Counter:
    """Turns texts into numbered terms with their weighted frequencies."""

    def __init__(self, texts: Sequence[Mapping[str, str]], weights: Mapping[str, float], synonyms: Synonyms) -> None:
        self._weights = weights
        self._average = {field: sum(len(text[field]) for text in texts) / max(len(texts), 1) for field in weights}
        self._synonyms = synonyms
        self.marks: list[str] = []
        """The kind of each term by its number."""
        self._words, self._characters, self._groups = (_Numbers(self.marks, mark) for mark in ("word", "han", "group"))

    def read(self, text: Mapping[str, str]) -> dict[str, _Read]:
        """What stands in a text, by field."""
        found = {}
        for field in self._weights:
            folded = text[field]
            words = [*latin_terms(folded), *han_terms(folded, single=False)]
            characters = [] if field == LONG else _CHARACTER.findall(folded)
            found[field] = _Read(len(folded), words, characters, list(self._synonyms.find(folded)))
        return found

    def count(self, fields: Mapping[str, _Read]) -> tuple[Ints, Floats]:
        """A text's terms, each once, in order of their numbers, and their frequencies."""
        numbers: list[int] = []
        shares: list[float] = []
        for field, boost in self._weights.items():
            length, words, characters, groups = fields[field]
            share = boost / (1 - B + B * length / max(self._average[field], 1))
            numbers += map(self._words.__getitem__, words)
            numbers += map(self._characters.__getitem__, characters)
            numbers += map(self._groups.__getitem__, groups)
            shares += [share] * (len(words) + len(characters)) + [share * SYNONYM] * len(groups)
        term, place = np.unique(np.array(numbers, dtype=np.int64), return_inverse=True)
        return term, np.bincount(place, np.array(shares), minlength=len(term)).astype(np.float64)


def build_vectors(texts: Sequence[Mapping[str, str]], weights: Mapping[str, float], synonyms: Synonyms) -> Vectors:
    """One row a text; a text is given, folded, by the fields of `weights`."""
    counter = _Counter(texts, weights, synonyms)
    known = value_digest(synonyms.label_of)
    keys = [digest(known, value_digest((text, weights))) for text in texts]
    read = recall_each("matching", keys, lambda number: counter.read(texts[number]))
    counted = [counter.count(fields) for fields in read]
    terms = len(counter.marks)
    with_term = np.bincount(np.concatenate([term for term, _ in counted] or [_NO_TERM]), minlength=terms)
    inverse = np.log(1 + (len(texts) - with_term + 0.5) / (with_term + 0.5))
    # What one text alone holds makes it like no other.
    inverse *= (with_term > 1) * np.where(np.array(counter.marks) == "han", CHARACTER, 1.0)
    return _join([_unit(term, count / (K1 + count) * inverse[term]) for term, count in counted], terms)


_NO_TERM: Ints = np.empty(0, dtype=np.int64)
_NO_WEIGHT: Floats = np.empty(0)


def _unit(term: Ints, weight: Floats) -> tuple[Ints, Floats]:
    """The MOST_TERMS weightiest entries, scaled to length 1."""
    # Stable, so that of equal weights the same are cut off whatever numpy does inside.
    order = np.argsort(-weight, kind="stable")[:MOST_TERMS]
    order = order[weight[order] > 0]
    length = float(np.sqrt(np.sum(weight[order] ** 2)))
    return term[order], weight[order] / (length or 1)


def _join(rows: Sequence[tuple[Ints, Floats]], terms: int) -> Vectors:
    start = np.cumsum([0, *(len(term) for term, _ in rows)], dtype=np.int64)
    term = np.concatenate([term for term, _ in rows] or [_NO_TERM])
    return Vectors(start, term, np.concatenate([weight for _, weight in rows] or [_NO_WEIGHT]), terms)


def build_cosines(queries: Vectors, documents: Vectors) -> Matrix:
    """Likeness of each query (row) and each document (column), 0–1: four bytes a pair."""
    order = np.argsort(documents.term, kind="stable")
    document = np.repeat(np.arange(len(documents)), np.diff(documents.start))[order]
    weight = documents.weight[order]
    first = np.searchsorted(documents.term[order], np.arange(documents.terms + 1))
    cosines = np.zeros((len(queries), len(documents)), dtype=np.float32)
    for number in range(len(queries)):
        terms, weights = queries.row(number)
        lengths = first[terms + 1] - first[terms]
        places = np.arange(lengths.sum()) + np.repeat(first[terms] - (np.cumsum(lengths) - lengths), lengths)
        products = weight[places] * np.repeat(weights, lengths)
        # Rounded: the sum's last bits must not decide between equals.
        cosines[number] = np.round(np.bincount(document[places], products, minlength=len(documents)), 6)
    return cosines


def find_nearest(cosines: Matrix, count: int) -> Sequence[tuple[int, int]]:
    """The pairs that are among the `count` likest of their row or of their column, all ties included."""
    near = np.zeros(cosines.shape, dtype=bool)
    for axis in (0, 1):
        if cosines.shape[axis] > count:
            least = np.partition(cosines, -count, axis=axis).take([-count], axis=axis)
            near |= cosines >= least
        else:
            near[:] = True
    return [(int(row), int(column)) for row, column in np.argwhere(near & (cosines > 0))]
