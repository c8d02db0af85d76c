// How a query is read: clauses, ways to fulfil them, other readings.

import assert from "node:assert/strict";
import test from "node:test";

import { APART, LITERAL, NEARLY, SAID, TOGETHER, alternatives, byRareCharacter, coverage, fulfilling, lastResort, latinWords, meant, namesOne, typedWords, withoutFunctionWords } from "../../theme/assets/search/clauses.js";
import { cheapest, proof } from "../../theme/assets/search/places.js";
import { joinParts } from "../../theme/assets/search/names.js";
import { Meaning, segment } from "../../theme/assets/search/meaning.js";
import { telling } from "../../theme/assets/search/pieces.js";
import { parsePlainly, parseQuery, parseWhole } from "../../theme/assets/search/query.js";
import { rarity } from "../../theme/assets/search/ranking.js";
import { editDistance } from "../../theme/assets/search/suggestions.js";
import { codeTerms, cut, endsInWords, excerpt, findRanges, fold, holdsAll, letterTerms, needles, queryTerms } from "../../theme/assets/search/text.js";
import { joined, measured, renumbered, writings } from "../../theme/assets/search/forms.js";
import { mayBeTraditional, simplify } from "../../theme/assets/search/variants.js";

const read = (query) => parseQuery(query).map(({ text, phrase, excluded, field, facets }) => ({ text, phrase, excluded, field, facets }));
const plain = { phrase: false, excluded: false, field: undefined, facets: undefined };

test("words are clauses of their own", () => {
  assert.deepEqual(read(" 海水　淡化 AUV "), [{ ...plain, text: "海水" }, { ...plain, text: "淡化" }, { ...plain, text: "AUV" }]);
});

test("operators of databases join words, or leave one out", () => {
  const said = (query) => parseQuery(query).map(({ text, excluded }) => (excluded ? `-${text}` : text));
  assert.deepEqual([said("海水 AND 淡化 NOT 海岛"), said("海水+淡化"), said("海水*淡化*"), said("C++ 语言"), said("AND")], [["海水", "淡化", "-海岛"], ["海水", "淡化"], ["海水", "淡化"], ["C++", "语言"], ["AND"]]);
});

test("quotes of both widths make a phrase", () => {
  assert.deepEqual(read('"海水 淡化"'), [{ ...plain, text: "海水 淡化", phrase: true }]);
  assert.deepEqual(read("“海水淡化”"), [{ ...plain, text: "海水淡化", phrase: true }]);
});

test("an open quote is no phrase and nothing is lost", () => {
  assert.deepEqual(parseQuery('"海水淡化').flatMap(({ text }) => needles(text)), ["海水淡化"]);
});

test("a minus of either width excludes, within a word it does not", () => {
  assert.deepEqual(read("海水 -淡化"), [{ ...plain, text: "海水" }, { ...plain, text: "淡化", excluded: true }]);
  assert.deepEqual(read("－淡化"), [{ ...plain, text: "淡化", excluded: true }]);
  assert.deepEqual(read("DP-3"), [{ ...plain, text: "DP-3" }]);
});

test("prefixes look in a field or a facet, in both languages and widths", () => {
  assert.deepEqual(read("标题：涂层")[0].field, "title");
  assert.deepEqual(read("Title:涂层")[0], { ...plain, text: "涂层", field: "title" });
  assert.deepEqual(read("机构:示例海洋大学")[0].facets, ["institution", "agency"]);
  assert.deepEqual(read("-industry:ai")[0], { ...plain, text: "ai", excluded: true, facets: ["industry"] });
  assert.deepEqual(read('标题:"海水 淡化"')[0], { ...plain, text: "海水 淡化", phrase: true, field: "title" });
});

test("a colon after no prefix belongs to the text", () => {
  assert.deepEqual(read("5:1"), [{ ...plain, text: "5:1" }]);
});

test("signs alone are no clause", () => {
  for (const clause of parseQuery("- \"\" : ……")) assert.deepEqual(alternatives(clause, []), []);
});

test("a synonym gives another way, by the longest word that occurs", () => {
  const ways = alternatives(parseQuery("小型水下机器人")[0], [["水下机器人", "auv", "auvs"]]);
  assert.deepEqual(ways.map(({ text, terms, boost, level }) => ({ text, terms, boost, level })), [
    { text: "小型水下机器人", terms: queryTerms("小型水下机器人"), boost: 1, level: LITERAL },
    { text: "小型 auv ", terms: ["小型", "auv"], boost: 0.6, level: SAID },
    { text: "小型 auvs ", terms: ["小型", "auvs"], boost: 0.6, level: SAID },
  ]);
  assert.deepEqual(ways[1].chains, [[["小型", 0]], [["auv", 0]]]);
});

test("a way whose text a name of the same group holds already is none", () => {
  assert.equal(alternatives(parseQuery("南美白对虾")[0], [["南美白对虾", "对虾"]]).length, 1);
});

/** What must stand where for a text to stand literally, as text: place and term. */
const chainOf = (text, options) => cut(text, options).chain.map(([term, place]) => `${place}${term}`);

test("where Chinese or a sign meets anything else both characters are a pair; a lone letter or digit is in its pair", () => {
  assert.deepEqual(cut("pH值").terms, ["ph", "h值"]);
  assert.deepEqual(cut("X光").terms, ["x光"]);
  assert.deepEqual(cut("10%").terms, ["10", "0%"]);
  assert.deepEqual(cut("C++").terms, ["c+", "++"]);
  assert.deepEqual(cut("5:1").terms, ["5:", ":1"]);
  assert.deepEqual(cut("≥ 95 %").terms, ["95", "≥9", "5%"]);
  assert.deepEqual(cut("阀1.5mm").terms, ["1.5mm", "阀1"]);
});

test("a chain covers every character once, by words and pairs, across punctuation too", () => {
  assert.deepEqual(chainOf("锂离子电池"), ["0锂离", "2子电", "3电池"]);
  assert.deepEqual(chainOf("水pH值"), ["1ph", "0水p", "2h值"]);
  assert.deepEqual(chainOf("材料，其中"), ["0材料", "3其中", "1料,"]);
  assert.deepEqual(chainOf("材料，其中", { loose: true }), ["0材料", "3其中"]);
  assert.deepEqual(chainOf("n-3脂肪酸"), ["0n-", "23脂", "4肪酸"]);
  assert.deepEqual(cut("藻"), { terms: ["藻"], chain: [], spare: [], exact: true, within: true, marked: false });
  assert.deepEqual(chainOf("膜（藻）"), ["0膜(", "2藻)"]);
  assert.ok(cut("膜（藻）").exact);
  assert.ok(!cut("膜（藻）", { loose: true }).exact, "single characters have no places");
  assert.deepEqual(chainOf("阀，PVC"), ["2pvc", "0阀,"]);
});

test("a hyphen within may be left out, and is asked for only where it stands", () => {
  assert.deepEqual(cut("DP-3").terms, ["dp", "3"]);
  assert.deepEqual(chainOf("DP-3"), ["0dp", "33", "2-3"]);
  assert.equal(joined("DP-3型"), "dp3型");
  assert.equal(joined("1.5mm"), null);
});

test("words at the ends of mixed text may be parts of longer ones", () => {
  assert.ok(endsInWords("Pa的"));
  assert.ok(!endsInWords("chitosan"));
  assert.deepEqual(cut("MPa的", { open: true }), { terms: ["_mpa", "a的"], chain: [["pa的", 1]], spare: [["a的", 2]], exact: false, within: false, marked: false });
  assert.deepEqual(chainOf("值：mi", { open: true }), ["1:mi", "0值:"]);
  assert.deepEqual(["值：mi", "II型", "min型", "值：50", "50值"].map((text) => cut(text, { open: true }).within), [true, true, false, false, false]);
  assert.deepEqual(chainOf("±5m", { open: true }), ["0±5m"]);
  assert.deepEqual(chainOf("~5m", { open: true }), ["0~5"], "the index has no joint that begins as a marked term");
  assert.ok(endsInWords("b_id：用", true) && !endsInWords("b_id：用"));
  assert.deepEqual(cut("loc）是", { open: true }).terms, ["_loc", "是"]);
  assert.deepEqual(cut("1.5米", { open: true }).terms, ["1.5", "5米"]);
  assert.deepEqual(letterTerms("chit ab"), ["_chi", "_hit", "_ab"]);
});

test("a lone digit at an end is a number of its own: 5℃ is not literally in 25℃, nor DP-3 in DP-30", () => {
  const needed = (text) => cut(text).chain.filter(([, , one]) => one).map(([term, place]) => `${place}${term}`);
  assert.deepEqual([needed("5℃"), needed("DP-3"), needed("降5℃"), needed("X光"), needed("25℃")], [["05"], ["33"], [], [], []]);
  assert.deepEqual(["5℃", "8%", "DP-3", "降5℃"].map((text) => endsInWords(text)), [true, true, true, false]);
  assert.deepEqual(alternatives(parseQuery("7度")[0], []).filter(({ text }) => text === "7°c").map(({ boost }) => boost), [0]);
  const list = (term, size) => ({ term, size, apart: true });
  const [digit, pair] = [list("5", 900), list("5°", 3)];
  assert.deepEqual(cheapest([[digit, 0, true], [pair, 0]], []), [[digit, 0, true], [pair, 0]]);
  assert.deepEqual(cheapest([[digit, 0], [pair, 0]], []), [[pair, 0]]);
});

test("a number glued to its unit is the number and the unit", () => {
  assert.equal(measured("38MPa灌浆"), "38 mpa灌浆");
  assert.equal(measured("X70"), null);
  assert.ok(alternatives(parseQuery("38MPa")[0], []).some(({ terms }) => terms.join() === "38,mpa"));
});

test("a word that holds one without weight is not cut", () => {
  const said = (query) => withoutFunctionWords(parseQuery(query), ["的", "着", "有没有"], ["附着", "着火"]).map(({ text, content }) => content ?? text);
  assert.deepEqual(["藤壶附着", "防着火的电池", "有没有附着强的", "看着水面"].map((query) => said(query)[0]), ["藤壶附着", "防着火 电池", "附着强", "水面"]);
  const along = withoutFunctionWords(parseQuery("沿着陆地输送"), ["着", "沿着"], ["着陆"]);
  assert.equal(along[0].content, "陆地输送");
});

test("a heading's number and the signs between words may stand so", () => {
  const whole = (query) => parseWhole(query)?.map(({ text }) => text);
  assert.deepEqual([whole("6、数据"), whole("文档+表格 -图"), whole("（一）海参")], [["6、数据"], ["文档+表格", "图"], ["（一）海参"]]);
  assert.deepEqual(["海参度夏", "海参 -鲍鱼", "C++"].map(whole), [undefined, undefined, undefined]);
});

test("operators and prefixes may be but text", () => {
  const plainly = (query) => parsePlainly(query)?.map(({ text }) => text);
  assert.deepEqual([plainly("单位：KiB|"), plainly("新+新"), plainly("海参 -冷冻")], [["单位：KiB|"], ["新+新"], ["海参", "-冷冻"]]);
  assert.deepEqual(["海参度夏", "冷库 -20℃", "5:1 配比", '"海水 淡化"'].map(plainly), [undefined, undefined, undefined, undefined]);
});

test("a minus before a number is a sign, and a unit apart from its number belongs to it", () => {
  assert.deepEqual(read("冷库 -20℃"), [{ ...plain, text: "冷库" }, { ...plain, text: "-20℃" }]);
  assert.deepEqual(read("--help"), [{ ...plain, text: "--help" }]);
  assert.deepEqual(read("1.5 mm 涂层").map(({ text }) => text), ["1.5mm", "涂层"]);
  assert.deepEqual(read("5 months").map(({ text }) => text), ["5", "months"]);
});

test("a Latin synonym must be a whole word", () => {
  assert.equal(alternatives(parseQuery("pair")[0], [["ai", "人工智能"]]).length, 1);
  assert.equal(alternatives(parseQuery("AI")[0], [["ai", "人工智能"]]).length, 2);
});

test("phrases and field clauses have no synonyms", () => {
  assert.equal(alternatives(parseQuery('"刺参"')[0], [["刺参", "海参"]]).length, 1);
  assert.equal(alternatives(parseQuery("标题:刺参")[0], [["刺参", "海参"]]).length, 1);
});

test("a number is also looked for within codes", () => {
  assert.deepEqual(codeTerms("A2026-qih"), ["~a202", "~2026", "~026q", "~26qi", "~6qih"]);
  assert.deepEqual(codeTerms("123"), []);
  assert.ok(alternatives(parseQuery("2026-qih")[0], []).some(({ terms }) => terms.includes("~2026")));
});

/** Postings of terms from [documents by field]. */
function postingsOf(terms) {
  return new Map(
    Object.entries(terms).map(([term, lists]) => {
      const fields = [];
      lists.forEach((documents, field) => documents && (fields[field] = { documents: Uint32Array.from(documents), weights: new Uint8Array(documents.length) }));
      return [term, { term, size: lists.flat().length, fields, best: null }];
    }),
  );
}

const ways = (...all) => all.map((terms) => ({ text: terms.join(" "), terms, chains: [], boost: 1, level: LITERAL }));
const unproven = async (_, candidates) => new Uint8Array(candidates.length);

test("a clause is fulfilled by any of its ways, all terms of a way, in its fields", async () => {
  const postings = postingsOf({ 甲乙: [[1, 2]], 乙丙: [[2], [3]], x: [[9]] });
  const documents = async (some, fields = null) => [...(await fulfilling(some, postings, fields, 10, unproven)).entries()].filter(([, state]) => state).map(([document]) => document);
  assert.deepEqual(await documents(ways(["甲乙", "乙丙"])), [2]);
  assert.deepEqual(await documents(ways(["甲乙", "乙丙"], ["x"])), [2, 9]);
  assert.deepEqual(await documents(ways(["乙丙"]), new Set([1])), [3]);
  assert.deepEqual(await documents(ways(["无此"])), []);
});

test("all terms in one field are together, else apart; what is proven has the way's level", async () => {
  const postings = postingsOf({ 甲乙: [[1, 2], [3]], 乙丙: [[2], [1, 3]] });
  const states = async (proven, boost = 1) => [...(await fulfilling([{ ...ways(["甲乙", "乙丙"])[0], boost }], postings, null, 4, proven))];
  assert.deepEqual(await states(unproven), [0, APART, TOGETHER, TOGETHER]);
  assert.deepEqual(await states(async () => Uint8Array.from([0, 0, 1, 0])), [0, APART, LITERAL, TOGETHER]);
  assert.deepEqual(await states(async () => Uint8Array.from([0, 0, 1, 0]), 0), [0, 0, LITERAL, 0]);
});

test("a chain stands where its links are as far apart as in it, in one field", () => {
  const of = (rows) => {
    const bytes = Uint8Array.from(rows.flatMap(([, places]) => [places.length, ...places.map((place, at) => place - (places[at - 1] || 0))]));
    return { fields: [{ documents: Uint32Array.from(rows, ([document]) => document), places: bytes }] };
  };
  const first = of([[0, [3, 9]], [1, [5]], [2, [1]]]);
  const second = of([[0, [4, 11]], [1, [6]]]);
  const proven = (chains) => [...proof(chains, Uint8Array.from([1, 1, 1]), null)];
  assert.deepEqual(proven([[[first, 0], [second, 2]]]), [1, 0, 0]);
  assert.deepEqual(proven([[[second, 1], [first, 0]]]), [1, 1, 0]);
  assert.deepEqual(proven([[[second, 0]]]), [1, 1, 0]);
  assert.equal(proof([], Uint8Array.from([1, 1, 1]), null), null);
});

test("a text names a word where it is one of its own, a single character only as a word", () => {
  const named = (text, ...words) => namesOne(["萝卜", "牛"], text, words.map((word) => ({ word })));
  assert.deepEqual([named("腌萝卜", "腌", "萝卜"), named("胡萝卜素", "胡萝卜素"), named("牛", "牛"), named("牛磺酸", "牛磺酸")], [true, false, true, false]);
});

test("of links that stand where a chain does those that cover it are read, the rare ones for the frequent ones", () => {
  const link = (term, size, apart = 8) => [{ term, size, apart }, 0];
  const at = (place, [one]) => [one, place];
  const names = (links) => links.map(([{ term }]) => term).sort();
  const [mg, sl, gs, la] = [at(0, link("mg", 90)), at(2, link("/l", 80)), at(1, link("g/", 70)), at(3, link("l押", 5, 0))];
  assert.deepEqual(names(cheapest([mg, sl], [gs, la])), ["g/", "l押", "mg"]);
  assert.deepEqual(names(cheapest([at(0, link("甲乙", 9)), at(2, link("丙丁", 9))], [at(1, link("乙丙", 2))])), ["丙丁", "甲乙"]);
});

test("a way that is lax counts only where none before it stands, and what stands already is not looked for again", async () => {
  const postings = new Map([["甲乙", { term: "甲乙", fields: [{ documents: [0, 1, 2] }] }]]);
  const asked = [];
  const way = (level, more) => ({ terms: ["甲乙"], chains: [[["甲乙", 0]]], boost: 1, level, ...more });
  const proven = (literal) => async (one, candidates) => {
    asked.push([one.level, [...candidates]]);
    return one.level === LITERAL ? Uint8Array.from(literal) : Uint8Array.from([1, 1, 1]);
  };
  const some = await fulfilling([way(LITERAL), way(SAID, { lax: true })], postings, null, 3, proven([1, 0, 0]));
  const none = await fulfilling([way(LITERAL), way(SAID, { lax: true })], postings, null, 3, proven([0, 0, 0]));
  const other = await fulfilling([way(LITERAL), way(SAID)], postings, null, 3, proven([1, 0, 0]));
  assert.deepEqual([[...some], [...none], [...other]], [[LITERAL, TOGETHER, TOGETHER], [SAID, SAID, SAID], [LITERAL, SAID, SAID]]);
  assert.deepEqual(asked.pop(), [SAID, [0, TOGETHER, TOGETHER]]);
});

test("coverage is the part of the terms by rarity, every clause by its rarest term, unknown terms apart", () => {
  const postings = postingsOf({ a: [[0, 1]], b: [[1, 2]], c: [[1]] });
  const clauses = [{ ways: ways(["a", "b", "unknown"]), fields: null }, { ways: ways(["nothing"]), fields: null }];
  const apart = [new Uint8Array(4), new Uint8Array(4), new Uint8Array(4)];
  assert.deepEqual([...coverage(clauses, apart, postings, 4)].map((share) => share.toFixed(2)), ["0.50", "1.00", "0.50", "0.00"]);
  const two = coverage([...clauses, { ways: ways(["c"]), fields: null }], apart, postings, 4);
  assert.equal(two[1].toFixed(6), "1.000000");
  assert.equal(two[0].toFixed(6), (rarity(2, 4) / 2 / (rarity(2, 4) + rarity(1, 4))).toFixed(6));
  assert.deepEqual([...coverage([], [], postings, 2)], [0, 0]);
});

test("parts of a measure are no part of a query, unless it stands or anything else does", () => {
  const postings = postingsOf({ "1.8": [[0, 1]], 万亩: [[1, 2]], 牡蛎: [[1]] });
  const clauses = alternatives(parseQuery("1.8万亩")[0], []).slice(0, 1);
  const share = (states) => [...coverage([{ ways: clauses, fields: null }, { ways: ways(["牡蛎"]).map((way) => ({ ...way, text: "牡蛎" })), fields: null }], [states, new Uint8Array(4)], postings, 4)].map((held) => held > 0);
  assert.deepEqual(share(Uint8Array.of(0, 0, 0, 0)), [false, true, false, false]);
  assert.deepEqual(share(Uint8Array.of(0, 0, SAID, 0)), [false, true, true, false]);
});

test("words without weight go, with the pairs across their ends, unless nothing else is left", () => {
  const said = (query) => withoutFunctionWords(parseQuery(query), ["怎么", "怎么办", "怎么样", "不用"]).map(({ text, content }) => content ?? text);
  assert.deepEqual(said("怎么防腐"), ["防腐"]);
  assert.deepEqual(said("洗网不用潜水员"), ["洗网 潜水员"]);
  assert.deepEqual(said("生锈怎么办 涂层"), ["生锈", "涂层"]);
  assert.deepEqual(said("怎么样检测"), ["检测"]);
  assert.deepEqual(said("怎么 涂层"), ["涂层"]);
  assert.deepEqual(said("怎么查 涂层"), ["涂层"]);
  assert.deepEqual(said("怎么"), ["怎么"]);
  assert.deepEqual([said("集怎么10"), said("怎么10"), said("怎么10吨")], [["集怎么10"], ["10"], ["10吨"]]);
  assert.deepEqual(said("怎么 -涂层"), ["怎么", "涂层"]);
  assert.deepEqual(said('"怎么防腐" 标题:怎么'), ["怎么防腐", "怎么"]);
});

test("only what nothing holds is looked for by a rare character", () => {
  const [clause] = parseQuery("鲍鱼").map((one) => ({ ...one, ways: alternatives(one, []), fields: null }));
  assert.deepEqual(lastResort(clause, postingsOf({})), ["鲍", "鱼"]);
  const [sentence] = parseQuery("鲍鱼夏天死").map((one) => ({ ...one, ways: alternatives(one, []), fields: null }));
  assert.deepEqual(lastResort(sentence, postingsOf({})), []);
  assert.deepEqual(lastResort(clause, postingsOf({ 鲍鱼: [[1]] })), []);
  const postings = postingsOf({ 鲍: [[7]], 鱼: [[1, 2, 3, 4, 5, 6, 7]] });
  const found = byRareCharacter(clause, ["鲍", "鱼"], postings, new Set([0]), 100);
  assert.deepEqual([found.rare, found.ways[0].terms], ["鲍", ["鲍"]]);
  assert.equal(byRareCharacter(clause, ["鱼"], postings, new Set([0]), 100), clause);
  assert.equal(byRareCharacter(clause, ["鲍"], postings, new Set([1]), 100), clause);
});

test("only a character outside GB 2312, or one of its few traditional ones, asks for the table of variants", () => {
  assert.ok(!mayBeTraditional("海水淡化 AUV", "乾"));
  assert.ok(mayBeTraditional("養殖", "乾"));
  assert.ok(mayBeTraditional("乾燥", "乾"));
});

test("traditional characters are simplified one by one", () => {
  assert.equal(simplify("養殖AUV海蔘", ["養蔘", "养参"]), "养殖AUV海参");
});

test("edit distance counts a transposition once and stops at the limit", () => {
  assert.equal(editDistance("sonar", "sonra", 2), 1);
  assert.equal(editDistance("sonar", "sonar", 2), 0);
  assert.equal(editDistance("sonar", "radar", 3), 3);
  assert.ok(editDistance("sonar", "desalination", 2) > 2);
});

test("folding joins widths, cases and signs", () => {
  assert.equal(fold("ＡＵＶ ㎡ CO₂"), "auv m2 co2");
  assert.deepEqual(needles("锂离子 LFP"), ["锂离子", "lfp"]);
  assert.deepEqual(queryTerms("锂离子 藻"), ["锂离", "离子", "藻"]);
});

test("ranges are of the text as written, even where folding changes its length", () => {
  assert.deepEqual(findRanges("面积㎡与CO₂", ["m2", "co2"]), [[2, 3], [4, 7]]);
  assert.deepEqual(findRanges("35㎡的ﬁlter", ["m", "f"]), [[2, 3], [4, 5]]);
  assert.deepEqual(findRanges("海水海水", ["海水", "水海"]), [[0, 4]]);
});

test("few digits are marked and quoted as a number of their own, more of them as a part of a code", () => {
  assert.deepEqual([findRanges("2026年20吨", ["20"]), findRanges("ZL20231045", ["1045"]), findRanges("1.20 米", ["20"])], [[[5, 7]], [[6, 10]], [[2, 4]]]);
  assert.deepEqual([telling(["20", "吨", "冻板"]), telling(["吨"])], [["20", "冻板"], ["吨"]]);
  assert.equal(excerpt("d2026-lanhai-002\n每天20吨。", ["20"]), "每天20吨。");
});

test("a passage cuts no character in half", () => {
  const text = (before) => `${"鱼".repeat(before)}${"𩽾𩾌".repeat(30)}海参养殖${"𩽾𩾌鱼".repeat(40)}`;
  const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?:^|[^\ud800-\udbff])[\udc00-\udfff]/;
  for (let before = 0; before < 60; before++) assert.doesNotMatch(excerpt(text(before), ["海参"]), halves);
});

test("a passage is of one line and holds the word", () => {
  const text = `第一行\n${"前".repeat(60)}。这里有防腐涂层，用于码头。\n第三行`;
  assert.equal(excerpt(text, ["防腐"]), "这里有防腐涂层，用于码头。");
  assert.equal(excerpt(text, ["没有"]), "");
  assert.ok(holdsAll(["ＡＵＶ", "涂层"], ["auv", "涂层"]));
  assert.ok(!holdsAll(["涂层"], ["涂层", "防腐"]));
});

test("a text is cut into the likeliest words of the table, and single characters where it has none", () => {
  const known = new Map([["海水", 70], ["淡化", 80], ["水淡", 250], ["海水淡化", 140]].map(([word, cost]) => [word, { word, cost }]));
  assert.deepEqual(segment([..."海水淡化膜"], known), ["海水淡化", "膜"]);
  known.delete("海水淡化");
  assert.deepEqual(segment([..."海水淡化膜"], known), ["海水", "淡化", "膜"]);
});

test("what is meant is said without words that say nothing, beside the other names of what it holds", () => {
  const wanted = withoutFunctionWords(parseQuery("怎么防腐 AUV -涂层"), ["怎么"]).filter(({ excluded }) => !excluded);
  const groups = [["auv", "自主水下航行器"]];
  assert.deepEqual(meant(wanted, [...groups, ["rov", "遥控潜水器"]]), { said: "防腐 auv", groups });
});

test("what is typed apart and some record holds is a word, and what is a name of a group", () => {
  const held = (...terms) => new Map(terms.map((term) => [term, { term, size: 1, fields: [{ documents: [0] }] }]));
  const groups = [["赤潮", "有害藻华", "hab"]];
  const typed = (query, postings) => typedWords(parseQuery(query), { said: query, groups: groups.filter((group) => group.some((name) => query.includes(name))) }, postings);
  assert.deepEqual(typed("厚板 焊接", held("厚板", "焊接")), ["厚板", "焊接"]);
  assert.deepEqual(typed("厚板 焊接", held("焊接")), ["焊接"]);
  assert.deepEqual(typed("厚板焊接", held("厚板", "板焊", "焊接")), []);
  assert.deepEqual(typed("近岸赤潮预报", held()), ["赤潮"]);
  assert.deepEqual(typed("DP-3 厚板", held("dp", "3", "厚板")), ["厚板"]);
});

test("a word that the table lacks is one word of a text, and is held where it stands", async () => {
  const entries = new Map([["焊接", { word: "焊接", cost: 80, weight: 250, shard: 0, place: 0 }]]);
  const meaning = new Meaning(null);
  meaning.entries = async () => new Map(entries);
  meaning.list = async () => new Map([[1, 1]]);
  const { words } = await meaning.read("厚板 焊接", [], ["厚板"]);
  assert.deepEqual(words.map(({ word }) => word), ["厚板", "焊接"]);
  const holding = (word, fields) => (word === "厚板" ? (fields ? [0] : [0, 2]) : []);
  const near = await meaning.near(words, holding, new Set([0]));
  assert.deepEqual(near.map(({ document, evidence, words: by }) => [document, evidence.toFixed(2), by[0]]), [[0, "0.50", "厚板"], [1, "0.50", "焊接"], [2, "0.32", "厚板"]]);
});

test("of a word that is typed apart and that the table lacks its parts mean something too, of a name of a group none", async () => {
  const entry = (word) => [word, { word, cost: 80, weight: 250, shard: 0, place: 0 }];
  const meaning = new Meaning(null);
  meaning.entries = async () => new Map(["补", "漆", "焊接"].map(entry));
  const read = async (groups, names) => (await meaning.read("补漆 焊接", groups, names)).words.map(({ word }) => word);
  assert.deepEqual(await read([], ["补漆", "焊接"]), ["补漆", "焊接", "补", "漆"]);
  assert.deepEqual(await read([["补漆", "修补涂装"]], ["补漆"]), ["补漆", "焊接"]);
});

test("a character that stands alone between words that say nothing belongs to what is meant, not to what must stand", () => {
  const [clause] = withoutFunctionWords(parseQuery("牧场里有多少鱼"), ["多少"]);
  assert.deepEqual([clause.content, meant([clause], []).said.trim()], ["牧场里有", "牧场里有 鱼"]);
});

test("a group counts where any of its names stands, and not for a name within a longer word", async () => {
  const entry = (word) => [word, { word, cost: 80, weight: 250, shard: 0, place: 0 }];
  const meaning = new Meaning(null);
  meaning.entries = async () => new Map([entry("电站"), entry("核电站")]);
  meaning.list = async () => new Map([[1, 1]]);
  const read = async (text, groups, names) => (await meaning.read(text, groups, names)).words.map(({ word, others }) => [word, others.map((other) => other.word)]);
  assert.deepEqual(await read("核电站", [["电站", "发电厂"]], ["电站"]), [["核电站", []]]);
  assert.deepEqual(await read("拖船", [["拖轮", "拖船"]], ["拖船"]), [["拖船", ["拖轮", "拖船"]]]);
  const near = await meaning.near([{ word: "拖船", weight: 250, others: [{ word: "拖轮" }] }], (word) => (word === "拖轮" ? [7] : []), new Set([0]));
  assert.deepEqual(near.map(({ document, evidence }) => [document, evidence]), [[7, 1]]);
});

test("a Latin word counts for itself, unless a name of a group that is typed whole has it", () => {
  const names = (said) => latinWords(meant([{ text: said }], [["旋筒风帆", "flettner rotor"]]));
  assert.deepEqual([names("flettner rotor 省油"), names("oled转子帆"), names("pump rotor")], [[], ["oled"], ["pump", "rotor"]]);
});

test("an English word is known in other forms, and whoever holds it himself counts too", async () => {
  const meaning = new Meaning(null);
  const table = new Map(["clean", "grade", "plan", "body", "press"].map((word) => [word, { word, weight: 200, shard: 0, place: 0 }]));
  meaning.entries = async () => table;
  const known = await meaning.english(["cleaning", "graded", "planner", "bodies", "presses", "auv"]);
  assert.deepEqual([...known].map(([word, entry]) => [word, entry.word]), [["cleaning", "clean"], ["graded", "grade"], ["planner", "plan"], ["bodies", "body"], ["presses", "press"]]);
  const words = await meaning.foreign(["clean", "auv", "wtiv"], true, new Map([["clean", { size: 3 }], ["auv", { size: 30 }]]));
  assert.deepEqual(words.map(({ word, english, others }) => [word, Boolean(english), others.map(({ word: other }) => other)]), [["clean", true, ["clean"]], ["wtiv", false, []]]);
});

test("a Latin word that hardly any record holds counts beside Chinese ones, one that many hold does not", async () => {
  const meaning = new Meaning(null);
  meaning.entries = async () => new Map();
  const words = await meaning.foreign(["rs485", "mm"], true, new Map([["rs485", { size: 1 }], ["mm", { size: 40 }]]));
  assert.deepEqual(words.map(({ word }) => word), ["rs485"]);
});

test("a number with commas between thousands and a micro sign are written in another way too; a year is no code", () => {
  const texts = (query, synonyms = []) => alternatives({ text: query }, synonyms).map(({ text }) => text.trim());
  assert.ok(texts("1,500吨").includes("1500吨"));
  assert.ok(texts("50us/cm").includes("50μs/cm"));
  const renamed = (query, group) => alternatives({ text: query }, [group]).filter(({ other }) => other).map(({ level }) => level);
  assert.deepEqual([renamed("38mpa", ["兆帕", "mpa"]), renamed("38兆帕", ["兆帕", "mpa"]), renamed("兆帕", ["兆帕", "mpa"])], [[], [], [SAID]]);
  assert.deepEqual([[...new Set(renamed("2条海缆", ["海缆", "海底电缆"]))], renamed("2海缆", ["海缆", "海底电缆"])], [[SAID], [NEARLY]]);
  assert.deepEqual([renumbered("12,5"), renumbered("0.1,500,3"), renumbered("1,500,000")], [null, null, "1500000"]);
  const codes = (query) => alternatives({ text: query }, []).filter(({ terms }) => terms.some((term) => term.startsWith("~"))).length;
  assert.deepEqual([codes("2026年"), codes("2026"), codes("专利20231045")], [0, 1, 1]);
});

test("numbers, units, ranges and signs are written in other ways too", () => {
  const said = (query) => writings(query).filter(({ apart, whole }) => !apart && !whole).map(({ text }) => text);
  assert.deepEqual([said("三千米机械手"), said("一百零五吨"), said("二零二六年")], [["3000米机械手"], ["105吨"], []]);
  assert.deepEqual([said("1000米"), said("1000克"), said("1000吨")], [["一千米"], ["一千克"], ["一千吨", "千吨"]]);
  assert.deepEqual([said("4级海况"), said("25公斤")], [["四级海况"], ["二十五公斤"]]);
  assert.deepEqual([said("1700伏"), said("1700v"), said("5G网络")], [[], [], []]);
  assert.deepEqual([said("M56～M72"), said("3mm至5mm"), said("DP-3")], [["m56-m72", "m56至m72", "m56—m72"], ["3mm~5mm", "3mm-5mm", "3mm—5mm"], ["dp3"]]);
  assert.deepEqual([said("零下12.5度"), said("-12.5℃")], [["零下12.5°c", "-12.5°c"], ["零下12.5°c"]]);
  assert.deepEqual([said("g/cm^2"), said("kW·h")], [["g/cm2", "gcm2"], ["kwh"]]);
});

test("what lists words parts them, what is one name or one number stays whole", () => {
  const said = (query) => writings(query).filter(({ apart, whole }) => !apart && !whole).map(({ text }) => text);
  assert.deepEqual([said("海参、度夏"), said("海水淡化（反渗透）"), said("海水淡化和反渗透"), said("pH、DO")], [["海参 度夏"], ["海水淡化 反渗透"], ["海水淡化 反渗透"], ["ph do"]]);
  assert.deepEqual([said("饱和度"), said("1,500吨"), said("β-葡聚糖"), said("CO_2"), said("CO~2~")], [[], ["1500吨"], [], ["co2"], ["co2"]]);
});

test("what came along when a query was copied is no part of it", () => {
  const texts = (query) => parseQuery(query).map(({ text }) => text);
  assert.deepEqual([texts("desali\u00adnation"), texts("海\u200b参"), texts("海参&nbsp;加工")], [["desalination"], ["海参"], ["海参", "加工"]]);
  assert.deepEqual([texts("%E6%B5%B7%E5%8F%82"), texts("%BA%A3%B2%CE"), texts("85%"), texts("50%be")], [["海参"], ["海参"], ["85%"], ["50%be"]]);
  assert.deepEqual([texts("1.海水淡化"), texts("（一）海水淡化"), texts("3、海水淡化"), texts("3.5米"), texts("2026年")], [["海水淡化"], ["海水淡化"], ["海水淡化"], ["3.5米"], ["2026年"]]);
  assert.deepEqual([texts("海参|鲍鱼"), texts("desal*"), texts("C++"), texts("A*")], [["海参", "鲍鱼"], ["desal"], ["C++"], ["A*"]]);
});

test("a measure has its unit's other signs and names, in rates too; what only begins as a unit has none", () => {
  const said = (query) => writings(query).filter(({ whole }) => whole).map(({ text }) => text);
  assert.deepEqual([said("17MPa"), said("17兆帕"), said("20um")], [["17兆帕", "十七兆帕"], ["17mpa"], ["20微米", "二十微米"]]);
  assert.deepEqual([said("150m³/h"), said("3.1度每吨")], [["150 m3/h", "150立方米每小时", "150立方米/小时"], ["3.1kwh/t", "3.1千瓦时每吨", "3.1千瓦时/吨", "3.1度/吨"]]);
  assert.deepEqual([said("5~15mm"), said("三十五千伏"), said("300吨级")], [["5~15毫米"], ["35kv"], ["300t级"]]);
  assert.ok(said("直径5毫米×3mm").includes("直径5mm×3毫米") && said("3MPa×5毫米").includes("3兆帕×5mm"));
  assert.deepEqual([said("3节电池"), said("5G网络"), said("DP-3"), said("兆帕")], [[], [], [], []]);
  assert.deepEqual(parseQuery("17 兆帕 3 节 3 节电池 10 n mile 5 months").map(({ text }) => text), ["17兆帕", "3节", "3", "节电池", "10nmile", "5", "months"]);
});

test("where Chinese meets a name, a code or a sign, and a name its value, they may stand apart; single characters and what is counted do not", () => {
  const apart = (query) => writings(query).filter((form) => form.apart).map(({ text }) => text);
  assert.deepEqual([apart("ph3.5"), apart("ip67防水"), apart("均匀性±18%"), apart("pH值10.5")], [["ph 3.5"], ["ip67 防水"], ["均匀性 ±18%"], ["ph值 10.5"]]);
  assert.deepEqual([apart("COD≤500"), apart("孔径120微米")], [["cod 500"], ["孔径 120微米"]]);
  assert.deepEqual([apart("X光"), apart("α1链"), apart("120微米"), apart("β-葡聚糖"), apart("38 兆帕")], [[], [], [], [], []]);
});

test("of a group those words are other ways that records may hold", () => {
  const ways = (standing) => alternatives({ text: "蚝" }, [["牡蛎", "蚝", "oyster"]], standing).map(({ text }) => text.trim());
  assert.deepEqual(ways(new Set(["牡蛎"])), ["蚝", "牡蛎"]);
  assert.deepEqual(ways(new Set()), ["蚝"]);
});

test("one word that surely stands in a record is more evidence than two that are a little like it", async () => {
  const meaning = new Meaning(null);
  meaning.list = async ({ place }) => new Map(place === 0 ? [[1, 1], [2, 0.5]] : [[2, 0.5]]);
  const words = [0, 1].map((place) => ({ word: `词${place}`, weight: 250, shard: 0, place, others: [] }));
  const near = await meaning.near(words, () => [], new Set());
  assert.deepEqual(near.map(({ document, evidence }) => [document, evidence.toFixed(2)]), [[1, "0.50"], [2, "0.35"]]);
});

test("neighbouring words that are a name together are one clause, Latin ones whole and in any number", () => {
  const synonyms = [["鱼粉", "fish meal"], ["主动升沉补偿", "active heave compensation"]];
  const parts = (query) => joinParts(parseQuery(query), synonyms).map(({ text, typed = null, within = [] }) => [text, typed, ...within]);
  assert.deepEqual(parts("active heave compensation"), [["active heave compensation", null]]);
  assert.deepEqual(parts("fish meals 替代"), [["fish meal", "fish meals"], ["替代", null]]);
  assert.deepEqual(parts("Fishmeal"), [["fish meal", "fishmeal"]]);
  assert.deepEqual(parts("starfish meal"), [["starfish", null, "starfishmeal"], ["meal", null, "starfishmeal"]]);
  assert.deepEqual(parts("低 温 -高 \"温\""), [["低温", "低 温"], ["高", null], ["温", null]]);
  assert.deepEqual(parts("低-温 AUV"), [["低温", "低-温"], ["AUV", null]]);
});

test("a name of a group is known with a hyphen too", () => {
  const [clause] = parseQuery("anti-fouling");
  const texts = alternatives(clause, [["antifouling", "防污"], ["浮标", "buoy"]]).map(({ text }) => text.trim());

  assert.ok(texts.includes("防污"));
  assert.ok(!texts.includes("浮标"));
});

test("a measure is marked with a blank or without, of letters that stand alone only what was typed alone", () => {
  assert.deepEqual(findRanges("强度17 MPa、18MPa", ["17mpa", "18mpa"]), [[2, 8], [9, 14]]);
  assert.deepEqual([telling(["5m", "s", "流速", "膜"]), telling(["x"])], [["5m", "流速", "膜"], ["x"]]);
});
