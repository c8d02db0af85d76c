// What is exported of saved records.

import assert from "node:assert/strict";
import test from "node:test";

import { cardOf, csv, rows } from "../../theme/assets/saved/records.js";
import { cleanIds } from "../../theme/assets/saved/store.js";

const record = {
  id: "a2026-ceshi-001", title: "=1+1", summary: '说"引号"，和\n换行', url: "https://showcase.example/achievements/a2026-ceshi-001/",
  state: { code: "open", label: "可对接", tone: "open" }, card: { party: "某所", tags: ["中试"], page: "achievements/a2026-ceshi-001/" },
  wording: [{ label: "指标", lines: ["寿命 10 年", "强度 45 MPa"] }, { label: "报价或预算", lines: [] }],
};

test("a spreadsheet gets a mark, CRLF, doubled quotes, a column for each heading, and every cell is guarded", () => {
  const text = csv([record], (cell) => cell.replace("=", "!"));
  assert.equal(
    text,
    '\ufeff"编号","名称","简介","指标","报价或预算","网址"\r\n"a2026-ceshi-001","!1+1","说""引号""，和\n换行","寿命 10 年；强度 45 MPa","","https://showcase.example/achievements/a2026-ceshi-001/"\r\n',
  );
});

test("rows are what the record says of itself", () => {
  assert.deepEqual(rows(record).map(({ label }) => label), ["简介", "指标", "报价或预算"]);
});

test("a card takes its words from the record and leads to its page", () => {
  const { title, party, url, tags, state } = cardOf(record);
  assert.deepEqual([title, party, url, tags, state.tone], ["=1+1", "某所", "achievements/a2026-ceshi-001/", ["中试"], "open"]);
});

test("only well-formed ids are kept, each once", () => {
  assert.deepEqual(cleanIds(["a2026-ceshi-001", "a2026-ceshi-001", "../../etc", "", "x"]), ["a2026-ceshi-001"]);
});

test("the reader's own notes are a column of the export, if there are any", () => {
  const [head, line] = csv([record], (cell) => cell, { "a2026-ceshi-001": "先问价格" }).split("\r\n");
  assert.match(head, /"我的备注","网址"$/);
  assert.match(line, /"先问价格","https:/);
});
