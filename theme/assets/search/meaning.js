// What a query means (scripts/showcase/files/vectors.py does the same to records), and which documents mean much the same.

import { shardOf } from "./shards.js";
import { characters, fold, isHan, needles } from "./text.js";

const DIMENSIONS = 128;
const LONGEST = 6;
const SINGLE = 255;
const STEP = 30;
/** Groups of documents that are read: those whose middles are nearest. */
const NEAREST_GROUPS = 3;
/** How like a query a document must be (cosine), and where nothing of it stands in any; how like beside the likest, and by how many deviations above the mean. */
const LEAST = 0.3;
const LEAST_ALONE = 0.4;
const OF_BEST = 0.6;
const STANDING_OUT = 1;
const MOST = 30;
/** A word brought a document if it gives this part of the likeness. */
const TELLING = 0.25;

/** The words of a shard: a Map from word to {word, cost, weight, row}. */
function decodeWords(bytes) {
  const view = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const words = new Map();
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at++]; // a word of the table is shorter than 128 bytes
    const word = new TextDecoder().decode(bytes.subarray(at, (at += length)));
    const [cost, weight] = [bytes[at++], bytes[at++]];
    words.set(word, { word, cost, weight, row: view.subarray(at, (at += DIMENSIONS)) });
  }
  return words;
}

function decodeGroup(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const documents = new Array(varint());
  let document = 0;
  for (let i = 0; i < documents.length; i++) documents[i] = document += varint();
  return { documents, rows: new Int8Array(bytes.buffer, bytes.byteOffset + at, documents.length * DIMENSIONS) };
}

/** The words of a run of Chinese characters, so that the sum of their costs is the least; single ones may be unknown. */
export function segment(signs, known) {
  const best = [0, ...signs.map(() => Infinity)];
  const begin = [];
  signs.forEach((_, start) => {
    for (let end = start + 1; end <= Math.min(signs.length, start + LONGEST); end++) {
      const word = end === start + 1 ? { cost: SINGLE } : known.get(signs.slice(start, end).join(""));
      if (!word || best[start] + STEP + word.cost >= best[end]) continue;
      best[end] = best[start] + STEP + word.cost;
      begin[end] = start;
    }
  });
  const words = [];
  for (let end = signs.length; end > 0; end = begin[end]) words.unshift(signs.slice(begin[end], end).join(""));
  return words;
}

function dot(one, other, at = 0) {
  let sum = 0;
  for (let i = 0; i < DIMENSIONS; i++) sum += one[i] * other[at + i];
  return sum;
}

export class Meaning {
  constructor(engine) {
    this.engine = engine;
  }

  /** The table's entries of words by their keys: the first two characters, or the only one. */
  async entries(keys) {
    const { word_shards: shards, words } = (await this.engine.manifest()).meaning;
    const numbers = [...new Set(keys.map((key) => shardOf(key, shards)))];
    const read = (number) => this.engine.bytes(`words-${number.toString(16)}.bin`, words);
    return new Map((await Promise.all(numbers.map(read))).flatMap((bytes) => [...decodeWords(bytes)]));
  }

  /**
   * A text as words: {words: those that the table holds, each once, across: the pairs of characters that belong to two
   * words of which one has several characters, and so to no word}.
   */
  async read(text) {
    const runs = needles(fold(text)).filter(isHan).map(characters);
    const known = await this.entries(runs.flatMap((signs) => signs.slice(1).map((sign, at) => signs[at] + sign)));
    const cut = runs.map((signs) => segment(signs, known).map(characters));
    const flat = [...new Set(cut.flat().map((signs) => signs.join("")))];
    const single = await this.entries(flat.filter((word) => characters(word).length === 1));
    const borders = cut.flatMap((words) => words.slice(1).map((word, at) => [words[at], word])).filter((pair) => pair.some(({ length }) => length > 1));
    const words = flat.map((word) => known.get(word) || single.get(word)).filter(Boolean);
    return {
      words: words.some(({ word }) => known.has(word)) ? words : await this.held(words),
      across: new Set(borders.map(([before, after]) => before[before.length - 1] + after[0])),
    };
  }

  /**
   * Those of single characters that some record holds. Where nothing but characters is known, one that no record uses
   * is a piece of a name that the table does not know, and means nothing by itself.
   */
  async held(words) {
    const postings = await this.engine.postings(words.map(({ word }) => word));
    return words.filter(({ word }) => postings.has(word));
  }

  /**
   * The documents that mean much the same as words: [{document, likeness, words: those that brought it}], the likest
   * first. Where likeness stands `alone`, since no document holds anything of the query, it must be clearer.
   */
  async near(words, alone) {
    const query = new Float64Array(DIMENSIONS);
    for (const { weight, row } of words) for (let i = 0; i < DIMENSIONS; i++) query[i] += weight * row[i];
    const length = Math.sqrt(dot(query, query));
    if (!length) return [];
    const groups = await Promise.all((await this.groups(query)).map((number) => this.engine.bytes(`meaning/group-${number.toString(16)}.bin`)));
    const all = groups.map(decodeGroup).flatMap(({ documents, rows }) =>
      documents.map((document, place) => {
        const row = rows.subarray(place * DIMENSIONS, (place + 1) * DIMENSIONS);
        return { document, row, likeness: dot(query, row) / length / Math.sqrt(dot(row, row)) };
      }),
    );
    all.sort((a, b) => b.likeness - a.likeness || a.document - b.document);
    const least = Math.max(alone ? LEAST_ALONE : LEAST, floor(all.map(({ likeness }) => likeness)));
    return all
      .filter(({ likeness }) => likeness >= least)
      .slice(0, MOST)
      .map(({ document, row, likeness }) => ({ document, likeness, words: telling(words, query, row) }));
  }

  /** The groups of documents that are worth reading. */
  async groups(query) {
    const { groups: count } = (await this.engine.manifest()).meaning;
    if (count < 2) return Array.from({ length: count }, (_, number) => number);
    const bytes = await this.engine.bytes("meaning/places.bin");
    const middles = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const near = Array.from({ length: count }, (_, number) => ({ number, likeness: dot(query, middles, number * DIMENSIONS) }));
    return near.sort((a, b) => b.likeness - a.likeness || a.number - b.number).slice(0, NEAREST_GROUPS).map(({ number }) => number);
  }
}

/** The least likeness that stands out among likenesses from the best. */
function floor(likenesses) {
  const mean = likenesses.reduce((sum, one) => sum + one, 0) / likenesses.length;
  const deviation = Math.sqrt(likenesses.reduce((sum, one) => sum + (one - mean) ** 2, 0) / likenesses.length);
  return Math.max(likenesses[0] * OF_BEST, mean + STANDING_OUT * deviation);
}

/** The words without which a document would be far less like the query. */
function telling(words, query, row) {
  const whole = dot(query, row);
  const shares = words.map(({ word, weight, row: own }) => ({ word, share: (weight * dot(own, row)) / whole }));
  return shares.filter(({ share }) => share >= TELLING).sort((a, b) => b.share - a.share).map(({ word }) => word).slice(0, 3);
}
