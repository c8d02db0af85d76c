// What the page says that it understood: theme/assets/search/panel.js.

import assert from "node:assert/strict";
import test from "node:test";

import { understood } from "../../theme/assets/search/panel.js";

globalThis.document = {
  createElement: () => ({ told: [], setAttribute() {}, addEventListener() {}, append(...children) { this.told.push(...children); } }),
};

test("conditions are told whenever they order what is shown, and only then", () => {
  const told = (whole, partial, ...words) => {
    const found = { query: "q", conditions: words.map((word) => ({ word })), synonyms: () => new Map(), onlyMeant: () => false };
    return understood(found, { whole, partial }, { query: "q", off: new Set() }, {}).map(({ told: [text] }) => text);
  };
  assert.deepEqual(told([1, 2], [], "转让", "胶州", "转让"), ["条件：转让、胶州"]);
  assert.deepEqual(told([], [1], "转让"), ["条件：转让"]);
  assert.deepEqual([told([], [], "转让"), told([1, 2], [])], [[], []]);
});
