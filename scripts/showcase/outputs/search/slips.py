"""What stands between and beside the characters of titles, keywords and names of terms, so that one wrong character can
be mended.

Below `search/slips/`: `<n>.json` gives for each three characters in a row, one of them left open ("经·络"), the
characters that stand there; a character that looks like the right one, sounds like it or is none of both: whatever was
typed in its place, its neighbours are right. Of a word of two or three characters they are too few to say so: for each
word of these and of summaries with a character that looks like the right one (files/looks.md: "未端") it gives the
word, or several in a row. All are dealt by CRC-32 of the key.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from showcase import files
from showcase.catalogue.entry import Entry
from showcase.files.tokens import HAN, fold
from showcase.files.vectors import load_vectors
from showcase.outputs.search.texts import search_names

SHARD_KEYS = 400
MIN_SHARDS = 16
MOST = 6
"""Characters kept of a place: the rarer ones are nobody's slip."""
OPEN = "·"

_RUN = re.compile(f"[{HAN}]{{3,}}")
_PAIR = re.compile(f"[{HAN}]{{2,}}")


def build_slips(entries: Sequence[Entry]) -> list[dict[str, str]]:
    """The shards; the characters of a place, and the words of a wrong one, are those of most records first."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    words: Counter[str] = Counter()
    known = set(load_vectors().number)
    for entry in entries:
        record = entry.record
        named = (record.title, *record.keywords, *search_names(entry))
        for key, character in sorted(set(_places(named))):
            found[key][character] += 1
        words.update(set(_short((*named, record.summary))))
        known.update(map(fold, record.keywords))
    for word in sorted(words.keys() & known):
        for wrong in _looking_like(word):
            if wrong not in known:
                found[wrong][word] += words[word]
    count = MIN_SHARDS
    while count * SHARD_KEYS < len(found):
        count *= 2
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for key, characters in sorted(found.items()):
        best = sorted(characters, key=lambda character: (-characters[character], character))[:MOST]
        shards[zlib.crc32(key.encode()) % count][key] = "".join(best)
    return shards


def _short(texts: Iterable[str]) -> Iterator[str]:
    """Every two and three characters in a row, which may be a word."""
    for run in (run for text in texts for run in _PAIR.findall(fold(text))):
        yield from (run[at : at + size] for size in (2, 3) for at in range(len(run) - size + 1))


def _looking_like(word: str) -> Iterator[str]:
    """What a word looks like with one wrong character."""
    for at, character in enumerate(word):
        yield from (word[:at] + other + word[at + 1 :] for other in _looks().get(character, ""))


@cache
def _looks() -> Mapping[str, str]:
    """By character those that look alike, the likest first (files/looks.md)."""
    found: defaultdict[str, str] = defaultdict(str)
    for pair in (Path(files.__file__).parent / "looks.txt").read_text("utf-8").split():
        found[pair[0]] += pair[1]
        found[pair[1]] += pair[0]
    return found


def _places(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for run in _RUN.findall(fold(text)):
            for at in range(len(run) - 2):
                three = run[at : at + 3]
                yield from ((three[:place] + OPEN + three[place + 1 :], three[place]) for place in range(3))
