// What of an answer is shown: the expired stay out unless they hold more than anything that is left.

import assert from "node:assert/strict";
import test from "node:test";

import { LITERAL, TOGETHER } from "../../theme/assets/search/clauses.js";
import { PLAIN, select } from "../../theme/assets/search/selection.js";

const CURRENT = 3; // documents 3 and above are expired
const engine = { manifest: async () => ({ current: CURRENT }), facets: async () => [] };

/** An answer by the states of its whole matches and the shares of its partial ones. */
function answer(states, share, ranked) {
  const numbers = (list) => Uint32Array.from(Object.keys(list), Number);
  return { documents: numbers(states), partial: Uint32Array.from(ranked || numbers(share)), states, share, order: async (some) => [...some], proven: () => true };
}

const shown = async (states, share, filters = new Map()) => {
  const { whole, partial, hidden } = await select(engine, answer(states, share), { ...PLAIN, filters });
  return [whole, partial, hidden];
};

test("the expired are hidden and counted as long as others hold as much", async () => {
  assert.deepEqual(await shown({ 0: LITERAL, 3: LITERAL }, {}), [[0], [], 1]);
  assert.deepEqual(await shown({}, { 0: 0.5, 1: 0.5, 2: 0.5, 4: 0.5 }), [[], [0, 1, 2], 1]);
});

test("where nothing holds all, the expired among the best hold their place", async () => {
  const { partial, hidden } = await select(engine, answer({}, { 0: 0.4, 1: 0.5, 4: 0.2, 5: 0.1 }, [1, 4, 0, 5]), PLAIN);
  assert.deepEqual([partial, hidden], [[1, 4, 0], 1]);
});

test("an expired record that answers better than all others is shown", async () => {
  const found = answer({ 0: LITERAL, 3: LITERAL, 4: LITERAL }, {});
  const { whole, hidden } = await select(engine, { ...found, order: async (some) => [3, 0, 4].filter((document) => some.includes(document)) }, PLAIN);
  assert.deepEqual([whole, hidden], [[3, 0], 1]);
});

test("an expired record that holds more of the query than what is shown is shown", async () => {
  assert.deepEqual(await shown({ 0: TOGETHER, 3: LITERAL }, {}), [[0, 3], [], 0]);
  assert.deepEqual(await shown({}, { 0: 0.3, 1: 0.3, 2: 0.3, 4: 0.8, 5: 0.2 }), [[], [0, 1, 2, 4], 1]);
  assert.deepEqual(await shown({ 3: LITERAL }, {}), [[3], [], 0]);
});

test("an order that the query asks for is that of the list, unless the reader chose another; what is but like it stays behind", async () => {
  const columns = { closes: { sets: [["2027-01-01"], ["2026-12-01"], []], of: [0, 1, 2, 1] } };
  const ordering = { ...engine, column: async (name) => columns[name] };
  const wished = { ...answer({ 0: LITERAL, 1: LITERAL }, {}), wish: { sort: "closing" }, holding: new Set() };
  const part = { ...answer({}, { 0: 0.9, 1: 0.5, 2: 0.8, 3: 0.3 }), wish: { sort: "closing" }, holding: new Set([0, 2, 3]) };
  const [whole, partial, chosen] = await Promise.all([select(ordering, wished, PLAIN), select(ordering, part, PLAIN), select(ordering, wished, { ...PLAIN, sort: "newest" })]);
  assert.deepEqual([whole.sort, whole.whole, partial.partial, chosen.whole], ["closing", [1, 0], [0, 2, 1], [0, 1]]);
});
