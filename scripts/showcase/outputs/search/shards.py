"""The inverted index cut into shards by term, so that a query reads only what it names.

lunr's score of a document needs only the query's own terms (lunr.Index.query), so a browser that
fetches the shards of those terms ranks as with the whole index.

A shard is a run of terms, in the order of their code points:

    term      = length of its UTF-8, bytes, head, then for each field in the head's mask: block; then best
    head      = mask of its fields × 4, + 1 if the term is frequent, + 2 if it has places that stand apart, and then
                also the number of documents to a chunk of them
    block     = number of documents n, documents, unless the term is frequent n weights, and, if the term has
                places that do not stand apart, their number of bytes and these
    places    = for each document the number of places, and their distances, each from the one before
    documents = n distances, each from the document before; where 8 n is no less than the number of all
                documents: a bit for each of these, the lowest first
    weight    = a byte: the posting's saturation (index.InvertedIndex) in steps of (K1 + 1) / 255, at least 1
    best      = (of frequent terms only) number of documents, their distances, then for each field in the mask a
                weight for each of them, 0 where the field does not hold the term

All numbers but weights are unsigned LEB128 varints. Terms are dealt to shards by CRC-32 of their UTF-8.

A frequent term's weights stand apart, in weights/<UTF-8 in hexadecimal>.bin: field by field, as many as the
blocks have documents. A first page seldom needs them: no document outside the best weighs more than the least of
the best, so the browser can tell whether any of them could stand on the page (theme/assets/search/ranking.js).

Words and pairs have places (index.InvertedIndex). Where they take much room they stand apart too, in
places/<UTF-8 in hexadecimal>-<n>.bin for the n-th chunk of all documents: for each field the number of their bytes and
these. Only what is longer than a pair needs them, and of those documents alone that hold the rest of it.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from showcase.outputs.search.index import FIELDS, K1, Floats, InvertedIndex, Small
from showcase.outputs.search.numbering import Ints, runs

SHARD_BYTES = 2 * 1024
MIN_SHARDS = 16
FREQUENT = 1024
"""Postings of a term from which on its weights stand apart: they alone would fill more than half of a shard."""
BEST = 256
"""Documents of a frequent term whose weights come with the shard: 25 first pages of ten, for about a kilobyte.

More would cost every query that names the term; whether they were too few is found out query by query.
"""
STEPS = 255
_AT_ONCE = 1 << 20
"""Postings that are encoded at a time."""
MOST_PLACES = 2048
"""Bytes of a term's places from which on they stand apart."""
PLACES_CHUNK = 2 * 1024
"""About the bytes of a chunk of them: a query that few documents can answer reads a few."""


@dataclass(frozen=True)
class Shards:
    """`shards` by number; by the name of their file `weights` of frequent terms, and `places` that take much room."""

    shards: list[bytes]
    weights: dict[str, bytes]
    places: dict[str, bytes]


class _Group(NamedTuple):
    """The postings of a term in a field: places in the index, from `start` up to `end`."""

    field: int
    start: int
    end: int


def render_shards(index: InvertedIndex) -> Shards:
    """All files of the index; the number of shards is a power of two that keeps them near SHARD_BYTES."""
    encoded: list[bytes] = []
    weights: dict[str, bytes] = {}
    places: dict[str, bytes] = {}
    for part in index.parts(_AT_ONCE):
        encoder = _Encoder(part)
        for term, groups in zip(part.terms, _groups(part), strict=True):
            name = term.encode()
            frequent = groups[-1].end - groups[0].start > FREQUENT
            apart = encoder.size_of_places(groups) > MOST_PLACES
            encoded.append(varint(len(name)) + name + encoder.term(groups, frequent=frequent, apart=apart))
            if frequent:
                weights[f"{name.hex()}.bin"] = encoder.weights(groups)
            if apart:
                chunks = enumerate(encoder.chunks(groups))
                places.update((f"{name.hex()}-{chunk:x}.bin", data) for chunk, data in chunks if data)
    return Shards(_deal(index.terms, encoded), weights, places)


def _deal(terms: tuple[str, ...], encoded: list[bytes]) -> list[bytes]:
    count = MIN_SHARDS
    while count * SHARD_BYTES < sum(map(len, encoded)):
        count *= 2
    shards = [bytearray() for _ in range(count)]
    for term, data in zip(terms, encoded, strict=True):
        shards[zlib.crc32(term.encode()) % count] += data
    return [bytes(shard) for shard in shards]


def _groups(index: InvertedIndex) -> Iterator[list[_Group]]:
    """For each term its groups, in the order of fields."""
    key = index.term * len(FIELDS) + index.field
    first = runs(key)
    columns = (index.term[first], index.field[first], first, np.append(first, len(key))[1:])
    groups: list[_Group] = []
    last = 0
    for term, field, start, end in zip(*(column.tolist() for column in columns), strict=True):
        if term != last:
            yield groups
            groups, last = [], term
        groups.append(_Group(field, start, end))
    if groups:
        yield groups


class _Encoder:
    """Postings → bytes; what can be done for all of them at once is done at the beginning."""

    def __init__(self, index: InvertedIndex) -> None:
        self.index = index
        self.quantised = quantised(index.saturation())
        self.all_weights = self.quantised.tobytes()
        key = index.term * len(FIELDS) + index.field
        distance = np.diff(index.document, prepend=0)
        first = runs(key)
        distance[first] = index.document[first]
        self.distances, offset = varints(distance)
        self.offset = array("q", offset.tobytes())  # an eighth of a list of as many numbers
        self.all_places, offset = _encode_places(index)
        self.place_offset = array("q", offset.tobytes())

    def term(self, groups: list[_Group], *, frequent: bool, apart: bool) -> bytes:
        """Everything of a term that stands after its name."""
        head = int(frequent) | apart << 1
        blocks = varint(self.width(groups)) if apart else b""
        for group in groups:
            field, start, end = group
            head |= 4 << field
            blocks += varint(end - start) + self.documents(start, end)
            if not frequent:
                blocks += self.all_weights[start:end]
            if not apart and self.size_of_places([group]):
                blocks += self.places(group)
        return varint(head) + blocks + (self.best(groups) if frequent else b"")

    def size_of_places(self, groups: list[_Group]) -> int:
        """In bytes; nothing of a term without places."""
        return self.place_offset[groups[-1].end] - self.place_offset[groups[0].start]

    def places(self, group: _Group) -> bytes:
        """The places of a group with their number of bytes."""
        return (
            varint(self.size_of_places([group]))
            + self.all_places[self.place_offset[group.start] : self.place_offset[group.end]]
        )

    def width(self, groups: list[_Group]) -> int:
        """Documents to a chunk of the places that stand apart."""
        return -(-self.index.documents // max(1, self.size_of_places(groups) // PLACES_CHUNK))

    def chunks(self, groups: list[_Group]) -> Iterator[bytes]:
        """The places of all groups, chunk by chunk; nothing of one without any."""
        total, width = self.index.documents, self.width(groups)
        ends = np.arange(width, total + width, width)
        cuts = [
            [group.start, *(group.start + np.searchsorted(self.index.document[group.start : group.end], ends)).tolist()]
            for group in groups
        ]
        for chunk in range(len(ends)):
            parts = [_Group(group.field, *cut[chunk : chunk + 2]) for group, cut in zip(groups, cuts, strict=True)]
            yield b"".join(map(self.places, parts)) if any(part.start < part.end for part in parts) else b""

    def documents(self, start: int, end: int) -> bytes:
        """The documents of a group, as distances or as a set of bits, whichever the reader expects."""
        total = self.index.documents
        if (end - start) * 8 < total:
            return self.distances[self.offset[start] : self.offset[end]]
        bits = np.zeros(total, dtype=np.uint8)
        bits[self.index.document[start:end]] = 1
        return np.packbits(bits, bitorder="little").tobytes()

    def best(self, groups: list[_Group]) -> bytes:
        """The documents that the term alone would put first."""
        rows = np.zeros((len(groups), self.index.documents), dtype=np.uint8)
        for row, (_, start, end) in zip(rows, groups, strict=True):
            row[self.index.document[start:end]] = self.quantised[start:end]
        boosts = np.array([FIELDS[group.field].boost for group in groups])
        sums = boosts @ rows
        most = min(BEST, len(sums))  # a term that all fields of few documents hold is frequent too
        least = max(np.partition(sums, -most)[-most], 1)
        above = np.flatnonzero(sums > least)
        chosen = np.sort(np.concatenate([above, np.flatnonzero(sums == least)[: most - len(above)]]))
        distances, _ = varints(np.diff(chosen, prepend=0))
        return varint(len(chosen)) + distances + rows[:, chosen].tobytes()

    def weights(self, groups: list[_Group]) -> bytes:
        """All weights of a term."""
        return b"".join(self.all_weights[start:end] for _, start, end in groups)


def _encode_places(index: InvertedIndex) -> tuple[bytes, Ints]:
    """The places of every posting, their number first, and the offset at which each posting's begin."""
    placed = index.places > 0
    first = np.cumsum(index.places) - index.places
    distance = np.diff(index.position, prepend=0)
    distance[first[placed]] = index.position[first[placed]]
    before = np.cumsum(placed)
    count_at = (first + before - 1)[placed]
    values = np.empty(len(distance) + len(count_at), dtype=np.int64)
    is_count = np.zeros(len(values), dtype=bool)
    is_count[count_at] = True
    values[is_count], values[~is_count] = index.places[placed], distance
    stream, offset = varints(values)
    begin = np.append(first + before - placed, len(values))
    return stream, offset[begin]


def quantised(saturation: Floats) -> npt.NDArray[np.uint8]:
    """Each saturation in steps; no posting weighs nothing."""
    steps = np.floor(saturation * STEPS / (K1 + 1) + 0.5)
    return np.clip(steps, 1, STEPS).astype(np.uint8)


def varints(values: Ints | Small) -> tuple[bytes, Ints]:
    """LEB128 of each value, joined, and the offset at which each begins (one more at the end)."""
    size = np.ones(len(values), dtype=np.int32)
    long = np.flatnonzero(values >> 7)
    rest = long
    while len(rest):
        size[rest] += 1
        rest = rest[values[rest] >> (7 * size[rest]) > 0]
    offset = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(size, out=offset[1:])
    stream = np.zeros(int(offset[-1]), dtype=np.uint8)
    stream[offset[:-1]] = values & 0x7F | (size > 1) * 0x80
    place = 1
    while len(long):
        more = size[long] > place + 1
        stream[offset[long] + place] = values[long] >> (7 * place) & 0x7F | more * 0x80
        long, place = long[more], place + 1
    return stream.tobytes(), offset


@cache
def varint(value: int) -> bytes:
    encoded = bytearray()
    while value >> 7:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
