// Why a record was found.

import assert from "node:assert/strict";
import test from "node:test";

import { measureTerms, pieces, telling } from "../../theme/assets/search/pieces.js";
import { explain, unexplained, unshown } from "../../theme/assets/search/reason.js";

test("a word that a card shows is no word that it only means", () => {
  const card = { title: "打捞浒苔制肥", summary: "免去堆放腐烂", party: "大学", keywords: ["绿潮"] };
  assert.deepEqual(unshown(card, ["浒苔", "发臭", "绿潮"]), ["发臭"]);
  assert.deepEqual(unshown(card, ["浒苔"]), []);
});

test("a passage tells what the card does not: what it shows already is no reason to quote more of the same", async () => {
  const card = { title: "刺参保苗", summary: "刺参夏季成活率低", party: "示例养殖公司", keywords: [], id: "", names: [], districts: [], classes: [], url: "" };
  const engine = {
    record: async () => ({ body_html: "<p>主养扇贝和刺参。</p><p>高温期化皮严重。</p>" }),
    manifest: async () => ({ texts: {} }),
  };

  assert.equal((await explain(engine, card, [["刺参，老死"]], [])).snippet, "");
  assert.equal((await explain(engine, card, [["刺参，化皮"]], [])).snippet, "高温期化皮严重。");
});

test("a number and its unit are one piece, whatever stands around them", () => {
  assert.deepEqual(pieces("1.8万亩 牡蛎"), ["1.8万亩", "牡蛎"]);
  assert.deepEqual(pieces("3.5万吨级码头"), ["3.5万吨级", "码头"]);
  assert.deepEqual(pieces("20～30 MPa 灌浆"), ["20~30mpa", "灌浆"]);
  assert.deepEqual(pieces("零下20度冷藏、600米深"), ["零下20度", "600米", "冷藏"]);
  assert.deepEqual(pieces("2024年120 m³/h"), ["2024年", "120m3/h"]);
  assert.deepEqual([pieces("5节点"), pieces("b12米"), pieces("DP-3")], [["5", "节点"], ["b12米", "b12"], ["dp", "3"]]);
  assert.deepEqual(telling(["1.8万亩 牡蛎", "18000亩 牡蛎", "1.8 万亩"]), ["1.8万亩", "牡蛎", "18000亩"]);
});

test("the terms of a measure in characters are those of one, too, where it was typed in figures", () => {
  assert.ok(measureTerms(["5万只", "五万只"]).has("万只"));
  assert.ok(!measureTerms(["小半天"]).has("半天"));
});

test("a character that is but the rest of a word, or stands at a Latin one, is not marked by itself", () => {
  assert.deepEqual([telling(["清洗机", "清洁 机"]), telling(["低 温 早 强"]), telling(["鱼", "对虾"])], [["清洗机", "清洁"], ["低", "温", "早", "强"], ["鱼", "对虾"]]);
  assert.deepEqual([telling(["X光"]), telling(["PVC管道"]), telling(["5G网"])], [["x光"], ["pvc", "管道"], ["5g"]]);
});

test("of a measure that stands nowhere no part is quoted", async () => {
  const card = { title: "牡蛎养殖", summary: "筏架", party: "示例公司", keywords: [], id: "", names: [], districts: [], classes: [], url: "" };
  const of = async (html) => (await explain({ record: async () => ({ body_html: html }), manifest: async () => ({ texts: {} }) }, card, [["1.8万亩", "18000亩"], ["牡蛎"]], [])).snippet;

  assert.equal(await of("<p>偏差±1.8。</p><p>共3万亩，每亩两台。</p><p>另有21.8万亩。</p>"), "");
  assert.equal(await of("<p>偏差±1.8。</p><p>面积1.8 万亩。</p>"), "面积1.8 万亩。");
});

test("another word for what the card shows is no reason to quote; a word of another group is", async () => {
  const card = { title: "网衣清洗机器人", summary: "夏天每周一次", party: "示例公司", keywords: [], id: "", names: [], districts: [], classes: [], url: "" };
  const engine = { record: async () => ({ body_html: "<p>网片在夏季长满藤壶。</p><p>破洞用补丁修。</p>" }), manifest: async () => ({ texts: {} }) };
  const groups = [["网片", "网衣"], ["夏季", "夏天"]];

  const readings = [["网片"], ["夏季", "夏天"], ["破洞"]];
  assert.equal((await explain(engine, card, readings.slice(0, 2), groups)).snippet, "");
  assert.equal((await explain(engine, card, readings, groups)).snippet, "破洞用补丁修。");
  assert.deepEqual(unshown(card, ["网片", "藤壶"], groups), ["藤壶"]);
  assert.equal((await explain(engine, card, readings, [])).snippet, "网片在夏季长满藤壶。");
});

test("a measure is shown with a blank or without; a letter of its unit is no reason to quote", async () => {
  const card = { title: "浮力驱动单元 17 MPa", summary: "流量 100 m³/h", party: "示例公司", keywords: [], id: "", names: [], districts: [], classes: [], url: "" };
  const engine = { record: async () => ({ body_html: "<p>The hull is long.</p><p>流速 5 m/s 时可用。</p>" }), manifest: async () => ({ texts: {} }) };

  assert.deepEqual(unexplained(card, [["17兆帕", "17mpa"], ["100m3/h", "100 m3/h"]]), []);
  assert.deepEqual(await explain(engine, card, [["5米每秒", "5m/s"]], []), { snippet: "流速 5 m/s 时可用。", loose: false });
});
