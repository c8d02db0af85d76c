// A workbook (.xlsx, ECMA-376 part 1, 18) → its sheets, each cell as a person sees it.

import { Unreadable, readArchive } from "./archive.js";

const DAY_MS = 86_400_000;
const BUILT_IN_DAYS = [[14, 17], [22, 22], [27, 31], [36, 36], [50, 58]];
const BUILT_IN_TIMES = [[18, 21], [32, 35], [45, 47]];
const BUILT_IN = { 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%" };
const within = (ranges, number) => ranges.some(([low, high]) => low <= number && number <= high);
const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];
const attribute = (node, name) => [...node.attributes].find((one) => one.localName === name)?.value;

function parse(files, path) {
  const file = files.get(path.replace(/^\//, ""));
  if (!file) return null;
  const tree = new DOMParser().parseFromString(file(), "application/xml");
  if (tree.getElementsByTagName("parsererror").length) throw new Unreadable("打不开这个文件：它已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 再试。");
  return tree;
}

/** Signs that XML cannot hold stand as _x000D_ (22.9.2.19). */
const unescaped = (text) => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

/** The text of a string item: runs of rich text joined, readings (rPh) left out. */
const textOf = (node) => unescaped(all(node, "t").filter((part) => part.parentNode.localName !== "rPh").map((part) => part.textContent).join("")).replace(/\r\n?/g, "\n");

/** For each style of cells what its numbers are: {code, day, time}. */
function formatsOf(styles) {
  if (!styles) return [];
  const codes = new Map(all(styles, "numFmt").map((node) => [Number(attribute(node, "numFmtId")), attribute(node, "formatCode") || ""]));
  const cells = all(styles, "cellXfs")[0];
  return (cells ? all(cells, "xf") : []).map((node) => {
    const id = Number(attribute(node, "numFmtId") || 0);
    const code = codes.get(id) ?? BUILT_IN[id] ?? "";
    const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, "").split(";")[0];
    const day = within(BUILT_IN_DAYS, id) || /[yd年日]/i.test(bare);
    return { code: bare, day, time: !day && (within(BUILT_IN_TIMES, id) || /[hs]/i.test(bare)) };
  });
}

/** A number as its format shows it, as far as formats matter to a record. */
function shown(value, code) {
  const percent = code.includes("%");
  const number = percent ? value * 100 : value;
  const places = /[.]([0]+)/.exec(code)?.[1].length ?? (/^#?,?#*0%?$/.test(code) ? 0 : null);
  const text = places === null ? String(Number(number.toPrecision(15))) : number.toFixed(places);
  return percent ? `${text}%` : text;
}

function dayOf(serial, base) {
  // To the nearest millisecond: programs that compute days leave 46092.99999999999 for 46093.
  return new Date(base + Math.floor(serial + 0.5 / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
}

/** {text, day, moment, trouble}; null for an empty cell. */
function cellOf(node, strings, formats, base) {
  const value = all(node, "v")[0]?.textContent;
  const kind = attribute(node, "t");
  if (kind === "inlineStr") return { text: textOf(node) };
  if (kind === "s") return { text: strings[Number(value)] ?? "" };
  if (kind === "e") return { text: value ?? "", trouble: "这一格的公式出错；请改为直接填写的值" };
  if (value === undefined) return all(node, "f").length ? { text: "", trouble: "这一格是公式，文件里没有算好的值；请在 Excel 或 WPS 里打开并保存一次" } : null;
  if (kind === "b") return { text: value === "1" ? "true" : "false" };
  if (kind === "str" || kind === "d") return { text: value, day: kind === "d" ? value.slice(0, 10) : undefined, moment: kind === "d" };
  const number = Number(value);
  const format = formats[Number(attribute(node, "s") || 0)] ?? { code: "" };
  if (format.day) return { text: dayOf(number, base), day: dayOf(number, base), moment: true };
  if (format.time) return { text: value, moment: true };
  return { text: shown(number, format.code), number };
}

/** A3 → [2, 0]. */
function placeOf(reference) {
  const [, letters, digits] = /^([A-Z]+)(\d+)$/.exec(reference);
  return [Number(digits) - 1, [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1];
}

function sheetOf(name, tree, strings, formats, base) {
  const rows = new Map();
  let line = -1;
  for (const row of all(tree, "row")) {
    line = attribute(row, "r") ? Number(attribute(row, "r")) - 1 : line + 1;
    const cells = new Map();
    let column = -1;
    for (const node of all(row, "c")) {
      column = attribute(node, "r") ? placeOf(attribute(node, "r"))[1] : column + 1;
      const cell = cellOf(node, strings, formats, base);
      if (cell && (cell.text || cell.trouble)) cells.set(column, cell);
    }
    if (cells.size) rows.set(line, cells);
  }
  return { name, rows };
}

/** [{name, rows: Map of row → Map of column → cell}], sheets that are hidden left out. */
export function readWorkbook(buffer) {
  const start = new Uint8Array(buffer, 0, Math.min(8, buffer.byteLength));
  if (start[0] === 0xd0 && start[1] === 0xcf) throw new Unreadable("这是旧式的 .xls 文件，或有密码。请用 Excel 或 WPS 另存为不带密码的 .xlsx 再试。");
  if (start[0] !== 0x50 || start[1] !== 0x4b) throw new Unreadable("这不是 .xlsx 表格。请用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 再试。");
  const files = readArchive(buffer);
  const path = [...files.keys()].find((name) => (/(^|\/)workbook\.xml$/).test(name));
  if (!path) throw new Unreadable("这不是 .xlsx 表格。请用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 再试。");
  const folder = path.slice(0, -"workbook.xml".length);
  const beside = [`${folder}_rels/workbook.xml.rels`, `${folder}styles.xml`, `${folder}sharedStrings.xml`];
  const [book, links, styles, shared] = [path, ...beside].map((name) => parse(files, name));
  const targets = new Map(all(links, "Relationship").map((node) => [attribute(node, "Id"), attribute(node, "Target")]));
  const strings = shared ? all(shared, "si").map(textOf) : [];
  const formats = formatsOf(styles);
  const later = all(book, "workbookPr").some((node) => ["1", "true"].includes(attribute(node, "date1904")));
  const base = later ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const sheets = [];
  for (const node of all(book, "sheet")) {
    if ((attribute(node, "state") || "visible") !== "visible") continue;
    const link = [...node.attributes].find((one) => one.localName === "id" && one.prefix)?.value;
    const target = targets.get(link) || "";
    const tree = parse(files, target.startsWith("/") ? target : folder + target);
    if (tree) sheets.push(sheetOf(attribute(node, "name"), tree, strings, formats, base));
  }
  return sheets;
}
