// The rules and the advice, fetched once the page stands: they are as much as all the rest of it. Until they are there
// nothing is said to be in order.

import * as $ from "./python.js";

const PAUSE_MS = 10_000; // between attempts that nobody asks for
const WAITING = "正在取检查规则…";
const FAILED = "检查规则还没有取到：连上网络后会再取，草稿已存，请不要关闭本页";
const ANOTHER = "网站刚更新过：草稿已存，请刷新页面再继续";

/** Firefox and Safari remember that a module did not come: asked for again it has another address. */
function importAgain(attempt) {
  return import(new URL(`../../submit/gate.js?${attempt}`, import.meta.url));
}

export class Gate {
  /** `rules` get what is fetched; `then` is called when that is there, or could not be. */
  constructor(rules, then) {
    this.rules = rules;
    this.then = then;
    this.isOpen = false;
    this.said = WAITING;
    this.tried = -Infinity;
    this.attempts = 0;
    Object.assign(rules, { rules: [], advice: [] });
    addEventListener("online", () => this.open());
  }

  /** Fetches them unless they are there; whoever asks while they are on their way waits with the others. */
  open() {
    if (!this.isOpen) this.opening ||= this.fetch().finally(() => (this.opening = null));
    return this.opening;
  }

  /** The same, where the last attempt is a while ago. */
  openAgain() {
    if (performance.now() - this.tried > PAUSE_MS) this.open();
  }

  async fetch() {
    this.tried = performance.now();
    this.said = WAITING;
    try {
      const { version, openGate } = await (this.attempts++ ? importAgain(this.attempts) : import("../../submit/gate.js"));
      if (version === this.rules.gateVersion) Object.assign(this.rules, openGate($));
      this.isOpen = version === this.rules.gateVersion;
      this.said = ANOTHER;
    } catch {
      this.said = FAILED;
    }
    this.then();
  }
}
