// Pinyin and sounds: syllables, and words put together from pairs of characters.

import assert from "node:assert/strict";
import test from "node:test";

import { rearranged } from "../../theme/assets/search/slips.js";
import { alike, joinPairs, sameSound, syllables, withoutTones } from "../../theme/assets/search/sounds.js";
import { spelling } from "../../theme/assets/search/suggestions.js";

const known = new Set(["xi", "an", "xian", "hai", "shen", "she", "n", "ha", "i"].filter((one) => one.length > 1));

test("letters are parted into syllables, the fewest first; letters that are none are no pinyin", () => {
  assert.deepEqual(syllables("xian", known), [["xian"], ["xi", "an"]]);
  assert.deepEqual(syllables("haishen", known), [["hai", "shen"]]);
  assert.deepEqual(syllables("lzdc", known), []);
});

test("pairs make up a word where the last character of one is the first of the next; a word is as frequent as its rarest pair", () => {
  const pairs = (...all) => all.map(([text, often]) => ({ text, often }));
  const words = joinPairs([pairs(["机器", 7], ["激起", 2]), pairs(["器学", 3], ["起学", 1]), pairs(["学习", 5])]);
  assert.deepEqual(words, [{ text: "机器学习", often: 3 }, { text: "激起学习", often: 1 }]);
  assert.deepEqual(joinPairs([pairs(["机器", 7]), pairs(["起学", 1])]), []);
});

test("what is no word with a wrong character asks for no sounds", async () => {
  const engine = { json: () => assert.fail("read") };
  for (const text of ["网箱上长满东西要潜水员下去刷", "auv", "DP-3系统"]) assert.deepEqual(await sameSound(engine, text), []);
});

test("two characters that are no word are one of the same sound that is; a word is none", async () => {
  const table = new Set(["网箱", "电势", "电视"]);
  const json = async (path) => (path === "sounds/readings.json" ? { wang: "网望", xiang: "箱厢", dian: "电", shi: "势视" } : { "wang xiang": ["网箱望厢", "51"], "dian shi": ["电势", "3"] });
  const engine = { json, manifest: async () => ({ sound_shards: 1 }), meaning: { entries: async () => table } };
  assert.deepEqual([await sameSound(engine, "网厢"), await sameSound(engine, "电视")], [["网箱"], []]);
});

test("pinyin is read with tones as marks or digits, ü however it is typed, and syllables that many do not tell apart", () => {
  assert.deepEqual(["hǎishēn", "hai3 shen1", "lǜcháo", "lu:chao", "hai'shen"].map(withoutTones), ["haishen", "hai shen", "lvchao", "lvchao", "hai'shen"]);
  assert.deepEqual(["dp3", "a2b3", "海参3"].map(withoutTones), ["dp3", "a2b3", "海参3"]);
  const known = new Set(["sheng", "shen", "sen", "zhu", "zu", "la", "na"]);
  assert.deepEqual([alike("seng", known), alike("shen", known), alike("zu", known), alike("na", known)], [["sheng", "sen"], ["sen", "sheng"], ["zhu"], ["la"]]);
});

test("characters that changed places or were typed twice are put right, where the records hold the pairs", async () => {
  const held = new Set(["海带", "带夹", "夹苗", "海底", "底管", "管道"]);
  const engine = { postings: async (terms) => new Map(terms.filter((term) => held.has(term)).map((term) => [term, {}])) };
  const of = (text) => rearranged(engine, text, new Map([...held].map((term) => [term, {}])));
  assert.deepEqual([await of("带海夹苗"), await of("海底底管道"), await of("海带夹苗"), await of("海带")], [["海带夹苗"], ["海底管道"], [], []]);
});

test("of words as near as another that whose letters changed places comes first, then one by a neighbouring key", async () => {
  const engine = { json: async () => ["body", "buoy", "bony", "bouq"] };
  assert.deepEqual([await spelling(engine, "bouy"), await spelling(engine, "bodu"), await spelling(engine, "bont")], ["buoy", "body", "bony"]);
});
