"""What words mean, as vectors: a fixed table of everyday and technical Chinese (vectors.md says whose).

A text is cut into words of the table, the likeliest first; theme/assets/search/meaning.js cuts a query so too: change
them together.
"""

from __future__ import annotations

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

Vector = npt.NDArray[np.int64]

_FILES = Path(__file__).parent


@dataclass(frozen=True)
class WordVectors:
    """Words with their `cost` (rarity, in eighths of a nat), their `weight` in a text, and their rows.

    English words stand behind the Chinese ones, without rows: `english` are the Chinese ones that each stands for.
    """

    words: tuple[str, ...]
    cost: tuple[int, ...]
    weight: Vector
    rows: npt.NDArray[np.int8]
    english: tuple[tuple[int, ...], ...]

    @cached_property
    def number(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    def cut(self, run: str) -> list[int]:
        """The words of a run of Chinese characters, so that the sum of their costs is the least."""
        best = [0] + [1 << 30] * len(run)
        ends_with: list[int | None] = [None] * (len(run) + 1)
        begin = [0] * (len(run) + 1)
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + LONGEST) + 1):
                word = self.number.get(run[start:end])
                if end > start + 1 and word is None:
                    continue
                cost = best[start] + STEP + (SINGLE if end == start + 1 or word is None else self.cost[word])
                if cost < best[end]:
                    best[end], ends_with[end], begin[end] = cost, word, start
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
    number = {word: at for at, word in enumerate(words)}
    english, weight, meaning = zip(*(line.split("\t") for line in _lines("english.txt")), strict=True)
    return WordVectors(
        (*words, *english),
        (*columns[:, 0].tolist(), *[0] * len(english)),
        np.concatenate([columns[:, 1].astype(np.int64), np.array(weight, np.int64)]),
        columns[:, 2:].view(np.int8),
        tuple(tuple(number[word] for word in line.split(" ")) for line in meaning),
    )


def _lines(name: str) -> list[str]:
    return (_FILES / name).read_text("utf-8").splitlines()
