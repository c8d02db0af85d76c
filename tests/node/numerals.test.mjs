// Numbers in figures and in characters, and measures in other units.

import assert from "node:assert/strict";
import test from "node:test";

import { converted } from "../../theme/assets/search/conversions.js";
import { counts, perCents } from "../../theme/assets/search/numerals.js";

const ways = (write, texts) => texts.map((text) => write(text).join(" "));

test("what counts something is written in figures and in characters, large numbers also in 万", () => {
  const texts = ["千吨级", "1000吨级", "三千米", "两百米", "3万吨", "1.8万亩", "十二台", "一千五百吨", "1500吨"];
  assert.deepEqual(ways(counts, texts), ["1000吨级 一千吨级", "一千吨级 千吨级", "3000米", "200米 二百米", "30000吨 三万吨", "18000亩 一万八千亩", "12台", "1500吨", ""]);
});

test("half of an hour is half of it in figures too, an hour and a half one and a half", () => {
  assert.deepEqual(ways(counts, ["半小时", "半个小时", "一个半小时", "1.5小时", "三个小时", "半年"]), ["0.5小时 半个小时", "0.5小时 半小时", "1.5小时", "一个半小时", "3小时 三小时", "0.5年"]);
});

test("a unit's own 千, years, ordinals and what is no number have no other way", () => {
  assert.deepEqual(ways(counts, ["千瓦时", "100千米", "2026年", "第三代", "三四级海况", "每千克", "1-3米"]), ["", "", "", "", "", "", ""]);
  assert.deepEqual(ways(counts, ["35千伏", "二级海况"]), ["三十五千伏", "2级海况"]);
});

test("per cent are said by their sign, in words and, where they are tenths, as such; words that begin with 成 are none", () => {
  assert.deepEqual(ways(perCents, ["八成", "两成多", "百分之三十五", "85%", "40%"]), ["80%", "20%多", "35%", "百分之八十五 85%", "百分之四十 四成"]);
  assert.deepEqual(ways(perCents, ["二成分", "一成不变"]), ["二成分 二成分", "一成不变 一成不变"]);
});

test("a measure is said in the nearest units in which it is a usual number, as signs or as names", () => {
  const texts = ["1.7kV", "1.7kV碳化硅", "半小时", "3km级", "72小时预报", "5公斤", "0.5 MPa", "18个月"];
  assert.deepEqual(ways(converted, texts.map((text) => text.toLowerCase())), ["1700v", "1700伏碳化硅", "30分钟 1800秒", "3000米级", "3天预报 4320分钟预报", "5000克", "5bar 500kpa", "1.5年"]);
});

test("rates, ranges, years and what is no measure are not converted", () => {
  assert.deepEqual(ways(converted, ["3m/s", "5~10m", "2026年", "一年半", "300吨每天", "35千伏", "对虾"]), ["", "", "", "", "", "", ""]);
});
