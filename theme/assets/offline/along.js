// 带走: on the page of what is saved, what the device keeps of it for where there is no network. The site's worker is
// registered when its reader chooses so, not before, and is gone when he no longer does.

import { element } from "../shared/element.js";

const MEGABYTE = 1024 * 1024;

let installing = null; // the browser's own question whether to install
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installing = event;
});

/** Asks the worker; `hear` is told how far it is. Rejects where it has failed. */
function ask(worker, message, hear = () => {}) {
  return new Promise((settle, fail) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if ("done" in data) hear(data.done);
      else if ("failed" in data) fail(new Error(data.failed));
      else settle(data.found);
    };
    worker.postMessage(message, [port2]);
  });
}

/** The worker of the newest publication, once it has begun. */
async function startWorker(root) {
  const registration = await navigator.serviceWorker.register(`${root}sw.js`, { updateViaCache: "none" });
  await registration.update().catch(() => {}); // what is registered is there
  const worker = registration.installing || registration.waiting || registration.active;
  if (worker.state === "activated") return worker;
  return new Promise((settle, fail) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") settle(worker);
      if (worker.state === "redundant") fail(new Error("redundant"));
    });
  });
}

export class Along {
  /** `box` is where it is said. Where there are no workers it stays hidden. */
  constructor(box, root) {
    this.box = box;
    this.root = new URL(root, location.href).href;
    this.able = "serviceWorker" in navigator && "caches" in window;
    this.busy = false;
  }

  /** What the worker has kept; null if nothing was chosen. */
  async ledger() {
    const answer = await caches.match(`${this.root}taken.json`).catch(() => null);
    return answer ? answer.json() : null;
  }

  /** Shows the choice for these ids; what was chosen before follows them. */
  async show(ids) {
    if (!this.able || this.busy) return;
    this.ids = ids;
    const found = await this.ledger();
    this.box.hidden = !found && !ids.length;
    if (!found) this.offer();
    else if (navigator.onLine && found.ids.join() !== ids.join()) await this.take();
    else this.tell(found);
  }

  fill(...parts) {
    this.box.replaceChildren(element("h2", { class: "sc-along__title" }, "带走，没有网络也能看"), ...parts);
  }

  button(words, act, quiet = true) {
    const node = element("button", { class: `sc-button${quiet ? " sc-button--quiet" : ""}`, type: "button" }, words);
    node.addEventListener("click", act);
    return node;
  }

  offer(failed = "") {
    const words = "去展会、下车间前，把收藏的内容和图片、成果汇编、“我有需求”存到这台设备，不超过 2 MB。网站更新后联网时自动跟着更新；没有网络时打开的，会写明是哪天的内容。";
    this.fill(element("p", {}, words), element("p", {}, this.button(`带走这 ${this.ids.length} 条`, () => this.take(), false), element("span", { role: "status" }, failed)));
  }

  async take() {
    this.busy = true;
    const status = element("p", { role: "status" }, "正在存…");
    this.fill(status);
    const hear = (done) => (status.textContent = `正在存 ${done}/${this.ids.length}…`);
    let found = null;
    try {
      found = await ask(await startWorker(this.root), { command: "take", ids: this.ids }, hear);
    } catch {
      // said below
    }
    this.busy = false;
    const former = found || (await this.ledger());
    if (found) this.tell(found);
    else if (former) this.tell(former, "这次没有存成，上次带走的还在。");
    else this.offer("没有存成：网络不通，或这台设备不让网页存东西。");
  }

  tell(found, failed = "") {
    const size = (found.bytes / MEGABYTE).toFixed(1);
    const said = [
      `已带走 ${found.taken.length} 条，${size} MB，是${found.day}的内容。`,
      found.left.length ? `另有 ${found.left.length} 条放不下：${found.left.join("、")}。` : "",
      found.gone.length ? `${found.gone.join("、")} 已不在目录中。` : "",
      failed,
    ];
    const install = installing ? this.button("装到桌面", () => installing.prompt()) : "";
    this.fill(
      element("p", { role: "status" }, said.join("")),
      element("p", {}, "断网时打开收藏、成果汇编、“我有需求”和带走的记录就能看；从浏览器菜单“添加到主屏幕”，下次点图标直接打开。"),
      element("p", {}, install, this.button("不再带走", () => this.drop())),
    );
  }

  /** Nothing stays: neither what was kept nor the worker. */
  async drop() {
    const registration = await navigator.serviceWorker.getRegistration(this.root);
    if (registration?.active) await ask(registration.active, { command: "drop" }).catch(() => {});
    if (registration && registration.scope === this.root) await registration.unregister();
    this.offer("已从这台设备删去。");
    this.box.hidden = false;
  }
}
