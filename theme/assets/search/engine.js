// A query → ranked documents, by lunr over the few shards that the query names.

import { decodeShard, partialIndex, shardOf } from "./shards.js";
import { queryTerms } from "./text.js";

const PARTIAL_RESULTS = 30;

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
   * Documents that hold every term of the query, best first; if there are none, the best that hold some.
   * Returns {results: [{document, score}], partial}.
   */
  async search(query) {
    const terms = queryTerms(query);
    if (!terms.length) return { results: [], partial: false };
    const [{ fields }, postings] = [await this.manifest(), await this.postings(terms)];
    const index = this.lunr.Index.load(partialIndex(postings, fields, this.lunr.version));
    const { REQUIRED, OPTIONAL } = this.lunr.Query.presence;
    const whole = this.rank(index, terms, REQUIRED);
    if (whole.length || terms.length === 1) return { results: whole, partial: false };
    return { results: this.rank(index, terms, OPTIONAL).slice(0, PARTIAL_RESULTS), partial: true };
  }

  rank(index, terms, presence) {
    const matches = index.query((query) => terms.forEach((term) => query.term(term, { presence })));
    return matches.map(({ ref, score }) => ({ document: Number(ref), score }));
  }

  /** The facets of the panel (scripts/showcase/search/columns.py). */
  async facets() {
    const { version } = await this.manifest();
    return this.load(`facets.json?v=${version}`, (response) => response.json());
  }

  /** The values of one facet of every document. */
  async column(name) {
    const { version } = await this.manifest();
    return this.load(`columns/${name}.json?v=${version}`, (response) => response.json());
  }

  /** A whole record by its page's address. */
  record(url) {
    return this.load(`../api/v1/${url.replace(/\/$/, "")}.json`, (response) => response.json());
  }

  /** The cards of documents, in the order given. */
  async cards(documents) {
    const { cards_per_file: size, version } = await this.manifest();
    const load = (document) =>
      this.load(`cards/${Math.floor(document / size).toString(16)}.json?v=${version}`, (response) => response.json());
    const files = await Promise.all(documents.map(load));
    return documents.map((document, position) => files[position][document % size]);
  }
}
