// Saved records read from the API, and their values in words.

const VOCABULARIES = [
  "stages", "categories", "contract-types", "institutions",
  "agencies", "price-modes", "ip-kinds", "ip-statuses", "operators", "districts",
];

/** Reads records and vocabularies below `root`; each file once. */
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

  /** A function (vocabulary, code) → label. */
  async labels() {
    const documents = await Promise.all(
      VOCABULARIES.map(async (name) => (await this.fetchFile(`${this.root}api/v1/vocabularies/${name}.json`)).json()),
    );
    const terms = new Map(documents.map(({ name, terms }) => [name, new Map(terms.map((term) => [term.code, term]))]));
    return (name, code) => terms.get(name).get(code)?.label ?? code;
  }
}

export function isAchievement(record) {
  return record.kind === "achievement";
}

export function sayParty(record, label) {
  if (isAchievement(record)) return label("institutions", record.holder);
  return record.demander.name || record.demander.description;
}

export function sayAmount(record, label) {
  const amount = isAchievement(record) ? record.price : record.budget;
  if (!amount) return "";
  if (amount.min === null) return label("price-modes", amount.mode);
  return amount.max === null ? `${amount.min} 万元` : `${amount.min}–${amount.max} 万元`;
}

export function sayMeasures(record, label) {
  if (isAchievement(record)) {
    return record.advantages.map(({ metric, value, unit, baseline }) => {
      const beside = baseline ? `（${baseline}）` : "";
      return `${metric} ${value}${unit || ""}${beside}`;
    });
  }
  return record.targets.map(({ metric, op, value, unit }) => `${metric}${label("operators", op)} ${value}${unit || ""}`);
}

export function sayContact(record, label) {
  const { office, phone, email } = record.contact;
  return [label("agencies", record.agency), office, phone && { text: phone, href: record.phone_url }, email].filter(Boolean);
}

/** Rows of the comparison and of the CSV: [heading, record → lines]; a line that leads somewhere is {text, href}. */
export function rows(label) {
  const list = (name, codes) => codes.map((code) => label(name, code)).join("、");
  return [
    ["简介", (record) => [record.summary]],
    ["状态", (record) => [record.state.label]],
    ["类别", (record) => [list("categories", record.category)]],
    ["合同类型", (record) => [list("contract-types", record.contract_types)]],
    ["所处阶段", (record) => [record.stage ? label("stages", record.stage) : record.stage_min ? `不低于${label("stages", record.stage_min)}` : ""]],
    ["技术就绪度", (record) => [record.trl ? `TRL ${record.trl}` : ""]],
    ["报价或预算", (record) => [sayAmount(record, label)]],
    ["指标", (record) => sayMeasures(record, label)],
    ["知识产权", (record) => (record.ip || []).map(({ kind, title, status }) => `${label("ip-kinds", kind)}（${label("ip-statuses", status)}）：${title}`)],
    ["单位或需求方", (record) => [sayParty(record, label)]],
    ["区（市）", (record) => [list("districts", record.districts)]],
    ["截止或有效期至", (record) => [record.deadline || record.valid_until]],
    ["首问联系", (record) => sayContact(record, label)],
  ];
}

/** CSV of records for a spreadsheet: UTF-8 with a mark, CRLF (RFC 4180); formulas are made text. */
export function csv(records, label) {
  const plain = (text) => (/^[=+\-@\t\r]/.test(text) ? "'" + text : text);
  const cell = (text) => `"${plain(text).replace(/"/g, '""')}"`;
  const columns = rows(label);
  const lines = [["编号", "名称", ...columns.map(([heading]) => heading), "网址"]];
  for (const record of records) {
    lines.push([record.id, record.title, ...columns.map(([, lines]) => lines(record).map((line) => line.text ?? line).join("；")), record.url]);
  }
  return "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}
