// Pagefind through its own API. In this thread: CPU throttling does not reach workers, and all engines are to be slowed.

import * as pagefind from "/pagefind/pagefind/pagefind.js";

const ready = pagefind.options({ noWorker: true }).then(() => pagefind.init());

export async function find(query) {
  await ready;
  return (await pagefind.search(query)).results;
}

export async function titles(results) {
  return (await Promise.all(results.map((result) => result.data()))).map(({ meta, excerpt }) => meta.title + excerpt);
}

/** Addresses of pages: /<id>.html. */
export async function keys(results) {
  const pages = await Promise.all(results.map((result) => result.data()));
  return pages.map(({ url }) => url.match(/([^/]+)\.html$/)[1]);
}
