// What is exported of saved records.

import assert from "node:assert/strict";
import test from "node:test";

import { csv, rows, sayAmount } from "../../theme/assets/saved/records.js";
import { cleanIds } from "../../theme/assets/saved/store.js";

const label = (_vocabulary, code) => code;
const record = {
  id: "a2026-ceshi-001", kind: "achievement", title: "=1+1", summary: '说"引号"，和\n换行', state: { label: "可对接" },
  category: ["cooperation"], contract_types: ["service"], stage: "pilot", trl: 7, price: { mode: "range", min: 80, max: 150 },
  advantages: [{ metric: "寿命", value: "10", unit: "年", baseline: "3年" }], ip: [{ kind: "invention", status: "granted", title: "一种方法" }],
  holder: "demo", agency: "ceshi", contact: { office: "推广部", phone: "0532-00000001", email: null }, phone_url: "tel:053200000001", districts: ["370202"],
  valid_until: "2027-01-01", url: "https://showcase.example/achievements/a2026-ceshi-001/",
};

test("a spreadsheet gets a mark, CRLF, doubled quotes and no formula", () => {
  const text = csv([record], label);
  assert.ok(text.startsWith("\ufeff\"编号\",\"名称\""));
  assert.ok(text.endsWith("\r\n"));
  assert.ok(text.includes("\"'=1+1\""));
  assert.ok(text.includes('"说""引号""，和\n换行"'));
  assert.equal(text.split("\r\n").length, 3);
  assert.ok(text.includes("ceshi；推广部；0532-00000001"));
});

test("every row says something of an achievement and bears a demand", () => {
  const demand = { ...record, kind: "demand", deadline: "2026-12-01", demander: { name: null, description: "一家企业" }, targets: [{ metric: "寿命", op: "ge", value: "5", unit: null }], budget: null, stage: undefined, stage_min: "lab", trl: undefined, ip: undefined };
  for (const [heading, say] of rows(label)) {
    for (const line of [...say(record), ...say(demand)]) assert.equal(typeof (line.text ?? line), "string", heading);
  }
});

test("amounts are said as on the pages", () => {
  const amount = (price) => sayAmount({ kind: "achievement", price }, label);
  assert.equal(amount({ mode: "range", min: 80, max: 150 }), "80–150 万元");
  assert.equal(amount({ mode: "fixed", min: 80, max: null }), "80 万元");
  assert.equal(amount({ mode: "equity", min: null, max: null }), "equity");
  assert.equal(amount(null), "");
});

test("only well-formed ids are kept, each once", () => {
  assert.deepEqual(cleanIds(["a2026-ceshi-001", "a2026-ceshi-001", "../../etc", "", "x"]), ["a2026-ceshi-001"]);
});
