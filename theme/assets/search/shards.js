// The sharded index: which shard holds a term, and what a shard's bytes mean (scripts/showcase/search.py).

const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** CRC-32 (ISO 3309) of bytes, unsigned. */
export function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The number of the shard that holds `term`. */
export function shardOf(term, shards) {
  return crc32(new TextEncoder().encode(term)) % shards;
}

class Reader {
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

  text(length) {
    const part = this.bytes.subarray(this.at, (this.at += length));
    return new TextDecoder().decode(part);
  }
}

/**
 * The postings of the wanted terms in a shard.
 * Returns a Map: term → array by field number of [document, weight] pairs, or undefined.
 */
export function decodeShard(bytes, wanted, fieldCount) {
  const reader = new Reader(bytes);
  const found = new Map();
  while (reader.at < bytes.length) {
    const term = reader.text(reader.varint());
    const postings = readPostings(reader, fieldCount);
    if (wanted.has(term)) found.set(term, postings);
  }
  return found;
}

function readPostings(reader, fieldCount) {
  const mask = reader.varint();
  const fields = [];
  for (let field = 0; field < fieldCount; field++) {
    if (!(mask & (1 << field))) continue;
    const pairs = [];
    let document = 0;
    for (let left = reader.varint(); left > 0; left--) {
      document += reader.varint();
      pairs.push([document, reader.varint() / 1000]);
    }
    fields[field] = pairs;
  }
  return fields;
}

/** A serialised lunr index of the given terms only; lunr scores it as it would the whole index. */
export function partialIndex(postings, fields, version) {
  const vectors = new Map();
  const inverted = [];
  [...postings.keys()].sort().forEach((term, number) => {
    const entry = { _index: number };
    fields.forEach((field, position) => {
      entry[field] = {};
      for (const [document, weight] of postings.get(term)[position] || []) {
        entry[field][document] = {};
        const reference = `${field}/${document}`;
        if (!vectors.has(reference)) vectors.set(reference, []);
        vectors.get(reference).push(number, weight);
      }
    });
    inverted.push([term, entry]);
  });
  return { version, fields, fieldVectors: [...vectors], invertedIndex: inverted, pipeline: [] };
}
