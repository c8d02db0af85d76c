// Facets: which documents remain, how many each value would leave, in which order; and the address.

import assert from "node:assert/strict";
import test from "node:test";

import { countValues, predicate, remaining, sorted } from "../../theme/assets/search/filter.js";
import { address, readState, replaced, toggled, withMore, withQuery } from "../../theme/assets/search/state.js";

const TODAY = new Date("2026-09-21T04:00:00Z");
const stage = { name: "stage", kind: "choice", values: [{ code: "lab" }, { code: "pilot" }] };
const stages = { sets: [["lab"], ["pilot"], []], of: [0, 1, 1, 2] };
const fields = { sets: [["ai", "future"], ["future"], []], of: [0, 1, 2, 0] };
const trl = { name: "trl", kind: "range", values: [] };
const trls = { sets: [["3"], ["7"], []], of: [0, 1, 2, 1] };
const days = { name: "published", kind: "days", values: [{ code: "30" }, { code: "365" }] };
const published = { sets: [["2026-09-01"], ["2026-08-22"], ["2026-08-23"], ["2024-01-01"]], of: [0, 1, 2, 3] };
const all = [0, 1, 2, 3];

const passing = (facet, column, chosen) => all.filter(predicate(facet, column, chosen, TODAY));

test("values of one facet add up", () => {
  assert.deepEqual(passing(stage, stages, ["lab"]), [0]);
  assert.deepEqual(passing(stage, stages, ["lab", "pilot"]), [0, 1, 2]);
});

test("a range holds both ends and may be open", () => {
  assert.deepEqual(passing(trl, trls, ["3-6"]), [0]);
  assert.deepEqual(passing(trl, trls, ["4-"]), [1, 3]);
  assert.deepEqual(passing(trl, trls, ["-3"]), [0]);
});

test("days count back from today", () => {
  assert.deepEqual(passing(days, published, ["30"]), [0, 1, 2]);
  assert.deepEqual(passing(days, published, ["29"]), [0, 2]);
});

test("facets narrow each other, and a facet's own choice does not narrow its counts", () => {
  const predicates = new Map([
    ["stage", predicate(stage, stages, ["pilot"], TODAY)],
    ["trl", predicate(trl, trls, ["7-7"], TODAY)],
  ]);
  assert.deepEqual(remaining(all, predicates), [1]);
  const counts = countValues(remaining(all, predicates, "stage"), stage, stages, TODAY);
  assert.deepEqual([...counts], [["lab", 0], ["pilot", 1]]);
});

test("a document counts under each of its values", () => {
  const counts = countValues(all, { kind: "choice" }, fields, TODAY);
  assert.deepEqual(new Map([...counts].sort()), new Map([["ai", 2], ["future", 3]]));
});

test("days are counted for each choice", () => {
  assert.deepEqual([...countValues(all, days, published, TODAY)], [["30", 3], ["365", 3]]);
});

test("newest is by number; other orders go by their column, with what has none last", async () => {
  const columns = {
    closes: { sets: [["2026-12-01"], ["2026-10-01"], []], of: [0, 1, 2, 0] },
    amount: { sets: [["80"], ["120.5"], []], of: [1, 0, 1, 2] },
    stage: stages,
  };
  const engine = { facets: async () => [stage], column: async (name) => columns[name] };
  const order = (sort) => sorted(engine, [2, 0, 3, 1], sort);
  assert.deepEqual(await order("newest"), [0, 1, 2, 3]);
  assert.deepEqual(await order("closing"), [1, 0, 3, 2]);
  assert.deepEqual(await order("cheap"), [1, 0, 2, 3]);
  assert.deepEqual(await order("dear"), [0, 2, 1, 3]);
  assert.deepEqual(await order("stage"), [1, 2, 0, 3]);
});

test("the address and the state are the same thing", () => {
  for (const search of ["./", "?q=%E6%B5%B7%E6%B0%B4", "?industry=ai&industry=future&stage=lab", "?q=a&sort=newest&view=table&n=30", "?published=90&trl=4-9"]) {
    assert.equal(address(readState(search === "./" ? "" : search)), search);
  }
});

test("an address by hand is taken as far as it makes sense", () => {
  const state = readState("?q=+a+&sort=nonsense&view=nonsense&n=-5&stage=lab&stage=lab&stage=");
  assert.deepEqual([state.query, state.sort, state.view, state.shown], ["a", "relevance", "list", 10]);
  assert.deepEqual(state.filters.get("stage"), ["lab"]);
  assert.equal(readState("?sort=relevance").sort, "newest");
  assert.equal(readState("?n=15").shown, 20);
});

test("the same filters in another order are the same address", () => {
  assert.equal(address(readState("?stage=pilot&stage=lab&industry=ai")), address(readState("?industry=ai&stage=lab&stage=pilot")));
});

test("a choice is added, taken away and starts the results anew", () => {
  const state = withMore(readState("?q=a"));
  assert.equal(state.shown, 20);
  const chosen = toggled(state, "stage", "lab");
  assert.deepEqual([chosen.filters.get("stage"), chosen.shown], [["lab"], 10]);
  assert.equal(toggled(chosen, "stage", "lab").filters.size, 0);
  assert.equal(replaced(chosen, "stage", []).filters.size, 0);
  assert.equal(state.filters.size, 0);
});

test("a new query goes back to relevance unless another order was chosen", () => {
  assert.equal(withQuery(readState(""), "a").sort, "relevance");
  assert.equal(withQuery(readState("?q=a&sort=closing"), "b").sort, "closing");
  assert.equal(withQuery(readState("?q=a"), "").sort, "newest");
});
