// Suggestions under every search box: a combobox with a list (WAI-ARIA APG, editable combobox with list autocomplete).

import { marked } from "./card.js";
import { element } from "../shared/element.js";

const DELAY_MS = 120;
const KINDS = { institution: "单位", keyword: "关键词", title: "" };
const root = `${document.querySelector("[data-site-root]").dataset.siteRoot}/`;
let helpers = null;

function fetchHelpers() {
  helpers = helpers || import("./suggesting.js").then(({ openSuggestions }) => openSuggestions(root));
  helpers.catch(() => (helpers = null)); // what is typed next asks again
  return helpers;
}

class Combobox {
  constructor(form, number) {
    this.form = form;
    this.input = form.querySelector("input");
    this.list = element("ul", { class: "sc-suggest", role: "listbox", id: `sc-suggest-${number}`, "aria-label": "搜索建议" });
    this.list.hidden = true;
    form.append(this.list);
    const { input } = this;
    input.type = "text"; // a search field can be no combobox (ARIA in HTML); its keyboard has the key by enterkeyhint
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
      input.setAttribute(name, value);
    }
    this.active = -1;
    this.timer = 0;
    this.turn = 0;
    input.addEventListener("focus", () => fetchHelpers().catch(() => {}), { once: true }); // show() meets the same fault
    input.addEventListener("input", (event) => {
      if (!event.isComposing) this.later();
    });
    input.addEventListener("compositionend", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    form.addEventListener("submit", () => this.close());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), DELAY_MS);
  }

  async show() {
    const turn = ++this.turn;
    const typed = this.input.value;
    const found = await fetchHelpers()
      .then(({ suggest }) => suggest(typed))
      .catch(() => []); // suggestions are a help, never a fault
    if (turn !== this.turn || document.activeElement !== this.input) return;
    this.found = found.filter(({ text }) => text !== typed.trim());
    this.active = -1;
    this.list.replaceChildren(...this.found.map((one, number) => this.option(one, number, typed.trim().toLowerCase())));
    this.list.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  option({ text, kind }, number, word) {
    const node = element(
      "li",
      { class: "sc-suggest__option", role: "option", id: `${this.list.id}-${number}`, "aria-selected": "false" },
      element("span", {}, marked(text, [word])),
      element("span", { class: "sc-suggest__kind" }, KINDS[kind]),
    );
    node.addEventListener("mousedown", (event) => {
      event.preventDefault(); // or the input would lose the focus first and the list be gone
      this.take(number);
    });
    return node;
  }

  key(event) {
    if (event.isComposing || this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.select((this.active + step + this.found.length + 1) % (this.found.length + 1));
    } else if (event.key === "Enter" && this.active >= 0 && this.active < this.found.length) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  /** Marks an option; the place after the last one is the input itself. */
  select(number) {
    this.active = number < this.found.length ? number : -1;
    [...this.list.children].forEach((node, place) => node.setAttribute("aria-selected", String(place === this.active)));
    if (this.active >= 0) {
      this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
      this.list.children[this.active].scrollIntoView({ block: "nearest", inline: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  async take(number) {
    const { text, kind, target } = this.found[number];
    this.close();
    if (kind === "title") {
      const { card } = await fetchHelpers();
      location.href = root + (await card(target)).url;
      return;
    }
    this.input.value = text;
    this.form.querySelector("button").click(); // requestSubmit is younger than our oldest browsers
  }

  close() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

document.querySelectorAll(".sc-search-box").forEach((form, number) => new Combobox(form, number));

// "/" goes to the search box, unless something is being typed elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const input = [...document.querySelectorAll(".sc-search-box__input")].reverse().find((one) => one.offsetParent);
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
