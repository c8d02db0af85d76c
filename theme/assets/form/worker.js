// Serves the pages below submit/ from what was kept when there is no network. What the network has is always fresher.

const STORE = "showcase-form";
const PATIENCE_MS = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function fresh(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(request.url, { signal: stop.signal, credentials: "same-origin" });
    if (answer.ok) await (await caches.open(STORE)).put(request.url.replace(/\?.*/, ""), answer.clone());
    return answer;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(request) {
  const kept = await caches.match(request, { ignoreSearch: true, cacheName: STORE });
  if (!kept) return fetch(request);
  return fresh(request).catch(() => kept);
}

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(self.location.origin)) event.respondWith(answer(event.request));
});
