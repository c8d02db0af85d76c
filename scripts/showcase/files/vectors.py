"""What words mean, as vectors: a fixed table of everyday and technical Chinese (vectors.md says whose).

Some words mean what others do: English ones (english.txt), and by hand the trade's English and its general terms
(trade.txt).

A text is cut into words of the table, the likeliest first; theme/assets/search/meaning.js cuts a query so too: change
them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

DIMENSIONS = 80
LONGEST = 6
"""Characters of the longest word."""
SINGLE = 255
"""What a single character costs, known or not: a word of the table is always likelier."""
STEP = 30
"""What each word costs beside its rarity: few long words are likelier than many short ones."""
LENGTH = 127
"""No number of a vector exceeds it: a byte each."""
TOLD_COST = 100
TOLD_WEIGHT = 250
"""What a word without a vector costs, and weighs if english.txt does not say it: as much as one of a trade."""

Vector = npt.NDArray[np.int64]

_FILES = Path(__file__).parent


@dataclass(frozen=True)
class WordVectors:
    """Words with their `cost` (rarity, in eighths of a nat), their `weight` in a text, and their rows.

    Words that others explain stand behind the rest, without rows. `told` gives for words, by number, those that each of
    them stands for; of these the ones without a row are `names`, numbered behind all words.
    """

    words: tuple[str, ...]
    cost: tuple[int, ...]
    weight: Vector
    rows: npt.NDArray[np.int8]
    told: Mapping[int, tuple[int, ...]]
    names: tuple[str, ...]

    @cached_property
    def number(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def _longest(self) -> dict[str, int]:
        """By their first two characters, how many the longest of such words has."""
        longest: dict[str, int] = {}
        for word in self.words:
            longest[word[:2]] = max(len(word), longest.get(word[:2], 0))
        return longest

    def cut(self, run: str) -> list[int]:
        """The words of a run of Chinese characters, so that the sum of their costs is the least."""
        number, costs, longest = self.number, self.cost, self._longest
        best = [0] + [1 << 30] * len(run)
        ends_with: list[int | None] = [None] * (len(run) + 1)
        begin = [0] * (len(run) + 1)
        for start in range(len(run)):
            before = best[start] + STEP
            if before + SINGLE < best[start + 1]:
                best[start + 1], ends_with[start + 1], begin[start + 1] = before + SINGLE, number.get(run[start]), start
            furthest = start + min(LONGEST, longest.get(run[start : start + 2], 1))
            for end in range(start + 2, min(len(run), furthest) + 1):
                word = number.get(run[start:end])
                if word is not None and before + costs[word] < best[end]:
                    best[end], ends_with[end], begin[end] = before + costs[word], word, start
        found = []
        end = len(run)
        while end:
            word = ends_with[end]
            if word is not None:
                found.append(word)
            end = begin[end]
        return found[::-1]


@cache
def load_vectors() -> WordVectors:
    """The table that stands beside this module."""
    words = _lines("vectors.txt")
    columns = np.frombuffer((_FILES / "vectors.bin").read_bytes(), np.uint8).reshape(-1, 2 + DIMENSIONS)
    everyday = [line.split("\t") for line in _lines("english.txt")]
    told = {word: meaning for word, _, meaning in everyday} | dict(line.split("\t") for line in _lines("trade.txt"))
    weight = {word: int(weight) for word, weight, _ in everyday}
    number = {word: at for at, word in enumerate(words)}
    more = [word for word in told if word not in number]
    names = sorted({word for meaning in told.values() for word in meaning.split(" ") if word not in number})
    means = number | {name: at for at, name in enumerate(names, len(words) + len(more))}
    own = number | {word: at for at, word in enumerate(more, len(words))}
    return WordVectors(
        (*words, *more),
        (*columns[:, 0].tolist(), *[TOLD_COST] * len(more)),
        np.concatenate([columns[:, 1].astype(np.int64), np.array([weight.get(word, TOLD_WEIGHT) for word in more])]),
        columns[:, 2:].view(np.int8),
        {own[word]: tuple(means[other] for other in meaning.split(" ")) for word, meaning in told.items()},
        tuple(names),
    )


def _lines(name: str) -> list[str]:
    return (_FILES / name).read_text("utf-8").splitlines()
