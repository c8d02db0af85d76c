"""The search index: lunr's inverted index and weights, cut into shards by term.

lunr's score of a document needs only the query's own terms (lunr.js 2.3.9, lunr.Index.query), so a
browser that fetches the shards of those terms and hands them to lunr.Index.load gets the results
and scores of the whole index. Weights are lunr's BM25: lunr.Builder.createFieldVectors.

A shard is a run of terms, in UTF-16 order:

    term    = length of its UTF-8, bytes, mask of its fields, then for each field in the mask:
    posting = number of documents, then for each document: distance from the one before, weight × 1000

All numbers are unsigned LEB128 varints. Terms are dealt to shards by CRC-32 of their UTF-8.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from showcase.catalogue import Catalogue
from showcase.entry import Entry
from showcase.records import Achievement, Demand
from showcase.tokens import index_terms

K1 = 1.2
B = 0.75
SHARD_BYTES = 12 * 1024
MIN_SHARDS = 16
CARDS_PER_FILE = 16

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Field:
    """A searched field: `boost` multiplies its weights; `single`: lone characters are indexed too."""

    name: str
    boost: float
    single: bool


FIELDS = (
    Field("title", 8, single=True),
    Field("keywords", 6, single=True),
    Field("summary", 4, single=True),
    Field("names", 3, single=True),
    Field("details", 2, single=True),
    Field("body", 1, single=False),
)


@dataclass(frozen=True)
class InvertedIndex:
    """Postings sorted by term, field, document.

    `terms[term[i]]`, `FIELDS[field[i]]` and document `document[i]` meet with weight `weight[i]` / 1000.
    """

    terms: tuple[str, ...]
    documents: int
    term: Ints
    field: Ints
    document: Ints
    weight: Ints


def search_texts(entry: Entry) -> dict[str, str]:
    """An entry's text by field; withdrawn entries are not searched at all."""
    record = entry.record
    labels = entry.vocabularies
    names: list[str] = [record.id, *record.aliases, labels["agencies"][record.agency].label]
    names += [labels["industries"][code].label for code in record.industries]
    names += [labels["marine-sectors"][code].label for code in record.marine_sectors]
    names += [labels["contract-types"][code].label for code in record.contract_types]
    names += [labels["districts"][code].label for code in entry.districts]
    names.append(labels["task-forces"][record.task_force].label)
    details = [record.title_en, record.summary_en]
    if isinstance(record, Achievement):
        names.append(labels["institutions"][record.holder].label)
        details += [text for item in record.advantages for text in (item.metric, item.value, item.unit, item.baseline)]
        details += [*record.applications, *(text for item in record.ip for text in (item.title, item.number))]
        details += [record.financing.use if record.financing else None]
    else:
        names += filter(None, [record.demander.name, record.demander.description])
        details += [text for item in record.targets for text in (item.metric, item.value, item.unit)]
        details += [*record.constraints, record.ip_terms]
    return {
        "title": record.title,
        "keywords": "\n".join(record.keywords),
        "summary": record.summary,
        "names": "\n".join(names),
        "details": "\n".join(filter(None, details)),
        "body": entry.body_text,
    }


def searched(catalogue: Catalogue) -> tuple[Entry, ...]:
    """The entries that can be found, in the order of their document numbers."""
    return tuple(entry for entry in catalogue.entries if not entry.withdrawn)


def build_index(documents: Sequence[dict[str, str]]) -> InvertedIndex:
    """The inverted index of documents given as text by field."""
    numbers: dict[str, int] = {}
    occurrences = [
        [numbers.setdefault(term, len(numbers)) for term in index_terms(texts[field.name], single=field.single)]
        for texts in documents
        for field in FIELDS
    ]
    terms, rank = _sorted_terms(numbers)
    lengths = np.array([len(row) for row in occurrences], dtype=np.int64)
    cell = np.repeat(np.arange(len(occurrences)), lengths)
    occurring = rank[np.fromiter((number for row in occurrences for number in row), dtype=np.int64)]
    shape = (len(terms), len(FIELDS), len(documents))
    if not terms:
        nothing = np.empty(0, dtype=np.int64)
        return InvertedIndex(terms, len(documents), nothing, nothing, nothing, nothing)
    keys = np.ravel_multi_index((occurring, cell % len(FIELDS), cell // len(FIELDS)), shape)
    key, frequency = np.unique(keys, return_counts=True)
    term, field_number, document = np.unravel_index(key, shape)
    weight = _weights(term, field_number, document, frequency, lengths.reshape(-1, len(FIELDS)))
    return InvertedIndex(terms, len(documents), term, field_number, document, weight)


def _sorted_terms(numbers: dict[str, int]) -> tuple[tuple[str, ...], Ints]:
    """Terms in JavaScript's order of strings, and each old number's place in it."""
    terms = sorted(numbers, key=lambda term: term.encode("utf-16-be"))
    rank = np.empty(len(terms), dtype=np.int64)
    rank[[numbers[term] for term in terms]] = np.arange(len(terms))
    return tuple(terms), rank


def _weights(term: Ints, field: Ints, document: Ints, frequency: Ints, lengths: Ints) -> Ints:
    """lunr's weight of each posting × 1000, rounded half up as Math.round does."""
    # lunr counts a document once for every field that holds the term.
    with_term = np.bincount(term)
    idf = np.log(1 + np.abs((len(lengths) - with_term + 0.5) / (with_term + 0.5)))
    average = lengths.mean(axis=0)
    relative = np.divide(lengths, average, out=np.ones(lengths.shape), where=average > 0)
    saturation = K1 * (1 - B + B * relative[document, field]) + frequency
    score = idf[term] * ((K1 + 1) * frequency) / saturation
    score *= np.array([item.boost for item in FIELDS])[field]
    rounded: Ints = np.floor(score * 1000 + 0.5).astype(np.int64)
    return rounded


def render_search(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Every file below search/: shards, cards and the manifest that names them."""
    entries = searched(catalogue)
    index = build_index([search_texts(entry) for entry in entries])
    shards = render_shards(index)
    cards = [_card(entry) for entry in entries]
    files = {f"search/shards/{number:x}.bin": data for number, data in enumerate(shards)}
    for start in range(0, len(cards), CARDS_PER_FILE):
        chunk = cards[start : start + CARDS_PER_FILE]
        files[f"search/cards/{start // CARDS_PER_FILE:x}.json"] = _json(chunk)
    manifest = {
        "version": hashlib.sha256(b"".join(files.values())).hexdigest()[:12],
        "documents": index.documents,
        "fields": [field.name for field in FIELDS],
        "shards": len(shards),
        "cards_per_file": CARDS_PER_FILE,
    }
    yield "search/index.json", _json(manifest)
    yield from files.items()


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


def _card(entry: Entry) -> dict[str, object]:
    """What a result shows; labels are text, so that no vocabulary is fetched."""
    record = entry.record
    labels = entry.vocabularies
    card: dict[str, object] = {
        "id": record.id,
        "kind": entry.kind,
        "title": record.title,
        "summary": record.summary,
        "keywords": record.keywords,
        "url": entry.url,
        "state": entry.state.label,
        "tone": entry.state.tone,
        "published": record.published.isoformat(),
        "categories": [labels["categories"][code].label for code in entry.categories],
        "fields": [labels["marine-sectors"][code].label for code in record.marine_sectors]
        or [labels["industries"][code].label for code in record.industries],
        "districts": [labels["districts"][code].label for code in entry.districts],
    }
    if isinstance(record, Demand):
        return card | {"party": record.demander.name or record.demander.description, "deadline": str(record.deadline)}
    return card | {
        "party": labels["institutions"][record.holder].label,
        "stage": labels["stages"][record.stage].label,
    }


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
