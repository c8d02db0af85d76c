// A query → the documents that answer it, by the few shards that the query names.

import { DOUBT, belonging } from "./belonging.js";
import { Columns } from "./columns.js";
import { LITERAL, alternatives, byRareCharacter, foreign, fulfilling, holding, lastResort, latinWords, meant, namesOne, typedWords, withoutFunctionWords } from "./clauses.js";
import { aboutAlone, aroundNames, conditionsIn, meeting, termsOfConditions } from "./conditions.js";
import { predicate } from "./filter.js";
import { Found } from "./found.js";
import { Meaning, withoutNumbers } from "./meaning.js";
import { joinParts } from "./names.js";
import { withoutFigures } from "./pieces.js";
import { cheapest, proof } from "./places.js";
import { cleaned, parsePlainly, parseQuery, parseWhole, plainText } from "./query.js";
import { SIMPLIFIED, isLetters, otherReadings } from "./readings.js";
import { chunksOf, decodeShard, fileOf, readPlaces, readWeights, shardOf } from "./shards.js";
import { characters, fold } from "./text.js";
import { HELPS } from "./state.js";
import { answerWish, wishIn } from "./wishes.js";

const TELLING = ["title", "keywords"];
const NOTHING_OFF = new Set();
const EVERYTHING_OFF = new Set(Object.keys(HELPS));
/** Another publication is there: what this engine has read is of the former one, and so is every answer of it. */
export class Outdated extends Error {}

export class Engine {
  /**
   * All that one engine reads is of one publication: its version is in the address of every file.
   * @param {(path: string, options?: RequestInit) => Promise<Response>} fetchFile fetches a path below search/
   */
  constructor(fetchFile) {
    this.fetchFile = fetchFile;
    this.files = new Map();
    this.columns = new Columns(this);
    this.meaning = new Meaning(this);
  }

  /** Fetches a file once; a failure is forgotten, so that the next query tries again. */
  load(path, read) {
    if (!this.files.has(path)) {
      const loading = this.fetchFile(path).then(async (response) => {
        // Some hosts say that a file is missing by 403, some by a page.
        const there = response.ok && !/^text\/html/.test(response.headers.get("content-type") || "");
        if (there) return read(response);
        if (await this.isOutdated()) throw new Outdated(path);
        throw new Error(`${path}: ${response.status}`);
      });
      loading.catch(() => this.files.delete(path));
      this.files.set(path, loading);
    }
    return this.files.get(path);
  }

  manifest() {
    if (!this.files.has("index.json")) {
      const loading = this.fetchManifest();
      loading.catch(() => this.files.delete("index.json"));
      this.files.set("index.json", loading);
    }
    return this.files.get("index.json");
  }

  /** The manifest as it is now, whatever the browser keeps. */
  async fetchManifest() {
    const response = await this.fetchFile("index.json", { cache: "no-cache" });
    if (!response.ok) throw new Error(`index.json: ${response.status}`);
    return response.json();
  }

  async isOutdated() {
    const [read, now] = await Promise.all([this.manifest(), this.fetchManifest()]);
    return read.version !== now.version;
  }

  /** A JSON file of this version of the index. */
  async json(path) {
    const { version } = await this.manifest();
    return this.load(`${version}/${path}`, (response) => response.json());
  }

  /** The bytes of a file of this version of the index, or of another folder that it names. */
  async bytes(path, folder = "") {
    const { version } = await this.manifest();
    return this.load(`${folder || version}/${path}`, async (response) => new Uint8Array(await response.arrayBuffer()));
  }

  /** The facets of the panel (scripts/showcase/outputs/search/columns.py). */
  facets() {
    return this.json("facets.json");
  }

  /** The values of one facet, of the given documents at least. */
  column(name, documents) {
    return this.columns.read(name, documents);
  }

  /** A whole record by its page's address. */
  record(url) {
    return this.load(`../api/v1/${url.replace(/\/$/, "")}.json`, (response) => response.json());
  }

  /** The cards of documents, in the order given. */
  async cards(documents) {
    const { cards_per_file: size, card: names } = await this.manifest();
    const files = await Promise.all(documents.map((document) => this.json(`cards/${Math.floor(document / size).toString(16)}.json`)));
    return documents.map((document, position) => Object.fromEntries(files[position][document % size].map((value, at) => [names[at], value])));
  }

  /** The postings of terms; terms that no document holds are absent. */
  async postings(terms) {
    const { shards, fields, documents } = await this.manifest();
    const numbers = [...new Set(terms.map((term) => shardOf(term, shards)))];
    const parts = await Promise.all(numbers.map((number) => this.bytes(`shards/${number.toString(16)}.bin`)));
    const wanted = new Set(terms);
    return new Map(parts.flatMap((part) => [...decodeShard(part, wanted, fields.length, documents)]));
  }

  /** Reads the weights of the frequent terms among the postings. */
  async weights(postings) {
    const lacking = [...postings.values()].filter(({ fields }) => fields.some((field) => field.weights === null));
    await Promise.all(lacking.map(async (one) => readWeights(one, await this.bytes(fileOf(one.term, "weights")))));
  }

  /** Reads the places that stand apart of some postings, of the given documents at least. */
  async places(postings, documents) {
    const lacking = [...new Set(postings)].flatMap((one) => chunksOf(one, documents).map((chunk) => [one, chunk]));
    await Promise.all(lacking.map(async ([one, chunk]) => readPlaces(one, chunk, await this.bytes(fileOf(one.term, "places", chunk)))));
  }

  /**
   * Of every candidate whether a way's chains stand in it (places.js), or null where it has none. Places that stand
   * apart are read of those alone that the others leave, the rarest term's first.
   */
  async proven({ chains, spares = [] }, candidates, fields, postings) {
    const withPostings = (links) => links.map(([term, place, needed]) => [postings.get(term), place, needed]);
    const linked = chains.map((chain, number) => [withPostings(chain), withPostings(spares[number] || [])]).filter(([{ length }]) => length);
    if (linked.some(([chain]) => chain.some(([one]) => !one))) return new Uint8Array(candidates.length);
    const chosen = linked.map(([chain, spare]) => cheapest(chain, spare.filter(([one]) => one)));
    const apart = [...new Set(chosen.flat().map(([one]) => one).filter((one) => one.apart))].sort((one, other) => one.size - other.size);
    let left = candidates;
    for (let known = 0; known <= apart.length && left.some(Boolean); known++) {
      const unread = apart.slice(known);
      const read = chosen.map((chain) => chain.filter(([one]) => !unread.includes(one))).filter(({ length }) => length);
      const long = read.filter(({ length }) => length > 1).flat().map(([one]) => one);
      await this.places(long, numbersOf(left));
      left = proof(read, left, fields) || left;
    }
    return linked.length ? left : null;
  }

  /**
   * What answers a query (found.js); `query` is what was searched, which is not what was typed where that
   * found nothing whole and has another reading, by `how`. `off` names helps (state.js) that are not wanted. The order
   * that it asks for is no part of what is searched, but its `wish` (wishes.js).
   */
  async search(query, off = NOTHING_OFF) {
    const wish = off.has("order") ? null : wishIn(query);
    if (!wish || (await this.quoted(query))) return this.searchWhole(query, off);
    return answerWish(this, query, wish, await this.searchWhole(wish.rest, off), off);
  }

  /** Whether a query stands somewhere as it is typed. */
  async quoted(query) {
    return (await this.searchAsTyped(query, EVERYTHING_OFF, false, [{ text: query, phrase: true, excluded: false }])).stands();
  }

  async searchWhole(query, off) {
    const read = (await this.whole(query, off)) || (await this.searchAsTyped(query, off));
    const found = read.documents.some((document) => read.proven(document)) ? read : await this.plainly(query, off, read);
    if (found.documents.length || off.has("reading")) return found;
    for (const { how, text } of await otherReadings(this, cleaned(query), found)) {
      const again = await (how === SIMPLIFIED ? this.searchWhole(text, off) : this.searchAsTyped(text, off));
      const better = how === SIMPLIFIED ? again.documents.length + again.partial.length > 0 : again.documents.some((document) => again.proven(document));
      if (better) return Object.assign(again, { how: again.how || how });
    }
    return found.partial.length || !isLetters(cleaned(query)) ? found : this.searchAsTyped(query, off, true);
  }

  /** What holds a query literally with what is otherwise left out of it, or null. */
  async whole(query, off) {
    const clauses = parseWhole(query);
    const found = clauses && (await this.searchAsTyped(query, off, false, clauses));
    return found && found.stands() ? found : null;
  }

  /** What answers a query whose operators and prefixes are but text, if that stands literally or is all there is; else what was found. */
  async plainly(query, off, found) {
    const clauses = parsePlainly(query);
    const text = clauses && (await this.searchAsTyped(query, off, false, clauses));
    const nothing = !found.documents.length && !found.partial.length && !parseQuery(query).some(({ excluded }) => excluded);
    return text && (text.stands() || nothing) ? text : found;
  }

  /** What answers a query as it is typed; letters alone of which no record holds any are `english` or a reading's. */
  async searchAsTyped(query, off, english = false, parsed = parseQuery(query)) {
    const [manifest, words] = await Promise.all([this.manifest(), this.json("words.json")]);
    const names = manifest.fields.map(({ name }) => name);
    const synonyms = off.has("synonym") ? [] : words.synonyms;
    const standing = new Set(synonyms.flatMap((group, place) => group.slice(0, words.held[place])));
    const clauses = withoutFunctionWords(joinParts(parsed, synonyms), words.function_words, words.whole_words)
      .map((clause) => ({
        ...clause,
        ways: clause.facets ? [] : alternatives(clause, synonyms, standing),
        fields: clause.field ? new Set([names.indexOf(clause.field)]) : null,
      }))
      .filter(({ facets, ways }) => facets || ways.length);
    const postings = await this.postings(termsOf(clauses));
    const telling = new Set(TELLING.map((name) => names.indexOf(name)));
    const wanted = await this.withLastResort(clauses.filter(({ excluded }) => !excluded), postings, telling, manifest.documents);
    const states = (some) => Promise.all(some.map((clause) => this.fulfilling(clause, postings, manifest.documents)));
    const excluded = clauses.filter((clause) => clause.excluded);
    const found = new Found(this, manifest, query, {
      wanted,
      wantedStates: await states(wanted),
      excluded,
      excludedStates: await states(excluded),
      postings,
    });
    const own = new Set([...telling, names.indexOf("summary")]);
    if (found.lacking && found.literal && found.isNamed((word) => holding(word, postings, own))) await found.fillUp(found.wanted); // who typed what stands there means that
    else if (found.lacking) await this.fillUp(found, off, { english, telling, postings, words, synonyms, unclear: excluded.length > 0, said: plainText(parsed) });
    else if (found.documents.length > 1 && parsed.length > 1) await this.prefer(found, await this.conditions(found, off, plainText(parsed)));
    return found;
  }

  /** Finds what answers a part of the query: what it is about by its meaning, too, and its conditions, which may be all of it. */
  async fillUp(found, off, { english, telling, postings, words, synonyms, unclear, said }) {
    const { wanted, query } = found;
    const conditions = await this.conditions(found, off, said);
    const about = aboutAlone(wanted, conditions);
    if (!about.length) {
      await found.fillByConditions(conditions);
      return;
    }
    const asked = meant(about, synonyms);
    const alone = !termsOf(wanted.filter(({ rare }) => !rare)).some((term) => postings.has(term));
    const latin = alone && !english && isLetters(cleaned(query)) ? [] : latinWords(asked);
    const { words: every, across } = await this.meaning.read(withoutFigures(asked.said), asked.groups, typedWords(about, asked, postings), latin, postings);
    const told = withoutNumbers(every);
    // Signs are typed by who knows the words; characters that make no word together mean nothing by themselves.
    const meaningless = off.has("meaning") || unclear || (alone && told.every(({ word }) => characters(word).length === 1));
    const near = meaningless ? [] : await this.meaning.near(told, (word, fields) => holding(word, postings, fields), telling);
    const enough = belonging(foreign(told, about, postings), meaningless ? null : near, told, namesOne(words.other_trades, asked.said, told));
    if (enough >= 0 || found.isOfTrade(about)) await found.fillUp(about, [...across, ...termsOfConditions(conditions)], near, conditions);
    if (enough < DOUBT) found.doubt();
  }

  /** Takes conditions for what orders what holds all words alike. */
  async prefer(found, conditions) {
    Object.assign(found, { conditions, met: await meeting(conditions, this, found.documents) });
  }

  /** The conditions that a query names (conditions.js). */
  async conditions(found, off, said) {
    const facets = off.has("condition") ? [] : await this.facets();
    return conditionsIn(said, facets, [...found.literalWords(), ...(await this.meaning.cut(aroundNames(said, facets)))]);
  }

  /** Clauses of which nothing is held at all, by a rare character of them. */
  async withLastResort(clauses, postings, telling, total) {
    const resorts = clauses.map((clause) => lastResort(clause, postings));
    if (!resorts.some(({ length }) => length)) return clauses;
    for (const [term, found] of await this.postings(resorts.flat())) postings.set(term, found);
    return clauses.map((clause, number) => (resorts[number].length ? byRareCharacter(clause, resorts[number], postings, telling, total) : clause));
  }

  /** Of every document whether it fulfils one clause (clauses.js). */
  async fulfilling(clause, postings, total) {
    if (!clause.facets) {
      return fulfilling(clause.ways, postings, clause.fields, total, (way, candidates, fields) => this.proven(way, candidates, fields, postings));
    }
    const states = new Uint8Array(total);
    const everything = Uint32Array.from(states, (_, document) => document);
    const text = fold(clause.text);
    for (const facet of (await this.facets()).filter(({ name }) => clause.facets.includes(name))) {
      const chosen = facet.values.filter(({ code, label }) => code === text || fold(label).includes(text)).map(({ code }) => code);
      if (!chosen.length) continue;
      const test = predicate(facet, await this.column(facet.name, everything), chosen, new Date());
      for (const document of everything) if (test(document)) states[document] = LITERAL;
    }
    return states;
  }
}

/** The documents that are not 0. */
function numbersOf(states) {
  return Uint32Array.from(states, (_, document) => document).filter((document) => states[document]);
}

function termsOf(clauses) {
  return clauses.flatMap(({ ways }) => ways.flatMap(({ terms, chains }) => [...terms, ...chains.flat().map(([term]) => term)]));
}
