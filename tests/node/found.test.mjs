// What was found: whole and partial matches and their order.

import assert from "node:assert/strict";
import test from "node:test";

import { APART, LITERAL, NEARLY, SAID, TOGETHER } from "../../theme/assets/search/clauses.js";
import { Found } from "../../theme/assets/search/found.js";

const manifest = { documents: 5, step: 0.01, fields: [{ boost: 1 }] };
const list = (documents, weights) => ({ size: documents.length, best: null, fields: [{ documents: Uint32Array.from(documents), weights: weights && Uint8Array.from(weights) }] });
const wanted = (text, term) => ({ text, ways: [{ text, terms: [term], chains: [], boost: 1, level: LITERAL }], fields: null });

const paired = (counterparts) => ({ cards: async (documents) => documents.map((document) => ({ title: `t${document}`, counterparts: counterparts[document] || [] })) });
const without = paired({});

async function found(clauses, states, postings, engine = without, near = []) {
  const answer = new Found(engine, manifest, "", { wanted: clauses, wantedStates: states.map((one) => Uint8Array.from(one)), excluded: [], excludedStates: [], postings: new Map(Object.entries(postings)) });
  if (answer.lacking) await answer.fillUp(answer.wanted, [], near);
  return answer;
}

test("what stands literally comes first, then other ways to say it, then what recombines, whatever the scores", async () => {
  const answer = await found([wanted("a", "a")], [[APART, TOGETHER, LITERAL, SAID, 0]], { a: list([0, 1, 2, 3], [90, 80, 10, 20]) });
  assert.deepEqual([...answer.documents], [0, 1, 2, 3]);
  assert.deepEqual(await answer.order(answer.documents, 9), [2, 3, 1, 0]);
  assert.deepEqual([0, 1, 2, 3].filter((document) => answer.proven(document)), [2, 3]);
});

test("of what stands alike that comes first which meets the conditions", async () => {
  const answer = await found([wanted("a", "a")], [[SAID, SAID, LITERAL, SAID, 0]], { a: list([0, 1, 2, 3], [90, 80, 10, 20]) });
  answer.met = (document) => (document === 3 ? 1 : 0);
  assert.deepEqual(await answer.order(answer.documents, 9), [2, 3, 0, 1]);
});

test("what is quoted, or no word, or stands in a title is all that can be meant; what stands in some body alone is not", async () => {
  const named = async (clause, held) => (await found([clause], [[LITERAL, 0, 0, 0, 0]], { a: list([0], [9]) })).isNamed(() => held);
  const clauses = [wanted("藤壶附着", "a"), wanted("X射线", "a"), wanted("海洋牧场水下视频", "a"), { ...wanted("藤壶附着", "a"), phrase: true }];
  assert.deepEqual(await Promise.all(clauses.map((clause) => named(clause, []))), [false, true, true, true]);
  assert.deepEqual([await named(clauses[0], [0]), await named(clauses[0], [1])], [true, false]);
});

test("beside what stands literally what means the same is found, and no part; a counterpart is told as one", async () => {
  const near = [{ document: 2, evidence: 0.8, words: ["甲"] }, { document: 3, evidence: 0.7, words: ["乙"] }];
  const states = [[LITERAL, 0, 0, 0, 0]];
  const postings = { a: list([0, 1], [9, 9]), b: list([0], [9]) };
  const clause = { ...wanted("ab", "a"), ways: [{ text: "ab", terms: ["a", "b"], chains: [], boost: 1, level: LITERAL }] };
  const answer = await found([clause], states, postings, paired({ 0: [3] }), near);
  assert.deepEqual([[...answer.documents], [...answer.partial]], [[0], [3, 2]]);
  assert.deepEqual([answer.onlyBrought(3), answer.onlyMeant(3), answer.onlyMeant(2)], [true, false, true]);
});

test("where a whole sentence stands, what holds its telling words is not counted with it; where none does it is", async () => {
  const sentence = { ...wanted("不需要任何", "任何"), content: "任何" };
  const proven = async (states) => {
    const answer = await found([sentence], [states], { 任何: list([0, 1, 2], [9, 9, 9]) });
    return [...answer.documents].filter((document) => answer.proven(document));
  };
  assert.deepEqual(await proven([SAID, LITERAL, SAID, 0, 0]), [1]);
  assert.deepEqual(await proven([SAID, SAID, 0, 0, 0]), [0, 1]);
});

test("what means the query counts more than what holds a part of it; what is far behind the best is left out", async () => {
  const clauses = [wanted("a", "a"), wanted("b", "b")];
  const near = [{ document: 2, evidence: 0.4, words: ["b"] }, { document: 3, evidence: 0.15, words: ["b"] }];
  const answer = await found(clauses, [[LITERAL, 0, 0, 0, 0], [0, 0, 0, 0, 0]], { a: list([0], [90]) }, without, near);
  assert.deepEqual([...answer.partial], [2, 0]);
});

test("a designation that stands is of this trade, and so are words of which half stand", async () => {
  const of = async (clauses, states, postings) => (await found(clauses, states, postings)).isOfTrade();
  const glued = { ...wanted("rs485接口", "rs485"), ways: [{ text: "rs485接口", terms: ["rs485", "5接"], chains: [], boost: 1, level: LITERAL }] };
  assert.equal(await of([glued], [[0, 0, 0, 0, 0]], { rs485: list([2], [9]) }), true);
  assert.equal(await of([wanted("a5", "a5")], [[0, 0, 0, 0, 0]], { a5: list([2], [9]) }), false);
  assert.equal(await of([wanted("a", "a"), wanted("b", "b")], [[SAID, 0, 0, 0, 0], [0, 0, 0, 0, 0]], { a: list([0], [9]) }), true);
});

test("a frequent word of several is no partial match", async () => {
  const postings = { a: list([0, 1, 2, 3], [9, 9, 9, 9]), b: list([4], [9]) };
  const answer = await found([wanted("a", "a"), wanted("b", "b")], [[4, 4, 4, 4, 0], [0, 0, 0, 0, 4]], postings);
  assert.deepEqual([[...answer.documents], [...answer.partial]], [[], [4]]);
});

test("a phrase counts only where it stands, an exclusion only what stands there", async () => {
  const phrase = { ...wanted("a", "a"), phrase: true };
  const answer = new Found({}, manifest, "", { wanted: [phrase], wantedStates: [Uint8Array.from([LITERAL, LITERAL, SAID, TOGETHER, APART])], excluded: [wanted("b", "b")], excludedStates: [Uint8Array.from([0, LITERAL, 0, 0, 0])], postings: new Map(Object.entries({ a: list([0, 1, 2, 3, 4], [9, 9, 9, 9, 9]) })) });
  assert.deepEqual([...answer.documents], [0]);
});

test("of several words some records that hold a part follow, of one word none", async () => {
  const postings = { a: list([0, 1], [9, 9]), b: list([0, 2], [9, 50]) };
  const two = await found([wanted("a", "a"), wanted("b", "b")], [[LITERAL, LITERAL, 0, 0, 0], [LITERAL, 0, LITERAL, 0, 0]], postings);
  assert.deepEqual([...two.documents], [0]);
  assert.deepEqual([...two.partial], [1, 2]);
  const word = { ...wanted("甲乙丙", "甲乙"), ways: [{ text: "甲乙丙", terms: ["甲乙", "乙丙"], chains: [], boost: 1, level: LITERAL }] };
  const one = await found([word], [[LITERAL, 0, 0, 0, 0]], { 甲乙: postings.a, 乙丙: postings.b });
  assert.deepEqual([[...one.documents], [...one.partial]], [[0], []]);
});

test("what a rare character finds is no whole match", async () => {
  const answer = await found([{ ...wanted("鲍鱼", "鲍"), rare: "鲍" }], [[0, 0, 0, 4, 0]], { 鲍: list([3], [9]) });
  assert.deepEqual([[...answer.documents], [...answer.partial], answer.rare], [[], [3], [["鲍鱼", "鲍"]]]);
});

test("weights that stand apart are read only where the order depends on them", async () => {
  let read = 0;
  const term = { ...list([0, 1, 2, 3], null), best: { documents: Uint32Array.from([0, 3]), weights: [Uint8Array.from([40, 90])] } };
  const engine = {
    ...without,
    weights: async () => {
      read += 1;
      term.fields[0].weights = Uint8Array.from([40, 7, 9, 90]);
    },
  };
  const answer = await found([wanted("a", "a")], [[4, 4, 4, 4, 0]], { a: term }, engine);
  term.fields[0].weights = null;
  read = 0;
  assert.deepEqual([await answer.order(answer.documents, 1), read], [[3], 0]);
  assert.deepEqual([await answer.order(answer.documents, 4), read], [[3, 0, 2, 1], 1]);
});

test("what means much the same joins what holds a part and says which words brought it", async () => {
  const postings = { a: list([0, 1], [9, 5]), b: list([2], [9]) };
  const near = [{ document: 1, evidence: 0.8, words: ["甲"] }, { document: 4, evidence: 0.7, words: ["乙"] }];
  const answer = await found([wanted("a", "a"), wanted("b", "b")], [[4, 4, 0, 0, 0], [0, 0, 4, 0, 0]], postings, without, near);
  assert.deepEqual([...answer.partial].slice(0, 1), [1]);
  assert.deepEqual([1, 4].map((document) => answer.onlyMeant(document)), [false, true]);
  assert.deepEqual(answer.meaning.get(4), ["乙"]);
});

test("a first page of records that hold all words needs no meaning, wherever the words stand", async () => {
  const total = { ...manifest, documents: 12 };
  const states = new Uint8Array(12).fill(TOGETHER);
  const answer = new Found({}, total, "", { wanted: [wanted("a", "a")], wantedStates: [states], excluded: [], excludedStates: [], postings: new Map() });
  assert.ok(!answer.lacking);
});

test("what stands literally brings its counterparts before what holds a part; a word alone brings nothing else", async () => {
  const postings = { a: list([0, 1], [9, 9]), b: list([0, 2], [9, 50]) };
  const two = await found([wanted("a", "a"), wanted("b", "b")], [[LITERAL, LITERAL, 0, 0, 0], [LITERAL, 0, LITERAL, 0, 0]], postings, paired({ 0: [4], 2: [3] }));
  assert.deepEqual([[...two.documents], [...two.partial]], [[0], [4, 1, 2]]);
  assert.deepEqual([two.onlyBrought(4), two.onlyBrought(1), two.broughtBy.get(4)], [true, false, "t0"]);
  const one = await found([wanted("a", "a")], [[LITERAL, 0, 0, 0, 0]], { a: list([0], [9]) }, paired({ 0: [3] }));
  assert.deepEqual([...one.partial], [3]);
});

test("where nothing stands literally a counterpart gets a part of the worth of what answers best, and none that is banned", async () => {
  const near = [{ document: 2, evidence: 0.44, words: ["b"] }, { document: 3, evidence: 0.38, words: ["b"] }, { document: 4, evidence: 0.36, words: ["b"] }];
  const clauses = [wanted("a", "a"), wanted("b", "b")];
  const answer = await found(clauses, [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], {}, paired({ 2: [4, 1] }), near);
  assert.deepEqual([...answer.partial], [4, 2, 3, 1]);
  answer.banned[4] = 1;
  await answer.fillUp(answer.wanted, [], near);
  assert.deepEqual([...answer.partial], [2, 3, 1]);
});

test("the counterpart of an answer that is hardly better than another one stands above none that is better by itself", async () => {
  const near = (second) => [{ document: 2, evidence: 0.4, words: ["b"] }, { document: 3, evidence: second, words: ["b"] }, { document: 4, evidence: 0.31, words: ["b"] }];
  const clauses = [wanted("a", "a"), wanted("b", "b")];
  const order = async (second) => [...(await found(clauses, [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], {}, paired({ 2: [4] }), near(second))).partial];
  assert.deepEqual([await order(0.37), await order(0.35)], [[2, 3, 4], [2, 4, 3]]);
});

test("the counterpart of a sure answer is shown however far behind the answer it is, of an unsure one only if it is near", async () => {
  const near = (second) => [{ document: 2, evidence: 0.9, words: ["b"] }, { document: 3, evidence: second, words: ["b"] }];
  const clauses = [wanted("a", "a"), wanted("b", "b")];
  const shown = async (second) => [...(await found(clauses, [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], {}, paired({ 2: [4] }), near(second))).partial];
  assert.deepEqual([await shown(0.5), await shown(0.88)], [[2, 3, 4], [2, 3]]);
});

test("of what is much the same what meets more of the conditions comes first, but nothing comes up by conditions alone", async () => {
  const near = [{ document: 2, evidence: 0.5, words: ["b"] }, { document: 3, evidence: 0.48, words: ["b"] }, { document: 4, evidence: 0.07, words: ["b"] }];
  const facets = { ...without, column: async () => ({ sets: [["pilot"], []], of: [0, 1, 1, 0, 0] }) };
  const answer = new Found(facets, manifest, "", { wanted: [wanted("a", "a"), wanted("b", "b")], wantedStates: [new Uint8Array(5), new Uint8Array(5)], excluded: [], excludedStates: [], postings: new Map() });
  await answer.fillUp(answer.wanted, [], near);
  assert.deepEqual([...answer.partial], [2, 3]);
  await answer.fillUp(answer.wanted, [], near, [{ word: "中试", facet: "stage", fulfils: (codes) => codes.includes("pilot") }]);
  assert.deepEqual([...answer.partial], [3, 2]);
});

test("of doubtful answers only the best are left; what holds all that is wanted is none, nor where each word stands somewhere", async () => {
  const near = Array.from({ length: 4 }, (_, document) => ({ document, evidence: 0.5, words: ["b"] }));
  const answer = await found([wanted("a", "a"), wanted("b", "b")], [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], {}, without, near);
  answer.partial = Uint32Array.from([0, 1, 2, 3, 4, 0, 1]);
  answer.doubt();
  assert.deepEqual([answer.doubtful, answer.partial.length], [true, 5]);
  const whole = await found([wanted("a", "a")], [[LITERAL, 0, 0, 0, 0]], { a: list([0], [9]) });
  const apart = await found([wanted("a", "a"), wanted("b", "b")], [[LITERAL, 0, 0, 0, 0], [0, SAID, 0, 0, 0]], {}, without, near);
  for (const sure of [whole, apart]) {
    sure.doubt();
    assert.equal(sure.doubtful, false);
  }
});

test("other words are named as used only where records hold them, and known as other words where none does", async () => {
  const way = (text, terms, other) => ({ text, terms, chains: [], boost: 1, level: SAID, other });
  const clause = { text: "夏天化皮", fields: null, ways: [way("夏天化皮", ["夏天", "化皮"]), way("夏季化皮", ["夏季", "化皮"], ["夏天", "夏季"]), way("夏日化皮", ["夏日"], ["夏天", "夏日"])] };
  const answer = await found([clause], [[0, 0, 0, 0, 0]], { 夏日: list([0], [9]), 夏季: list([0], [9]) });
  assert.deepEqual([...answer.synonyms()], [["夏天", ["夏日"]]]);
  assert.deepEqual(answer.groups(), [["夏天", "夏季", "夏日"]]);
});

test("what holds a text within longer words or numbers only is told from what holds its parts", async () => {
  const of = async (states) => (await found([wanted("a", "a")], [states], { a: list([0, 1, 2], [9, 9, 9]) })).goesOn();
  assert.deepEqual([await of([LITERAL, NEARLY, NEARLY, 0, 0]), await of([LITERAL, NEARLY, TOGETHER, 0, 0])], [true, false]);
});

test("an amount that is a condition is marked in no text that does not hold all that is wanted", async () => {
  const marks = async (...texts) => {
    const answer = await found(texts.map((text) => wanted(text, text)), texts.map(() => [0, 0, 0, 0, 0]), {});
    answer.conditions = [{ word: "50万以内", facet: "amount" }, { word: "许可", facet: "contract-type" }];
    return [...new Set(answer.marks(false))];
  };
  assert.deepEqual(await marks("50万以内", "许可"), ["许可"]);
  assert.deepEqual(await marks("50万以内的牡蛎"), ["的牡蛎", "的牡", "牡蛎"]);
  assert.deepEqual(await marks("60万以内的牡蛎").then((all) => all[0]), "60万以内的牡蛎");
});
