// A CSV file → one sheet: in whatever encoding and with whatever separator spreadsheets of these parts write it, as
// files/spreadsheets/csv_text.py reads it.

import { Unreadable } from "./archive.js";

const SAYS = /^"?sep=([^\r\n"])"?(?:([,;\t|])\2*)?(?:\r\n?|\n)/i;
const FEWEST = 5;
const FORMULA = /^'+(?:\s*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])/;

/** Bytes as text: by their mark; UTF-16 where every other byte is 0; UTF-8 if they are that, else what Chinese Windows writes. */
function decode(buffer) {
  const bytes = new Uint8Array(buffer);
  const zeros = [0, 1].map((odd) => bytes.subarray(0, 2000).filter((byte, place) => byte === 0 && place % 2 === odd).length);
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "";
  const guessed = zeros[0] + zeros[1] ? (zeros[1] > zeros[0] ? "utf-16le" : "utf-16be") : "";
  for (const encoding of marked || guessed ? [marked || guessed] : ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(buffer);
    } catch {
      continue;
    }
  }
  throw new Unreadable("看不懂这个文件的编码。请另存为 .xlsx 或“CSV UTF-8”再试。");
}

/** The sign that stands most often outside quotation marks in the first lines. */
function separatorOf(text) {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, "").split("\n").slice(0, 3).join("\n");
  const count = (sign) => head.split(sign).length;
  return [",", "\t", ";", "|", "，"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** What a cell means that was written so as not to be computed: ="0532", '=1+1. */
function plain(cell) {
  const asText = /^="((?:[^"]|"")*)"$/.exec(cell);
  if (asText) return asText[1].replace(/""/g, '"');
  return FORMULA.test(cell) ? cell.slice(1) : cell;
}

export function readTable(buffer) {
  const raw = decode(buffer).replace(/^\ufeff+/, "");
  const [hint, said, wrote] = SAYS.exec(raw) || ["", "", ""];
  const text = raw.slice(hint.length).replace(/\r\n?/g, "\n");
  const separator = wrote || said || separatorOf(text);
  const rows = new Map();
  let [row, column, cell, quoted, widest] = [0, 0, "", false, 0];
  const put = () => {
    // A quotation mark in one row and its partner in a later one would hide the rows between in a cell.
    const joined = cell.includes("\n") && cell.split("\n").some((line) => line.split(separator).length > Math.max(widest - 1, FEWEST));
    if (joined) throw new Unreadable(`第 ${row + 1} 行起好几行连成了一格，引号没有成对。格子里的引号要写成两个，或另存为 .xlsx 再试。`);
    if (cell) rows.set(row, (rows.get(row) ?? new Map()).set(column, { text: plain(cell) }));
    [cell, widest] = ["", Math.max(widest, column + 1)];
  };
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (quoted && sign === '"' && text[place + 1] === '"') {
      cell += sign;
      place += 1;
    } else if (sign === '"' && (quoted || !cell.trim())) [cell, quoted] = [quoted ? cell : "", !quoted];
    else if (!quoted && sign === separator) {
      put();
      column += 1;
    } else if (!quoted && sign === "\n") {
      put();
      [row, column] = [row + 1, 0];
    } else cell += sign;
  }
  if (quoted) throw new Unreadable("最后几行的引号没有成对。格子里的引号要写成两个，或另存为 .xlsx 再试。");
  put();
  return [{ name: "", rows }];
}
