// Runs the browser's search under Node.js on a built site, beside lunr's own index of everything.
//
// Standard input: one JSON object, standard output: one JSON object; see `Request` and `Answer` in test_search.py.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { Engine } from "../theme/assets/search/engine.js";
import { decodeShard, shardOf } from "../theme/assets/search/shards.js";
import { suggest } from "../theme/assets/search/suggestions.js";
import { fold, queryTerms } from "../theme/assets/search/text.js";

/** fetch() for files below the site's search folder. */
function fetchFrom(site) {
  return async (name) => {
    const file = path.join(site, "search", name.replace(/\?v=[0-9a-f]{12}$/, ""));
    const bytes = await readFile(file).catch(() => null);
    return bytes ? new Response(bytes) : new Response(null, { status: 404 });
  };
}

/**
 * lunr's index of all documents, each an object of terms by field.
 *
 * lunr numbers terms as it meets them and adds up products in the order of these numbers; sums of floating-point
 * numbers depend on their order. The shards' terms are numbered in the order of their spelling, so the whole
 * index is renumbered likewise before it is loaded again: that renames numbers and changes no weight.
 */
function wholeIndex(lunr, documents, boosts) {
  const builder = new lunr.Builder();
  builder.ref("ref");
  for (const [field, boost] of boosts) builder.field(field, { boost });
  documents.forEach((terms, ref) => builder.add({ ref, ...terms }));
  const whole = JSON.parse(JSON.stringify(builder.build()));
  const renamed = new Map();
  whole.invertedIndex.sort(([a], [b]) => (a < b ? -1 : 1));
  whole.invertedIndex.forEach(([, entry], number) => {
    renamed.set(entry._index, number);
    entry._index = number;
  });
  whole.fieldVectors = whole.fieldVectors.map(([reference, elements]) => {
    const pairs = [];
    for (let i = 0; i < elements.length; i += 2) pairs.push([renamed.get(elements[i]), elements[i + 1]]);
    return [reference, pairs.sort(([a], [b]) => a - b).flat()];
  });
  return lunr.Index.load(whole);
}

/** lunr whose loaded indexes ask `whole` the same and note both answers in `notes`. */
function listening(lunr, whole, notes) {
  const answer = (index, ask) => index.query(ask).map(({ ref, score }) => [Number(ref), score]);
  const load = (serialised) => {
    const part = lunr.Index.load(serialised);
    return {
      query(ask) {
        notes.push([answer(part, ask), answer(whole, ask)]);
        return part.query(ask);
      },
    };
  };
  return { version: lunr.version, Query: lunr.Query, Index: { load } };
}

async function run(request) {
  const lunr = createRequire(import.meta.url)(request.lunr);
  const notes = [];
  const heard = request.documents ? listening(lunr, wholeIndex(lunr, request.documents, request.boosts), notes) : lunr;
  const engine = new Engine(heard, fetchFrom(request.site));
  const searches = [];
  for (const query of request.queries || []) {
    notes.length = 0;
    const { results, partial, query: read } = await engine.search(query);
    const scored = results.map(({ document, score }) => [document, score]);
    searches.push({ results: scored, partial, read, comparisons: notes.slice() });
  }
  return {
    searches,
    cards: request.cards ? await engine.cards(request.cards) : [],
    suggestions: await Promise.all((request.typed || []).map((typed) => suggest(engine, typed))),
    folded: (request.texts || []).map(fold),
    terms: (request.texts || []).map(queryTerms),
    postings: (request.shards ? decode(request) : []),
  };
}

/** The postings of each wanted term from the shard in which a browser looks for it; null if it is not there. */
function decode({ shards, wanted, fields }) {
  const bytes = shards.map((shard) => Buffer.from(shard, "base64"));
  return wanted.map((term) => {
    const found = decodeShard(bytes[shardOf(term, bytes.length)], new Set([term]), fields).get(term);
    return found ? Array.from({ length: fields }, (_, field) => found[field] || []) : null;
  });
}

const input = await new Response(process.stdin).text();
process.stdout.write(JSON.stringify(await run(JSON.parse(input))));
