"""What records mean, for a browser that compares it with a query: word vectors and documents' vectors, in parts.

Below `search/meaning/`:

    words-<n>.bin   a shard of the table (showcase.files.vectors), words dealt by CRC-32 of their first two characters:
                    for each word the length of its UTF-8, bytes, cost, weight, and a row of signed bytes
    meaning/places.bin   the middle of the vectors of each group, as a row; only where there are several groups
    group-<n>.bin   number of documents, these as distances, then a row for each

Groups are parts of space: a query reads the few whose middles are nearest. All numbers but rows, cost and weight
(a byte each) are unsigned LEB128 varints. A document that the table holds no word of is in no group.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from showcase.files.digests import value_digest
from showcase.files.kept import recall, recall_each
from showcase.files.vectors import DIMENSIONS, WordVectors, load_vectors
from showcase.outputs.search.shards import varint

WORD_SHARDS = 2048
GROUP = 128
"""Documents of the largest group."""
WEIGHTS = {"title": 3, "keywords": 3, "summary": 3, "details": 2, "body": 2}
LEAD = 400
"""Characters of a field that count: a text begins with what it is about."""

Rows = npt.NDArray[np.int64]


def render_meaning(documents: Sequence[Mapping[str, str]]) -> dict[str, bytes]:
    """The files by path; those of groups with their number in four digits, so that they can be counted."""
    rows = build_rows(documents)
    groups = list(_groups(rows, np.flatnonzero(rows.any(axis=1))))
    files = {f"group-{number:x}.bin": _render_group(rows, group) for number, group in enumerate(groups)}
    if len(groups) > 1:
        files["places.bin"] = b"".join(_middle(rows[group]) for group in groups)
    return files


def render_words() -> dict[str, bytes]:
    """The table of words, which no record changes, by path."""
    return {f"words-{number:x}.bin": data for number, data in enumerate(_word_shards())}


def build_rows(documents: Sequence[Mapping[str, str]]) -> Rows:
    """The vector of each document; a record's own words say more than its text."""
    leads = [{texts[name][:LEAD]: weight for name, weight in WEIGHTS.items()} for texts in documents]

    keys = [value_digest(lead) for lead in leads]
    rows = list(recall_each("meaning", keys, lambda number: load_vectors().vector(leads[number])))
    return np.array(rows, dtype=np.int64).reshape(len(documents), DIMENSIONS)


@cache
def _word_shards() -> tuple[bytes, ...]:
    return recall("meaning-words", "", _render_word_shards)


def _render_word_shards() -> tuple[bytes, ...]:
    table: WordVectors = load_vectors()
    shards = [bytearray() for _ in range(WORD_SHARDS)]
    for word, cost, weight, row in zip(table.words, table.cost, table.weight.tolist(), table.rows, strict=True):
        name = word.encode()
        shard = shards[zlib.crc32(word[:2].encode()) % WORD_SHARDS]
        shard += varint(len(name)) + name + bytes([cost, weight]) + row.tobytes()
    return tuple(map(bytes, shards))


def _groups(rows: Rows, chosen: npt.NDArray[np.intp]) -> Iterator[npt.NDArray[np.intp]]:
    """The chosen documents, halved at the middle of the dimension in which they differ most, until groups are small."""
    if len(chosen) <= GROUP:
        if len(chosen):
            yield chosen
        return
    own = rows[chosen]
    spread = len(own) * (own * own).sum(axis=0) - own.sum(axis=0) ** 2
    order = chosen[np.argsort(own[:, int(np.argmax(spread))], kind="stable")]
    middle = len(order) // 2
    for half in (order[:middle], order[middle:]):
        yield from _groups(rows, np.sort(half))


def _render_group(rows: Rows, group: npt.NDArray[np.intp]) -> bytes:
    distances = b"".join(varint(int(distance)) for distance in np.diff(group, prepend=0))
    return varint(len(group)) + distances + rows[group].astype(np.int8).tobytes()


def _middle(rows: Rows) -> bytes:
    middle: Rows = rows.sum(axis=0) // len(rows)
    return middle.astype(np.int8).tobytes()
