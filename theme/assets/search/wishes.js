// The order in which a query wants its answers: 最新的排前面, 价格从低到高, 哪个最急.

import { SAID } from "./clauses.js";
import { aboutAlone, meeting } from "./conditions.js";
import { isPlain, parsePlainly, parseQuery } from "./query.js";
import { needles } from "./text.js";

const FIRST = "(?:的?[排放]在?最?(?:前面|前头|上面|前))?";
const TALK = "(?:[ ，,]?的?(?:先?给我看看?|先看看?|一下))?";
const UP = "(?:从|由)[低少]到[高多]";
const DOWN = "(?:从|由)[高多]到[低少]";
const MONEY = "(?:价格|报价|价钱|预算)";
const LEVEL = "(?:就绪度|成熟度|成熟程度)";
const SOON = "(?:截止|到期)";
/** By the name of an order (state.js) how it is asked for. */
const WISHES = {
  newest: "最新(?:发布|上架)?|(?:时间|日期|发布时间)?(?:从|由)新到旧|最近发布",
  closing: `最(?:快|早|先)?(?:急|要?${SOON})|(?:马上|快要?|即将|就要)${SOON}|${SOON}(?:时间|日期)?(?:从|由)[近早]到[远晚]`,
  cheap: `最便宜|${MONEY}(?:${UP}|最低)|低价优先`,
  dear: `最贵|${MONEY}(?:${DOWN}|最高)`,
  trl: `最成熟|${LEVEL}(?:${DOWN}|最高)`,
};
/** A wish ends here, or goes on as 给我看看 does: 最新型, 最贵重, 最急流 and 快截止阀 are words. */
const END = "(?!的?(?:不要|别))(?=的|最(?:新|便宜|贵|急|成熟)|(?:成果|需求|项目|难题)(?:$|的|[^\\u3400-\\u9fffa-z0-9])|$|[^\\u3400-\\u9fffa-z0-9])";
const PATTERNS = Object.entries(WISHES).map(([sort, said]) => [sort, new RegExp(`(?:[，,、；;]|按照?)?(?:${said})(?:优先|排序|排列|排)?${FIRST}(?:[ ，,]?的?先?给我看看?|${TALK}${END})`, "i")]);
/** Before a wish that is none. */
const NO_WISH = /(?:不(?:是|要|用|求|一定|必)?|[非别])[要选找买]?$|实$|(?:^|[^成])果$/;

/** {sort, word, rest: the query without it and any other wish}, or null: a wish alone is none, nor one beside operators. */
export function wishIn(query) {
  if (parsePlainly(query) || !parseQuery(query).every(isPlain)) return null;
  const found = first(query);
  if (!found) return null;
  let rest = query;
  for (let wish = found; wish; wish = first(rest)) rest = `${rest.slice(0, wish.index)} ${rest.slice(wish.index + wish.word.length)}`.trim();
  return needles(rest).some((run) => run !== "的") ? { sort: found.sort, word: found.word.replace(/^[，,、；;]/, ""), rest } : null;
}

/** The wish that a query tells first. */
function first(query) {
  const found = PATTERNS.map(([sort, pattern]) => [sort, pattern.exec(query)]).filter(([, match]) => match && !NO_WISH.test(query.slice(0, match.index)));
  return found.map(([sort, { 0: word, index }]) => ({ sort, word, index })).sort((one, other) => one.index - other.index)[0];
}

/** What a query found without its wish, as the answer to all of it: whatever meets the conditions, if these are all the rest. */
export async function answerWish(engine, query, wish, found, off) {
  const conditions = await engine.conditions(found, off, wish.rest);
  if (conditions.length && !aboutAlone(found.wanted, conditions).length) await takeAll(engine, found, conditions);
  return Object.assign(found, { wish, query: found.how ? found.query : query });
}

/** Takes what meets conditions in the place of what was found, but for what holds their words; 需求 stands in many an achievement. */
async function takeAll(engine, found, conditions) {
  const all = found.withState(() => true);
  const met = await meeting(conditions, engine, all);
  const held = new Set(conditions.some(({ facet }) => facet === "kind") ? [] : found.documents.filter((document) => found.proven(document)));
  const documents = all.filter((document) => (met(document) === 1 || held.has(document)) && !found.banned[document]);
  if (!documents.length) return;
  for (const document of documents) found.states[document] = Math.max(found.states[document], SAID);
  Object.assign(found, { conditions, documents, partial: new Uint32Array(0), least: SAID, readings: [] }); // what a value is called stands in no text
}
