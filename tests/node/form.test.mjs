// The form's modules that need no browser: addresses, times, the written file.

import assert from "node:assert/strict";
import test from "node:test";

import { newFile } from "../../theme/assets/form/forge.js";
import { sayTime, today } from "../../theme/assets/form/draft.js";
import { Writer, pathOf } from "../../theme/assets/form/manuscript.js";
import { placeOf } from "../../theme/assets/form/problems.js";

test("the address of a new file carries path and text, encoded", () => {
  const { address, carries } = newFile("https://forge.example/new/main?filename={path}&value={content}", "content/a b.md", "---\n甲&乙#$&\n");
  assert.equal(carries, true);
  assert.equal(new URL(address).searchParams.get("filename"), "content/a b.md");
  assert.equal(new URL(address).searchParams.get("value"), "---\n甲&乙#$&\n");
});

test("a text that is too long, or a forge that takes none, leaves the text to the clipboard", () => {
  const long = newFile("https://forge.example/new?f={path}&v={content}", "a.md", "长".repeat(900));
  assert.deepEqual(long, { address: "https://forge.example/new?f=a.md&v=", carries: false });
  assert.deepEqual(newFile("https://forge.example/-/new?file_name={path}", "a.md", "x"), { address: "https://forge.example/-/new?file_name=a.md", carries: false });
});

test("days are Shanghai's", () => {
  assert.equal(today(Date.parse("2026-09-20T15:59:59Z")), "2026-09-20");
  assert.equal(today(Date.parse("2026-09-20T16:00:00Z")), "2026-09-21");
});

test("a time of another day says the day", () => {
  const noon = new Date(2026, 8, 21, 12, 5).getTime();
  assert.equal(sayTime(noon, noon), "12:05");
  assert.equal(sayTime(noon, noon + 86_400_000), "9月21日 12:05");
});

const NAMES = ["id", "title", "keywords", "tags", "by", "price"];
const comments = { achievement: { ...Object.fromEntries(NAMES.map((name) => [name, ""])), price: "# 报价（选填）\n" } };
const writer = new Writer({ order: NAMES, comments, always: ["tags"], inLines: [], blocks: [], groups: { by: ["a", "b"], price: ["min"], tags: ["a", "b"], "tags.b": ["c"] }, bare: ["price.min"], implicit: ["(?:0|[1-9][0-9]*)$", "(?:no|null)$"] }, "achievement");

test("texts are quoted only where YAML would read something else, and comments stand above their fields", () => {
  const tree = { title: "a: b", keywords: ["no", "x, y", "普通", "%", "80", "a#b", "结尾:"], by: { b: "1", a: "x: y" }, price: { min: "80" } };
  assert.equal(
    writer.file(tree, ""),
    '---\ntitle: "a: b"\nkeywords: ["no", "x, y", 普通, "%", "80", a#b, "结尾:"]\ntags: []\nby: {a: "x: y", b: "1"}\n# 报价（选填）\nprice: {min: 80}\n---\n',
  );
});

test("what does not show is escaped, and the body stands between one empty line and one line break", () => {
  assert.equal(writer.file({ title: "a\u200b\"\\\n\u{e0001}" }, "\n \n  缩进\r\n文字 \n\n"), '---\ntitle: "a\\U0000200B\\"\\\\\\n\\U000E0001"\ntags: []\n---\n\n  缩进\n文字\n');
});

test("groups in a list have a line each, and may hold lists", () => {
  assert.equal(writer.file({ tags: [{ a: "1", b: [{ c: "甲" }] }] }, ""), '---\ntags:\n  - {a: "1", b: [{c: 甲}]}\n---\n');
});

test("a file stands where its id says", () => {
  assert.equal(pathOf({ demand: "demands" }, "demand", "d2026-lanhai-001"), "content/demands/2026/d2026-lanhai-001.md");
});

test("a problem is shown at the nearest thing around it", () => {
  const places = new Map([["industries", 1], ["ip[1]", 2], ["ip", 3], ["body", 4]]);
  assert.deepEqual(["industries[2]", "ip[1].number", "ip[2].number", "file", "ip"].map((field) => placeOf(places, field)), [1, 2, 3, 4, 3]);
});
