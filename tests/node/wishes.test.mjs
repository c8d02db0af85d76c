// The order that a query wants: theme/assets/search/wishes.js.

import assert from "node:assert/strict";
import test from "node:test";

import { answerWish, wishIn } from "../../theme/assets/search/wishes.js";

const wish = (query) => {
  const { sort, word, rest } = wishIn(query) || {};
  return sort && [sort, word.trim(), rest.split(/\s+/).join(" ")];
};

test("an order is told amid talk, and what is wanted is left", () => {
  for (const [query, said] of [
    ["海带的需求 最新的排前面", ["newest", "最新的排前面", "海带的需求"]],
    ["麻烦按价格从低到高给我看看港口的成果", ["cheap", "按价格从低到高给我看看", "麻烦 港口的成果"]],
    ["哪个风电需求最急 先给我看", ["closing", "最急 先给我看", "哪个风电需求"]],
    ["快要截止的需求", ["closing", "快要截止", "的需求"]],
    ["报价从高到低排 焊接", ["dear", "报价从高到低排", "焊接"]],
    ["按就绪度由高到低排序，养殖", ["trl", "按就绪度由高到低排序", "，养殖"]],
    ["防腐 最便宜的放前面", ["cheap", "最便宜的放前面", "防腐"]],
  ]) assert.deepEqual(wish(query), said, query);
});

test("an order alone is none, nor is what only sounds like one", () => {
  for (const query of ["最新", "最急", "急需水下机器人", "最高温度", "从低到高的潮位", "贵金属"]) assert.equal(wish(query), undefined, query);
});

test("whatever meets the conditions is the answer where nothing else is wanted", async () => {
  const facets = [{ name: "kind", values: [{ code: "demand", label: "需求", names: ["需求"] }] }];
  const engine = { facets: async () => facets, column: async () => ({ sets: [["demand"], ["achievement"]], of: [0, 1, 0, 0] }) };
  const empty = () => ({ wanted: [{ text: "的需求", content: "需求" }], banned: Uint8Array.of(0, 0, 0, 1), states: new Uint8Array(4), documents: [], withState: () => Uint32Array.of(0, 1, 2, 3) });
  const [asked, off] = await Promise.all([new Set(), new Set(["condition"])].map((helps) => answerWish(engine, "最急的需求", wishIn("最急的需求"), empty(), helps)));
  assert.deepEqual([...asked.documents], [0, 2]);
  assert.deepEqual([off.documents, off.query, off.wish.sort], [[], "最急的需求", "closing"]);
});
