// CSV that is dropped onto the site, as other programs write it.

import assert from "node:assert/strict";
import test from "node:test";

import { readTable } from "../../theme/assets/sheet/table.js";

const bytes = (...parts) => Uint8Array.from(parts.flat()).buffer;
const utf8 = (text) => new TextEncoder().encode(text).buffer;
const cells = (buffer) => [...readTable(buffer)[0].rows.values()].map((row) => [...row.values()].map(({ text }) => text));
const utf16 = (text) => [...text].flatMap((sign) => [sign.charCodeAt(0) & 0xff, sign.charCodeAt(0) >> 8]);

test("a separator that the first line names counts, saved again as a cell or not", () => {
  for (const text of ["sep=;\r\n名称;简介,长\r\n", '"sep=;"\n名称;简介,长\n', "SEP=;;;\n名称;简介,长\n", '"名称"; "简介,长"\n']) {
    assert.deepEqual(cells(utf8(text)), [["名称", "简介,长"]], text);
  }
});

test("marks may stand there twice, UTF-16 may have none, GB18030 is known; what is neither is told", () => {
  assert.deepEqual(cells(utf8("\ufeff\ufeff名称,简介\n")), [["名称", "简介"]]);
  assert.deepEqual(cells(bytes(utf16("名称\tabcd\n"))), [["名称", "abcd"]]);
  assert.deepEqual(cells(bytes(0xc3, 0xfb, 0x2c, 0xb3, 0xc6, 0x0a)), [["名", "称"]]);
  assert.throws(() => readTable(bytes(0x41, 0xff, 0xff, 0x0a)), /看不懂这个文件的编码/);
});

test("what was written so as not to be computed is the text", () => {
  assert.deepEqual(cells(utf8('="0532",\'=1+1,\'tis\n')), [["0532", "=1+1", "'tis"]]);
});

test("quotation marks that join rows, or have no partner, are told", () => {
  const row = (mark, end) => `名称,简介,状态,日期,产业,${mark}正文${end}\n`;
  assert.throws(() => readTable(utf8(row("", "") + row('"', "") + row("", "") + row("", '"'))), /第 2 行起好几行连成了一格/);
  assert.throws(() => readTable(utf8('名称,"简介\n甲,乙\n')), /引号没有成对/);
  assert.deepEqual(cells(utf8('名称,"一,二\n三,四,五"\n')), [["名称", "一,二\n三,四,五"]]);
});
