// Phrases and exclusions: what must be read to be sure, and how much of it is read.

import assert from "node:assert/strict";
import test from "node:test";

import { APART, TOGETHER } from "../../theme/assets/search/clauses.js";
import { Literal } from "../../theme/assets/search/literal.js";
import { plain } from "../../theme/assets/search/reason.js";

const card = { summary: "", party: "", id: "", agency: "", keywords: [], fields: [], districts: [], classes: [] };
const clause = (text, more = {}) => ({ text, phrase: true, ways: [{ terms: ["甲乙", "乙丙"] }], ...more });
const range = (count) => Array.from({ length: count }, (_, document) => document);

/** An engine whose even documents say it in the title, whose multiples of three in the body; notes what is read. */
function engineOf(read) {
  return {
    cards: async (documents) => documents.map((document) => ({ ...card, title: document % 2 ? "甲乙、乙丙" : "有甲乙丙的", url: String(document) })),
    record: async (url) => {
      read.push(Number(url));
      return { body_html: Number(url) % 3 ? "<p>没有</p>" : "<p>在<b>甲</b>乙丙里</p>" };
    },
  };
}

test("a phrase of one term needs no reading, one of several does", () => {
  assert.ok(!new Literal(null, [clause("甲乙", { ways: [{ terms: ["甲乙"] }] })], [], []).any);
  assert.ok(!new Literal(null, [clause("甲", { phrase: false })], [], []).any);
  assert.ok(new Literal(null, [clause("甲乙丙")], [], []).any);
});

test("the card is enough where it holds the phrase; else the record decides", async () => {
  const read = [];
  const literal = new Literal(engineOf(read), [clause("甲乙丙")], [], []);
  assert.equal(literal.verdict(0), undefined);
  assert.deepEqual(await literal.first(range(8), 8), [0, 2, 3, 4, 6]);
  assert.deepEqual(read, [1, 3, 5, 7]);
  assert.deepEqual([literal.verdict(0), literal.verdict(1)], [true, false]);
});

test("few candidates are all read, of many only as many as are shown", async () => {
  const few = new Literal(engineOf([]), [clause("甲乙丙")], [], []);
  await few.first(range(30), 5);
  assert.deepEqual(range(30).filter((document) => few.unsure(document)), []);
  const many = new Literal(engineOf([]), [clause("甲乙丙")], [], []);
  assert.equal((await many.first(range(100), 10)).length, 10);
  assert.equal(range(100).filter((document) => many.unsure(document)).length, 80);
  assert.equal((await many.first(range(100), 20)).length, 20);
});

test("a field's phrase is looked for there alone", async () => {
  const inTitle = new Literal(engineOf([]), [clause("甲乙丙", { field: "title" })], [], []);
  assert.deepEqual(await inTitle.first([0, 3], 2), [0]);
  const inBody = new Literal(engineOf([]), [clause("甲乙丙", { field: "body" })], [], []);
  assert.deepEqual(await inBody.first([2, 3], 2), [3]);
});

test("what is excluded is read only where it may stand, and counts only where it does", async () => {
  const read = [];
  const states = Uint8Array.from([0, TOGETHER, APART, TOGETHER, TOGETHER]);
  const literal = new Literal(engineOf(read), [], [clause("甲乙丙", { phrase: false, excluded: true })], [states]);
  assert.deepEqual(await literal.first(range(5), 5), [0, 1, 2]);
  assert.deepEqual(read, [1, 3]);
});

test("for an exclusion that cannot stand in it no record is fetched", async () => {
  const read = [];
  const literal = new Literal(engineOf(read), [clause("有甲乙")], [clause("甲乙丙丁", { excluded: true })], [Uint8Array.from([APART])]);
  assert.deepEqual(await literal.first([0], 1), [0]);
  assert.deepEqual(read, []);
});

test("a record's text is its words, a block a line, signs as they are", () => {
  assert.equal(plain('<h2>一 </h2><p>甲<em>乙</em> &lt;b&gt; &amp;amp; &quot;&#39;&#x4e2d;<br>丙</p><p title="a > b">丁</p>'), "一\n甲乙 <b> &amp; \"'中\n丙\n丁");
});
