// Runs the browser's search under Node.js on a built site, beside lunr's own index of everything.
//
// Standard input: one JSON object, standard output: one JSON object; see `Request` and `Answer` in test_search.py.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { Engine } from "../../theme/assets/search/engine.js";
import { highest, score } from "../../theme/assets/search/ranking.js";
import { placesOf } from "../../theme/assets/search/places.js";
import { chunksOf, decodeShard, fileOf, readPlaces, readWeights, shardOf } from "../../theme/assets/search/shards.js";
import { suggest } from "../../theme/assets/search/suggestions.js";
import { cut, fold, queryTerms } from "../../theme/assets/search/text.js";

/** lunr keeps its weights to three decimal places. */
const LUNR_ROUNDING = 0.0005;

/** fetch() for files below the site's search folder. */
function fetchFrom(site) {
  return async (name) => {
    const file = path.join(site, "search", name);
    const bytes = await readFile(file).catch(() => null);
    return bytes ? new Response(bytes) : new Response(null, { status: 404 });
  };
}

/** lunr's index of all documents, each an object of terms by field. */
function wholeIndex(lunr, documents, boosts) {
  const builder = new lunr.Builder();
  builder.ref("ref");
  for (const [field, boost] of boosts) builder.field(field, { boost });
  documents.forEach((terms, ref) => builder.add({ ref, ...terms }));
  return builder.build();
}

/**
 * How far our scores are from lunr's of the whole index: {documents: both score the same ones, terms: how many were
 * asked, beyond: by how much the worst difference exceeds what a byte a weight may cost, first: whether both begin
 * with the same ten documents}.
 */
async function compare(found, whole) {
  const terms = found.terms();
  const ours = await found.scores();
  const names = found.manifest.fields.map(({ name }) => name);
  const theirs = new Map(
    whole
      .query((query) => {
        for (const { term, boost, only } of terms) query.term(term, { boost, fields: only ? names.filter((_, number) => only.has(number)) : names });
      })
      .map(({ ref, score }) => [Number(ref), score]),
  );
  const allowed = score(terms.map((one) => ({ ...one, postings: { ...one.postings, fields: one.postings.fields.map(uncertain) } })), found.manifest).scores;
  const scored = [...ours.keys()].filter((document) => ours[document] > 0);
  const rounding = terms.length * names.length * LUNR_ROUNDING;
  const differences = scored.map((document) => Math.abs(ours[document] - theirs.get(document)) - allowed[document] - rounding);
  const best = (key) => highest(Uint32Array.from(scored), 10, key).join();
  return {
    documents: scored.length === theirs.size && scored.every((document) => theirs.has(document)),
    terms: terms.length,
    beyond: Math.max(0, ...differences),
    first: best((document) => ours[document]) === best((document) => theirs.get(document)),
  };
}

/** In place of each weight the most by which its byte may be wrong, in steps. */
function uncertain({ documents, weights }) {
  return { documents, weights: Float64Array.from(weights, (weight) => (weight === 1 ? 1 : 0.5)) };
}

async function run(request) {
  const whole = request.documents ? wholeIndex(createRequire(import.meta.url)(request.lunr), request.documents, request.boosts) : null;
  const read = [];
  const fetchFile = fetchFrom(request.site);
  const engine = new Engine((name) => {
    read.push(name.replace(/^[0-9a-f]{12}\//, ""));
    return fetchFile(name);
  });
  const searches = [];
  for (const query of request.queries || []) {
    const found = await engine.search(query);
    searches.push({
      results: await found.order(found.documents, Infinity),
      proven: [...found.documents].filter((document) => found.proven(document)),
      also: [...found.partial],
      read: found.query,
      how: found.how || null,
      rare: found.rare,
      doubtful: found.doubtful,
      ways: found.wanted.reduce((sum, { ways }) => sum + ways.length, 0),
      meaning: [...found.meaning],
      comparison: whole && found.terms().length ? await compare(found, whole) : null,
    });
  }
  return {
    searches,
    files: read,
    cards: request.cards ? await engine.cards(request.cards) : [],
    suggestions: await Promise.all((request.typed || []).map((typed) => suggest(engine, typed))),
    folded: (request.texts || []).map(fold),
    terms: (request.texts || []).map(queryTerms),
    links: (request.texts || []).map((text) => cut(text, { open: true }).chain.map(([term]) => term)),
    words: await Promise.all((request.meant || []).map(async (text) => (await engine.meaning.read(text)).words.map(({ word }) => word))),
    lists: await Promise.all((request.listed || []).map((word) => list(engine, word))),
    postings: request.shards ? decode(request) : [],
    columns: Object.fromEntries(await Promise.all((request.columns || []).map(async (name) => [name, await codes(engine, name)]))),
  };
}

/** The documents that a word's list names, each with its likeness as a byte. */
async function list(engine, word) {
  const entry = (await engine.meaning.entries([[...word].slice(0, 2).join("")])).get(word);
  return [...(await engine.meaning.list(entry))].map(([document, likeness]) => [document, Math.round(likeness * 255)]);
}

/** A facet's codes of every document. */
async function codes(engine, name) {
  const { documents } = await engine.manifest();
  const column = await engine.column(name, Array.from({ length: documents }, (_, document) => document));
  return Array.from(column.of, (set) => column.sets[set]);
}

/** The postings of each wanted term from the shard in which a browser looks for it; null if it is not there. */
function decode({ shards, weights, places, wanted, fields, total }) {
  const bytes = shards.map((shard) => Buffer.from(shard, "base64"));
  return wanted.map((term) => {
    const found = decodeShard(bytes[shardOf(term, bytes.length)], new Set([term]), fields, total).get(term);
    if (!found) return null;
    if (found.best) readWeights(found, Buffer.from(weights[path.basename(fileOf(term, "weights"))], "base64"));
    const everything = Array.from({ length: total }, (_, document) => document);
    for (const chunk of chunksOf(found, everything)) readPlaces(found, chunk, Buffer.from(places[path.basename(fileOf(term, "places", chunk))], "base64"));
    return Array.from({ length: fields }, (_, field) => {
      const { documents = [], weights: bytesOfField = [] } = found.fields[field] || {};
      const own = found.fields[field] && placesOf(found.fields[field]);
      return Array.from(documents, (document, place) => [document, bytesOfField[place], own ? [...own.get(document)] : []]);
    });
  });
}

const input = await new Response(process.stdin).text();
process.stdout.write(JSON.stringify(await run(JSON.parse(input))));
