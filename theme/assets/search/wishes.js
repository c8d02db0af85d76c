// The order in which a query wants its answers: 最新的排前面, 价格从低到高, 哪个最急.

import { SAID } from "./clauses.js";
import { aboutAlone, conditionsIn, meeting } from "./conditions.js";
import { needles } from "./text.js";

const FIRST = "(?:的?[排放]?在?最?(?:前面?|前头|上面))?";
const TALK = "(?:[ ，,]?的?先?(?:给我)?看看?)?";
const UP = "(?:从|由)[低少]到[高多]";
const DOWN = "(?:从|由)[高多]到[低少]";
const MONEY = "(?:价格|报价|价钱|预算|价)";
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
const PATTERNS = Object.entries(WISHES).map(([sort, said]) => [sort, new RegExp(`(?:[，,、；;]|按照?)?(?:${said})(?:优先|排序|排列|排(?!在))?${FIRST}${TALK}`)]);

/** {sort, word, rest: the query without it}, or null; a wish alone is none. */
export function wishIn(query) {
  for (const [sort, pattern] of PATTERNS) {
    const [word] = pattern.exec(query) || [];
    if (!word) continue;
    const rest = query.replace(word, " ").trim();
    if (needles(rest).length) return { sort, word: word.replace(/^[，,、；;]/, ""), rest };
  }
  return null;
}

/** What a query found without its wish, as the answer to all of it: whatever meets the conditions, if these are all the rest. */
export async function answerWish(engine, query, wish, found, off) {
  const conditions = off.has("condition") ? [] : conditionsIn(wish.rest, await engine.facets(), []);
  if (conditions.length && !aboutAlone(found.wanted, conditions).length) await takeAll(engine, found, conditions);
  return Object.assign(found, { wish, query: found.how ? found.query : query });
}

async function takeAll(engine, found, conditions) {
  const all = found.withState(() => true);
  const met = await meeting(conditions, engine, all);
  const documents = all.filter((document) => met(document) === 1 && !found.banned[document]);
  if (!documents.length) return;
  for (const document of documents) found.states[document] = SAID;
  Object.assign(found, { conditions, documents, partial: new Uint32Array(0), least: SAID, readings: [] }); // what a value is called stands in no text
}
