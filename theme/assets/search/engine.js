// A query → ranked documents, by lunr over the few shards that the query names.

import { alternatives, fulfilling } from "./clauses.js";
import { predicate } from "./filter.js";
import { parseQuery } from "./query.js";
import { decodeShard, partialIndex, shardOf } from "./shards.js";
import { spelling, suggest } from "./suggestions.js";
import { fold, holdsAll } from "./text.js";
import { simplify } from "./variants.js";

const PARTIAL_RESULTS = 30;
const PHRASE_CANDIDATES = 60;

export class Engine {
  /**
   * @param {object} lunr lunr.js 2.3.9
   * @param {(path: string) => Promise<Response>} fetchFile fetches a path below search/
   */
  constructor(lunr, fetchFile) {
    this.lunr = lunr;
    this.fetchFile = fetchFile;
    this.files = new Map();
  }

  /** Fetches a file once; a failure is forgotten, so that the next query tries again. */
  load(path, read) {
    if (!this.files.has(path)) {
      const loading = this.fetchFile(path).then((response) => {
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        return read(response);
      });
      loading.catch(() => this.files.delete(path));
      this.files.set(path, loading);
    }
    return this.files.get(path);
  }

  manifest() {
    return this.load("index.json", (response) => response.json());
  }

  /** A JSON file of this version of the index. */
  async json(path) {
    const { version } = await this.manifest();
    return this.load(`${path}?v=${version}`, (response) => response.json());
  }

  /** The facets of the panel (scripts/showcase/search/columns.py). */
  facets() {
    return this.json("facets.json");
  }

  /** The values of one facet of every document. */
  column(name) {
    return this.json(`columns/${name}.json`);
  }

  /** A whole record by its page's address. */
  record(url) {
    return this.load(`../api/v1/${url.replace(/\/$/, "")}.json`, (response) => response.json());
  }

  /** The cards of documents, in the order given. */
  async cards(documents) {
    const { cards_per_file: size } = await this.manifest();
    const files = await Promise.all(documents.map((document) => this.json(`cards/${Math.floor(document / size).toString(16)}.json`)));
    return documents.map((document, position) => files[position][document % size]);
  }

  /** The postings of terms; terms that no document holds are absent. */
  async postings(terms) {
    const { shards, fields, version } = await this.manifest();
    const numbers = [...new Set(terms.map((term) => shardOf(term, shards)))];
    const parts = await Promise.all(
      numbers.map((number) =>
        this.load(`shards/${number.toString(16)}.bin?v=${version}`, (response) => response.arrayBuffer()),
      ),
    );
    const wanted = new Set(terms);
    return new Map(parts.flatMap((part) => [...decodeShard(new Uint8Array(part), wanted, fields.length)]));
  }

  /**
   * Documents that fulfil every clause, best first; if there are none, the best that fulfil some.
   * Returns {results: [{document, score}], partial, query, readings}: `query` is what was searched, which is
   * not what was typed where that found nothing and has another reading (see otherReading); `readings` are
   * for each wanted text the ways to say it.
   */
  async search(query) {
    const found = await this.searchAsTyped(query);
    if (found.results.length && !found.partial) return { ...found, query };
    const other = await this.otherReading(query);
    if (other === null) return { ...found, query };
    const again = await this.searchAsTyped(other);
    return again.partial && found.results.length ? { ...found, query } : { ...again, query: other };
  }

  /** The query in simplified characters, the name that its pinyin stands for, or a word spelt nearly so; or null. */
  async otherReading(query) {
    const folded = fold(query).trim();
    if (/^[a-z]{3,}$/.test(folded)) {
      const [suggestion] = (await suggest(this, folded)).filter(({ kind }) => kind !== "keyword");
      if (suggestion) return suggestion.text;
      return spelling(this, folded);
    }
    const simple = simplify(query, await this.json("variants.json"));
    return simple === query ? null : simple;
  }

  async searchAsTyped(query) {
    const [{ documents: total, fields }, synonyms] = await Promise.all([this.manifest(), this.json("synonyms.json")]);
    const clauses = parseQuery(query).map((clause) => ({
      ...clause,
      ways: clause.facets ? [] : alternatives(clause, synonyms),
      fields: clause.field ? new Set([fields.indexOf(clause.field)]) : null,
    }));
    const texts = clauses.filter(({ facets, ways }) => facets || ways.length);
    if (!texts.length) return { results: [], partial: false, readings: [] };
    const postings = await this.postings(texts.flatMap(({ ways }) => ways.flatMap(({ terms }) => terms)));
    const sets = await Promise.all(texts.map((clause) => this.fulfilling(clause, postings, total)));
    const wanted = texts.filter(({ excluded }) => !excluded);
    const banned = new Set(texts.flatMap(({ excluded }, number) => (excluded ? [...sets[number]] : [])));
    const required = sets.filter((_, number) => !texts[number].excluded);
    const ranked = this.rank(wanted, postings, fields, total).filter(({ document }) => !banned.has(document));
    const whole = ranked.filter(({ document }) => required.every((set) => set.has(document)));
    const results = await this.withPhrases(whole, wanted);
    const readings = wanted.filter(({ ways }) => ways.length).map(({ ways }) => [...new Set(ways.map(({ text }) => text))]);
    if (results.length) return { results, partial: false, readings };
    return { results: ranked.filter(({ score }) => score > 0).slice(0, PARTIAL_RESULTS), partial: true, readings };
  }

  /** The documents that fulfil one clause. */
  async fulfilling(clause, postings, total) {
    if (!clause.facets) return fulfilling(clause.ways, postings, clause.fields);
    const facets = (await this.facets()).filter(({ name }) => clause.facets.includes(name));
    const union = new Set();
    for (const facet of facets) {
      const text = fold(clause.text);
      const chosen = facet.values.filter(({ code, label }) => code === text || fold(label).includes(text));
      if (!chosen.length) continue;
      const test = predicate(facet, await this.column(facet.name), chosen.map(({ code }) => code), new Date());
      for (let document = 0; document < total; document++) if (test(document)) union.add(document);
    }
    return union;
  }

  /** Documents that hold any term of the clauses, by lunr's score; without terms, all of them, newest first. */
  rank(clauses, postings, fields, total) {
    const ways = clauses.flatMap((clause) => clause.ways.map((way) => ({ ...way, only: clause.fields })));
    if (!ways.length) return Array.from({ length: total }, (_, document) => ({ document, score: 0 }));
    const index = this.lunr.Index.load(partialIndex(postings, fields, this.lunr.version));
    const boosts = new Map();
    for (const { terms, boost, only } of ways) {
      for (const term of terms) if (!boosts.has(term)) boosts.set(term, { boost, only });
    }
    const matches = index.query((query) => {
      for (const [term, { boost, only }] of boosts) {
        query.term(term, { boost, fields: only ? fields.filter((_, number) => only.has(number)) : fields });
      }
    });
    return matches.map(({ ref, score }) => ({ document: Number(ref), score }));
  }

  /** Of the best candidates those that hold every phrase literally; pairs of characters alone cannot tell. */
  async withPhrases(results, clauses) {
    const phrases = clauses.filter(({ phrase }) => phrase).map(({ text }) => fold(text));
    if (!phrases.length) return results;
    const candidates = results.slice(0, PHRASE_CANDIDATES);
    const cards = await this.cards(candidates.map(({ document }) => document));
    const verdicts = await Promise.all(cards.map((card) => this.holds(card, phrases)));
    return candidates.filter((_, number) => verdicts[number]);
  }

  async holds(card, phrases) {
    if (holdsAll([card.title, card.summary, card.party, ...card.keywords], phrases)) return true;
    return holdsAll([JSON.stringify(await this.record(card.url))], phrases);
  }
}
