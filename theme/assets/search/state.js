// What is searched ↔ the address. Every filter lives there, so that a link, Back and reload show the same.

const PAGE_SIZE = 10;
const OWN = new Set(["q", "sort", "view", "n", "no"]);
export const SORTS = {
  relevance: "最相关",
  newest: "最新发布",
  closing: "最快截止",
  cheap: "报价从低到高",
  dear: "报价从高到低",
  trl: "就绪度从高到低",
  stage: "阶段从后到前",
};
/** What the engine adds to the words as typed, each can be switched off. */
export const HELPS = { synonym: "同义词", reading: "改读", meaning: "意思相近", condition: "条件", order: "所要的排序" };

/**
 * {query, filters: Map of facet → values, sort, view: "list" | "table", shown: number of results, off: Set of HELPS
 * that are not wanted}.
 */
export function readState(search) {
  const parameters = new URLSearchParams(search);
  const filters = new Map();
  for (const [name, value] of parameters) {
    if (OWN.has(name) || !value) continue;
    filters.set(name, [...new Set([...(filters.get(name) || []), value])]);
  }
  const query = (parameters.get("q") || "").trim();
  const sort = parameters.get("sort");
  return {
    query,
    filters,
    sort: sort in SORTS && (query || sort !== "relevance") ? sort : defaultSort(query),
    view: parameters.get("view") === "table" ? "table" : "list",
    off: new Set(parameters.getAll("no").filter((help) => help in HELPS)),
    shown: Math.max(1, Math.min(100, Math.ceil((Number(parameters.get("n")) || PAGE_SIZE) / PAGE_SIZE))) * PAGE_SIZE,
  };
}

/** Codes that a link of former days holds are those of today. */
export function renewed(filters, facets) {
  const renamed = new Map(facets.map((facet) => [facet.name, facet.renamed || {}]));
  const now = (name, value) => (renamed.get(name) || {})[value] || value;
  return new Map([...filters].map(([name, values]) => [name, [...new Set(values.map((value) => now(name, value)))]]));
}

function defaultSort(query) {
  return query ? "relevance" : "newest";
}

/** The address of a state, relative to the page; what is by default is left out. */
export function address(state) {
  const parameters = new URLSearchParams();
  if (state.query) parameters.set("q", state.query);
  for (const name of [...state.filters.keys()].sort()) {
    for (const value of [...state.filters.get(name)].sort()) parameters.append(name, value);
  }
  if (state.sort !== defaultSort(state.query)) parameters.set("sort", state.sort);
  if (state.view !== "list") parameters.set("view", state.view);
  for (const help of [...state.off].sort()) parameters.append("no", help);
  if (state.shown > PAGE_SIZE) parameters.set("n", String(state.shown));
  const text = parameters.toString();
  return text ? `?${text}` : "./";
}

/** The state with a value of a facet added, or taken away if it was there; results start anew. */
export function toggled(state, name, value) {
  const values = state.filters.get(name) || [];
  const changed = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return replaced(state, name, changed);
}

/** The state with exactly these values of a facet. */
export function replaced(state, name, values) {
  const filters = new Map(state.filters);
  if (values.length) filters.set(name, values);
  else filters.delete(name);
  return { ...state, filters, shown: PAGE_SIZE };
}

/** The state with another query; the sort follows the query's default unless it was chosen. */
export function withQuery(state, query) {
  const chosen = state.sort !== defaultSort(state.query) && state.sort !== "relevance";
  return { ...state, query, sort: chosen ? state.sort : defaultSort(query), shown: PAGE_SIZE, off: new Set() };
}

/** The state with a help switched off, or on again. */
export function withHelp(state, help) {
  const off = new Set(state.off);
  if (!off.delete(help)) off.add(help);
  return { ...state, off, shown: PAGE_SIZE };
}

/** The state with another order; the most relevant first is not what the query asks for (`wished`). */
export function withSort(state, sort, wished) {
  const off = new Set([...state.off].filter((help) => help !== "order"));
  return { ...state, sort, off: wished && sort === "relevance" ? off.add("order") : off };
}

export function withMore(state) {
  return { ...state, shown: state.shown + PAGE_SIZE };
}
