"""The terms of the inverted index as numbers, so that postings are sorted as whole arrays."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from showcase.files.tokens import MARKED

MOST_CHARACTERS = 65_000
"""Different characters that are told apart, the first by code point: a pair of them and some millions of words fit into
32 bits. Two records of nothing but rare characters hold more; the last of these are found as one."""
_CHARACTER_BITS = 16
_ANY_OTHER = "\uffff"
"""Stands for all further ones: no text holds it."""

Ints = npt.NDArray[np.int64]


def runs(numbers: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """Where the runs of equal numbers begin; of millions, which comparing copies less than subtracting."""
    begins = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=begins[1:])
    return np.flatnonzero(begins)


class Numbering:
    """Terms as numbers: words by spelling, then characters and pairs by the ranks of their characters."""

    def __init__(self, words: Iterable[str], texts: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self.number = {word: number for number, word in enumerate(self.words)}
        characters = sorted(set(chain.from_iterable(texts)))
        self.characters = [*characters[:MOST_CHARACTERS], _ANY_OTHER]
        self.rank = np.zeros(0x110000, dtype=np.int64)
        ranks = np.minimum(np.arange(1, len(characters) + 1), len(self.characters))
        self.rank[[ord(character) for character in characters]] = ranks
        self.unplaced = np.array([word[0] in MARKED for word in self.words], dtype=bool)

    def pair(self, first: Ints, second: Ints) -> Ints:
        numbers: Ints = (self.rank[first] << _CHARACTER_BITS | self.rank[second]) + len(self.words)
        return numbers

    def character(self, points: Ints) -> Ints:
        numbers: Ints = (self.rank[points] << _CHARACTER_BITS) + len(self.words)
        return numbers

    def placed(self, numbers: Ints) -> npt.NDArray[np.bool_]:
        """Which terms have places: neither marked ones nor single characters."""
        word = numbers < len(self.words)
        placed = (numbers - len(self.words)) & ((1 << _CHARACTER_BITS) - 1) > 0
        placed[word] = ~self.unplaced[numbers[word]]
        return placed

    def spell(self, number: int) -> str:
        if number < len(self.words):
            return self.words[number]
        first, second = divmod(number - len(self.words), 1 << _CHARACTER_BITS)
        return self.characters[first - 1] + (self.characters[second - 1] if second else "")
