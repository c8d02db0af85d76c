// The facet panel, the chips and the bar of sorts: elements that report what was chosen.

import { HELPS, SORTS } from "./state.js";
import { MOST_ROWS, MOST_SHEETS } from "./table.js";
import { element } from "../shared/element.js";

const OPEN_AT_FIRST = new Set(["kind", "marine-sector", "category", "stage"]);

export class Panel {
  /**
   * @param {HTMLElement} host
   * @param {object[]} facets facets.json
   * @param {{toggle: (name, value) => void, replace: (name, values) => void, opened: () => void, done: () => void}} report
   */
  constructor(host, facets, report) {
    this.facets = facets;
    this.groups = new Map();
    for (const facet of facets) {
      if (!facet.values.length) continue;
      const group = element("details", { class: "sc-facets__group", "data-facet": facet.name });
      group.open = OPEN_AT_FIRST.has(facet.name);
      group.append(element("summary", {}, facet.label));
      const body = facet.kind === "range" ? rangeBody(facet, report) : choiceBody(facet, report);
      group.append(body);
      group.addEventListener("toggle", () => report.opened());
      this.groups.set(facet.name, group);
    }
    const outer = element("details", { class: "sc-facets" }, element("summary", { class: "sc-facets__summary" }, "筛选"));
    this.done = element("button", { class: "sc-button sc-facets__done", type: "button" }, "看结果");
    this.done.addEventListener("click", () => {
      outer.open = false;
      outer.firstChild.focus();
      report.done();
    });
    outer.append(...this.groups.values(), this.done);
    outer.open = matchMedia("(min-width: 60em)").matches;
    outer.addEventListener("toggle", () => report.opened());
    this.outer = outer;
    host.replaceChildren(outer);
  }

  /** The facets whose counts can be seen. */
  visible() {
    return this.outer.open ? this.facets.filter(({ name }) => this.groups.has(name) && this.groups.get(name).open) : [];
  }

  /** Shows what is chosen; a group with a choice is opened. */
  select(filters) {
    for (const [name, group] of this.groups) {
      const chosen = filters.get(name) || [];
      for (const input of group.querySelectorAll("input")) input.checked = chosen.includes(input.value);
      const [low, high] = group.querySelectorAll("select");
      if (low) [low.value, high.value] = (chosen[0] || "-").split("-");
      if (chosen.length) group.open = true;
    }
    const count = [...filters.values()].flat().length;
    this.outer.firstChild.textContent = count ? `筛选（${count}）` : "筛选";
  }

  /** Says at the end of the opened filter how much is left. */
  tell(count) {
    this.done.textContent = count ? `看 ${count} 条结果` : "没有结果";
  }

  /** Takes the counts of a former answer away. */
  forget() {
    for (const group of this.groups.values()) for (const node of group.querySelectorAll(".sc-facets__count")) node.textContent = "";
  }

  /** Shows the counts of the whole catalogue, which come with the facets. */
  countAll() {
    for (const { name, kind, values } of this.facets) {
      if (kind === "choice" && this.groups.has(name)) this.count(name, new Map(values.map(({ code, count }) => [code, count])), false);
    }
  }

  /** Shows for a facet how many results each value would leave; values that leave none are greyed. */
  count(name, counts) {
    for (const label of this.groups.get(name).querySelectorAll("label[data-value]")) {
      const count = counts.get(label.dataset.value) || 0;
      label.querySelector(".sc-facets__count").textContent = String(count);
      label.classList.toggle("sc-facets__choice--none", count === 0);
    }
  }
}

function choiceBody(facet, report) {
  const type = facet.kind === "days" ? "radio" : "checkbox";
  const choices = facet.values.map(({ code, label, parent, count }) => {
    const input = element("input", { type, name: `facet-${facet.name}`, value: code });
    input.addEventListener("click", () => {
      if (type === "checkbox") report.toggle(facet.name, code);
      else report.replace(facet.name, [code]);
    });
    const nested = parent ? " sc-facets__choice--nested" : "";
    return element(
      "label",
      { class: `sc-facets__choice${nested}`, "data-value": code },
      input,
      element("span", {}, label),
      element("span", { class: "sc-facets__count" }, facet.kind === "days" ? "" : String(count)),
    );
  });
  return element("div", { class: "sc-facets__choices", role: "group", "aria-label": facet.label }, ...choices);
}

function rangeBody(facet, report) {
  const codes = facet.values.map(({ code }) => code);
  const select = (label) => {
    const options = ["", ...codes].map((code) => element("option", { value: code }, code || label));
    return element("select", { "aria-label": `${facet.label}${label}` }, ...options);
  };
  const low = select("最低");
  const high = select("最高");
  const changed = () => report.replace(facet.name, low.value || high.value ? [`${low.value}-${high.value}`] : []);
  low.addEventListener("change", changed);
  high.addEventListener("change", changed);
  return element("div", { class: "sc-facets__range" }, low, "至", high);
}

function labelOf(facet, value) {
  if (facet.kind === "range") {
    const [low, high] = value.split("-");
    return `${facet.label} ${low || "1"}–${high || "9"}`;
  }
  const found = facet.values.find(({ code }) => code === value);
  return found ? found.label : value;
}

/** What is chosen: [{text, name, value, values: all of the facet}]; a value of an unknown facet is called as it stands. */
export function chosen(filters, facets) {
  return [...filters].flatMap(([name, values]) => {
    const facet = facets.find((one) => one.name === name) || { kind: "choice", values: [], label: name };
    return values.map((value) => ({ text: labelOf(facet, value), name, value, values }));
  });
}

/** One button for each chosen value, and one for all. */
export function chips(filters, facets, report) {
  const buttons = chosen(filters, facets).map(({ text, name, value, values }) => {
    const button = element("button", { class: "sc-chip", type: "button", "aria-label": `去掉筛选：${text}` }, text, element("span", { "aria-hidden": "true" }, "×"));
    button.addEventListener("click", () => report.replace(name, values.filter((one) => one !== value)));
    return button;
  });
  if (buttons.length > 1) {
    const all = element("button", { class: "sc-chip sc-chip--all", type: "button" }, "全部清除");
    all.addEventListener("click", () => report.clear());
    buttons.push(all);
  }
  return buttons;
}

/** What was understood beside the words as typed, a button each that switches it off, or on again. */
export function understood(found, { whole, partial }, { query, off }, report) {
  const told = [];
  const add = (help, text) => told.push(helpButton(text, `不要${HELPS[help]}`, "×", () => report.help(help)));
  for (const help of off) told.push(helpButton(`不要${HELPS[help]}`, `恢复${HELPS[help]}`, "↺", () => report.help(help)));
  if (!query) return told;
  const groups = [...found.synonyms()].map(([word, others]) => `${word} → ${others.join("、")}`);
  if (groups.length && whole.length + partial.length) add("synonym", `同义词：${groups.join("；")}`);
  if (found.how) add("reading", `${found.how}：${query} → ${found.query.replace(/^[^:]+:/, "")}`);
  const conditions = [...new Set(found.conditions.map(({ word }) => word))];
  if (conditions.length && whole.length + partial.length) add("condition", `条件：${conditions.join("、")}`);
  if (found.wish) add("order", `排序：${found.wish.word.trim()}`);
  if (partial.some((document) => found.onlyMeant(document))) add("meaning", "含意思相近的");
  return told;
}

function helpButton(text, label, sign, act) {
  const button = element("button", { class: "sc-chip sc-chip--help", type: "button", "aria-label": `${label}（${text}）` }, text, element("span", { "aria-hidden": "true" }, sign));
  button.addEventListener("click", act);
  return button;
}

/** The choice of order and of form, and the ways to take the results along. */
export function bar(state, report) {
  const options = Object.entries(SORTS)
    .filter(([code]) => code !== "relevance" || state.query)
    .map(([code, label]) => element("option", { value: code }, label));
  const sort = element("select", { "aria-label": "排序" }, ...options);
  sort.value = state.sort;
  sort.addEventListener("change", () => report.sort(sort.value));
  const tool = (text, act, title) => {
    const button = element("button", { class: "sc-bar__view", type: "button", ...(title && { title }) }, text);
    button.addEventListener("click", act);
    return button;
  };
  const other = state.view === "table" ? "list" : "table";
  return [
    element("label", { class: "sc-bar__sort" }, element("span", { class: "sc-bar__name" }, "排序 "), sort),
    tool(other === "table" ? "看表格" : "看列表", () => report.view(other)),
    tool("导出 CSV", report.csv, `最多 ${MOST_ROWS} 条`),
    tool("打印", () => print()),
    tool("编成汇编", report.booklet, `封面、目录、每条一页；最多 ${MOST_SHEETS} 条`),
  ];
}
