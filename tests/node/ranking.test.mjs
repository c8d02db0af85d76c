// Ranking: the best of many, and when the first part of a frequent term's weights is enough.

import assert from "node:assert/strict";
import test from "node:test";

import { certain, highest, rarity, score } from "../../theme/assets/search/ranking.js";

const manifest = { documents: 6, step: 0.01, fields: [{ boost: 8 }, { boost: 1 }] };
const all = Uint32Array.from([0, 1, 2, 3, 4, 5]);
const frequent = (weights) => ({
  size: 6,
  fields: [{ documents: Uint32Array.from([0, 1]), weights: weights && weights[0] }, { documents: Uint32Array.from([0, 2, 3, 4]), weights: weights && weights[1] }],
  best: { documents: Uint32Array.from([0, 1]), weights: [Uint8Array.from([10, 20]), Uint8Array.from([50, 0])] },
});
const WEIGHTS = [Uint8Array.from([10, 20]), Uint8Array.from([50, 70, 9, 8])];
const term = (postings, boost = 1, only = null) => ({ postings, boost, only });

test("the highest come first, the newer of equals before the older", () => {
  const keys = [1, 5, 5, 0, 7, 5];
  assert.deepEqual(highest(all, 3, (document) => keys[document]), [4, 1, 2]);
  assert.deepEqual(highest(all, 99, (document) => keys[document]), [4, 1, 2, 5, 0, 3]);
  assert.deepEqual(highest([5, 2, 1], 3, () => 1), [1, 2, 5]);
  assert.deepEqual(highest([], 3, () => 0), []);
  assert.deepEqual(highest(all, 0, () => 0), []);
});

test("a score is lunr's: boosts of terms and fields, rarity, divided by the query's length in the field", () => {
  const { scores, slack } = score([term(frequent(WEIGHTS), 3), term({ size: 1, fields: [{ documents: [1], weights: [100] }], best: null }, 4, new Set([0]))], manifest);
  const common = 3 * rarity(6, 6);
  assert.equal(slack, null);
  assert.ok(Math.abs(scores[1] - (common * 8 * 0.2 + 4 * rarity(1, 6) * 8 * 1) / 5) < 1e-12);
  assert.ok(Math.abs(scores[2] - (common * 0.7) / 3) < 1e-12);
});

test("without its weights a frequent term gives the best their score and the others the room for no more than these", () => {
  const exact = score([term(frequent(WEIGHTS))], manifest).scores;
  const { scores, slack } = score([term(frequent(null))], manifest);
  assert.deepEqual([...scores.slice(0, 2)], [...exact.slice(0, 2)]);
  assert.deepEqual([...slack.slice(0, 2)], [0, 0]);
  for (const document of [2, 3, 4]) assert.ok(scores[document] === 0 && slack[document] >= exact[document]);
  assert.equal(slack[5], 0);
});

test("an order is certain only if nothing uncertain stands in it or could rise into it", () => {
  const key = (document) => [9, 8, 3, 3, 0, 0][document];
  const slack = (document) => [0, 0, 4, 5, 0, 0][document];
  assert.ok(certain([0], all, key, slack));
  assert.ok(certain([0], [0, 1, 2], key, slack));
  assert.ok(certain([0, 1], [0, 1, 2], key, slack));
  assert.ok(!certain([0, 1], all, key, slack));
  assert.ok(!certain([0, 1, 2], [0, 1, 2], key, slack));
  assert.ok(certain([], all, key, slack));
});
