// Passages that explain results: read when a card comes into view, since each costs a whole record.

import { explain, unexplained } from "./reason.js";
import { addReason } from "./view.js";

const NEARLY_IN_VIEW = "80px 0px";

export class Passages {
  constructor(engine) {
    this.engine = engine;
    this.wanted = new Map();
    this.observer = new IntersectionObserver((changes) => {
      for (const { isIntersecting, target } of changes) if (isIntersecting) this.show(target);
    }, { rootMargin: NEARLY_IN_VIEW });
  }

  /** Forgets the cards of a former answer. */
  stop() {
    this.observer.disconnect();
    this.wanted.clear();
  }

  /** Explains a card when it is seen, if it does not explain itself; of a partial match nobody expects all the words. */
  watch(node, card, { readings, groups, marks, partial }) {
    if (!unexplained(card, readings).length) return;
    this.wanted.set(node, { card, readings, groups, marks, partial });
    this.observer.observe(node);
  }

  async show(node) {
    const wanted = this.wanted.get(node);
    this.observer.unobserve(node);
    if (!wanted) return;
    const { card, readings, groups, marks, partial } = wanted;
    const { snippet, loose } = await explain(this.engine, card, readings, groups);
    addReason(node, marks, { snippet, loose: loose && !partial });
  }
}
