import assert from "node:assert/strict";
import { test } from "node:test";
import { demandOf, targetsOf } from "../../theme/assets/form/need.js";
import { compose, firstWords, parse, subjectOf } from "../../theme/assets/need/letter.js";
import { mailTo } from "../../theme/assets/shared/mail.js";

const NEED = { pain: "烘干海带太费煤，一吨要烧一吨多。\n去年试改过炉子", tried: "换过炉排", goal: "含水率降到12%以内，日产量不低于 20 吨", when: "2027年6月30日", firm: "甲公司", reach: "王工 0532-00000999", district: "崂山区" };

test("what is written is read back, also quoted by a mail and between other lines", () => {
  const text = compose(NEED, "——\n写于 https://market.example/need/");
  const forwarded = `您好，请看：\n${text.split("\n").map((line) => `> ${line}`).join("\r\n")}\n\n王工`;

  assert.deepEqual(parse(text), NEED);
  assert.deepEqual(parse(forwarded), NEED);
});

test("a text without labels is all difficulty, and an empty one nothing", () => {
  assert.deepEqual(parse("船底长海蛎子：油漆一年就掉"), { pain: "船底长海蛎子：油漆一年就掉" });
  assert.deepEqual(parse(" \n"), {});
});

test("the subject is the beginning of the difficulty, cut between words where it can be", () => {
  assert.equal(subjectOf(NEED), "企业需求：烘干海带太费煤，一吨要烧一吨多");
  assert.equal(firstWords("网箱老是长藤壶，清洗一次要停工三天，影响出货", 10), "网箱老是长藤壶");
  assert.equal(subjectOf({}), "企业需求：（见正文）");
});

test("targets are those that a text names with a sign and a number", () => {
  assert.deepEqual(targetsOf("含水率降到12%以内，日产量不低于 20 吨；越便宜越好"), [
    { metric: "含水率", op: "le", value: "12", unit: "%" },
    { metric: "日产量", op: "ge", value: "20", unit: "吨" },
  ]);
});

test("a demand begins with the answers, and names neither the firm nor who is called back", () => {
  const terms = new Map([["370212", { code: "370212", label: "崂山区" }]]);
  const rules = { stored: (text) => (text === NEED.when ? "2027-06-30" : text), vocabularies: new Map([["districts", { terms: Object.assign(terms, { [Symbol.iterator]: () => terms.keys() }) }]]) };
  const { tree, body } = demandOf(NEED, rules, ["现在怎么做", "试过什么", "怎样算解决"]);

  assert.equal(tree.title, "烘干海带太费煤，一吨要烧一吨多");
  assert.deepEqual(tree.demander, { disclosed: "false", district: "370212" });
  assert.equal(tree.deadline, "2027-06-30");
  assert.match(body, /## 试过什么\n\n换过炉排/);
  assert.doesNotMatch(JSON.stringify([tree, body]), /甲公司|王工|0532/);
});

test("an address that Windows would not hand on carries a short text, and says so", () => {
  const long = "深".repeat(400);
  const short = mailTo("desk@market.example", "需求", long, "请粘贴");

  assert.equal(mailTo("desk@market.example", "需求", "行一\n行二", "").href, "mailto:desk@market.example?subject=%E9%9C%80%E6%B1%82&body=%E8%A1%8C%E4%B8%80%0D%0A%E8%A1%8C%E4%BA%8C");
  assert.equal(short.whole, false);
  assert.ok(short.href.length <= 2083 && new URL(short.href).searchParams.get("body") === "请粘贴");
});
