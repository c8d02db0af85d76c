"""The catalogue's own pairs of characters by their sound, so that pinyin spells words that any text holds.

Below `search/sounds/`: `readings.json` gives for each syllable the characters that are read so, those of the
catalogue first, the commonest before all, then those of GB 2312, since a wrong character may stand in no record;
`<n>.json` for each two syllables ("ji qi") the pairs that stand in the texts, the most frequent first, and for each a
digit: half the binary logarithm of the number of records. Pairs are dealt by CRC-32 of the syllables.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from showcase.files.digests import digest
from showcase.files.kept import recall
from showcase.files.tokens import HAN
from showcase.outputs.search.index import InvertedIndex

SHARD_PAIRS = 200
MIN_SHARDS = 16
MOST_READINGS = 3
MOST_PAIRS = 24
"""Pairs kept of a sound: the rarer ones nobody types by sound alone."""

_PAIR = re.compile(f"[{HAN}]{{2}}")


def build_sounds(index: InvertedIndex) -> dict[str, object]:
    """The documents by the names of their files."""
    size = np.bincount(index.term, minlength=len(index.terms)).tolist()
    pairs = [(term, size[number]) for number, term in enumerate(index.terms) if _PAIR.fullmatch(term)]
    pairs.sort(key=lambda pair: (-pair[1], pair[0]))
    characters: Counter[str] = Counter()
    for pair, records in pairs:
        characters.update({pair[0]: records, pair[1]: records})
    every = "".join(sorted({*characters, *_everyday()}))
    readings = recall("readings", digest(every), lambda: read_characters(every))
    spelled: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for pair, records in pairs:
        for syllables in product(readings[pair[0]], readings[pair[1]]):
            own = spelled[" ".join(syllables)]
            if len(own) < MOST_PAIRS:
                own.append((pair, min(9, records.bit_length() // 2)))
    count = MIN_SHARDS
    while count * SHARD_PAIRS < len(pairs):
        count *= 2
    shards: list[dict[str, list[str]]] = [{} for _ in range(count)]
    for sound, own in sorted(spelled.items()):
        parts = ["".join(pair for pair, _ in own), "".join(str(often) for _, often in own)]
        shards[zlib.crc32(sound.encode()) % count][sound] = parts
    documents: dict[str, object] = {f"{number:x}": shard for number, shard in enumerate(shards)}
    return documents | {"readings": _by_syllable(characters, readings)}


def _by_syllable(characters: Counter[str], readings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    own = sorted(characters, key=lambda character: (-characters[character], character))
    for character in dict.fromkeys([*own, *_everyday()]):
        for syllable in readings[character]:
            found[syllable] += character
    return dict(sorted(found.items()))


def _everyday() -> Iterator[str]:
    """The characters of GB 2312."""
    for row, cell in product(range(0xB0, 0xF8), range(0xA1, 0xFF)):
        yield from bytes([row, cell]).decode("gb2312", "ignore")


def read_characters(characters: str) -> dict[str, tuple[str, ...]]:
    """The syllables of each character without tones, the commonest first; none of what is no Chinese."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  # slow to load, and what is kept does without

    found = (pinyin(one, style=Style.NORMAL, heteronym=True, errors="ignore") or [[]] for one in characters)
    return {
        one: tuple(dict.fromkeys(syllables))[:MOST_READINGS]
        for one, (syllables,) in zip(characters, found, strict=True)
    }
