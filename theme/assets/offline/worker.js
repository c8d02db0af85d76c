// Keeps on the device what a visitor has chosen to take along, and shows it where there is no network, saying so. What
// the network has is always shown first. sw.js starts it; each publication writes that anew: PUBLISHED is
// {version, day, shell}, the shell being the paths, from the site's root, of what every choice needs.

const ROOT = self.registration.scope;
const PREFIX = `showcase-taken ${ROOT} `;
const STORE = PREFIX + PUBLISHED.version;
const LEDGER = `${ROOT}taken.json`; // in the store: what was chosen, and what of it is there
const LIMIT = 2 * 1024 * 1024; // bytes, unpacked
const PATIENCE_MS = 8000;
const COMMANDS = { take: (message, tell) => take(message.ids, tell), drop: () => drop() };

/** A file as the site has it now; null if it has none. Throws where no sound answer comes. */
async function load(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (answer.status === 404 || answer.status === 410) return null;
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status} ${address}`); // a foreign network's own page too
  const headers = [...answer.headers].filter(([name]) => name === "content-type" || name === "content-security-policy");
  return { address, headers, body: await answer.arrayBuffer() };
}

const loadAll = async (addresses) => (await Promise.all(addresses.map(load))).filter(Boolean);

/** A record's data, page and pictures; null if the site has it no more. */
async function loadRecord(id) {
  const data = await load(`${ROOT}api/v1/${id.startsWith("a") ? "achievements" : "demands"}/${id}.json`);
  if (!data) return null;
  const { card, attachments } = JSON.parse(new TextDecoder().decode(data.body));
  const page = ROOT + card.page;
  const shown = card.picture ? attachments.filter(({ alt }) => alt).map(({ file }) => `${page}${encodeURIComponent(file.normalize())}-1200.webp`) : [];
  return [data, ...(await loadAll([page, ...(card.picture ? [ROOT + card.picture] : []), ...shown]))];
}

const sizeOf = (files) => files.reduce((sum, { body }) => sum + body.byteLength, 0);

/** Everything for these ids that fits; `tell` hears how many are through. */
async function gather(ids, tell) {
  const files = await loadAll(PUBLISHED.shell.map((path) => ROOT + path));
  const found = { ids, taken: [], left: [], gone: [], bytes: sizeOf(files), day: PUBLISHED.day };
  for (const [number, id] of ids.entries()) {
    const record = await loadRecord(id);
    const fits = record && found.bytes + sizeOf(record) <= LIMIT;
    (fits ? found.taken : record ? found.left : found.gone).push(id);
    if (fits) {
      found.bytes += sizeOf(record);
      files.push(...record);
    }
    tell({ done: number + 1 });
  }
  return { files, found };
}

async function take(ids, tell = () => {}) {
  const { files, found } = await gather(ids, tell);
  const store = await caches.open(STORE);
  for (const { address, headers, body } of files) await store.put(address, new Response(body, { headers: [...headers, ["showcase-day", encodeURIComponent(PUBLISHED.day)]] }));
  const kept = new Set([LEDGER, ...files.map(({ address }) => address)]);
  for (const { url } of await store.keys()) if (!kept.has(url)) await store.delete(url);
  await store.put(LEDGER, new Response(JSON.stringify(found)));
  return found;
}

const stores = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

async function drop() {
  await Promise.all((await stores()).map((name) => caches.delete(name)));
}

/** What was chosen before this publication is taken anew from it; until all of it is there, the former one stays. */
async function renew() {
  for (const cacheName of await stores()) {
    const ledger = await caches.match(LEDGER, { cacheName });
    if (ledger) return take((await ledger.json()).ids);
  }
  return null;
}

async function dropFormer() {
  await Promise.all((await stores()).filter((name) => name !== STORE).map((name) => caches.delete(name)));
}

/** An address without what does not name another page. */
const plain = (address) => address.replace(/[?#].*/, "").replace(/\/index\.html$/, "/");
const kept = (address) => caches.match(address, { cacheName: STORE });

/** Of a picture one size is kept: it stands for the others. */
const otherSize = (address) => address.replace(/-640\.webp$/, "-1200.webp");

/** What the network answers, if it does so in time and soundly; else null. */
function fresh(request) {
  const late = new Promise((settle) => setTimeout(settle, PATIENCE_MS, null));
  const answer = fetch(request).then((found) => (found.status < 500 ? found : null));
  return Promise.race([answer.catch(() => null), late]);
}

const former = new Set(); // windows that show a kept page: what it loads is of the same publication

async function part({ request, clientId }) {
  const found = await kept(otherSize(plain(request.url)));
  if (!found) return fetch(request);
  return (!former.has(clientId) && (await fresh(request))) || found;
}

async function page({ request, resultingClientId }) {
  const found = await kept(plain(request.url));
  if (!found) return fetch(request).catch(() => missed(request.url));
  const answer = await fresh(request);
  if (answer) return answer;
  former.add(resultingClientId);
  return marked(found);
}

/** A kept page that says what it is. */
async function marked(found) {
  const html = await found.text();
  const link = (path, words) => `<a href="${ROOT}${path}">${words}</a>`;
  const words = `<div class="sc-offline" role="note"><p><strong>没有连上网络，这是 ${PUBLISHED.day}的内容。</strong>状态、价格和联系方式可能已变更，联网后以网站为准。</p><p>带走的：${link("saved/", "收藏")} ${link("booklet/", "成果汇编")} ${link("need/", "我有需求")} <a href="">重新连接</a></p></div>`;
  const styled = html.replace("</head>", `<link rel="stylesheet" href="${ROOT}assets/offline.css"></head>`);
  return new Response(styled.replace(/<body[^>]*>/, (tag) => tag + words), { headers: found.headers });
}

/** A page that was not taken along: to those that were. */
async function missed(address) {
  if (await kept(`${ROOT}saved/`)) return Response.redirect(`${ROOT}saved/?missed=${encodeURIComponent(address.slice(ROOT.length))}`);
  const html = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>没有网络</title><h1>没有连上网络</h1><p>这台设备上没有存下这一页，联网后再打开。</p>';
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

self.addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropFormer().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { method, url, mode, headers, cache } = event.request;
  if (method !== "GET" || !url.startsWith(ROOT) || headers.has("range")) return;
  if (cache === "only-if-cached" && mode !== "same-origin") return; // the browser's own tools; it may not be fetched
  event.respondWith(mode === "navigate" ? page(event) : part(event));
});
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const tell = (words) => port.postMessage(words);
  const work = COMMANDS[event.data.command](event.data, tell);
  event.waitUntil(work.then((found) => tell({ found }), (error) => tell({ failed: String(error) })));
});
