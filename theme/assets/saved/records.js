// Saved records read from the API: what they say is worded there, and only placed here.

import { sheet } from "../shared/delivery.js";

/** Reads records below `root`. */
export class Records {
  constructor(root, fetchFile = (path) => fetch(path)) {
    this.root = root;
    this.fetchFile = fetchFile;
  }

  /** The record with this id or former id; null if the catalogue has none. */
  async load(id) {
    const kind = id.startsWith("a") ? "achievements" : "demands";
    const response = await this.fetchFile(`${this.root}api/v1/${kind}/${id}.json`);
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }
}

/** What `resultCard` draws. */
export const cardOf = (record) => ({ ...record, ...record.card, url: record.card.page });

/** Headings with a record's lines, the same headings for every record: of the comparison and of the CSV. */
export const rows = (record) => [{ label: "简介", lines: [record.summary] }, ...record.wording];

/** CSV of records for a spreadsheet, with a column of the reader's own notes by id, if there are any. */
export function csv(records, guarded, notes = {}) {
  const noted = records.some(({ id }) => notes[id]);
  const headings = rows(records[0]).map(({ label }) => label);
  const lines = records.map((record) => [record.id, record.title, ...rows(record).map((row) => row.lines.join("；")), ...(noted ? [notes[record.id] || ""] : []), record.url]);
  return sheet([["编号", "名称", ...headings, ...(noted ? ["我的备注"] : []), "网址"], ...lines], guarded);
}
