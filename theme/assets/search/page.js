// The search page: the address is the state; everything shown follows from it.

import { Engine } from "./engine.js";
import { countValues, predicate, remaining, sorted } from "./filter.js";
import { walkResults } from "./keys.js";
import { Panel, bar, chips } from "./panel.js";
import { explain } from "./reason.js";
import { address, readState, replaced, toggled, withMore, withQuery } from "./state.js";
import { needles, queryTerms } from "./text.js";
import { advice, element, nothingLeft, resultCard, resultTable } from "./view.js";

const DELAY_MS = 180;

const page = document.querySelector("[data-search]");
const root = page.dataset.root;
const part = (name) => page.querySelector(`[data-search-${name}]`);
const form = part("form");
const input = form.querySelector("input");
const engine = new Engine(window.lunr, (path) => fetch(`${root}search/${path}`));

let state = readState(location.search);
let panel = null;
let current = 0;

const report = {
  toggle: (name, value) => go(toggled(state, name, value)),
  replace: (name, values) => go(replaced(state, name, values)),
  clear: () => go({ ...state, filters: new Map() }),
  sort: (sort) => go({ ...state, sort }),
  view: (view) => go({ ...state, view }),
  opened: () => showCounts().catch(() => {}),
};

let base = { documents: [], predicates: new Map() };

/** Columns of the filters in force, as tests of document numbers. */
async function loadPredicates(facets) {
  const chosen = facets.filter(({ name }) => state.filters.has(name));
  const columns = await Promise.all(chosen.map(({ name }) => engine.column(name)));
  const today = new Date();
  return new Map(
    chosen.map((facet, number) => [facet.name, predicate(facet, columns[number], state.filters.get(facet.name), today)]),
  );
}

/** As long as no state is chosen the expired stay out, unless nothing else is left; returns how many that hides. */
async function hideExpired(documents, predicates) {
  if (state.filters.has("state")) return 0;
  const { sets, of } = await engine.column("state");
  const isCurrent = (document) => !sets[of[document]].includes("expired");
  const left = remaining(documents, predicates);
  const currentOnes = left.filter(isCurrent);
  if (!currentOnes.length) return 0;
  predicates.set("state", isCurrent);
  return left.length - currentOnes.length;
}

async function showCounts() {
  const { documents, predicates } = base;
  const today = new Date();
  await Promise.all(
    panel.visible().map(async (facet) => {
      const column = await engine.column(facet.name);
      if (base.documents !== documents) return;
      panel.count(facet.name, countValues(remaining(documents, predicates, facet.name), facet, column, today));
    }),
  );
}

/** Cards of the documents with the passage that explains each. */
async function explained(documents, readings, partial) {
  const cards = await engine.cards(documents);
  const reasons = await Promise.all(cards.map((card) => explain(engine, card, readings)));
  const loose = (reason) => Boolean(reason.loose) && !partial; // of a partial match nobody expects all the words
  return cards.map((card, number) => ({ card, reason: { ...reasons[number], loose: loose(reasons[number]) } }));
}

/** What is marked: every way to say what is wanted, and the pairs of characters of what was typed. */
function marksOf(readings) {
  const pairs = readings.flatMap(([typed]) => queryTerms(typed)).filter((term) => term.length > 1);
  return [...readings.flat().flatMap(needles), ...pairs];
}

function statusText(found, partial, query) {
  if (query !== state.query) return `没有“${state.query}”，按“${query}”找到 ${found} 条`;
  if (partial) return `没有同时符合全部字词的记录，以下 ${found} 条部分符合`;
  return state.query || state.filters.size ? `找到 ${found} 条` : `共 ${found} 条`;
}

function moreButton(found) {
  if (found <= state.shown) return "";
  const text = `再看 ${Math.min(10, found - state.shown)} 条（共 ${found} 条）`;
  const button = element("button", { class: "sc-button sc-button--quiet sc-search__more", type: "button" }, text);
  button.addEventListener("click", () => {
    const first = state.shown;
    go(withMore(state)).then(() => {
      const links = part("results").querySelectorAll(".sc-card__title a, .sc-result-table a");
      if (links[first]) links[first].focus();
    });
  });
  return button;
}

function expiredButton(hidden) {
  if (!hidden) return "";
  const button = element("button", { class: "sc-search__expired", type: "button" }, `另有 ${hidden} 条已过期`);
  button.addEventListener("click", () => report.replace("state", ["expired"]));
  return button;
}

/** Shows the state; an answer that comes late is dropped. */
async function show() {
  const turn = ++current;
  const shown = state;
  document.title = document.title.replace(/^(“.*” · )?/, shown.query ? `“${shown.query}” · ` : "");
  part("status").textContent = "正在搜索…";
  const [{ documents: total }, facets] = await Promise.all([engine.manifest(), engine.facets()]);
  if (!panel) panel = new Panel(part("facets"), facets, report);
  const [{ results, partial, query, readings }, predicates] = await Promise.all([
    shown.query ? engine.search(shown.query) : { results: everything(total), partial: false, query: "", readings: [] },
    loadPredicates(facets),
  ]);
  const documents = results.map(({ document }) => document);
  const hidden = await hideExpired(documents, predicates);
  const left = remaining(documents, predicates);
  const ordered = sorted(left, shown.sort, shown.sort === "closing" ? await engine.column("closes") : null);
  const entries = await explained(ordered.slice(0, shown.shown), readings, partial);
  if (turn !== current) return;

  base = { documents, predicates };
  panel.select(shown.filters);
  part("chips").replaceChildren(...chips(shown.filters, facets, report));
  part("bar").replaceChildren(...(left.length ? bar(shown, report) : []));
  const marks = marksOf(readings);
  part("results").replaceChildren(...listing(entries, marks, documents.length, left.length), expiredButton(hidden));
  part("status").textContent = left.length ? statusText(left.length, partial, query) : "没有找到";
  part("ways").hidden = Boolean(documents.length && (shown.query || shown.filters.size));
  await showCounts();
}

function everything(total) {
  return Array.from({ length: total }, (_, document) => ({ document, score: 0 }));
}

function listing(entries, marks, found, left) {
  if (!found) return [advice(state.query, root)];
  if (!left) return [nothingLeft(found, () => report.clear())];
  const list =
    state.view === "table"
      ? resultTable(entries.map(({ card }) => card), marks, root)
      : element("div", { class: "sc-rows" }, ...entries.map(({ card, reason }) => resultCard(card, marks, root, reason)));
  return [list, moreButton(left)];
}

function run() {
  return show().catch(() => {
    const retry = element("button", { class: "sc-button sc-button--quiet", type: "button" }, "重试");
    retry.addEventListener("click", run);
    const message = element("p", {}, "没有取到搜索数据，可能是网络不通。");
    part("results").replaceChildren(element("div", { class: "sc-empty" }, message, retry));
    part("status").textContent = "搜索没有完成";
  });
}

/** Takes a new state into the address and shows it; typing replaces the entry in the history. */
function go(next, { replace = false } = {}) {
  state = next;
  const target = address(state);
  if (replace) history.replaceState(null, "", target);
  else if (target !== (location.search || "./")) history.pushState(null, "", target);
  return run();
}

let timer = 0;
let composing = false;

function typed() {
  clearTimeout(timer);
  if (composing) return;
  timer = setTimeout(() => {
    const query = input.value.trim();
    if (query !== state.query) go(withQuery(state, query), { replace: true });
  }, DELAY_MS);
}

input.addEventListener("compositionstart", () => (composing = true));
input.addEventListener("compositionend", () => {
  composing = false;
  typed();
});
input.addEventListener("input", typed);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  go(withQuery(state, input.value.trim()));
});
window.addEventListener("popstate", () => {
  state = readState(location.search);
  input.value = state.query;
  run();
});

walkResults(input, part("results"));
document.querySelector(".sc-header__search").hidden = true;
input.value = state.query;
run();
