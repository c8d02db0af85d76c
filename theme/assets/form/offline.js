// The form opens again without a network: what it has loaded is kept by its worker (submit/worker.js).

const STORE = "showcase-form";

/** Says in `place` what is guaranteed. */
export async function keepForOffline(place) {
  place.textContent = "断网也能继续填，但不要关闭本页。";
  if (!("serviceWorker" in navigator)) return; // no https, or a browser without workers
  try {
    await navigator.serviceWorker.register("../worker.js");
    await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const own = loaded.filter((address) => address.startsWith(location.origin) && !address.endsWith("/worker.js"));
    const store = await caches.open(STORE);
    await store.addAll([...new Set([location.href.replace(/[?#].*/, ""), new URL("../achievement/", location).href, new URL("../demand/", location).href, ...own])]);
    place.textContent = "已存到这台设备，断网也能打开和填写。";
  } catch {
    // private windows and full devices refuse: what was said above stays true
  }
}
