// Results as a sheet to take along.

import { download, sheet } from "../shared/delivery.js";

/** More rows would cost as many files of cards: who wants everything takes the site's own sheets. */
export const MOST_ROWS = 200;
/** A longer booklet is the official edition's business. */
export const MOST_SHEETS = 100;
const COLUMNS = [
  ["编号", ({ id }) => id],
  ["类型", ({ kind_label: label }) => label],
  ["名称", ({ title }) => title],
  ["简介", ({ summary }) => summary],
  ["单位或需求方", ({ party }) => party],
  ["类别", ({ classes }) => classes.join("；")],
  ["阶段", ({ stage }) => stage],
  ["技术就绪度", ({ trl }) => (trl ? String(trl) : "")],
  ["报价或预算", ({ amount }) => amount],
  ["截止", ({ closes }) => closes],
  ["状态", ({ state }) => state.label],
];

/** Offers cards as CSV; `root` is the site's address. How a text becomes a cell is fetched when it is needed. */
export async function exportCards(cards, query, root) {
  const { guarded } = await import("../../saved/table.js");
  const lines = cards.map((card) => [...COLUMNS.map(([, cell]) => cell(card)), new URL(card.url, root).href]);
  const name = ["搜索", ...(query.match(/[\p{L}\p{N}]+/gu) || [])].join("-").slice(0, 40);
  download(`${name}.csv`, sheet([[...COLUMNS.map(([heading]) => heading), "网址"], ...lines], guarded), "text/csv");
}
