// Asks the engine under Node.js: {site, queries} on standard input; for each query {whole, proven, partial, shown, doubtful,
// first, further}: numbers of documents in the list's order, the expired too, how many of the whole ones are proven, what
// the page shows, whether it says that this is doubtful, and the bytes of a first and of a further search as a server sends them (gzip -6), the first ten cards
// included.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { Engine } from "../../theme/assets/search/engine.js";
import { PLAIN, select } from "../../theme/assets/search/selection.js";

const { site, queries } = JSON.parse(await new Response(process.stdin).text());
const files = new Map();

/** A file with the bytes that are sent for it: not packed where that would make it grow. */
async function read(name) {
  if (!files.has(name)) {
    const bytes = await readFile(path.join(site, "search", name)).catch(() => null);
    files.set(name, bytes && { bytes, sent: Math.min(bytes.length, gzipSync(bytes, { level: 6 }).length) });
  }
  return files.get(name);
}

function opened() {
  let sent = 0;
  const engine = new Engine(async (name) => {
    const file = await read(name);
    sent += file ? file.sent : 0;
    return file ? new Response(file.bytes) : new Response(null, { status: 404 });
  });
  return { engine, spent: () => sent };
}

async function ask(engine, query, count) {
  const found = await engine.search(query);
  const whole = await found.order(found.documents, count);
  const partial = found.documents.length < 10 ? [...found.partial] : [];
  await engine.cards([...whole, ...partial].slice(0, 10));
  const page = await select(engine, found, PLAIN);
  return { whole, partial, shown: [...page.whole, ...page.partial], proven: whole.filter((document) => found.proven(document)).length, read: found.query, doubtful: found.doubtful };
}

let former = opened();
await former.engine.manifest();
await former.engine.json("words.json");
const answers = [];
for (const query of queries) {
  const fresh = opened();
  await ask(fresh.engine, query, 10);
  const before = former.spent();
  await ask(former.engine, query, 10);
  const further = former.spent() - before;
  answers.push({ ...(await ask(former.engine, query, Infinity)), first: fresh.spent(), further });
  former = fresh; // one earlier query is in the cache, not all
}
process.stdout.write(JSON.stringify(answers));
