// The sharded index: which shard holds a term, and what its bytes mean (scripts/showcase/outputs/search/shards.py).

import { crc32 } from "../shared/crc.js";
import { decodePlaces } from "./places.js";
import { characters, isHan } from "./text.js";

const decoder = new TextDecoder();

/** The number of the shard that holds `term`. */
export function shardOf(term, shards) {
  return crc32(new TextEncoder().encode(term)) % shards;
}

/** The file of what stands apart of a term: its `weights`, or a chunk of its `places`. */
export function fileOf(term, what, chunk = null) {
  const name = [...new TextEncoder().encode(term)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${what}/${name}${chunk === null ? "" : "-" + chunk.toString(16)}.bin`;
}

/** Whether a term has places: single Chinese characters and what is cut from within words (longer than a pair) have none. */
function placed(term) {
  return !/^[~^_]../.test(term) && !(isHan(term) && characters(term).length === 1);
}

/** Reads the numbers and parts of a file one after another. */
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  varint() {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  /** `count` documents, each given by its distance from the one before. */
  distances(count) {
    const documents = new Uint32Array(count);
    let document = 0;
    for (let i = 0; i < count; i++) documents[i] = document += this.varint();
    return documents;
  }

  /** `count` documents of `total`, a bit for each of these. */
  bits(count, total) {
    const documents = new Uint32Array(count);
    const bytes = this.take(Math.ceil(total / 8));
    let found = 0;
    for (let document = 0; document < total; document++) if (bytes[document >> 3] & (1 << (document & 7))) documents[found++] = document;
    return documents;
  }

  skip(varints) {
    while (varints > 0) if (this.bytes[this.at++] < 0x80) varints--;
  }
}

/**
 * The postings of the wanted terms in a shard.
 * Returns a Map: term → {term, size: number of postings, fields: by number {documents, weights, places} or undefined,
 * best, apart: of how many documents each chunk of the places is that stand apart, or 0}. `weights` are bytes (null of a
 * frequent term until readWeights), as are `places`, undefined where they stand apart or there are none; `best` is null
 * or {documents, weights: by field}.
 */
export function decodeShard(bytes, wanted, fieldCount, total) {
  const reader = new Reader(bytes);
  const found = new Map();
  while (reader.at < bytes.length) {
    const term = decoder.decode(reader.take(reader.varint()));
    if (wanted.has(term)) found.set(term, { term, ...readPostings(reader, fieldCount, total, placed(term)) });
    else skipPostings(reader, fieldCount, total, placed(term));
  }
  return found;
}

function fieldsOf(mask, fieldCount) {
  return Array.from({ length: fieldCount }, (_, field) => field).filter((field) => mask & (1 << field));
}

function readPostings(reader, fieldCount, total, withPlaces) {
  const head = reader.varint();
  const present = fieldsOf(head >> 2, fieldCount);
  const frequent = head & 1;
  const apart = head & 2 ? reader.varint() : 0;
  const fields = [];
  let size = 0;
  for (const field of present) {
    const count = reader.varint();
    const documents = count * 8 < total ? reader.distances(count) : reader.bits(count, total);
    fields[field] = { documents, weights: frequent ? null : reader.take(count) };
    if (withPlaces && !apart) fields[field].places = reader.take(reader.varint());
    size += count;
  }
  return { size, fields, best: frequent ? readBest(reader, present) : null, apart };
}

function readBest(reader, present) {
  const count = reader.varint();
  const best = { documents: reader.distances(count), weights: [] };
  for (const field of present) best.weights[field] = reader.take(count);
  return best;
}

function skipPostings(reader, fieldCount, total, withPlaces) {
  const head = reader.varint();
  const present = fieldsOf(head >> 2, fieldCount);
  const frequent = head & 1;
  if (head & 2) reader.varint();
  for (let left = present.length; left > 0; left--) {
    const count = reader.varint();
    if (count * 8 < total) reader.skip(count);
    else reader.at += Math.ceil(total / 8);
    if (!frequent) reader.at += count;
    if (withPlaces && !(head & 2)) reader.take(reader.varint());
  }
  if (!frequent) return;
  const best = reader.varint();
  reader.skip(best);
  reader.at += best * present.length;
}

/** Puts a frequent term's weights, read from their own file, into its postings. */
export function readWeights(postings, bytes) {
  let at = 0;
  for (const field of postings.fields) if (field) field.weights = bytes.subarray(at, (at += field.documents.length));
}

/** The chunks of a term's places that hold some of these documents and were not read. */
export function chunksOf({ apart, fields, read = new Set() }, documents) {
  if (!apart) return [];
  const held = new Set(fields.filter(Boolean).flatMap((field) => [...field.documents]));
  const wanted = Array.from(documents).filter((document) => held.has(document));
  return [...new Set(wanted.map((document) => Math.floor(document / apart)))].filter((chunk) => !read.has(chunk));
}

/** Puts a chunk of a term's places, read from its file, into its postings. */
export function readPlaces(postings, chunk, bytes) {
  const { apart, fields } = postings;
  const reader = new Reader(bytes);
  postings.read = (postings.read || new Set()).add(chunk);
  for (const field of fields.filter(Boolean)) {
    const documents = field.documents.filter((document) => Math.floor(document / apart) === chunk);
    const places = decodePlaces(documents, reader.take(reader.varint()));
    field.decoded = new Map([...(field.decoded || []), ...places]);
  }
}
