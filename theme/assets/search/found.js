// What a query found: the documents that hold all of it, the best of those that hold a part, and their order.

import { TOGETHER, coverage } from "./clauses.js";
import { Literal } from "./literal.js";
import { certain, highest, score } from "./ranking.js";
import { characters, isHan, needles, queryTerms } from "./text.js";

/** With fewer whole matches than a first page holds, partial ones fill it up. */
export const FIRST_PAGE = 10;
const MOST_PARTIAL = 30;
/** Beside whole matches a partial one must hold this part of the query, and this part of what the best of them holds. */
const LEAST_SHARE = 0.3;
const OF_BEST = 0.5;
/** Characters in a row that are more than a word. */
const SENTENCE = 8;
const FAR_ABOVE = 1e6;

export class Found {
  /**
   * `documents` hold every wanted clause and nothing that is excluded, for all that the index can tell: `literal`
   * says which of them must still be read to be sure, and knows the verdicts. `partial` hold a part of what is
   * wanted; they are there where fewer than FIRST_PAGE documents hold all of it. `rare` are [text, character] of
   * clauses of which nothing is held but, in some titles or keywords, a rare character. Until settle() nothing is there.
   */
  constructor(engine, manifest, query, { wanted, wantedStates, excluded, excludedStates, postings }) {
    Object.assign(this, { engine, manifest, query, wanted, postings });
    const total = manifest.documents;
    this.readings = wanted.filter(({ ways }) => ways.length).map(({ ways }) => [...new Set(ways.map(({ text }) => text))]);
    this.rare = wanted.filter(({ rare }) => rare).map(({ text, rare }) => [text, rare]);
    this.literal = new Literal(engine, wanted, excluded, excludedStates);
    this.banned = new Uint8Array(total);
    excluded.forEach((clause, number) => {
      if (!this.literal.verifies(clause)) excludedStates[number].forEach((state, document) => state && (this.banned[document] = 1));
    });
    this.states = leastStates(wanted, wantedStates, total, this.banned);
    this.asked = wanted.length + excluded.length > 0;
    this.documents = new Uint32Array(0);
    this.partial = new Uint32Array(0);
    this.share = null;
  }

  /** Finds whole and partial matches; where literal texts decide, reads as many as a first page needs. */
  async settle() {
    if (!this.asked) return;
    this.documents = this.withState((state) => state > 0);
    if (this.literal.any) {
      await this.literal.first(await this.order(this.documents, Infinity), FIRST_PAGE);
      this.drop();
    }
    if (this.documents.length ? this.documents.length < FIRST_PAGE && hasParts(this.wanted) : this.wanted.some(({ ways, field }) => ways.length && field !== "pinyin")) this.findPartial();
  }

  /** Takes out the documents that were read and did not hold what they must. */
  drop() {
    this.documents = this.documents.filter((document) => this.literal.verdict(document) !== false);
  }

  findPartial() {
    this.share = coverage(this.wanted, this.postings, this.manifest.documents);
    const whole = new Set(this.documents);
    const others = this.withState(() => true).filter((document) => this.share[document] > 0 && !whole.has(document) && !this.banned[document]);
    const most = others.reduce((best, document) => Math.max(best, this.share[document]), 0);
    const least = whole.size ? Math.max(most * OF_BEST, LEAST_SHARE) : 0;
    this.partial = others.filter((document) => this.share[document] >= least - 1e-9 && !this.literal.suspects(document));
  }

  withState(test) {
    return Uint32Array.from(this.states, (_, document) => document).filter((document) => test(this.states[document]));
  }

  /** The best `count` of some of `documents`: those with all terms in one field first, then by lunr's score. */
  order(documents, count) {
    const lift = (document) => (this.states[document] === TOGETHER ? FAR_ABOVE : 0);
    return this.best(documents, count, (scored, document) => scored + lift(document));
  }

  /** The best of some of `partial`: by score and, damped since scores know rarity, the part of the query that they hold. */
  orderPartial(documents, count) {
    return this.best(documents, Math.min(count, MOST_PARTIAL), (scored, document) => scored * Math.sqrt(this.share[document]));
  }

  async best(documents, count, key) {
    const terms = this.terms();
    if (!terms.length) return Array.from(documents.slice(0, count));
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
      for (const { terms: own, boost } of ways) {
        for (const term of own) {
          if (!terms.has(term) && this.postings.has(term)) terms.set(term, { term, postings: this.postings.get(term), boost, only: fields });
        }
      }
    }
    return [...terms.values()];
  }

  /** What is wanted, whole and, but for phrases, as pairs and words, to be marked where it stands. */
  marks() {
    const loose = this.wanted.filter(({ phrase, ways }) => !phrase && ways.length).flatMap(({ ways }) => queryTerms(ways[0].text));
    return [...this.readings.flat(), ...loose.filter((term) => term.length > 1)];
  }
}

/** Whether a part of what is wanted means anything beside the whole: several words, or Chinese as long as a sentence. */
function hasParts(wanted) {
  const words = wanted.filter(({ facets }) => !facets).map(({ text }) => needles(text).filter(isHan));
  const number = words.reduce((sum, runs) => sum + Math.max(1, runs.length), 0);
  return number > 1 || words.flat().some((run) => characters(run).length >= SENTENCE);
}

/** Of every document the least state over the clauses; of a phrase only a text that can hold it counts. */
function leastStates(wanted, states, total, banned) {
  const least = new Uint8Array(total).fill(TOGETHER);
  wanted.forEach(({ phrase, rare }, number) => {
    states[number].forEach((state, document) => {
      const counted = rare || (phrase && state < TOGETHER) ? 0 : state;
      if (counted < least[document]) least[document] = counted;
    });
  });
  banned.forEach((is, document) => is && (least[document] = 0));
  return least;
}
