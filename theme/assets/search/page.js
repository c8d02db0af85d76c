// The search page: the address is the state; everything shown follows from it.

import "../site.js";
import "./suggesting.js";
import { Engine } from "./engine.js";
import { countValues, predicate, remaining, sorted } from "./filter.js";
import { FIRST_PAGE } from "./found.js";
import { walkResults } from "./keys.js";
import { Panel, bar, chips } from "./panel.js";
import { Passages } from "./passages.js";
import { address, readState, replaced, toggled, withMore, withQuery } from "./state.js";
import { near, statusText } from "./status.js";
import { needles } from "./text.js";
import { addMeaning, advice, divider, nothingLeft, resultCard, resultTable, wayOut } from "./view.js";
import { element } from "../shared/element.js";

const DELAY_MS = 180;

const page = document.querySelector("[data-search]");
const root = page.dataset.root;
const part = (name) => page.querySelector(`[data-search-${name}]`);
const form = part("form");
const input = form.querySelector("input");
const engine = new Engine((path) => fetch(`${root}search/${path}`));
const passages = new Passages(engine);

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

/** What the counts are of: the whole matches, or the partial ones where there are no whole ones. */
let base = { documents: [], predicates: new Map(), everything: false };

/** Columns of the filters in force, as tests of document numbers. */
async function loadPredicates(facets, filters, documents) {
  const chosen = facets.filter(({ name }) => filters.has(name));
  const columns = await Promise.all(chosen.map(({ name }) => engine.column(name, documents)));
  const today = new Date();
  return new Map(chosen.map((facet, number) => [facet.name, predicate(facet, columns[number], filters.get(facet.name), today)]));
}

/** As long as no state is chosen the expired stay out, unless nothing else is left; returns how many that hides. */
function hideExpired(documents, predicates, filters, currentOnes) {
  if (filters.has("state")) return 0;
  const left = remaining(documents, predicates);
  const shown = left.filter((document) => document < currentOnes).length; // the expired have the last numbers
  if (!shown) return 0;
  predicates.set("state", (document) => document < currentOnes);
  return left.length - shown;
}

async function showCounts() {
  const { documents, predicates, everything } = base;
  if (everything) return panel.countAll();
  const today = new Date();
  await Promise.all(
    panel.visible().map(async (facet) => {
      const column = await engine.column(facet.name, documents);
      if (base.documents !== documents) return;
      panel.count(facet.name, countValues(remaining(documents, predicates, facet.name), facet, column, today));
    }),
  );
}

/** Everything, as found without a query: the newest first. */
function everything(total) {
  const documents = Uint32Array.from({ length: total }, (_, document) => document);
  return { documents, partial: [], query: "", readings: [], rare: [], phrases: [], proven: () => true, onlyMeant: () => false, marks: () => [] };
}

/** The first of the documents in the reader's order. */
async function inOrder(documents, sort, count, byRelevance) {
  if (sort === "relevance") return byRelevance(documents, count);
  return sorted(documents, sort, sort === "closing" ? await engine.column("closes", documents) : null).slice(0, count);
}

/**
 * What the state shows: {whole, partial: documents to show, left: of all whole ones, proven: how many of these hold
 * literally what is wanted, hidden, predicates}.
 */
async function select(found, shown, facets, currentOnes) {
  const mainly = found.documents.length ? found.documents : found.partial;
  const predicates = await loadPredicates(facets, shown.filters, Uint32Array.from([...found.documents, ...found.partial]));
  const hidden = hideExpired(mainly, predicates, shown.filters, currentOnes);
  const left = remaining(found.documents, predicates);
  const whole = await inOrder(left, shown.sort, shown.shown, (some, count) => found.order(some, count));
  const room = found.documents.length ? FIRST_PAGE - left.length : Infinity;
  const best = Array.from(remaining(found.partial, predicates)).slice(0, Math.max(0, room));
  const partial = await inOrder(best, shown.sort, Infinity, (some) => some);
  return { whole, partial, left: left.length, proven: left.filter((document) => found.proven(document)).length, hidden, predicates };
}

/** Shows the state; an answer that comes late is dropped. */
async function show() {
  const turn = ++current;
  const shown = state;
  document.title = document.title.replace(/^(“.*” · )?/, shown.query ? `“${shown.query}” · ` : "");
  part("status").textContent = "正在搜索…";
  const [{ documents: total, current: currentOnes }, facets] = await Promise.all([engine.manifest(), engine.facets()]);
  if (!panel) panel = new Panel(part("facets"), facets, report);
  const found = shown.query ? await engine.search(shown.query) : everything(total);
  const chosen = await select(found, shown, facets, currentOnes);
  const cards = await engine.cards([...chosen.whole, ...chosen.partial]);
  if (turn !== current) return;

  const { hidden, predicates } = chosen;
  const documents = found.documents.length ? found.documents : found.partial;
  base = { documents, predicates, everything: !shown.query && !shown.filters.size };
  panel.select(shown.filters);
  panel.forget();
  part("chips").replaceChildren(...chips(shown.filters, facets, report));
  part("bar").replaceChildren(...(cards.length ? bar(shown, report) : []));
  part("results").replaceChildren(...listing(found, chosen, cards), expiredButton(hidden));
  part("status").textContent = statusText(found, chosen, shown);
  part("ways").hidden = documents.length > 0; // they are the way on where nothing is found
  await showCounts();
}

/** The results as elements: those that hold the words literally, those that hold them apart, and partial ones. */
function listing(found, { whole, partial, left }, cards) {
  passages.stop();
  if (!found.documents.length && !found.partial.length) return [advice(state.query, root)];
  if (!cards.length) return [nothingLeft(found.documents.length || found.partial.length, () => report.clear())];
  const numbered = cards.map((card, place) => [card, [...whole, ...partial][place]]);
  const apart = state.sort === "relevance" ? whole.findIndex((document) => !found.proven(document)) : -1;
  const literal = apart < 0 ? whole.length : apart;
  const above = literal ? [rows(numbered.slice(0, literal), found)] : [];
  const loose = rows(numbered.slice(literal, whole.length), found);
  if (literal < whole.length) above.push(literal ? divider("这些字词分开出现", "sc-apart", loose) : loose);
  if (whole.length) above.push(moreButton(left, whole.length));
  if (!partial.length) return above;
  const below = rows(numbered.slice(whole.length), found);
  const parted = found.documents.length ? divider(`另有${near(found, partial)}（${partial.length} 条）`, "sc-partial", below) : below;
  return [...above, parted, wayOut(root, state.query)];
}

/** Cards or a table of [card, document]. */
function rows(numbered, found) {
  const marks = found.marks().flatMap(needles);
  if (state.view === "table") return resultTable(numbered.map(([card]) => card), marks, root);
  const nodes = numbered.map(([card, document]) => {
    const node = resultCard(card, marks, root);
    if (found.onlyMeant(document)) addMeaning(node, found.meaning.get(document));
    else passages.watch(node, card, { readings: found.readings, marks, partial: !found.documents.includes(document) });
    return node;
  });
  return element("div", { class: "sc-rows" }, ...nodes);
}

function moreButton(left, listed) {
  if (left <= listed) return "";
  const text = `再看 ${Math.min(10, left - listed)} 条（共 ${left} 条）`;
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
