// What a query found: the documents that hold all of it, the best of those that hold a part, and their order.

import { LITERAL, SAID, coverage } from "./clauses.js";
import { certain, highest, score } from "./ranking.js";
import { isHan, needles, queryTerms } from "./text.js";

/** With fewer whole matches than a first page holds, partial ones fill it up. */
export const FIRST_PAGE = 10;
const MOST_PARTIAL = 10;
/** A partial match must hold this part of the query or a whole word of several that no more than this part of the records hold. */
const LEAST_SHARE = 0.3;
const COMMON_SHARE = 0.2;
const COMMON_AT_LEAST = 3;
/** Beside whole matches it must also hold this part of what the best of them holds. */
const OF_BEST = 0.5;
const FAR_ABOVE = 1e6;
/** What tells nothing apart from what stands beside it: of DP-3, which no record holds, the 3 is no part. */
const LONE_DIGITS = /^[0-9]{1,2}$/;
/** How little the first places count more than the later ones, and how much more a place by meaning counts than one by parts. */
const RANK_DAMPING = 5;
const BY_MEANING = 1.5;
/** Fields that are cut from within words: what they hold is no part of a text. */
const MARKED = { pinyin: 1, codes: 1, letters: 1 };

export class Found {
  /**
   * `documents` hold every wanted clause and nothing that is excluded; those of them hold it in words that stand as
   * wanted of which `proven` says so. Where fewer than FIRST_PAGE documents do, `partial` are the best of those that
   * hold a part of what is wanted or mean much the same, `meaning` (a Map) says which words brought the latter. `rare`
   * are [text, character] of clauses of which nothing is held but, in some titles or keywords, a rare character.
   */
  constructor(engine, manifest, query, { wanted, wantedStates, excluded, excludedStates, postings }) {
    Object.assign(this, { engine, manifest, query, wanted, postings });
    const total = manifest.documents;
    this.readings = wanted.filter(({ ways }) => ways.length).map(({ ways }) => [...new Set(ways.map(({ text }) => text))]);
    this.rare = wanted.filter(({ rare }) => rare).map(({ text, rare }) => [text, rare]);
    this.phrases = wanted.filter(({ phrase }) => phrase).map(({ text }) => text);
    this.banned = new Uint8Array(total);
    excluded.forEach((_, number) => excludedStates[number].forEach((state, document) => state === LITERAL && (this.banned[document] = 1)));
    this.states = leastStates(wanted, wantedStates, total, this.banned);
    this.documents = this.withState((state) => state > 0);
    if (!wanted.length && !excluded.length) this.documents = new Uint32Array(0);
    this.partial = new Uint32Array(0);
    this.share = null;
    this.meaning = new Map();
    this.holding = new Set();
    this.wantedStates = wantedStates;
    this.literal = this.documents.some((document) => this.states[document] === LITERAL);
    this.lacking = this.documents.length < FIRST_PAGE && (this.literal ? hasParts(wanted) : wanted.some(({ ways, field }) => ways.length && !(field in MARKED)));
  }

  /** Whether of several words typed apart at least half stand in some record each: those are of this trade. */
  holdsHalf() {
    const held = this.wantedStates.filter((states) => states.some((state) => state >= SAID));
    return this.wanted.length > 1 && held.length * 2 >= this.wanted.length;
  }

  /** Whether a document was found by its meaning alone. */
  onlyMeant(document) {
    return this.meaning.has(document) && !this.holding.has(document);
  }

  /**
   * Finds what holds a part of the query, without lone digits and the pairs that are `across` words, and joins it with
   * what means much the same by reciprocal ranks (Cormack, Clarke and Büttcher, 2009): scores of different kinds cannot be
   * added.
   */
  async fillUp(across, near) {
    const digits = this.terms().map(({ term }) => term).filter((term) => LONE_DIGITS.test(term));
    const untold = new Set([...across, ...digits]);
    this.findPartial(untold);
    this.holding = new Set(this.partial);
    const held = new Set(this.documents);
    const meaning = near.filter(({ document }) => !held.has(document) && !this.banned[document]);
    const keys = new Map();
    const add = (document, place, weight) => keys.set(document, (keys.get(document) || 0) + weight / (RANK_DAMPING + place));
    (await this.orderPartial(untold)).forEach((document, place) => add(document, place, 1));
    meaning.forEach(({ document, words }, place) => {
      add(document, place, BY_MEANING);
      this.meaning.set(document, words);
    });
    const order = [...keys.keys()].sort((a, b) => keys.get(b) - keys.get(a) || a - b);
    this.partial = Uint32Array.from(order.slice(0, MOST_PARTIAL));
  }

  /**
   * Whether what is wanted stands in a document as it is wanted, or in another way to say it. Where a whole sentence
   * stands somewhere, what holds the words of it that say something is none.
   */
  proven(document) {
    return this.states[document] >= (this.literal && this.wanted.some(({ content }) => content) ? LITERAL : SAID);
  }

  /** The words of the query in whose place another one of their group may stand in some record: a Map to these. */
  synonyms() {
    const used = new Map();
    for (const { other, terms } of this.wanted.flatMap(({ ways }) => ways)) {
      if (!other || !terms.every((term) => this.postings.has(term))) continue;
      used.set(other[0], [...new Set([...(used.get(other[0]) || []), other[1]])]);
    }
    return used;
  }

  findPartial(across) {
    this.share = coverage(this.wanted, this.postings, this.manifest.documents, across);
    const whole = new Set(this.documents);
    const others = this.withState(() => true).filter((document) => this.share[document] > 0 && !whole.has(document) && !this.banned[document]);
    const most = others.reduce((best, document) => Math.max(best, this.share[document]), 0);
    const few = Math.max(COMMON_AT_LEAST, this.manifest.documents * COMMON_SHARE);
    const telling = this.wantedStates.filter((states) => states.reduce((sum, state) => sum + (state >= SAID), 0) <= few);
    const least = whole.size ? most * OF_BEST - 1e-9 : 0;
    this.partial = others.filter((document) => this.share[document] >= least && (this.share[document] >= LEAST_SHARE || telling.some((states) => states[document] >= SAID)));
  }

  withState(test) {
    return Uint32Array.from(this.states, (_, document) => document).filter((document) => test(this.states[document]));
  }

  /** The best `count` of some of `documents`: those that hold what is wanted literally first, then by lunr's score. */
  order(documents, count) {
    return this.best(documents, count, (scored, document) => scored + this.states[document] * FAR_ABOVE);
  }

  /** The partial matches by score and, damped since scores know rarity, the part of the query that they hold. */
  orderPartial(across) {
    return this.best(this.partial, MOST_PARTIAL, (scored, document) => scored * Math.sqrt(this.share[document]), across);
  }

  async best(documents, count, key, ignored = new Set()) {
    const terms = this.terms().filter(({ term }) => !ignored.has(term));
    if (!terms.length || documents.length < 2) return Array.from(documents.slice(0, count));
    if (terms.some(({ only }) => only !== null)) await this.engine.weights(this.postings);
    for (;;) {
      const { scores, slack } = score(terms, this.manifest);
      const found = highest(documents, count, (document) => key(scores[document], document));
      const sure = slack === null || certain(found, documents, (document) => key(scores[document], document), (document) => key(slack[document], document) - key(0, document));
      if (sure) return found;
      await this.engine.weights(this.postings);
    }
  }

  /** The score of each document, all weights read. */
  async scores() {
    await this.engine.weights(this.postings);
    return score(this.terms(), this.manifest).scores;
  }

  /** Each term once, as the first clause that has it wants it. */
  terms() {
    const terms = new Map();
    for (const { ways, fields } of this.wanted) {
      for (const { terms: own, boost } of ways.filter(({ boost }) => boost)) {
        for (const term of own) {
          if (!terms.has(term) && this.postings.has(term)) terms.set(term, { term, postings: this.postings.get(term), boost, only: fields });
        }
      }
    }
    return [...terms.values()];
  }

  /** What is wanted, whole and, but for phrases, as pairs and words, to be marked where it stands. */
  marks() {
    const loose = this.wanted.filter(({ phrase, ways }) => !phrase && ways.length).flatMap(({ content, text }) => queryTerms(content || text));
    return [...this.readings.flat(), ...loose.filter((term) => term.length > 1)];
  }
}

/** Whether a part of what is wanted means anything beside the whole: there are several words. */
function hasParts(wanted) {
  const words = wanted.filter(({ facets }) => !facets).map(({ content, text }) => needles(content || text).filter(isHan));
  return words.reduce((sum, runs) => sum + Math.max(1, runs.length), 0) > 1;
}

/** Of every document the least state over the clauses; of a phrase only a text that can hold it counts. */
function leastStates(wanted, states, total, banned) {
  const least = new Uint8Array(total).fill(LITERAL);
  wanted.forEach(({ phrase, rare, ways }, number) => {
    states[number].forEach((state, document) => {
      const counted = rare || (phrase && state < ways[0].level) ? 0 : state;
      if (counted < least[document]) least[document] = counted;
    });
  });
  banned.forEach((is, document) => is && (least[document] = 0));
  return least;
}
