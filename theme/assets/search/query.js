// What was typed → clauses: words that must be there, "phrases", -exclusions, field:prefixes.

import { withUnits } from "./units.js";

/** Prefixes in Chinese and English → the indexed field or the facets that they look in. */
const PREFIXES = new Map(
  Object.entries({
    标题: { field: "title" },
    名称: { field: "title" },
    title: { field: "title" },
    关键词: { field: "keywords" },
    keyword: { field: "keywords" },
    简介: { field: "summary" },
    summary: { field: "summary" },
    正文: { field: "body" },
    body: { field: "body" },
    编号: { field: "codes" },
    专利号: { field: "codes" },
    id: { field: "codes" },
    拼音: { field: "pinyin" },
    pinyin: { field: "pinyin" },
    机构: { facets: ["institution", "agency"] },
    单位: { facets: ["institution", "agency"] },
    institution: { facets: ["institution"] },
    agency: { facets: ["agency"] },
    产业: { facets: ["marine-sector", "industry"] },
    industry: { facets: ["industry"] },
    海洋产业: { facets: ["marine-sector"] },
    "marine-sector": { facets: ["marine-sector"] },
    类别: { facets: ["category"] },
    category: { facets: ["category"] },
    合同: { facets: ["contract-type"] },
    "contract-type": { facets: ["contract-type"] },
    阶段: { facets: ["stage"] },
    stage: { facets: ["stage"] },
    专班: { facets: ["task-force"] },
    "task-force": { facets: ["task-force"] },
    字母: { field: "letters" },
    letters: { field: "letters" },
    区: { facets: ["district"] },
    district: { facets: ["district"] },
    状态: { facets: ["state"] },
    state: { facets: ["state"] },
  }),
);

// -?prefix:?("phrase" | word); signs may be full-width. A minus before a number or another is a sign: -20℃, --help.
const PART = /((?:[-－](?![-－0-9０-９]))?)(?:([^\s:："“”]+)[:：])?(?:["“”]([^"“”]*)["“”]|(\S+))/gu;

/** What databases of papers take for operators: words in capitals, a plus or a star beside Chinese. */
const BOTH = /(^|\s)(?:AND|OR)(?=\s)/g;
const WITHOUT = /(^|\s)NOT\s+(?=\S)/g;
const BESIDE = /([\u3400-\u9fff])\s*[+*＋＊|｜&＆]+\s*(?=[\u3400-\u9fff]|$)/gu;
/** A beginning and whatever follows: a word that nobody has typed to its end is looked for so anyway. */
const WHATEVER = /([a-z]{3})[*＊]+(?=\s|$)/giu;

/** What comes along when a query is copied: signs that nobody sees, names of signs, bytes of an address, a heading's number. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const ENTITY = /&(?:nbsp|amp|quot|lt|gt|#[0-9]+);/g;
const BYTES = /(?:%[0-9a-f]{2}){2,}/gi;
const NUMBERED = /^\s*(?:[(（](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]、?|[0-9]{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)\s*(?=[\u3400-\u9fff])/u;

/** A query without what came along when it was copied. */
export function cleaned(query) {
  return seen(query).replace(NUMBERED, "");
}

function seen(query) {
  return query.replace(UNSEEN, "").replace(BYTES, decoded).replace(ENTITY, " ").replace(WHATEVER, "$1");
}

/** The characters of a part of an address, in UTF-8 or, as older sites have them, GBK; as it stands if it is neither. */
function decoded(part) {
  const bytes = Uint8Array.from(part.slice(1).split("%"), (two) => parseInt(two, 16));
  for (const encoding of ["utf-8", "gbk"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {} // the other one
  }
  return part;
}

/**
 * Clauses in the order typed: {text, phrase, excluded, field, facets}; `plainly` without operators and prefixes, `whole`
 * with the number of a heading and the signs between words. A word before a colon that is no prefix belongs to the
 * text (5:1 stays 5:1).
 */
export function parseQuery(query, plainly = false, whole = false) {
  const clauses = [];
  const typed = withUnits(whole ? seen(query) : cleaned(query));
  const joined = plainly ? typed : typed.replace(BOTH, "$1 ").replace(WITHOUT, "$1-");
  const said = plainly || whole ? joined : joined.replace(BESIDE, "$1 ");
  for (const [whole, sign, prefix, quoted, word] of said.matchAll(PART)) {
    const minus = plainly ? "" : sign;
    const known = plainly || prefix === undefined ? undefined : PREFIXES.get(prefix.normalize("NFKC").toLowerCase());
    const text = known || (prefix === undefined && !(plainly && sign)) ? (quoted ?? word) : whole.slice(minus.length);
    if (!text.trim()) continue;
    clauses.push({ text: text.trim(), phrase: quoted !== undefined, excluded: minus !== "", ...known });
  }
  return clauses;
}

/** The clauses of a query whose operators and prefixes are but text (单位：吨, 新+新), or null if it has none. */
export function parsePlainly(query) {
  const clauses = parseQuery(query, true);
  return JSON.stringify(clauses) === JSON.stringify(parseQuery(query)) ? null : clauses;
}

/** The clauses of a query whose number before it or signs between words may stand so (6、数据, 文档+表格), or null if it has none. */
export function parseWhole(query) {
  const clauses = parseQuery(query, false, true);
  return JSON.stringify(clauses) === JSON.stringify(parseQuery(query)) ? null : clauses;
}

/** Whether a clause is words alone. */
export function isPlain({ phrase, excluded, field, facets }) {
  return !phrase && !excluded && !field && !facets;
}

/** What clauses say that are words alone: nothing that must not be there, or is asked of one field. */
export function plainText(clauses) {
  return clauses.filter(isPlain).map(({ text }) => text).join(" ");
}
