// What a query asks of records beside what it is about.

import assert from "node:assert/strict";
import test from "node:test";

import { aboutAlone, aroundNames, conditionsIn, meeting, termsOfConditions } from "../../theme/assets/search/conditions.js";
import { wishIn } from "../../theme/assets/search/wishes.js";
import { parseQuery, plainText } from "../../theme/assets/search/query.js";

const value = (code, ...names) => ({ code, label: names[0], names });
const FACETS = [
  { name: "contract-type", values: [value("transfer", "技术转让", "转让"), value("licensing", "技术许可", "许可")] },
  { name: "district", values: [value("370281", "胶州市", "胶州"), value("370215", "即墨区", "即墨")] },
  { name: "industry", topical: true, values: [value("ai", "人工智能", "AI")] },
  { name: "route", values: [{ code: "market", label: "本市场" }] },
];
const read = (query, words = []) => conditionsIn(query, FACETS, words);
const said = (query, words) => read(query, words).map(({ facet, word }) => [facet, word]);

test("values of facets are named by any of their names, in a list of words and in a sentence", () => {
  assert.deepEqual(said("胶州 能转让的 人工智能"), [["contract-type", "转让"], ["district", "胶州"], ["industry", "人工智能"]]);
  assert.deepEqual(said("有没有在即墨的技术许可项目"), [["contract-type", "技术许可"], ["district", "即墨"]]);
  assert.deepEqual(said("本市场"), []);
});

test("what must not be there, or is asked of one field, is no condition", () => {
  const plain = (query) => said(plainText(parseQuery(query)));
  assert.deepEqual(plain("浮标 胶州 -转让 标题:许可 “即墨”"), [["district", "胶州"]]);
  assert.deepEqual(plain("浮标 NOT 转让"), []);
  assert.equal(plainText(parseQuery("浮标 100万 以内")), "浮标 100万 以内");
});

test("only around a name it is asked where words end", () => {
  assert.equal(aroundNames("许可证 转让 浮标 胶州湾水母", FACETS), "许可证 胶州湾水母");
});

test("each name is a condition, a name within another one none", () => {
  const [one, other] = read("技术转让或许可");
  assert.deepEqual([one.word, other.word], ["技术转让", "许可"]);
  assert.deepEqual([["transfer"], ["licensing"], ["service"]].map(one.fulfils), [true, false, false]);
});

test("what is a part of a longer word, or of a Latin one, is no name; a word within a name hides none", () => {
  assert.deepEqual(said("许可证 技术转让", ["许可证", "技术", "转让"]), [["contract-type", "技术转让"]]);
  assert.deepEqual(said("胶州湾 潮位", ["胶州湾", "潮位"]), []);
  assert.deepEqual(said("胶州 潮位", ["胶州", "潮位"]), [["district", "胶州"]]);
  assert.deepEqual(said("Haliotis"), []);
  assert.deepEqual(said("AI 识别"), [["industry", "ai"]]);
});

test("a year is that of publication, an amount with a word of price or a bound is one", () => {
  const meets = (query, codes) => read(query).map(({ facet, fulfils }) => [facet, fulfils(codes)]);
  assert.deepEqual(meets("2025年 浮标", ["2025-09-10"]), [["published", true]]);
  assert.deepEqual(meets("2025年 浮标", ["2026-01-01"]), [["published", false]]);
  assert.deepEqual(["60", "120"].map((low) => meets("100万以内", [low])[0]), [["amount", true], ["amount", false]]);
  assert.deepEqual(["6", "8"].map((low) => meets("预算六万", [low])[0]), [["amount", true], ["amount", false]]);
  assert.deepEqual(["45", "60", "90"].map((low) => meets("五十万左右", [low])[0][1]), [true, true, false]);
  assert.deepEqual(["1500", "3000"].map((low) => meets("两千万以上", [low])[0][1]), [false, true]);
  assert.deepEqual(["180", "350"].map((low) => meets("不超过3百万", [low])[0][1]), [true, false]);
  assert.deepEqual([meets("100万以内", [])[0][1], meets("年产20万吨", ["20"])], [false, []]);
});

test("every way of setting a bound is read as it is meant, but of a number of something else none is a price", () => {
  const met = (query) => read(query).map(({ fulfils }) => ["40", "60"].filter((low) => fulfils([low])).join());
  for (const most of ["不高于50万", "不大于50万", "不多于50万元的浮标", "少于50万", "至多50万", "最高50万", "不超过50万 浮标"]) assert.deepEqual(met(most), ["40"], most);
  for (const least of ["不少于50万", "不小于50万", "不低于50万", "至少50万", "最低50万元", "大于50万"]) assert.deepEqual(met(least), ["60"], least);
  for (const other of ["超过50万吨", "寿命不低于50万小时", "不到50万人", "不少于50万立方米", "年产50万以上", "产量不少于50万", "规模50万以上"]) assert.deepEqual(met(other), [], other);
});

test("what a query is about is left without names that say nothing of it; of names alone nothing is", () => {
  const wanted = [{ text: "胶州" }, { text: "能转让的AI" }, { text: "AI" }, { text: "浮标" }];
  const conditions = read("胶州 能转让的AI AI 浮标");
  assert.deepEqual(aboutAlone(wanted, conditions).map(({ text, content }) => content ?? text), ["能 的ai", "AI", "浮标"]);
  assert.deepEqual(aboutAlone([{ text: "胶州" }, { text: "能转让的" }, { text: "AI" }], read("胶州 能转让的 AI")), []);
  assert.deepEqual(termsOfConditions(conditions).sort(), ["胶州", "转让"].sort());
});

test("a document meets the part of the conditions that its columns fulfil", async () => {
  const columns = { "contract-type": { sets: [["transfer"], ["service"]], of: [0, 1, 0] }, district: { sets: [["370281"], []], of: [0, 0, 1] } };
  const met = await meeting(read("胶州 转让"), { column: async (name) => columns[name] }, [0, 1, 2]);
  assert.deepEqual([0, 1, 2].map(met), [1, 0.5, 0.5]);
});

test("a level is one where nothing goes on behind its number", () => {
  const levels = (query) => read(query).map(({ fulfils }) => [..."123456789"].filter((own) => fulfils([own])).join("")).join();
  for (const [query, met] of [["TRL7", "7"], ["TRL 7级以上", "789"], ["TRL≥7", "789"], ["TRL7至9", "789"], ["TRL 6-8", "678"], ["TRL 6 到 8", "678"], ["TRL6~TRL8", "678"], ["就绪度六到八级", "678"], ["技术成熟度七级以上的渔业设备", "789"], ["就绪度不低于六级", "6789"], ["就绪度7", "7"], ["就绪度≤3", "123"]]) assert.equal(levels(query), met, query);
  for (const query of ["成熟度一般", "就绪度一般", "果实成熟度一致", "果实成熟度三级", "成熟度90%", "成熟度9", "TRL 10", "TRL4.5", "TRL7-12", "TRL7或8", "ctrl7", "成熟度八成"]) assert.equal(levels(query), "", query);
});

test("an amount behind what only ends like a quantity is a price", () => {
  for (const query of ["饲料生产 50万以内", "水产 50万以内", "水产50万以内", "水动力 50万以内", "进口 50万以内的设备", "测量 50万以内", "年产 50万以内"]) assert.deepEqual(said(query), [["amount", "50万以内"]], query);
  for (const query of ["年产50万以上", "产能达50万以上", "人口50万以上", "三四十万以内", "几十万以内", "1,000万以上", "预算50万到80万", "1.2.3万以内"]) assert.deepEqual(said(query), [], query);
});

test("no query throws", () => {
  const pieces = [..."0123456789.~-年月日号天周半初底末内前后起到至第级万百千以上下本这去今明一二三四五六七八九十两〇零 ，的最新急贵急便宜价"];
  pieces.push("个月", "截止", "到期", "发布", "季度", "上旬", "2026", "成熟度", "trl", "预算", "以内", "最新", "最便宜", "从低到高", "胶州", "-", "\"", "标题:");
  let seed = 1;
  const below = (number) => (seed = (seed * 48271) % 2147483647) % number;
  for (let turn = 0; turn < 20000; turn++) {
    const query = Array.from({ length: 1 + below(9) }, () => pieces[below(pieces.length)]).join("");
    assert.doesNotThrow(() => {
      for (const { fulfils } of read(query)) fulfils(["2026-11-28"]);
      wishIn(query);
    }, query);
  }
});
