// The rules and the advice, fetched once the page stands: they are as much as all the rest of it. Until they are there
// nothing is said to be in order.

import * as $ from "./python.js";

const PAUSE_MS = 10_000; // between attempts that nobody asks for
const WAITING = "正在取检查规则…";
const FAILED = "检查规则还没有取到：连上网络后会再取，草稿已存，请不要关闭本页";
const ANOTHER = "网站刚更新过：草稿已存，请刷新页面再继续";

export class Gate {
  /** `rules` get what is fetched; `then` is called when that is there, or could not be. */
  constructor(rules, then) {
    this.rules = rules;
    this.then = then;
    this.isOpen = false;
    this.said = WAITING;
    this.tried = -Infinity;
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
      const { version, openGate } = await import("../../submit/gate.js");
      if (version === this.rules.gateVersion) Object.assign(this.rules, openGate($));
      this.isOpen = version === this.rules.gateVersion;
      this.said = ANOTHER;
    } catch {
      this.said = FAILED;
    }
    this.then();
  }
}
