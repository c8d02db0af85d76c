// What a query found: the documents that hold all of it, the best of those that hold a part, and their order.

import { LISTED, LITERAL, NEARLY, SAID, WITHIN, coverage } from "./clauses.js";
import { measuredWords, meeting } from "./conditions.js";
import { certain, highest, score } from "./ranking.js";
import { LONGEST } from "./meaning.js";
import { withoutMeasures } from "./pieces.js";
import { characters, fold, isHan, needles, queryTerms } from "./text.js";

/** With fewer whole matches than a first page holds, partial ones fill it up. */
export const FIRST_PAGE = 10;
const MOST_PARTIAL = 10;
const MOST_DOUBTFUL = 5;
/** What a part of the query that stands in a document counts beside what the document means, and the least where nothing means anything. */
const BY_PARTS = 0.2;
const LEAST_SHARE = 0.3;
/**
 * So many of the best answers bring their counterparts (counterparts.py); what part of an answer's worth these get, if it is
 * surely one, proven or better by LEAD than the others, and if not: the counterpart of a wrong one stood above a right one.
 */
const LEADING = 3;
const BY_COUNTERPART = 0.2;
const BY_UNSURE = 0.1;
const LEAD = 1.1;
/** By how much of its worth a document rises that meets every condition (conditions.js). */
const BY_CONDITIONS = 1.5;
/** How good a partial match must be beside the best answer. */
const OF_BEST = 0.4;
const FAR_ABOVE = 1e6;
/** What tells nothing apart from what stands beside it: of DP-3, which no record holds, the 3 is no part. */
const LONE_DIGITS = /^[0-9]{1,2}$/;
/** What is of this trade where some record holds it, whatever is beside it: RS485, Q355. */
const DESIGNATION = /^[a-z]+[0-9]{2,}$/;
/** Fields that are cut from within words: what they hold is no part of a text. */
const MARKED = { pinyin: 1, codes: 1, letters: 1 };

export class Found {
  /**
   * `documents` hold every wanted clause and nothing that is excluded; those of them hold it in words that stand as
   * wanted of which `proven` says so. Where fewer than FIRST_PAGE documents do, `partial` are the best of those that
   * hold a part of what is wanted or mean much the same, `meaning` (a Map) says which words brought the latter, or are
   * counterparts of what answers best, of which `broughtBy` (a Map) says the titles; `doubtful` if hardly anything speaks for
   * them. `rare` are [text, character] of clauses of which nothing is held but, in some titles or keywords, a rare character.
   */
  constructor(engine, manifest, query, { wanted, wantedStates, excluded, excludedStates, postings }) {
    wanted = wanted.map((clause, number) => ({ ...clause, states: wantedStates[number] }));
    Object.assign(this, { engine, manifest, query, wanted, postings, conditions: [], met: () => 0 });
    const total = manifest.documents;
    this.readings = readingsOf(wanted);
    this.rare = wanted.filter(({ rare }) => rare).map(({ text, rare }) => [text, rare]);
    this.phrases = wanted.filter(({ phrase }) => phrase).map(({ text }) => text);
    this.banned = new Uint8Array(total);
    excluded.forEach((_, number) => excludedStates[number].forEach((state, document) => state === LITERAL && (this.banned[document] = 1)));
    this.states = leastStates(wanted, wantedStates, total, this.banned);
    this.documents = this.withState((state) => state > 0);
    if (!wanted.length && !excluded.length) this.documents = new Uint32Array(0);
    this.partial = new Uint32Array(0);
    this.doubtful = false;
    this.share = null;
    this.meaning = new Map();
    this.holding = new Set();
    this.broughtBy = new Map();
    this.surelyBrought = new Set();
    this.literal = this.documents.some((document) => this.states[document] === LITERAL);
    this.least = this.leastProven();
    this.lacking = this.documents.length < FIRST_PAGE && wanted.some(({ ways, field }) => ways.length && !(field in MARKED));
  }

  /** Whether what is wanted stands in some document literally, be it within longer words. */
  stands() {
    return this.documents.some((document) => this.states[document] === LITERAL || this.states[document] === WITHIN);
  }

  /** Whether nothing but it can be meant: it is quoted, no word, or a document that holds it literally has all of it among what is `held` of a word. */
  isNamed(held) {
    const words = this.wanted.every(({ text }) => needles(text).every(isHan) && characters(text).length <= LONGEST);
    return !words || this.phrases.length > 0 || this.documents.some((document) => this.states[document] === LITERAL && this.wanted.every(({ facets, text }) => facets || held(text).includes(document)));
  }

  /** The part of several words typed apart that stand in some record each. */
  standing(wanted = this.wanted) {
    const held = wanted.filter(({ states }) => states.some((state) => state >= SAID));
    return wanted.length > 1 ? held.length / wanted.length : 0;
  }

  /** The words typed apart that stand in some record literally. */
  literalWords() {
    const words = this.wanted.filter(({ content, text, states }) => !content && characters(text).length <= LONGEST && states.includes(LITERAL));
    return words.map(({ text }) => fold(text));
  }

  /** Whether at least half of several words typed apart stand of those that say what is wanted, or a designation does. */
  isOfTrade(about) {
    return this.terms().some(({ term }) => DESIGNATION.test(term)) || this.standing(about) >= 0.5;
  }

  /** Whether a document was found by its meaning alone. */
  onlyMeant(document) {
    return this.meaning.has(document) && !this.holding.has(document) && !this.onlyBrought(document);
  }

  /** Whether a document was found as a counterpart alone. */
  onlyBrought(document) {
    const sure = this.literal && this.surelyBrought.has(document); // of what was typed itself
    return this.broughtBy.has(document) && (sure || !this.meaning.has(document)) && !this.holding.has(document);
  }

  /**
   * Finds what answers a part of the query: by the part of what it is `about` that a document holds, without lone digits
   * and the pairs that are `across` words, by how much of it the document means (`near`, meaning.js), and as a
   * counterpart of what answers best; the more, the more of the conditions it meets.
   */
  async fillUp(about, across = [], near = [], conditions = []) {
    this.conditions = conditions;
    const digits = this.terms().map(({ term }) => term).filter((term) => LONE_DIGITS.test(term));
    this.share = coverage(about, about.map(({ states }) => states), this.postings, this.manifest.documents, new Set([...(this.literal ? [] : across), ...digits]));
    const evidence = new Float64Array(this.share.length);
    for (const one of near) evidence[one.document] = one.evidence;
    const own = (document) => BY_PARTS * this.share[document] + evidence[document];
    const allowed = this.withState(() => true).filter((document) => !this.banned[document]);
    const parts = (near.length > 0 && !this.literal) || hasParts(about) ? LEAST_SHARE : 1;
    const least = near.length && !this.literal ? 0 : parts; // of what stands no part is wanted
    const all = allowed.filter((document) => (this.share[document] >= least || evidence[document] > 0) && own(document) > 0);
    const brought = await this.bring(all, own);
    const met = (this.met = await meeting(conditions, this.engine, allowed));
    const worth = (document) => (own(document) + (brought.get(document) || 0)) * (1 + BY_CONDITIONS * met(document));
    const candidates = [...new Set([...all, ...allowed.filter((document) => brought.has(document))])];
    const most = all.reduce((best, document) => Math.max(best, own(document)), 0);
    const whole = new Set(this.documents);
    const others = candidates.filter((document) => !whole.has(document) && (this.surelyBrought.has(document) || worth(document) >= OF_BEST * most));
    this.partial = Uint32Array.from(highest(others, MOST_PARTIAL, worth));
    this.holding = new Set([...whole, ...this.partial.filter((document) => this.share[document] >= parts)]);
    this.meaning = new Map(near.map(({ document, words }) => [document, words]));
  }

  /** Finds what meets most of the conditions where nothing else is wanted; of these what holds more of their names. */
  async fillByConditions(conditions) {
    this.conditions = conditions;
    const allowed = this.withState((state) => !state).filter((document) => !this.banned[document]);
    const met = await meeting(conditions, this.engine, allowed);
    this.share = coverage(this.wanted, this.wanted.map(({ states }) => states), this.postings, this.manifest.documents);
    this.partial = Uint32Array.from(highest(allowed.filter(met), MOST_PARTIAL, (document) => met(document) + BY_PARTS * this.share[document]));
    this.holding = new Set([...this.documents, ...this.partial]);
  }

  /** Takes what holds but a part for doubtful answers, of which only the best are worth a look, unless all words stand. */
  doubt() {
    if (this.documents.length || this.standing() === 1) return;
    this.doubtful = true;
    this.partial = this.partial.slice(0, MOST_DOUBTFUL);
  }

  /**
   * The counterparts of what answers best, by what they get of its worth: next to nothing that holds a part stands in
   * front of them where what is wanted stands literally.
   */
  async bring(all, own) {
    const leading = this.documents.length ? await this.order(this.documents, LEADING) : highest(all, LEADING, own);
    const cards = await this.engine.cards(leading);
    const brought = new Map();
    leading.forEach((answer, place) => {
      const others = leading.filter((other) => other !== answer && !cards[place].counterparts.includes(other));
      const leads = others.every((other) => own(answer) >= LEAD * own(other));
      const sure = this.documents.length ? this.proven(answer) : leads;
      const part = this.literal ? 1 : sure ? BY_COUNTERPART : BY_UNSURE;
      for (const document of cards[place].counterparts.filter((one) => !brought.has(one))) {
        brought.set(document, own(answer) * part);
        if (sure) this.surelyBrought.add(document);
        this.broughtBy.set(document, cards[place].title);
      }
    });
    return brought;
  }

  /**
   * Whether what is wanted stands in a document as it is wanted, or in another way to say it. Where a whole sentence
   * stands somewhere, what holds the words of it that say something is none; what holds the words of a list is one where
   * the list stands nowhere.
   */
  proven(document) {
    return this.states[document] >= this.least;
  }

  /** Whether what is not proven holds what is wanted all the same, but within longer words or numbers: 27度 for 7度. */
  goesOn() {
    return this.documents.every((document) => this.proven(document) || this.states[document] === NEARLY);
  }

  /** The least state of what is proven. */
  leastProven() {
    const highest = this.documents.reduce((most, document) => Math.max(most, this.states[document]), 0);
    if (highest >= WITHIN && this.wanted.some(({ content }) => content)) return highest;
    const list = this.wanted.some(({ ways }) => ways.some((way) => way.list));
    return list && highest < SAID ? Math.max(LISTED, highest) : SAID;
  }

  /** The words of the query in whose place another one of their group may stand in some record: a Map to these. */
  synonyms() {
    return otherNames(this.ways().filter(({ terms }) => terms.every((term) => this.postings.has(term))));
  }

  /** Words that mean the same, one of them typed, whether or not a record holds them. */
  groups() {
    return [...otherNames(this.ways())].map(([word, others]) => [word, ...others]);
  }

  ways() {
    return this.wanted.flatMap(({ ways }) => ways);
  }

  withState(test) {
    return Uint32Array.from(this.states, (_, document) => document).filter((document) => test(this.states[document]));
  }

  /** The best `count` of some of `documents`: those that hold what is wanted literally first, of these what meets the conditions, then by lunr's score. */
  async order(documents, count) {
    const key = (scored, document) => scored + (this.states[document] + this.met(document) / 2) * FAR_ABOVE;
    const terms = this.terms();
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

  /** What is wanted, to be marked where it stands: whole and, in what is not `proven`, as pairs and words but for phrases. */
  marks(proven) {
    const loose = proven ? [] : this.said().filter(({ phrase, ways }) => !phrase && ways.length);
    const parts = loose.flatMap(({ content, text }) => queryTerms(withoutMeasures(content || text)));
    return [...this.readingsIn(proven).flat(), ...parts.filter((term) => term.length > 1)];
  }

  /** How else what is wanted may stand in a document. */
  readingsIn(proven) {
    return proven ? this.readings : readingsOf(this.said());
  }

  /** What is wanted without the amounts, days and levels that are conditions: of 20万以内 neither 20 nor 万 says anything of a text. */
  said() {
    const amounts = measuredWords(this.conditions);
    const holds = (text) => amounts.some((word) => fold(text).includes(word));
    const cut = (text) => amounts.reduce((left, word) => left.replaceAll(word, " "), fold(text)).trim();
    const left = ({ text, content, ways, ...clause }) => ({ ...clause, text: cut(text), content: content && cut(content), ways: ways.filter((way) => holds(way.text)).map((way) => ({ ...way, text: cut(way.text) })) });
    return this.wanted.map((clause) => (holds(clause.text) ? left(clause) : clause)).filter(({ text }) => text);
  }
}

/** The texts that stand for each clause. */
function readingsOf(wanted) {
  return wanted.filter(({ ways }) => ways.length).map(({ ways }) => [...new Set(ways.map(({ text }) => text))]);
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

/** By each typed word the other ones that some of the ways say for it. */
function otherNames(ways) {
  const names = new Map();
  for (const [word, other] of ways.flatMap(({ other }) => (other ? [other] : []))) names.set(word, [...new Set([...(names.get(word) || []), other])]);
  return names;
}
