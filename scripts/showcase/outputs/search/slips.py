"""What stands between and beside the characters of titles and keywords, so that one wrong character can be mended.

Below `search/slips/`: `<n>.json` gives for each three characters in a row, one of them left open ("经·络"), the
characters that stand there. They are dealt by CRC-32 of the key. A character that looks like the right one, sounds
like it or is none of both: whatever was typed in its place, its neighbours are right.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from showcase.catalogue.entry import Entry
from showcase.files.tokens import HAN, fold

SHARD_KEYS = 400
MIN_SHARDS = 16
MOST = 6
"""Characters kept of a place: the rarer ones are nobody's slip."""
OPEN = "·"

_RUN = re.compile(f"[{HAN}]{{3,}}")


def build_slips(entries: Sequence[Entry]) -> list[dict[str, str]]:
    """The shards; the characters of a place are those of most records first."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        record = entry.record
        for key, character in sorted(set(_places((record.title, *record.keywords)))):
            found[key][character] += 1
    count = MIN_SHARDS
    while count * SHARD_KEYS < len(found):
        count *= 2
    shards: list[dict[str, str]] = [{} for _ in range(count)]
    for key, characters in sorted(found.items()):
        best = sorted(characters, key=lambda character: (-characters[character], character))[:MOST]
        shards[zlib.crc32(key.encode()) % count][key] = "".join(best)
    return shards


def _places(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for run in _RUN.findall(fold(text)):
            for at in range(len(run) - 2):
                three = run[at : at + 3]
                yield from ((three[:place] + OPEN + three[place + 1 :], three[place]) for place in range(3))
