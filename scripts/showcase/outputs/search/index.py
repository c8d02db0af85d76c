"""The inverted index: postings of every term with lunr's weights.

Weights are lunr's BM25 (lunr.js 2.3.9, lunr.Builder.createFieldVectors). Chinese text is cut as
tokens.han_terms cuts it, but as whole arrays of characters: 10,000 full texts take seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

import numpy as np
import numpy.typing as npt

from showcase.files.tokens import code_terms, fold, han_terms, is_han, latin_terms
from showcase.outputs.search.pinyin import pinyin_terms

K1 = 1.2
B = 0.75

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Field:
    """A searched field: `boost` multiplies its weights.

    `words` cuts its folded text into words; `han` says what is kept of Chinese: nothing, pairs with lone
    characters, or pairs with every character.
    """

    name: str
    boost: float
    words: Callable[[str], list[str]]
    han: Literal["nothing", "pairs", "all"]

    def terms(self, text: str) -> list[str]:
        """All terms of a text."""
        folded = fold(text)
        return self.words(folded) + ([] if self.han == "nothing" else han_terms(folded, single=self.han == "all"))


FIELDS = (
    Field("title", 8, latin_terms, "all"),
    Field("keywords", 6, latin_terms, "all"),
    Field("summary", 4, latin_terms, "all"),
    Field("names", 3, latin_terms, "all"),
    Field("details", 2, latin_terms, "all"),
    Field("codes", 3, code_terms, "nothing"),
    Field("pinyin", 1, pinyin_terms, "nothing"),
    Field("body", 1, latin_terms, "pairs"),
)


@dataclass(frozen=True)
class InvertedIndex:
    """Postings sorted by term, field, document.

    `terms[term[i]]`, `FIELDS[field[i]]` and document `document[i]` meet `frequency[i]` times; `lengths` are the
    numbers of terms by document and field.
    """

    terms: tuple[str, ...]
    term: Ints
    field: Ints
    document: Ints
    frequency: Ints
    lengths: Ints

    @property
    def documents(self) -> int:
        return len(self.lengths)

    @cached_property
    def saturation(self) -> Floats:
        """BM25's share of each posting, above 0 and below K1 + 1: frequency against length."""
        average = self.lengths.mean(axis=0)
        relative = np.divide(self.lengths, average, out=np.ones(self.lengths.shape), where=average > 0)
        damping: Floats = K1 * (1 - B + B * relative[self.document, self.field]) + self.frequency
        return (K1 + 1) * self.frequency / damping

    @property
    def weight(self) -> Ints:
        """lunr's weight of each posting × 1000, rounded half up as Math.round does."""
        # lunr counts a document once for every field that holds the term.
        with_term = np.bincount(self.term, minlength=len(self.terms))
        idf = np.log(1 + np.abs((self.documents - with_term + 0.5) / (with_term + 0.5)))
        boost = np.array([field.boost for field in FIELDS])
        rounded: Ints = np.floor(idf[self.term] * self.saturation * boost[self.field] * 1000 + 0.5).astype(np.int64)
        return rounded


SLICE = 8192
"""Documents that are cut at a time, so that memory does not grow with all the text."""
_BITS = 13
_FIELD_BITS = 3
_CHARACTER_BITS = 21


def build_index(documents: Sequence[dict[str, str]]) -> InvertedIndex:
    """The inverted index of documents given as text by field."""
    cells = [[fold(texts[field.name]) for texts in documents] for field in FIELDS]
    words = [[field.words(text) for text in texts] for field, texts in zip(FIELDS, cells, strict=True)]
    vocabulary = sorted(set(chain.from_iterable(chain.from_iterable(words))))
    numbers = {word: number for number, word in enumerate(vocabulary)}
    lengths = np.zeros((len(documents), len(FIELDS)), dtype=np.int64)
    parts = [
        _postings(cells, words, numbers, start, lengths[start : start + SLICE])
        for start in range(0, len(documents), SLICE)
    ]
    if not parts:
        nothing = np.empty(0, dtype=np.int64)
        return InvertedIndex((), nothing, nothing, nothing, nothing, lengths)
    key, document, frequency = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    # Each part is sorted and its documents come after those before it: a stable sort by term and field is enough.
    order = np.argsort(key, kind="stable")
    key, document, frequency = key[order], document[order], frequency[order]
    code = key >> _FIELD_BITS
    new = np.diff(code, prepend=-1) > 0
    term = np.cumsum(new) - 1
    terms = tuple(_spell(number, vocabulary) for number in code[new].tolist())
    return InvertedIndex(terms, term, key & ((1 << _FIELD_BITS) - 1), document, frequency, lengths)


def _postings(
    cells: list[list[str]], words: list[list[list[str]]], numbers: dict[str, int], start: int, lengths: Ints
) -> tuple[Ints, Ints, Ints]:
    """Term and field as one number, document and frequency of each posting of a slice; fills in its `lengths`."""
    end = start + len(lengths)
    found: list[Ints] = []
    for number, field in enumerate(FIELDS):
        in_field = [(_word_codes(words[number][start:end], numbers))]
        if field.han != "nothing":
            in_field += _han_codes(cells[number][start:end], single=field.han == "all")
        for code, document in in_field:
            lengths[:, number] += np.bincount(document, minlength=end - start)
            found.append(((code << _FIELD_BITS | number) << _BITS) | document)
    key, frequency = np.unique(np.concatenate(found), return_counts=True)
    return key >> _BITS, (key & ((1 << _BITS) - 1)) + start, frequency


def _word_codes(words: Sequence[list[str]], numbers: dict[str, int]) -> tuple[Ints, Ints]:
    """The number of each word, and its document within the slice."""
    sizes = [len(found) for found in words]
    codes = np.fromiter((numbers[word] for found in words for word in found), dtype=np.int64, count=sum(sizes))
    return codes, np.repeat(np.arange(len(words)), sizes)


def _han_codes(texts: Sequence[str], *, single: bool) -> Iterator[tuple[Ints, Ints]]:
    """Pairs, then characters: each as a number above all words, in the order of spelling, and its document.

    The number holds the first character in its upper and the second in its lower bits.
    """
    joined = np.frombuffer("\n".join(["", *texts, ""]).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    document = np.repeat(np.arange(-1, len(texts)), [1, *(len(text) + 1 for text in texts)])
    han = is_han(joined)
    pair = np.flatnonzero(han[:-1] & han[1:])
    yield joined[pair] << _CHARACTER_BITS | joined[pair + 1], document[pair]
    lone = han.copy()
    if not single:
        lone[1:] &= ~han[:-1]
        lone[:-1] &= ~han[1:]
    character = np.flatnonzero(lone)
    yield joined[character] << _CHARACTER_BITS, document[character]


def _spell(code: int, vocabulary: Sequence[str]) -> str:
    if code < len(vocabulary):
        return vocabulary[code]
    first, second = code >> _CHARACTER_BITS, code & ((1 << _CHARACTER_BITS) - 1)
    return chr(first) + (chr(second) if second else "")
