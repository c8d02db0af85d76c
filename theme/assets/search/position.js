// Where the reader stands in the list, kept with the entry of the history: results come later than a browser scrolls back.

const SETTLED_MS = 150;
/** Passages have come by then: a list that grows later moves under a reader who may have used the scroll bar. */
const GROWN_MS = 3000;
/** What the reader does to go elsewhere. */
const DONE_BY_READER = ["wheel", "touchstart", "pointerdown", "keydown"];
const LINKS = ".sc-card__title a, .sc-result-table tbody th a";

export class Position {
  /** @param {HTMLElement} list holds the results' links */
  constructor(list) {
    this.list = list;
    this.timer = 0;
    this.grown = 0;
    this.leaving = Boolean(history.state); // until the first answer stands the page is as high as nothing
    this.wanted = null; // where an entry was left: passages that come later move the list, or make the page high enough
    history.scrollRestoration = "manual";
    window.addEventListener("scroll", () => this.later(), { passive: true });
    window.addEventListener("pagehide", () => this.keep());
    for (const done of DONE_BY_READER) window.addEventListener(done, () => (this.wanted = null), { passive: true, capture: true });
    new ResizeObserver(() => this.go()).observe(list);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), SETTLED_MS);
  }

  /** Keeps the first result in sight and how far from the top it stands: passages above may be lacking next time. */
  keep() {
    clearTimeout(this.timer);
    if (this.leaving || this.wanted) return;
    const seen = [...this.list.querySelectorAll(LINKS)].find((link) => link.getBoundingClientRect().top >= 0);
    history.replaceState({ y: scrollY, href: seen && seen.href, top: seen && seen.getBoundingClientRect().top }, "");
  }

  /** Another entry of the history is shown: what follows until restore() is not the reader's doing. */
  leave() {
    clearTimeout(this.timer);
    this.leaving = true;
  }

  /** Goes where the entry of the history was left, and stays there until the reader goes elsewhere. */
  restore() {
    if (!this.leaving) return;
    this.leaving = false;
    this.wanted = history.state || {};
    clearTimeout(this.grown);
    this.grown = setTimeout(() => (this.wanted = null), GROWN_MS);
    this.go();
  }

  go() {
    if (!this.wanted) return;
    const { y = 0, href, top } = this.wanted;
    const link = y && [...this.list.querySelectorAll(LINKS)].find((one) => one.href === href);
    if (link) scrollBy({ top: link.getBoundingClientRect().top - top, behavior: "instant" });
    else scrollTo({ top: y, behavior: "instant" });
  }
}
