// What of an answer is shown: what the filters and the expired leave of it, in the reader's order.

import { predicate, remaining, sorted } from "./filter.js";
import { FIRST_PAGE } from "./found.js";

/** What a list without a query, filters or a chosen order shows. */
export const PLAIN = { filters: new Map(), sort: "relevance", shown: FIRST_PAGE };

/** So many partial matches are the best: what a screen shows of the list. */
const BEST = 3;

/** Of partial matches an order moves those that hold so much of what the best one holds. */
const MUCH = 0.75;

/** Columns of the filters in force, as tests of document numbers. */
async function loadPredicates(engine, filters, documents) {
  if (!filters.size) return new Map();
  const chosen = (await engine.facets()).filter(({ name }) => filters.has(name));
  const columns = await Promise.all(chosen.map(({ name }) => engine.column(name, documents)));
  const today = new Date();
  return new Map(chosen.map((facet, number) => [facet.name, predicate(facet, columns[number], filters.get(facet.name), today)]));
}

/** How much of the query a document holds: more than 1 if all of it. */
function held(found, document) {
  return found.states?.[document] ? 1 + found.states[document] : found.share?.[document] || 0;
}

/**
 * As long as no state is chosen the expired stay out, unless nothing else is left, or one holds more of the query than
 * anything that is shown, or answers it better than all of that; where nothing holds all of it, whoever is among the
 * best holds his place. Returns how many that hides.
 */
async function hideExpired(found, documents, predicates, filters, currentOnes) {
  if (filters.has("state")) return 0;
  const left = remaining(documents, predicates);
  const current = left.filter((document) => document < currentOnes); // the expired have the last numbers
  if (!current.length || current.length === left.length) return 0;
  const most = current.reduce((best, document) => Math.max(best, held(found, document)), 0);
  const ranked = found.documents.length ? await found.order(left, FIRST_PAGE) : left; // partial matches stand in order
  const ahead = ranked.findIndex((document) => document < currentOnes);
  const better = ranked.slice(0, !found.documents.length ? BEST : ahead < 0 ? FIRST_PAGE : ahead);
  const shown = (document) => document < currentOnes || held(found, document) > most + 1e-9 || better.includes(document);
  predicates.set("state", shown);
  return left.filter((document) => !shown(document)).length;
}

/** The first of the documents in the reader's order. */
async function inOrder(engine, documents, sort, count, byRelevance) {
  if (sort === "relevance") return byRelevance(documents, count);
  return (await sorted(engine, documents, sort)).slice(0, count);
}

/**
 * What a state (state.js) shows of what is found: {sort: the order in force, whole, partial: documents to show, left: all whole ones, proven: how
 * many of these hold literally what is wanted, hidden, predicates}.
 */
export async function select(engine, found, { filters, sort: chosen, shown }) {
  const wished = chosen === "relevance" && found.wish;
  const sort = wished ? found.wish.sort : chosen;
  const { current } = await engine.manifest();
  const mainly = found.documents.length ? found.documents : found.partial;
  const predicates = await loadPredicates(engine, filters, Uint32Array.from([...found.documents, ...found.partial]));
  const hidden = await hideExpired(found, mainly, predicates, filters, current);
  const left = remaining(found.documents, predicates);
  const whole = await inOrder(engine, left, sort, shown, (some, count) => found.order(some, count));
  const room = found.documents.length ? FIRST_PAGE - left.length : Infinity;
  const best = Array.from(remaining(found.partial, predicates)).slice(0, Math.max(0, room));
  const holding = wished ? best.filter((document) => found.holding.has(document) && held(found, document) >= MUCH * held(found, best[0])) : best; // what is but like it stays behind
  const partial = [...(await inOrder(engine, holding, sort, Infinity, (some) => some)), ...best.filter((document) => !holding.includes(document))];
  return { sort, whole, partial, left, proven: left.filter((document) => found.proven(document)).length, hidden, predicates };
}
