// The rows of a sheet that are records, and what its headers mean (authoring/headings.py, remarks.py).

const FEWEST = 3;
const LOOKED_AT = 10;

const without = (text, pattern, instead = "") => text.replace(new RegExp(pattern, "g"), instead);

/** What counts of a header, then the same without how to fill it in and without its number (authoring/columns.py). */
function keysOf(header, { dropped, between, remark, number }) {
  const key = without(without(header.normalize("NFKC"), dropped), between, "·").toLowerCase();
  const bare = without(key, remark);
  return [key, bare, without(bare, number)];
}

const NUMBERED = /^([^0-9]+?)([0-9]+)(·.*)$/;
const CONTINUED = /^(.*续)([0-9]+)(.*)$/;

/** The place that a header means: {label, place, shape}; null if it is none of ours. Of numbered columns the first are known. */
function placeOf(header, columns, signs) {
  for (const key of keysOf(header, signs)) {
    const found = placeByKey(key, columns);
    if (found) return found;
  }
  return null;
}

function placeByKey(key, columns) {
  const [, before, number, behind] = NUMBERED.exec(key) || CONTINUED.exec(key) || [];
  const found = columns[key] || columns[`${before}1${behind}`];
  if (!found) return null;
  const [label, place, shape] = found;
  if (columns[key]) return { label, place, shape };
  const count = place[0] === "body" ? Number(number) : Number(number) - 1;
  return { label: label.replace("1", number), place: [place[0], count, ...place.slice(2)], shape };
}

function readHeaders(cells, columns, signs) {
  const found = [];
  for (const [column, { text }] of cells) {
    const meant = placeOf(text.replace(/\n/g, ""), columns, signs);
    if (meant && !found.some(({ place }) => String(place) === String(meant.place))) found.push({ column, ...meant });
  }
  return found;
}

/** What is said of a header that is none: {message, isError}, as authoring/headings.py says it. */
export function strangeHeader(text, { kind, columns }, sheet) {
  const [own, others] = [sheet.columns[kind], sheet.others[kind]];
  const meant = placeOf(text, own, sheet.headers);
  if (meant && columns.some(({ place }) => String(place) === String(meant.place))) return { message: `“${text}”有两列；请只留一列`, isError: true };
  const known = keysOf(text, sheet.headers);
  const unknown = { message: `不认识“${text}”这一列，不会导入`, isError: false };
  if (new RegExp(sheet.headers.another).test(known[0])) return unknown;
  const keys = [...known, without(known[0], sheet.headers.bracketed)].filter(Boolean);
  const names = [...keys, ...keys.map((key) => others[key]).filter(Boolean)];
  const parts = Object.entries(own).filter(([key]) => key.includes("·") && names.includes(key.replace(/1?·.*/, "")));
  if (parts.length) return { message: `“${text}”要分几列写；列名如“${parts.map(([, [label]]) => label).join("”“")}”`, isError: true };
  const other = keys.map((key) => others[key]).find(Boolean);
  const near = other || own[sheet.nearest(keys[0] ?? "", Object.keys(own))]?.[0];
  return near ? { message: `没有名为“${text}”的列；是否想写“${near}”？`, isError: true } : unknown;
}

/** The line of headers of a sheet: {kind, line, columns, strange}; null for a sheet that holds no records. */
export function findHeaders({ name, rows }, sheet) {
  if (sheet.passedOver.includes(name)) return null;
  const kinds = sheet.sheets[name] ? [sheet.sheets[name]] : Object.keys(sheet.columns);
  let best = null;
  for (const kind of kinds) {
    for (const line of [...rows.keys()].sort((one, other) => one - other).slice(0, LOOKED_AT)) {
      const columns = readHeaders(rows.get(line), sheet.columns[kind], sheet.headers);
      if (columns.length >= FEWEST && columns.length > (best?.columns.length ?? 0)) best = { kind, line, columns };
    }
  }
  if (!best) return null;
  const known = new Set(best.columns.map(({ column }) => column));
  const strange = [...rows.get(best.line)].filter(([column, { text }]) => !known.has(column) && text.trim()).map(([column, { text }]) => ({ column, text: text.trim() }));
  return { ...best, strange };
}

/** Rows below the headers with more than one cell filled in; those that show how to fill it in are told apart. */
export function* recordRows({ rows }, { line, columns }, sheet) {
  const own = new Set(columns.filter(({ place }) => place[0] !== "version").map(({ column }) => column));
  for (const number of [...rows.keys()].sort((one, other) => one - other)) {
    if (number <= line) continue;
    const cells = rows.get(number);
    const filled = [...cells.keys()].filter((column) => own.has(column));
    const id = columns.find(({ place }) => place[0] === "id");
    const example = id && (cells.get(id.column)?.text ?? "").startsWith(sheet.example);
    if (filled.length > 1) yield { number, cells, example: Boolean(example) };
  }
}

/** 0 → A, 27 → AB. */
export function columnName(column) {
  const rest = column % 26;
  const letter = String.fromCharCode(65 + rest);
  return column < 26 ? letter : columnName((column - rest) / 26 - 1) + letter;
}
