"""The inverted index cut into shards by term, so that a query reads only what it names.

lunr's score of a document needs only the query's own terms (lunr.Index.query), so a browser that
fetches the shards of those terms and hands them to lunr.Index.load gets the results and scores of
the whole index.

A shard is a run of terms, in UTF-16 order:

    term    = length of its UTF-8, bytes, mask of its fields, then for each field in the mask:
    posting = number of documents, then for each document: distance from the one before, weight × 1000

All numbers are unsigned LEB128 varints. Terms are dealt to shards by CRC-32 of their UTF-8.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import numpy as np

from showcase.search.index import FIELDS, Ints, InvertedIndex

SHARD_BYTES = 12 * 1024
MIN_SHARDS = 16


def render_shards(index: InvertedIndex) -> list[bytes]:
    """The shards' bytes; their number is a power of two that keeps them near SHARD_BYTES."""
    encoded = list(_encode_terms(index))
    count = MIN_SHARDS
    while count * SHARD_BYTES < sum(map(len, encoded)):
        count *= 2
    shards = [bytearray() for _ in range(count)]
    for term, data in zip(index.terms, encoded, strict=True):
        shards[zlib.crc32(term.encode()) % count] += data
    return [bytes(shard) for shard in shards]


def _encode_terms(index: InvertedIndex) -> Iterator[bytes]:
    group = index.term * len(FIELDS) + index.field
    first = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(first, append=len(group))
    distance = np.diff(index.document, prepend=0)
    distance[first] = index.document[first]
    stream, offset = _varints(np.stack([distance, index.weight], axis=1).ravel())
    starts = offset[first * 2].tolist()
    ends = offset[(first + sizes) * 2].tolist()
    terms, fields, counts = index.term[first].tolist(), index.field[first].tolist(), sizes.tolist()
    position = 0
    for number, term in enumerate(index.terms):
        mask, postings = 0, b""
        while position < len(terms) and terms[position] == number:
            mask |= 1 << fields[position]
            postings += _varint(counts[position]) + stream[starts[position] : ends[position]]
            position += 1
        name = term.encode()
        yield _varint(len(name)) + name + _varint(mask) + postings


def _varints(values: Ints) -> tuple[bytes, Ints]:
    """LEB128 of each value, joined, and the offset at which each begins (one more at the end)."""
    size = np.ones(len(values), dtype=np.int64)
    for bits in range(7, 35, 7):
        size += values >> bits > 0
    offset = np.concatenate([[0], np.cumsum(size)])
    stream = np.zeros(int(offset[-1]), dtype=np.uint8)
    for place in range(5):
        has = size > place
        byte = (values[has] >> (7 * place)) & 0x7F
        more = np.where(size[has] > place + 1, 0x80, 0)
        stream[offset[:-1][has] + place] = byte | more
    return stream.tobytes(), offset


def _varint(value: int) -> bytes:
    encoded = bytearray()
    while value >> 7:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
