// Material's search: its own worker script and search_index.json, unchanged.
//
// The worker (material/templates/assets/javascripts/workers/search.*.min.js; readable in its source map under
// integrations/search) builds lunr's index from the documents that jieba has cut, cuts Chinese queries greedily by
// the words of that index, gives each word a trailing wildcard, boosts and groups sections by page. Its messages
// (integrations/search/worker/message): setup 0, ready 1, query 2, result 3. Its page fetches script and index side
// by side (components/search). It runs in this thread, as Material itself lets it under file://: CPU throttling
// does not reach workers, and all engines are to be slowed. sites.py takes the hash out of the script's name.

const ASSETS = "/material/assets/javascripts/";

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

/** The worker as a function from a message to its answer. */
async function startWorker() {
  const code = await (await fetch(`${ASSETS}workers/search.min.js`)).text();
  let listen = null;
  let answer = null;
  const importScripts = async (...addresses) => {
    for (const address of addresses) await loadScript(new URL(address, new URL(`${ASSETS}workers/`, location)));
  };
  const run = new Function("addEventListener", "postMessage", "importScripts", code);
  run(
    (_, listener) => (listen = listener),
    (message) => answer(message),
    importScripts,
  );
  return (message) =>
    new Promise((resolve) => {
      answer = resolve;
      listen({ data: message });
    });
}

async function start() {
  const index = fetch("/material/search/search_index.json").then((response) => response.json());
  const [ask, { config, docs }] = await Promise.all([startWorker(), index]);
  await ask({ type: 0, data: { config, docs, options: { suggest: false } } });
  return ask;
}

const ready = start();

export async function find(query) {
  const ask = await ready;
  return (await ask({ type: 2, data: query })).data.items;
}

/** The page's own item comes with its sections (templates/search). */
export async function titles(groups) {
  return groups.map((group) => group.find(({ location }) => !location.includes("#")).title);
}

/** Addresses of pages: <id>/. */
export async function keys(groups) {
  return groups.map(([{ location }]) => location.split("/")[0]);
}
