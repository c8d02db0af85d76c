// What the page says of an answer, to eyes and to screen readers.

import { chosen } from "./panel.js";

/**
 * @param {Found} found found.js
 * @param {{whole: number[], partial: number[], left: number[], proven: number}} chosen what the filters leave of it
 * @param {{query: string, filters: Map}} state
 */
export function statusText(found, { whole, partial, left: { length: left }, proven }, state) {
  const also = partial.length ? `，另有 ${partial.length} 条${near(found, partial)}` : "";
  if (!whole.length && !partial.length) return "没有找到";
  if (!whole.length) return inPart(found, partial, state);
  const held = counted(left, proven, apart(found));
  if (state.query && found.query !== state.query) return `没有“${state.query}”，按${read(found)}${held}${also}`;
  return state.query || state.filters.size ? `${held}${also}` : `共 ${left} 条`;
}

/** What is asked for, to stand before the answer. */
export function sought({ query, filters }, facets) {
  const labels = chosen(filters, facets).map(({ text }) => text);
  const said = [query && `搜索“${query}”`, labels.length && `筛选“${labels.join("”“")}”`].filter(Boolean);
  return said.length ? `${said.join("，")}：` : "";
}

/** What stands literally and what only recombines are counted apart. */
function counted(left, proven, how) {
  if (proven === left) return `找到 ${left} 条`;
  const others = `${left - proven} 条${how}`;
  return proven ? `找到 ${proven} 条，另有 ${others}` : `没有逐字含有的，${others}`;
}

/** How what is not proven holds what was typed. */
export function apart(found) {
  return found.goesOn() ? "在更长的数或词里含有它" : "分开含有这些字词";
}

/** What partial results are: records that hold a part of the words, that mean much the same, or counterparts. */
export function near(found, partial) {
  const kind = (document) => (found.onlyMeant(document) ? "意思相近" : found.onlyBrought(document) ? "供需对应" : "部分符合");
  const kinds = new Set([...partial].map(kind));
  return ["部分符合", "意思相近", "供需对应"].filter((one) => kinds.has(one)).join("或");
}

/** As what a query was read that is not searched as typed: as other words, or by its sound or letters alone. */
function read({ query, how }) {
  return query.includes(":") ? how : `“${query}”`;
}

function inPart(found, partial, state) {
  if (found.doubtful && !found.rare.length) return `目录里可能没有正合适的，以下 ${partial.length} 条${near(found, partial)}，供参考`;
  const these = `以下 ${partial.length} 条${near(found, partial)}`;
  if (found.query !== state.query) return `没有“${state.query}”，按${read(found)}有 ${partial.length} 条${near(found, partial)}`;
  if (found.documents.length) return `这样筛选之后没有全部符合的，${these}`;
  const sought = found.rare.map(([text, character]) => `没有“${text}”，按其中的“${character}”字`);
  const meant = partial.some((document) => found.onlyMeant(document));
  const result = meant ? `，${these}` : `到 ${partial.length} 条`;
  if (sought.length && sought.length === found.readings.length) return `${sought.join("；")}找${result}`;
  const phrases = found.phrases.map((text) => `“${text}”`);
  if (phrases.length && phrases.length === found.readings.length) return `没有逐字含有${phrases.join("、")}的记录，${these}`;
  if (partial.every((document) => found.onlyMeant(document))) return `没有找到含有这些字词的记录，${these}，供参考`;
  const note = sought.length ? `（${sought.join("；")}找）` : "";
  return `没有同时符合全部字词的记录${note}，${these}`;
}
