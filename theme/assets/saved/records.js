// Saved records read from the API: what they say is worded there, and only placed here.

import { sheet } from "../shared/delivery.js";

/** Reads records below `root`. */
export class Records {
  constructor(root, fetchFile = (path) => fetch(path)) {
    this.root = root;
    this.fetchFile = fetchFile;
    this.day = ""; // of what is shown, where it is no longer what the site says
  }

  /** The record with this id or former id; null if the catalogue has none. */
  async load(id) {
    const kind = id.startsWith("a") ? "achievements" : "demands";
    const response = await this.fetchFile(`${this.root}api/v1/${kind}/${id}.json`);
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(String(response.status));
    this.day = decodeURIComponent(response.headers?.get("showcase-day") || "") || this.day;
    return response.json();
  }
}

/** What is to be said where a network was there for the page and is not for its records (offline/worker.js). */
export const sayFormer = ({ day }) => (day && !document.querySelector(".sc-offline") ? `；没有连上网络，是${day}的内容，联系方式可能已变更` : "");

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
