// Our search with what the search page adds: the passage that explains each result, from the record's JSON.

import { explain } from "/ours/assets/search/reason.js";
import { engine, keysOf, search } from "./ours.js";

export async function find(query) {
  const { results, readings } = await search(query);
  return keysOf(results).map((document) => ({ document, readings }));
}

export async function titles(found) {
  const opened = await engine();
  const cards = await opened.cards(found.map(({ document }) => document));
  const reasons = await Promise.all(cards.map((card, number) => explain(opened, card, found[number].readings)));
  return cards.map(({ title }, number) => title + (reasons[number].snippet || ""));
}
