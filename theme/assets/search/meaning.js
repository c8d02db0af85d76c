// What a query means, word by word (scripts/showcase/outputs/search/meaning.py), and which documents mean much the same.

import { Reader, shardOf } from "./shards.js";
import { characters, fold, isHan, needles } from "./text.js";

/** Characters of the longest word. */
export const LONGEST = 6;
const SINGLE = 255;
const STEP = 30;
const BEST = 255;
/** What a word that the table lacks costs and weighs: as much as one of a trade. */
const NAME_COST = 100;
const NAME_WEIGHT = 250;
/** What a word counts that stands anywhere in a text, as in the body's beginning (PARTS in meaning.py). */
const HELD = 0.75;
/** A Latin word of no more postings is rare: RS485 beside 接口. */
const RARE = 5;
/** A word that surely stands there says more than several that are a little like. */
const SURENESS = 1.5;
/** A word brought a document if it gives this part of the likeness. */
const TELLING = 0.25;
const NUMBER = /^[零一二三四五六七八九十百千万亿两半几数]+个?$/;

/** What English words end in, the word itself first, and what the table may have instead: of `antifoul` it has the -ing form. */
const ENDINGS = [[/$/, ""], [/s$/, ""], [/es$/, ""], [/ies$/, "y"], [/(?:ing|ed|er|or)$/, ""], [/(?:ing|ed|er|or)$/, "e"], [/(.)\1(?:ing|ed|er)$/, "$1"], [/$/, "ing"]];

/** The words of a shard: a Map from word to {word, cost, weight, shard, place}. */
function decodeWords(bytes, shard) {
  const reader = new Reader(bytes);
  const words = new Map();
  for (let place = 0; reader.at < bytes.length; place++) {
    const word = new TextDecoder().decode(reader.take(reader.varint()));
    const [cost, weight] = reader.take(2);
    words.set(word, { word, cost, weight, shard, place });
  }
  return words;
}

/** The lists of a shard: a Map from a word's place to a Map from documents to how like they are, 0 to 1. */
function decodeLists(bytes) {
  const reader = new Reader(bytes);
  const lists = new Map();
  for (let place = 0; reader.at < bytes.length; ) {
    place += reader.varint();
    const documents = reader.distances(reader.varint());
    const likeness = reader.take(documents.length);
    lists.set(place, new Map([...documents].map((document, at) => [document, likeness[at] / BEST])));
  }
  return lists;
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

/** Of words those that say what something is, not how many there are of it. */
export function withoutNumbers(words) {
  return words.filter(({ word }) => !NUMBER.test(word));
}

export class Meaning {
  constructor(engine) {
    this.engine = engine;
  }

  /** The table's entries of words by their keys: the first two characters, or the only one. */
  async entries(keys) {
    const { word_shards: shards, words } = (await this.engine.manifest()).meaning;
    const numbers = [...new Set(keys.map((key) => shardOf(key, shards)))];
    const read = async (number) => decodeWords(await this.engine.bytes(`words-${number.toString(16)}.bin`, words), number);
    return new Map((await Promise.all(numbers.map(read))).flatMap((found) => [...found]));
  }

  /** The words of a text, one after another, those of the table as long as they are. */
  async cut(text) {
    const runs = needles(fold(text)).filter(isHan).map(characters);
    const known = await this.entries(runs.flatMap((signs) => signs.slice(1).map((sign, at) => signs[at] + sign)));
    return runs.flatMap((signs) => segment(signs, known));
  }

  /**
   * A text as words: {words: those that the table holds, each once, with `others`, its other names by groups of synonyms,
   * across: the pairs of characters that belong to two words of which one has several characters, and so to no word}.
   * `names` are words too, whether the table holds them or not: what is typed apart, or a name of a group; of what is
   * typed apart and not held so are its parts, 补 and 漆 beside 补漆, since a compound means what they do. So are the
   * `latin` ones; beside Chinese words one that is not `english`, so that nobody knows what it means, counts as well.
   */
  async read(text, groups = [], names = [], latin = [], held = new Map()) {
    const runs = needles(fold(text)).filter(isHan).map(characters);
    const known = await this.entries(runs.flatMap((signs) => signs.slice(1).map((sign, at) => signs[at] + sign)));
    const alone = names.filter((word) => !known.has(word) && !groups.some((group) => group.includes(word)));
    const parts = alone.flatMap((word) => segment(characters(word), known));
    for (const word of names) if (!known.has(word)) known.set(word, { word, cost: NAME_COST, weight: NAME_WEIGHT });
    const cut = runs.map((signs) => segment(signs, known).map(characters));
    const flat = [...new Set([...cut.flat().map((signs) => signs.join("")), ...parts])];
    const single = await this.entries(flat.filter((word) => characters(word).length === 1));
    const borders = cut.flatMap((words) => words.slice(1).map((word, at) => [words[at], word])).filter((pair) => pair.some(({ length }) => length > 1));
    const words = flat.map((word) => known.get(word) || single.get(word)).filter(Boolean);
    const chinese = await this.named(words.some(({ word }) => known.has(word)) ? words : await this.held(words), groups, text);
    return {
      words: [...chinese, ...(await this.foreign(latin, chinese.length > 0, held))],
      across: new Set(borders.map(([before, after]) => before[before.length - 1] + after[0])),
    };
  }

  /**
   * The words with their other names; a group that is named in Latin letters is one more word. One that is not and of
   * which no name is a word was named within a longer word, which is another: 核电站 is no 电站.
   */
  async named(words, groups, text) {
    const latin = needles(text).filter((run) => !isHan(run));
    const meantBy = (group) => group.some((name) => words.some(({ word }) => word === name) || (!isHan(name) && latin.includes(needles(name)[0])));
    const names = groups.filter(meantBy).map((group) => group.filter(isHan));
    const table = await this.entries(names.flat().map((name) => characters(name).slice(0, 2).join("")));
    const found = words.map((word) => ({ ...word, others: [] }));
    for (const group of names) {
      const entries = group.map((name) => table.get(name) || { word: name, weight: NAME_WEIGHT });
      const own = found.filter(({ word }) => group.includes(word));
      for (const word of own) word.others.push(...entries);
      if (!own.length && entries.length) found.push({ ...entries[0], others: entries.slice(1) });
    }
    return found;
  }

  /**
   * Latin words: as `english` those of which the table knows what they mean in Chinese, for whoever holds them too; the
   * others if they are `wanted` and hardly any record has `held` them, as names that tell more than what is meant.
   */
  async foreign(latin, wanted, held) {
    const english = await this.english(latin);
    const named = latin.filter((word) => english.has(word) || (wanted && !(held.get(word)?.size > RARE)));
    return named.map((word) => {
      const known = english.has(word) ? { ...english.get(word), english: true } : { weight: NAME_WEIGHT };
      return { ...known, word, others: known.english && held.has(word) ? [{ word }] : [] };
    });
  }

  /** Of Latin words those that the table knows, in other forms too: a Map to its entries. */
  async english(words) {
    const table = await this.entries(words.map((word) => word.slice(0, 2)));
    const known = (word) => ENDINGS.map(([ending, instead]) => word.replace(ending, instead)).find((form) => table.has(form));
    return new Map(words.filter(known).map((word) => [word, table.get(known(word))]));
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
   * The documents that mean something of words: [{document, evidence: how much of all, 0 to 1, words: those that brought
   * it}], the likest first. A word that the table lacks has no list: `holding(word, fields)` are the documents that hold
   * it, those in the `telling` fields as their own. Weights are damped: a rare word is not all of a query.
   */
  async near(words, holding, telling) {
    const standing = (word) => [...holding(word, null).map((document) => [document, HELD]), ...holding(word, telling).map((document) => [document, 1])];
    const lists = await Promise.all(words.map((one) => this.listOfNames([one, ...one.others], standing)));
    const weights = words.map(({ weight }) => Math.sqrt(weight));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const found = new Map();
    lists.forEach((list, place) => {
      for (const [document, like] of list) {
        const one = found.get(document) || { document, evidence: 0, shares: [] };
        const share = (like ** SURENESS * weights[place]) / whole;
        found.set(document, one);
        one.evidence += share;
        one.shares.push({ word: words[place].word, share });
      }
    });
    const near = [...found.values()].sort((a, b) => b.evidence - a.evidence || a.document - b.document);
    return near.map(({ document, evidence, shares }) => ({ document, evidence, words: bringing(shares, evidence) }));
  }

  /** The documents that hold a word by any of its names, or one much like it, and how like they are. */
  async listOfNames(names, standing) {
    const best = new Map();
    const lists = await Promise.all(names.map((one) => (one.shard === undefined ? standing(one.word) : this.list(one))));
    for (const [document, likeness] of lists.flatMap((list) => [...list])) best.set(document, Math.max(likeness, best.get(document) || 0));
    return best;
  }

  /** The documents that hold a word of the table or one much like it. */
  async list({ shard, place }) {
    return decodeLists(await this.engine.bytes(`meaning/${shard.toString(16)}.bin`)).get(place) || new Map();
  }
}

/** The words without which a document would be far less like the query. */
function bringing(shares, whole) {
  const enough = shares.filter(({ share }) => share >= TELLING * whole);
  return enough.sort((a, b) => b.share - a.share).map(({ word }) => word).slice(0, 3);
}
