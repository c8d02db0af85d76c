// What stands in and around results, as elements; texts go in as text, never as HTML.

import { saveButton } from "../saved/button.js";
import { element } from "../shared/element.js";
import { marked, stateMark } from "./card.js";
import { unshown } from "./reason.js";
import { needles } from "./text.js";

/** Puts into a result a passage of the body, and that the words stand apart in it (`loose`). */
export function addReason(node, words, { snippet, loose }) {
  const meta = node.querySelector(".sc-card__meta");
  if (snippet) meta.before(element("p", { class: "sc-card__summary sc-card__why" }, "正文：", marked(snippet, words)));
  if (loose) meta.before(element("p", { class: "sc-result__loose" }, "这些字词在文中分开出现"));
}

/** Puts into a result which of the reader's words brought it without standing in what it shows. */
export function addMeaning(node, card, words) {
  const meant = unshown(card, words);
  if (words.length && !meant.length) return;
  const quoted = meant.map((word) => `“${word}”`).join("");
  const said = quoted ? `与${quoted}意思相近` : "整句意思相近";
  node.querySelector(".sc-card__meta").before(element("p", { class: "sc-card__summary sc-card__why" }, said));
}

/** Puts into a result of which other one, by its title, it is the counterpart. */
export function addCounterpart(node, title) {
  node.querySelector(".sc-card__meta").before(element("p", { class: "sc-card__summary sc-card__why" }, `与“${title}”供需对应`));
}

/** What to do when nothing here is what was wanted; the words that were sought go along. */
export function wayOut(root, query = "") {
  const link = (path, text) => element("a", { href: root + path }, text);
  return element("p", { class: "sc-search__out" }, "没有合适的？", link(`need/?q=${encodeURIComponent(query)}`, "说说您的需求"), "，或", link("agency/", "联系服务机构"), "。");
}

/** Results below a line that says how they differ from those above. */
export function divider(text, id, list) {
  const heading = element("h2", { class: "sc-search__divider", id }, text);
  return element("section", { class: "sc-search__partial", "aria-labelledby": id }, heading, list);
}

/** The columns of the table: heading, the orders (state.js) that it sorts by, its class, what stands in it. */
const COLUMNS = [
  ["单位或需求方", [], "", (card, words) => marked(card.party, words)],
  ["阶段", ["stage"], "whole", ({ stage }) => stage],
  ["就绪度", ["trl"], "number", ({ trl }) => trl && `TRL ${trl}`],
  ["报价或预算", ["cheap", "dear"], "number", ({ amount }) => amount],
  ["截止", ["closing"], "number", ({ closes }) => closes],
  ["状态", [], "whole", (card) => stateMark(card)],
];
const DIRECTIONS = { dear: "descending", trl: "descending", stage: "descending", cheap: "ascending", closing: "ascending" };

/** Results, [card, words to mark]s, as a table that compares at a glance, and sorts: `sort` is the order in force, `choose` takes another. */
export function resultTable(results, root, sort, choose) {
  const heads = COLUMNS.map(([text, orders]) => (orders.length ? sortingHead(text, orders, sort, choose) : element("th", { scope: "col" }, text)));
  const stars = element("th", { scope: "col" }, element("span", { class: "sc-visually-hidden" }, "收藏"));
  const rows = results.map(([card, words]) =>
    element(
      "tr",
      {},
      element("td", {}, saveButton(card)),
      element("th", { scope: "row" }, element("a", { href: root + card.url }, marked(card.title, words))),
      ...COLUMNS.map(([, , kind, cell]) => element("td", kind ? { class: `sc-result-table__${kind}` } : {}, cell(card, words) || "—")),
    ),
  );
  const table = element("table", { class: "sc-result-table" }, element("thead", {}, element("tr", {}, stars, element("th", { scope: "col" }, "名称"), ...heads)), element("tbody", {}, ...rows));
  return element("div", { class: "sc-scroll", tabindex: "0", role: "group", "aria-label": "搜索结果表格" }, table);
}

/** A heading that sorts by its first order, and by the next one when that is in force. */
function sortingHead(text, orders, sort, choose) {
  const at = orders.indexOf(sort);
  const sign = at < 0 ? "↕" : DIRECTIONS[sort] === "descending" ? "↓" : "↑";
  const button = element("button", { class: "sc-result-table__sort", type: "button" }, text, element("span", { "aria-hidden": "true" }, sign));
  button.addEventListener("click", () => choose(orders[(at + 1) % orders.length]));
  return element("th", { scope: "col", ...(at >= 0 && { "aria-sort": DIRECTIONS[sort] }) }, button);
}

/** The words are found, but the filters leave nothing. */
export function nothingLeft(found, clear) {
  const button = element("button", { class: "sc-button sc-button--quiet", type: "button" }, `去掉筛选，看全部 ${found} 条`);
  button.addEventListener("click", clear);
  return element("div", { class: "sc-empty" }, element("p", {}, element("strong", {}, "这样筛选之后没有剩下的。")), button);
}

function nothingSaid(query) {
  if (!query) return "目录里还没有公开的成果或需求。";
  return needles(query).length ? `没有找到与“${query}”有关的成果或需求。` : `“${query}”只是符号，请写上要找的词。`;
}

/** What to do when nothing is found. */
export function advice(query, root) {
  const link = (path, text) => element("a", { href: root + path }, text);
  return element(
    "div",
    { class: "sc-empty" },
    element("p", {}, element("strong", {}, nothingSaid(query))),
    query && element(
      "ul",
      { class: "sc-advice" },
      element("li", {}, "换短一些的词，或换一种说法，例如“防腐”代替“防腐蚀涂装工艺”"),
      element("li", {}, "只写最要紧的一两个词，词之间用空格隔开"),
      element("li", {}, "从", link("marine-sector/", "海洋产业"), "、", link("industry/", "10+1 产业"), "或", link("contract-type/", "合同类型"), "进入浏览"),
    ),
    wayOut(root, query),
  );
}
