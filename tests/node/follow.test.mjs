// Which feed a search leads to.

import assert from "node:assert/strict";
import test from "node:test";

import { feedOf } from "../../theme/assets/search/follow.js";

const state = (query, filters) => ({ query, filters: new Map(Object.entries(filters)) });

test("a search leads to the feed of its narrowest single filter, and says whether that is all of it", () => {
  assert.deepEqual(feedOf(state("", { industry: ["green-energy"] })), { path: "feeds/industry/green-energy.atom", name: "industry", whole: true });
  assert.deepEqual(feedOf(state("电池", { category: ["venture"], industry: ["green-energy"] })), { path: "feeds/industry/green-energy.atom", name: "industry", whole: false });
});

test("several values of a filter have no feed of their own; demands have their days, everything has one", () => {
  assert.equal(feedOf(state("", { industry: ["a", "b"] })).path, "atom.xml");
  assert.equal(feedOf(state("", { kind: ["demand"] })).path, "deadlines.ics");
  assert.deepEqual(feedOf(state("电池", {})), { path: "atom.xml", name: "", whole: false });
});
