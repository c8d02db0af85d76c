// Pinyin and sounds: syllables, and words put together from pairs of characters.

import assert from "node:assert/strict";
import test from "node:test";

import { joinPairs, sameSound, syllables } from "../../theme/assets/search/sounds.js";

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
  for (const text of ["网箱上长满东西要潜水员下去刷", "鲍鱼", "auv", "DP-3系统"]) assert.deepEqual(await sameSound(engine, text), []);
});
