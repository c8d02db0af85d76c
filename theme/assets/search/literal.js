// Phrases and exclusions to the letter: pairs of characters alone cannot tell, so documents are read as they are shown.

import { TOGETHER } from "./clauses.js";
import { recordText } from "./reason.js";
import { fold } from "./text.js";

const AT_ONCE = 10;
/** So few candidates are all read, so that their number is exact. */
const READ_ALL = 30;
const TEXTS = { title: (card) => [card.title], summary: (card) => [card.summary], keywords: (card) => card.keywords };

export class Literal {
  constructor(engine, wanted, excluded, excludedStates) {
    this.engine = engine;
    this.verdicts = new Map();
    this.phrases = wanted.filter((clause) => clause.phrase && this.verifies(clause));
    this.excluded = excluded.flatMap((clause, number) => (this.verifies(clause) ? [{ clause, states: excludedStates[number] }] : []));
  }

  /** Whether the index alone cannot tell where the clause's text stands: it has more than one term. */
  verifies({ facets, field, ways }) {
    return !facets && field !== "codes" && field !== "pinyin" && ways.some(({ terms }) => terms.length > 1);
  }

  get any() {
    return this.phrases.length > 0 || this.excluded.length > 0;
  }

  /** Whether a document may hold what is excluded. */
  suspects(document) {
    return this.excluded.some(({ states }) => states[document] === TOGETHER);
  }

  /** Whether a document must be read to be sure of it. */
  unsure(document) {
    return !this.verdicts.has(document) && (this.phrases.length > 0 || this.suspects(document));
  }

  /** true: it answers; false: it does not; undefined: nobody has read it. */
  verdict(document) {
    return this.any && !this.unsure(document) ? (this.verdicts.get(document) ?? true) : undefined;
  }

  /** Reads documents in their order until `count` of them answer; returns these. */
  async first(documents, count) {
    if (!this.any) return documents.slice(0, count);
    const few = documents.filter((document) => this.unsure(document)).length <= READ_ALL;
    const found = [];
    for (let at = 0; at < documents.length && (few || found.length < count); at += AT_ONCE) {
      const some = documents.slice(at, at + AT_ONCE);
      await this.read(some.filter((document) => this.unsure(document)));
      found.push(...some.filter((document) => this.verdict(document)));
    }
    return found.slice(0, count);
  }

  async read(documents) {
    const cards = await this.engine.cards(documents);
    const verdicts = await Promise.all(cards.map((card, place) => this.judge(card, documents[place])));
    verdicts.forEach((verdict, place) => this.verdicts.set(documents[place], verdict));
  }

  /** Whether a record holds every phrase and nothing that is excluded. */
  async judge(card, document) {
    for (const clause of this.phrases) if (!(await this.holds(card, clause))) return false;
    for (const { clause, states } of this.excluded) {
      if (states[document] === TOGETHER && (await this.holds(card, clause))) return false;
    }
    return true;
  }

  /** Whether a clause's text stands in a record; its page is fetched only where the card cannot tell. */
  async holds(card, { text, field }) {
    const wanted = fold(text);
    const stands = (texts) => texts.some((one) => fold(one).includes(wanted));
    if (field in TEXTS) return stands(TEXTS[field](card));
    const shown = [card.title, card.summary, card.party, card.id, card.agency, ...card.keywords, ...card.fields, ...card.districts, ...card.classes];
    if (field !== "body" && stands(shown)) return true;
    const { body, rest } = recordText(await this.engine.record(card.url));
    return stands(field === "body" ? [body] : [body, ...rest]);
  }
}
