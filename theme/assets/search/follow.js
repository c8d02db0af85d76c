// The feed that a search comes nearest to: readers of feeds know no query, but every facet's value has one.

import { element } from "../shared/element.js";

/** Facets whose values have feeds, the narrowest first. */
const FED = ["institution", "agency", "industry", "marine-sector", "district", "contract-type", "stage", "category", "task-force", "ip-kind"];

/** {path, name, whole}: the feed, the facet that it is of, and whether it follows exactly what the state asks for. */
export function feedOf({ query, filters }) {
  const name = FED.find((one) => filters.get(one)?.length === 1);
  if (name) return { path: `feeds/${name}/${filters.get(name)[0]}.atom`, name, whole: !query && filters.size === 1 };
  if (filters.get("kind")?.join() === "demand") return { path: "deadlines.ics", name: "", whole: false };
  return { path: "atom.xml", name: "", whole: !query && !filters.size };
}

/** The way to it; `facets` give the value's label. */
export function follow(state, facets, root) {
  const { path, name, whole } = feedOf(state);
  const value = name && facets.find((facet) => facet.name === name)?.values.find(({ code }) => code === state.filters.get(name)[0]);
  const words = path.endsWith(".ics") ? "截止日期（日历）" : whole || !value ? `订阅${name ? "这些结果" : "全部更新"}` : `订阅“${value.label}”的更新`;
  return element("a", { class: "sc-bar__view", href: root + path }, words);
}
