// Our search: the site's own engine over the site's own files.

import { Engine } from "/ours/assets/search/engine.js";

const lunr = new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = "/ours/assets/lunr.js";
  script.onload = () => resolve(window.lunr);
  script.onerror = reject;
  document.head.append(script);
});

let opened = null;

export async function engine() {
  opened ??= new Engine(await lunr, (path) => fetch(`/ours/search/${path}`));
  return opened;
}

export async function search(query) {
  return (await engine()).search(query);
}

export function keysOf(results) {
  return results.map(({ document }) => document);
}

export async function find(query) {
  return keysOf((await search(query)).results);
}

export async function titles(documents) {
  return (await (await engine()).cards(documents)).map(({ title }) => title);
}

/** Numbers of documents, in the order of search/. */
export async function keys(documents) {
  return documents.map(String);
}
