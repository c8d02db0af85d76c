// Our search: the site's own engine over the site's own files.

import { Engine } from "/ours/parts/search/engine.js";
import { FIRST_PAGE } from "/ours/parts/search/found.js";

let opened = null;

export async function engine() {
  opened ??= new Engine((path, options) => fetch(`/ours/search/${path}`, options));
  return opened;
}

/** What the list shows: whole matches, then the partial ones that fill up its first page; `count` of the whole ones. */
export async function list(query, count) {
  const asked = await engine();
  const found = await asked.search(query);
  const whole = await found.order(found.documents, count); // the expired too, which the peers do not know
  const partial = [...found.partial].slice(0, Math.max(0, FIRST_PAGE - whole.length));
  return { found, documents: [...whole, ...partial] };
}

export async function find(query) {
  return (await list(query, FIRST_PAGE)).documents;
}

export async function titles(documents) {
  return (await (await engine()).cards(documents)).map(({ title }) => title);
}

/** Numbers of all documents of the list, in the order of search/. */
export async function all(query) {
  return (await list(query, Infinity)).documents.map(String);
}
