// The search page: address ↔ input ↔ results.

import { Engine } from "./engine.js";
import { excerpt, holdsAll, needles, queryTerms } from "./text.js";
import { advice, element, resultCard } from "./view.js";

const PAGE_SIZE = 10;
const DELAY_MS = 180;

const page = document.querySelector("[data-search]");
const root = page.dataset.root;
const form = page.querySelector("[data-search-form]");
const input = form.querySelector("input");
const status = page.querySelector("[data-search-status]");
const list = page.querySelector("[data-search-results]");
const ways = page.querySelector("[data-search-ways]");
const engine = new Engine(window.lunr, (path) => fetch(`${root}search/${path}`));

let current = 0;

/** The record's own words, for a passage that shows why it was found. */
async function recordText(card) {
  const record = await engine.load(`../api/v1/${card.url.replace(/\/$/, "")}.json`, (response) => response.json());
  const body = new DOMParser().parseFromString(record.body_html, "text/html").body.textContent;
  const items = [...(record.advantages || []), ...(record.targets || []), ...(record.ip || [])];
  const lines = items.map((item) => Object.values(item).filter(Boolean).join(" "));
  return [...(record.applications || []), ...(record.constraints || []), ...lines, body].join("\n");
}

/** A passage for a card that does not itself hold the words. */
async function reason(card, words) {
  const shown = [card.title, card.summary, card.party, ...card.keywords];
  if (holdsAll(shown, words)) return {};
  const text = await recordText(card);
  const hidden = [card.id, ...card.fields, ...card.districts, ...card.categories];
  return {
    snippet: excerpt(text, words.filter((word) => !holdsAll(shown, [word]))),
    loose: !holdsAll([...shown, ...hidden, text], words),
  };
}

async function showPage(results, from, query, rows) {
  const words = needles(query);
  const cards = await engine.cards(results.slice(from, from + PAGE_SIZE).map((result) => result.document));
  const reasons = await Promise.all(cards.map((card) => reason(card, words).catch(() => ({}))));
  const marks = [...words, ...queryTerms(query).filter((term) => term.length > 1)];
  return () => rows.append(...cards.map((card, number) => resultCard(card, marks, root, reasons[number])));
}

function moreButton(results, query, rows) {
  let shown = PAGE_SIZE;
  if (results.length <= shown) return "";
  const button = element("button", { class: "sc-button sc-button--quiet sc-search__more", type: "button" });
  const label = () => (button.textContent = `再看 ${Math.min(PAGE_SIZE, results.length - shown)} 条（共 ${results.length} 条）`);
  button.addEventListener("click", async () => {
    const first = rows.children.length;
    (await showPage(results, shown, query, rows))();
    shown += PAGE_SIZE;
    rows.children[first].querySelector("a").focus();
    if (shown >= results.length) button.remove();
    else label();
  });
  label();
  return button;
}

/** Shows the results of the query; an answer that comes late is dropped. */
async function show(query) {
  const turn = ++current;
  document.title = document.title.replace(/^(“.*” · )?/, query ? `“${query}” · ` : "");
  ways.hidden = Boolean(query);
  if (!query) {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  status.textContent = "正在搜索…";
  const { results, partial } = await engine.search(query);
  const rows = element("div", { class: "sc-rows" });
  const append = await showPage(results, 0, query, rows);
  if (turn !== current) return;
  append();
  if (!results.length) {
    list.replaceChildren(advice(query, root));
    status.textContent = "没有找到";
    ways.hidden = false;
    return;
  }
  list.replaceChildren(rows, moreButton(results, query, rows));
  status.textContent = partial
    ? `没有同时符合全部字词的记录，以下 ${results.length} 条部分符合`
    : `找到 ${results.length} 条`;
}

function run(query) {
  show(query).catch(() => {
    const retry = element("button", { class: "sc-button sc-button--quiet", type: "button" }, "重试");
    retry.addEventListener("click", () => run(query));
    list.replaceChildren(element("div", { class: "sc-empty" }, element("p", {}, "没有取到搜索数据，可能是网络不通。"), retry));
    status.textContent = "搜索没有完成";
  });
}

function address(query) {
  return query ? `?q=${encodeURIComponent(query)}` : location.pathname;
}

function queryInAddress() {
  return (new URLSearchParams(location.search).get("q") || "").trim();
}

let timer = 0;
let composing = false;

function typed() {
  clearTimeout(timer);
  if (composing) return;
  timer = setTimeout(() => {
    const query = input.value.trim();
    if (query === queryInAddress()) return;
    history.replaceState(null, "", address(query));
    run(query);
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
  const query = input.value.trim();
  if (query !== queryInAddress()) history.pushState(null, "", address(query));
  run(query);
});
window.addEventListener("popstate", () => {
  input.value = queryInAddress();
  run(input.value);
});

document.querySelector(".sc-header__search").hidden = true;
input.value = queryInAddress();
run(input.value);
