"""The inverted index: postings of every term with lunr's weights.

Weights are lunr's BM25 (lunr.js 2.3.9, lunr.Builder.createFieldVectors).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from showcase.tokens import code_terms, index_terms

K1 = 1.2
B = 0.75

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Field:
    """A searched field: `boost` multiplies its weights; `terms` cuts its text."""

    name: str
    boost: float
    terms: Callable[[str], list[str]]


def _short_terms(text: str) -> list[str]:
    return index_terms(text, single=True)


def _long_terms(text: str) -> list[str]:
    return index_terms(text, single=False)


FIELDS = (
    Field("title", 8, _short_terms),
    Field("keywords", 6, _short_terms),
    Field("summary", 4, _short_terms),
    Field("names", 3, _short_terms),
    Field("details", 2, _short_terms),
    Field("codes", 3, code_terms),
    Field("body", 1, _long_terms),
)


@dataclass(frozen=True)
class InvertedIndex:
    """Postings sorted by term, field, document.

    `terms[term[i]]`, `FIELDS[field[i]]` and document `document[i]` meet with weight `weight[i]` / 1000.
    """

    terms: tuple[str, ...]
    documents: int
    term: Ints
    field: Ints
    document: Ints
    weight: Ints


def build_index(documents: Sequence[dict[str, str]]) -> InvertedIndex:
    """The inverted index of documents given as text by field."""
    numbers: dict[str, int] = {}
    occurrences = [
        [numbers.setdefault(term, len(numbers)) for term in field.terms(texts[field.name])]
        for texts in documents
        for field in FIELDS
    ]
    terms, rank = _sorted_terms(numbers)
    lengths = np.array([len(row) for row in occurrences], dtype=np.int64)
    cell = np.repeat(np.arange(len(occurrences)), lengths)
    occurring = rank[np.fromiter((number for row in occurrences for number in row), dtype=np.int64)]
    shape = (len(terms), len(FIELDS), len(documents))
    if not terms:
        nothing = np.empty(0, dtype=np.int64)
        return InvertedIndex(terms, len(documents), nothing, nothing, nothing, nothing)
    keys = np.ravel_multi_index((occurring, cell % len(FIELDS), cell // len(FIELDS)), shape)
    key, frequency = np.unique(keys, return_counts=True)
    term, field_number, document = np.unravel_index(key, shape)
    weight = _weights(term, field_number, document, frequency, lengths.reshape(-1, len(FIELDS)))
    return InvertedIndex(terms, len(documents), term, field_number, document, weight)


def _sorted_terms(numbers: dict[str, int]) -> tuple[tuple[str, ...], Ints]:
    """Terms in JavaScript's order of strings, and each old number's place in it."""
    terms = sorted(numbers, key=lambda term: term.encode("utf-16-be"))
    rank = np.empty(len(terms), dtype=np.int64)
    rank[[numbers[term] for term in terms]] = np.arange(len(terms))
    return tuple(terms), rank


def _weights(term: Ints, field: Ints, document: Ints, frequency: Ints, lengths: Ints) -> Ints:
    """lunr's weight of each posting × 1000, rounded half up as Math.round does."""
    # lunr counts a document once for every field that holds the term.
    with_term = np.bincount(term)
    idf = np.log(1 + np.abs((len(lengths) - with_term + 0.5) / (with_term + 0.5)))
    average = lengths.mean(axis=0)
    relative = np.divide(lengths, average, out=np.ones(lengths.shape), where=average > 0)
    saturation = K1 * (1 - B + B * relative[document, field]) + frequency
    score = idf[term] * ((K1 + 1) * frequency) / saturation
    score *= np.array([item.boost for item in FIELDS])[field]
    rounded: Ints = np.floor(score * 1000 + 0.5).astype(np.int64)
    return rounded
