// Our search with the passage that explains each of the first results, from the record's JSON.

import { FIRST_PAGE } from "/ours/parts/search/found.js";
import { explain } from "/ours/parts/search/reason.js";
import { engine, list } from "./ours.js";

export async function find(query) {
  const { found, documents } = await list(query, FIRST_PAGE);
  return documents.map((document) => ({ document, readings: found.readings }));
}

export async function titles(found) {
  const opened = await engine();
  const cards = await opened.cards(found.map(({ document }) => document));
  const reasons = await Promise.all(cards.map((card, number) => explain(opened, card, found[number].readings)));
  return cards.map(({ title }, number) => title + (reasons[number].snippet || ""));
}
