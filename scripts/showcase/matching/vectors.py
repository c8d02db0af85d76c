"""Texts as weighted vectors, and which of them point the same way.

Weights are those of BM25F (Robertson, Zaragoza and Taylor, 2004, doi 10.1145/1031171.1031181): frequencies are
weighted and normalised by length field by field, summed, saturated, then multiplied by the inverse document
frequency. Both sides are vectors of that kind, so likeness is their cosine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from showcase.matching.synonyms import Synonyms
from showcase.tokens import fold, han_terms, latin_terms

K1 = 1.2
B = 0.5
CHARACTER = 0.7
"""Weight of a single character beside a pair: 压载水 and 压舱水 share two characters and no pair."""
SYNONYM = 2.0
"""Weight of a word of the synonyms: it is a whole word, and the pairs of its other names are lost."""
MOST_TERMS = 240
"""Terms kept a text, the weightiest: the rest adds time and hardly any likeness."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Vectors:
    """Row i holds `weight[start[i]:start[i + 1]]` at `term[start[i]:start[i + 1]]`; each row has length 1."""

    start: Ints
    term: Ints
    weight: Floats
    terms: int

    def row(self, number: int) -> tuple[Ints, Floats]:
        part = slice(self.start[number], self.start[number + 1])
        return self.term[part], self.weight[part]

    def cosine(self, one: int, other: int) -> float:
        """Likeness of two rows, 0–1."""
        terms, weights = self.row(one)
        _, mine, others = np.intersect1d(terms, self.row(other)[0], assume_unique=True, return_indices=True)
        return round(float(np.dot(weights[mine], self.row(other)[1][others])), 9)

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """Only these rows, in this order."""
        pairs = [self.row(number) for number in numbers]
        start = np.cumsum([0, *(len(term) for term, _ in pairs)], dtype=np.int64)
        nothing: tuple[Ints, Floats] = (np.empty(0, dtype=np.int64), np.empty(0))
        terms, weights = zip(*(pairs or [nothing]), strict=True)
        return Vectors(start, np.concatenate(terms), np.concatenate(weights), self.terms)


def count_terms(
    texts: Mapping[str, str], weights: Mapping[str, float], average: Mapping[str, float], synonyms: Synonyms
) -> dict[str, float]:
    """Each term's frequency over all fields, weighted by field and normalised by the field's length."""
    counts: dict[str, float] = {}
    for field, boost in weights.items():
        folded = fold(texts[field])
        share = boost / (1 - B + B * len(folded) / max(average[field], 1))
        for term, count in Counter(latin_terms(folded) + han_terms(folded, single=False)).items():
            counts[term] = counts.get(term, 0) + share * count
        for term, count in Counter(folded).items():
            if "\u3400" <= term <= "\u9fff":
                counts["'" + term] = counts.get("'" + term, 0) + share * count
        for label in synonyms.find(folded):
            counts["=" + label] = counts.get("=" + label, 0) + share * SYNONYM
    return counts


def build_vectors(texts: Sequence[Mapping[str, str]], weights: Mapping[str, float], synonyms: Synonyms) -> Vectors:
    """One row a text; a text is given by the fields of `weights`."""
    average = {field: sum(len(text[field]) for text in texts) / max(len(texts), 1) for field in weights}
    numbers: dict[str, int] = {}
    terms: list[Ints] = []
    values: list[Floats] = []
    for text in texts:
        counts = count_terms(text, weights, average, synonyms)
        terms.append(np.array([numbers.setdefault(term, len(numbers)) for term in counts], dtype=np.int64))
        frequency = np.array(list(counts.values()))
        character = np.array([CHARACTER if term[0] == "'" else 1.0 for term in counts])
        values.append(frequency / (K1 + frequency) * character)
    frequencies = np.bincount(np.concatenate([*terms, np.empty(0, dtype=np.int64)]), minlength=len(numbers))
    inverse = np.log(1 + (len(texts) - frequencies + 0.5) / (frequencies + 0.5)) * (frequencies > 1)
    rows = [_unit_row(term, value * inverse[term]) for term, value in zip(terms, values, strict=True)]
    start = np.cumsum([0, *(len(term) for term, _ in rows)], dtype=np.int64)
    nothing = (np.empty(0, dtype=np.int64), np.empty(0))
    all_terms, all_weights = zip(*(rows or [nothing]), strict=True)
    return Vectors(start, np.concatenate(all_terms), np.concatenate(all_weights), len(numbers))


def _unit_row(term: Ints, weight: Floats) -> tuple[Ints, Floats]:
    """The MOST_TERMS weightiest entries, scaled to length 1."""
    # Stable, so that equal weights are cut off alike whatever numpy does inside.
    order = np.argsort(-weight, kind="stable")[:MOST_TERMS]
    order = order[weight[order] > 0]
    length = float(np.sqrt(np.sum(weight[order] ** 2)))
    return term[order], weight[order] / (length or 1)


def nearest(queries: Vectors, documents: Vectors, count: int) -> Iterator[tuple[Ints, Floats]]:
    """For each query the `count` documents most like it, best first, and their cosines above zero."""
    order = np.argsort(documents.term, kind="stable")
    size = len(documents.start) - 1
    document = np.repeat(np.arange(size), np.diff(documents.start))[order]
    weight = documents.weight[order]
    first = np.searchsorted(documents.term[order], np.arange(documents.terms + 1))
    for number in range(len(queries.start) - 1):
        terms, weights = queries.row(number)
        slices = [slice(first[term], first[term + 1]) for term in terms]
        found = np.concatenate([document[part] for part in slices] or [np.empty(0, dtype=np.int64)])
        products = [weight[part] * value for part, value in zip(slices, weights, strict=True)]
        summed = np.bincount(found, np.concatenate(products or [np.empty(0)]), minlength=size)
        # Rounded: the sum's last bits must not decide between equals.
        cosines: Floats = np.round(summed, 9).astype(np.float64)
        best = np.argsort(-cosines, kind="stable")[:count]
        best = best[cosines[best] > 0]
        yield best, cosines[best]
