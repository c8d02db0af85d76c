// Why a record was found.

import assert from "node:assert/strict";
import test from "node:test";

import { meantOnly } from "../../theme/assets/search/reason.js";

test("a word that a card shows is no word that it only means", () => {
  const card = { title: "打捞浒苔制肥", summary: "免去堆放腐烂", party: "大学", keywords: ["绿潮"] };
  assert.deepEqual(meantOnly(card, ["浒苔", "发臭", "绿潮"]), ["发臭"]);
  assert.deepEqual(meantOnly(card, ["浒苔"]), []);
});
