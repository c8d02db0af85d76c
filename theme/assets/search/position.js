// Where the reader stands in the list, kept with the entry of the history: results come later than a browser scrolls back.

const SETTLED_MS = 150;
const LINKS = ".sc-card__title a, .sc-result-table tbody th a";

export class Position {
  /** @param {HTMLElement} list holds the results' links */
  constructor(list) {
    this.list = list;
    this.timer = 0;
    this.leaving = Boolean(history.state); // until the first answer stands the page is as high as nothing
    history.scrollRestoration = "manual";
    window.addEventListener("scroll", () => this.later(), { passive: true });
    window.addEventListener("pagehide", () => this.keep());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), SETTLED_MS);
  }

  /** Keeps the first result in sight and how far from the top it stands: passages above may be lacking next time. */
  keep() {
    clearTimeout(this.timer);
    if (this.leaving) return;
    const seen = [...this.list.querySelectorAll(LINKS)].find((link) => link.getBoundingClientRect().top >= 0);
    history.replaceState({ y: scrollY, href: seen && seen.href, top: seen && seen.getBoundingClientRect().top }, "");
  }

  /** Another entry of the history is shown: what follows until restore() is not the reader's doing. */
  leave() {
    clearTimeout(this.timer);
    this.leaving = true;
  }

  /** Goes where the entry of the history was left. */
  restore() {
    if (!this.leaving) return;
    const { y = 0, href, top } = history.state || {};
    scrollTo({ top: y, behavior: "instant" });
    const link = y && [...this.list.querySelectorAll(LINKS)].find((one) => one.href === href);
    if (link) scrollBy({ top: link.getBoundingClientRect().top - top, behavior: "instant" });
    this.leaving = false;
  }
}
