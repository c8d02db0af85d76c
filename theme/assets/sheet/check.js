// A sheet → what `showcase import` would say of it, by the same compiled rules; nothing leaves the device.

import { openGate } from "../../submit/gate.js";
import * as facts from "../../submit/rules.js";
import * as sheet from "../../submit/sheet.js";
import * as $ from "../form/python.js";
import { check, inLabels } from "../form/validator.js";
import { Cells } from "./cells.js";
import { columnName, findHeaders, recordRows, strangeHeader } from "./rows.js";
import { readTable } from "./table.js";
import { readWorkbook } from "./workbook.js";

const rules = { ...facts, ...openGate($) };

/** What the site knows of its own records: the day of its build, the ids in use. */
class Known {
  constructor({ built, taken }) {
    this.built = built;
    this.taken = $.dict(Object.entries(taken));
  }

  /** Whether an id is that of a published record. */
  known(id) {
    return rules.isTaken(this.taken, id);
  }
}

/** {records, problems: [{severity, code, place, message}], passed: names of sheets without headers}. */
export async function checkSheet(file, told) {
  const facts = new Known(told);
  const buffer = await new Response(file).arrayBuffer();
  const sheets = /\.(csv|tsv|txt)$/i.test(file.name) ? readTable(buffer) : readWorkbook(buffer);
  const found = { records: 0, problems: [], passed: [] };
  const cells = new Cells(sheet, rules);
  const ids = new Map();
  for (const one of sheets) {
    const headers = findHeaders(one, sheet);
    if (headers) checkRows(one, headers, { cells, ids, found, facts });
    else if (one.rows.size && !sheet.passedOver.includes(one.name)) found.passed.push(one.name);
  }
  return found;
}

function checkRows(table, headers, { cells, ids, found, facts }) {
  const { kind, columns } = headers;
  for (const { column, text } of headers.strange) {
    const { message, isError } = strangeHeader(text, headers, sheet);
    found.problems.push({ severity: isError ? "error" : "warning", code: "sheet", place: placeName(table, headers.line, column, text), message });
  }
  for (const { number, cells: line, example } of recordRows(table, headers, sheet)) {
    if (example) continue;
    found.records += 1;
    const row = { table, number, headers };
    for (const problem of checkRow(cells.record(kind, line, columns), row, ids, facts)) found.problems.push(problem);
  }
}

/** What is wrong with one row, in the words of labels, each with the cell that it is about. */
function checkRow({ tree, numbers, body, faults }, row, ids, facts) {
  const { kind } = row.headers;
  const isNew = tree.id === undefined;
  const whole = { ...tree, id: tree.id ?? rules.freeId(facts.taken, kind, (tree.published || facts.built).slice(0, 4), tree.agency || "") ?? "" };
  if (tree.demo === undefined && rules.invented($.dict([["agency", tree.agency], ["holder", tree.holder]]), rules.vocabularies)) whole.demo = "true";
  const known = facts.known(whole.id);
  const unread = new Set(faults.map(({ loc }) => rules.dotted(loc)));
  const problems = faults.map(({ loc, message }) => ({ severity: "error", code: "sheet", place: placeOf(row, loc), message }));
  const isMine = !isNew && ids.get(whole.id);
  if (isMine) problems.push({ severity: "error", code: "duplicate-id", place: placeOf(row, ["id"]), message: `与${isMine}是同一条记录；请删去一行，或改正编号` });
  else if (!isNew) ids.set(whole.id, `第 ${row.number + 1} 行`);
  for (const problem of check(rules, kind, { tree: whole, body, path: rules.path(whole.id), asOf: facts.built }).problems) {
    if (unread.has(problem.field) || (problem.field === "id" && isNew) || isAbsent(problem, row, known)) continue;
    problems.push(said(problem, row, whole, numbers));
  }
  return problems;
}

/** A published record keeps what the sheet has no column for: that it is not in the row is no fault. */
function isAbsent(problem, { headers }, known) {
  return known && problem.code === "required" && !headers.columns.some(({ place }) => place[0] === problem.loc[0]);
}

function said(problem, row, tree, numbers) {
  const { kind } = row.headers;
  const value = problem.loc.reduce((node, part) => node?.[part], tree);
  const shape = row.headers.columns.find(({ place }) => names(place) === names(problem.loc))?.shape;
  const choice = typeof value === "string" && shape && problem.severity === "error" ? sheet.noChoice(value, shape, rules.vocabularies) : null;
  const [message, hint] = choice ? choice.map((text) => text && text.zh) : [problem.message, problem.hint].map((text) => text && inLabels(rules, kind, text, problem.loc));
  const waits = problem.code === "proposed-term";
  const loc = [...problem.loc];
  if (typeof loc[1] === "number" && numbers[loc[0]]?.length) loc[1] = numbers[loc[0]][loc[1]] ?? loc[1];
  const text = waits ? `${message}；编辑收入后才能发布，其余照常` : hint ? `${message}；${hint}` : message;
  return { severity: waits ? "warning" : problem.severity, code: problem.code, place: placeOf(row, loc), message: text };
}

const names = (loc) => loc.filter((part) => typeof part === "string").join(".");

/** The cell that holds a place of the record, or the nearest one around it; else the row. */
function placeOf({ table, number, headers }, loc) {
  for (let place = loc; place.length; place = place.slice(0, -1)) {
    const start = String(place);
    const found = headers.columns.find((one) => String(one.place) === start) || headers.columns.find((one) => String(one.place).startsWith(`${start},`));
    if (found) return placeName(table, number, found.column, found.label);
  }
  return placeName(table, number, null, "");
}

function placeName({ name }, row, column, label) {
  const cell = column === null ? "" : `（${columnName(column)}${row + 1}）`;
  const header = label ? `「${label}」` : "";
  const sheetName = name ? `“${name}”` : "";
  return `${sheetName}第 ${row + 1} 行${header}${cell}`;
}
