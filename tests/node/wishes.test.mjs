// The order that a query wants: theme/assets/search/wishes.js.

import assert from "node:assert/strict";
import test from "node:test";

import { LITERAL } from "../../theme/assets/search/clauses.js";
import { conditionsIn } from "../../theme/assets/search/conditions.js";
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
    ["最新的浮标", ["newest", "最新", "的浮标"]],
    ["最新成果 浮标", ["newest", "最新", "成果 浮标"]],
    ["养殖，最新排在前面", ["newest", "最新排在前面", "养殖"]],
    ["即将截止需求", ["closing", "即将截止", "需求"]],
    ["成果成熟度最高的", ["trl", "成熟度最高", "成果 的"]],
    ["最新最便宜的浮标", ["newest", "最新", "的浮标"]],
    ["最便宜 最新 浮标", ["cheap", "最便宜", "浮标"]],
  ]) assert.deepEqual(wish(query), said, query);
});

test("an order alone is none, nor is what only sounds like one", () => {
  for (const query of ["最新", "最急", "急需水下机器人", "最高温度", "从低到高的潮位", "贵金属"]) assert.equal(wish(query), undefined, query);
});

test("what goes on is a word, and what is denied, quoted or beside operators is no wish", () => {
  for (const query of [
    "最新前沿技术", "最新前处理", "最便宜前置放大器", "最新排放标准", "最新排涝泵", "最新看护设备", "最贵重金属回收", "最贵金属", "最急流", "最急性毒性",
    "最新鲜的鱼", "最成熟期海参", "最新型浮标", "最新发布会", "最新项目管理软件", "快截止阀", "马上截止阀", "即将截止阀更换", "快要到期药品", "即将到期食品处理",
    "电价最低 淡化", "评价最高 淡化", "果实成熟度从高到低分级", "果实成熟度从高到低 分级",
    "“最新型浮标”", '"最新 浮标"', "-最贵 浮标", "title:最新 浮标", "标题：最新 浮标", "不是最便宜的 浮标", "不要最贵的浮标", "最贵的不要 浮标", "最新的", "即将截止的", "最新 NOT 浮标",
  ]) assert.equal(wish(query), undefined, query);
});

test("whatever meets the conditions is the answer where nothing else is wanted", async () => {
  const facets = [{ name: "kind", values: [{ code: "demand", label: "需求", names: ["需求"] }] }];
  const conditions = async (found, off, said) => (off.has("condition") ? [] : conditionsIn(said, facets, []));
  const engine = { conditions, column: async () => ({ sets: [["demand"], ["achievement"]], of: [0, 1, 0, 0] }) };
  const empty = () => ({ wanted: [{ text: "的需求", content: "需求" }], banned: Uint8Array.of(0, 0, 0, 1), states: new Uint8Array(4), documents: [], withState: () => Uint32Array.of(0, 1, 2, 3) });
  const [asked, off] = await Promise.all([new Set(), new Set(["condition"])].map((helps) => answerWish(engine, "最急的需求", wishIn("最急的需求"), empty(), helps)));
  assert.deepEqual([...asked.documents], [0, 2]);
  assert.deepEqual([off.documents, off.query, off.wish.sort], [[], "最急的需求", "closing"]);
});

test("what holds the words of conditions stays beside what meets them, unless these ask for a kind", async () => {
  const facets = [{ name: "district", values: [{ code: "jiaozhou", label: "胶州", names: ["胶州"] }] }];
  const column = async () => ({ sets: [["jiaozhou"], []], of: [0, 1, 1] });
  const found = (held) => ({ wanted: [{ text: "胶州" }], banned: new Uint8Array(3), states: Uint8Array.of(0, held ? LITERAL : 0, 0), documents: held ? [1] : [], proven: () => true, withState: () => Uint32Array.of(0, 1, 2) });
  const ask = async (words, held) => (await answerWish({ column, conditions: async (_, off, said) => conditionsIn(said, facets, words) }, "胶州 最新", wishIn("胶州 最新"), found(held), new Set())).documents;
  assert.deepEqual([...(await ask([], false))], [0]);
  assert.deepEqual([...(await ask([], true))], [0, 1]);
});
