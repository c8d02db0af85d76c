// The search page: the address is the state; everything shown follows from it.

import "../site.js";
import "./suggesting.js";
import { resultCard, starred } from "./card.js";
import { Engine, Outdated } from "./engine.js";
import { countValues, remaining } from "./filter.js";
import { follow } from "./follow.js";
import { walkResults } from "./keys.js";
import { Panel, bar, chips, understood } from "./panel.js";
import { Passages } from "./passages.js";
import { telling } from "./pieces.js";
import { Position } from "./position.js";
import { select } from "./selection.js";
import { address, readState, renewed, replaced, toggled, withHelp, withMore, withQuery, withSort } from "./state.js";
import { near, sought, statusText } from "./status.js";
import { MOST_ROWS, MOST_SHEETS, exportCards } from "./table.js";
import { addCounterpart, addMeaning, advice, divider, nothingLeft, resultTable, wayOut } from "./view.js";
import { element } from "../shared/element.js";

const DELAY_MS = 180;

const page = document.querySelector("[data-search]");
const root = page.dataset.root;
const part = (name) => page.querySelector(`[data-search-${name}]`);
const form = part("form");
const input = form.querySelector("input");
const open = () => new Engine((path, options) => fetch(`${root}search/${path}`, options));
const passages = new Passages(open());
const position = new Position(part("results"));

let state = readState(location.search);
let engine = passages.engine;
let panel = null;
let current = 0;

const report = {
  toggle: (name, value) => go(toggled(state, name, value)),
  replace: (name, values) => go(replaced(state, name, values)),
  clear: () => go({ ...state, filters: new Map() }),
  sort: (sort) => go(withSort(state, sort, answer.found.wish)),
  view: (view) => go({ ...state, view }),
  help: (help) => go(withHelp(state, help)),
  csv: () => exportCsv().catch(sayLost),
  booklet: () => openBooklet().catch(sayLost),
  done: () => part("results").scrollIntoView(),
  opened: () => showCounts().catch(() => {}),
};

/** What the counts are of: the whole matches, or the partial ones where there are no whole ones. */
let base = { engine, documents: [], predicates: new Map(), everything: false };

/** The answer that is shown. */
let answer = null;

async function showCounts() {
  const { engine, documents, predicates, everything } = base;
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
  return { documents, partial: [], query: "", readings: [], rare: [], phrases: [], conditions: [], proven: () => true, goesOn: () => false, onlyMeant: () => false, onlyBrought: () => false, marks: () => [], readingsIn: () => [], synonyms: () => new Map(), groups: () => [], order: async (some, count) => [...some].slice(0, count) };
}

/** Shows the state; an answer that comes late is dropped. */
async function show() {
  const turn = ++current;
  const asked = engine;
  document.title = document.title.replace(/^(“.*” · )?/, state.query ? `“${state.query}” · ` : "");
  part("status").textContent = "正在搜索…";
  const [{ documents: total }, facets] = await Promise.all([asked.manifest(), asked.facets()]);
  if (turn !== current) return;
  state = { ...state, filters: renewed(state.filters, facets) };
  const shown = state;
  if (!panel) panel = new Panel(part("facets"), facets, report);
  const found = shown.query ? await asked.search(shown.query, shown.off) : everything(total);
  const chosen = await select(asked, found, shown);
  const cards = await asked.cards([...chosen.whole, ...chosen.partial]);
  if (turn !== current) return;

  const { hidden, predicates } = chosen;
  const documents = found.documents.length ? found.documents : found.partial;
  base = { engine: asked, documents, predicates, everything: !shown.query && !shown.filters.size };
  answer = { engine: asked, found, chosen };
  panel.select(shown.filters);
  panel.forget();
  panel.tell(chosen.left.length || chosen.partial.length);
  part("chips").replaceChildren(...understood(found, chosen, shown, report), ...chips(shown.filters, facets, report));
  part("bar").replaceChildren(...(cards.length ? [...bar({ ...shown, sort: chosen.sort }, report), follow(shown, facets, root)] : []));
  part("first").hidden = !cards.length;
  part("results").replaceChildren(...listing(found, chosen, cards), expiredButton(hidden));
  part("status").textContent = statusText(found, chosen, shown);
  part("status").dataset.sought = sought(shown, facets); // for paper, which shows neither box nor chips
  part("facets").hidden = !documents.length && !shown.filters.size; // of nothing there is nothing to choose
  part("ways").hidden = documents.length > 0; // they are the way on where nothing is found
  position.restore();
  await showCounts();
}

/** The results as elements: those that hold the words literally, those that hold them apart, and partial ones. */
function listing(found, { whole, partial, left }, cards) {
  passages.stop();
  if (!found.documents.length && !found.partial.length) return [advice(state.query, root)];
  if (!cards.length) return [nothingLeft(found.documents.length || found.partial.length, () => report.clear())];
  const numbered = cards.map((card, place) => [card, [...whole, ...partial][place]]);
  const apart = answer.chosen.sort === "relevance" ? whole.findIndex((document) => !found.proven(document)) : -1;
  const literal = apart < 0 ? whole.length : apart;
  const above = literal ? [rows(numbered.slice(0, literal), found)] : [];
  const loose = rows(numbered.slice(literal, whole.length), found);
  if (literal < whole.length) above.push(literal ? divider(found.goesOn() ? "在更长的数或词里出现" : "这些字词分开出现", "sc-apart", loose) : loose);
  if (whole.length) above.push(moreButton(left.length, whole.length));
  if (!partial.length) return above;
  const below = rows(numbered.slice(whole.length), found);
  if (found.doubtful) return [wayOut(root, state.query), below];
  const parted = found.documents.length ? divider(`另有${near(found, partial)}（${partial.length} 条）`, "sc-partial", below) : below;
  return [...above, parted, wayOut(root, state.query)];
}

/** Cards or a table of [card, document]. */
function rows(numbered, found) {
  const known = new Map([true, false].filter((proven) => numbered.some(([, document]) => found.proven(document) === proven)).map((proven) => [proven, telling(found.marks(proven))]));
  const marked = numbered.map(([card, document]) => [card, known.get(found.proven(document)), document]);
  if (state.view === "table") return resultTable(marked, root, answer.chosen.sort, report.sort);
  const nodes = marked.map(([card, marks, document]) => {
    const node = starred(resultCard(card, marks, root), card);
    if (found.onlyMeant(document)) addMeaning(node, card, found.meaning.get(document));
    else if (found.onlyBrought(document)) addCounterpart(node, found.broughtBy.get(document));
    else passages.watch(node, card, { readings: found.readingsIn(found.proven(document)), groups: found.groups(), marks, partial: !found.documents.includes(document) });
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

/** The cards of the results, as many as are taken along at most. */
async function best(most) {
  const { engine, found, chosen } = answer;
  const { whole } = await select(engine, found, { ...state, shown: most });
  return engine.cards([...whole, ...chosen.partial].slice(0, most));
}

/** Without the network, or after another publication, it can be asked for again. */
function sayLost() {
  part("status").textContent = "没有取到，请刷新页面再试。";
}

async function exportCsv() {
  await exportCards(await best(MOST_ROWS), state.query, new URL(root, location.href));
}

async function openBooklet() {
  const ids = (await best(MOST_SHEETS)).map(({ id }) => id);
  const title = `${state.query ? "“" + state.query + "”" : ""}成果汇编`;
  location.href = `${root}booklet/?ids=${ids.join(",")}&title=${encodeURIComponent(title)}`;
}

function expiredButton(hidden) {
  if (!hidden) return "";
  const button = element("button", { class: "sc-search__expired", type: "button" }, `另有 ${hidden} 条已过期`);
  button.addEventListener("click", () => report.replace("state", ["expired"]));
  return button;
}

function run() {
  return show().catch((error) => (error instanceof Outdated ? begin() : fail()));
}

/** Another publication is there: everything is asked of that one. */
function begin() {
  engine = passages.engine = open();
  panel = null;
  return show().catch(fail);
}

function fail() {
  const retry = element("button", { class: "sc-button sc-button--quiet", type: "button" }, "重试");
  retry.addEventListener("click", run);
  const message = element("p", {}, "没有取到搜索数据，可能是网络不通。");
  part("results").replaceChildren(element("div", { class: "sc-empty" }, message, retry));
  part("status").textContent = "搜索没有完成";
}

/** Takes a new state into the address and shows it; typing replaces the entry in the history. */
function go(next, { replace = false } = {}) {
  if (!replace) position.keep();
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
  position.leave();
  state = readState(location.search);
  input.value = state.query;
  run();
});

walkResults(input, part("results"), part("first"));
document.querySelector(".sc-header__search").hidden = true;
input.value = state.query;
run();
