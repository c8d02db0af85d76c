// Conditions that a query names beside what it is about: values of facets by their names (中试, 胶州, 可以入股的), days, an amount, a level.

import { tells } from "./clauses.js";
import { datesIn } from "./dates.js";
import { valueOf } from "./numerals.js";
import { occurs } from "./names.js";
import { isPlain } from "./query.js";
import { fold, needles, queryTerms } from "./text.js";

/** 20万以内, 预算三百万, 五十万左右: of an amount without any of these words nobody knows what it counts; 超过20万吨 says it. */
const AMOUNT = /(预算|报价|价格|售价|不?超过|不?[高低多少大小]于|不到|[最至][多少高低大小])?(?:在|是|为|约)? ?([0-9.]{1,9}|[一二三四五六七八九十百千两]{1,7}?)([百千]?)万(元?) ?(以内|以下|之内|内|左右|上下|以上|起)?/g;
const PRICE = /预算|报价|价格|售价/;
const COUNTED = /^[\u3400-\u9fff]/;
/** Right behind these an amount is none of money: 年产10万以上. */
const QUANTITY = /(?:[年月日]产|[产总数]量|吞吐量|处理量|产能|规模|人口|[人户株]数)(?:约|达到?|在|为)?$/;
/** What goes on before or behind an amount: 几十万, 1,000万, 50万到80万. */
const GOES_ON = { before: /[几数0-9.]$|[0-9],$/, behind: /^ ?[到至~-] ?[0-9一二三四五六七八九十百千两]/ };
/** TRL 7级以上, TRL≥7, 就绪度六到八级: groups are its name, a bound, the first and the last level, 级, a bound. */
const LEVEL = /(trl|(?:技术)?(?:就绪|成熟)[度性])(?:等级|达到?|[在为是])?(不?[高低大小]于|不?超过|[≥≤<>]=?)? ?([1-9一二三四五六七八九])(?:级? ?[至到~-] ?(?:trl)? ?([1-9一二三四五六七八九]))?(?![0-9%一二三四五六七八九十成]|\.[0-9]|级? ?[至到~或、-] ?[0-9一二三四五六七八九]) ?(级?)(及?以上|及?以下)?/g;
/** Before what sounds like a level and is none: 果实成熟度. */
const NO_LEVEL = /[a-z果实]$/;
const AT_LEAST = /[≥>]|超过|[高多大]于|不[低少小]于|[最至][低少小]|以上|起/;
const NOT_OVER = /不(?:超过|[高多大]于)/;
const ABOUT = /左右|上下/;
/** How far from an amount what is about as much may be. */
const NEARBY = 0.4;
const MEASURED = ["amount", "trl", "published", "closes"];
/** What stands between a number and 万. */
const TIMES = { "": 1, 百: 100, 千: 1000 };

/** By what names a query asks for values of facets: [{word, facet, topical, code}]. */
function namesOf(facets) {
  return facets.flatMap(({ name, topical, values }) => values.flatMap(({ code, names = [] }) => names.map((word) => ({ word: fold(word), facet: name, topical, code }))));
}

/** What stands in a query around a name, which may be a part of a longer word there. */
export function aroundNames(query, facets) {
  const named = namesOf(facets);
  return needles(query).filter((run) => named.some(({ word }) => word !== run && run.includes(word))).join(" ");
}

/**
 * The conditions of a query: [{word, facet, fulfils: whether a set of the facet's codes does, topical}]. A name counts
 * where no longer one holds it, nor one of the `words`: 胶州湾 is not in 胶州, 服务器 no 服务. What facets.json calls
 * `topical` says what a record is about, too.
 */
export function conditionsIn(query, facets, words, today = new Date()) {
  const named = namesOf(facets);
  const names = new Set(named.map(({ word }) => word));
  const longer = words.filter((word) => !names.has(word) && named.some((one) => word.includes(one.word)));
  const text = longer.reduce((left, word) => left.replaceAll(word, " "), fold(query));
  const standing = named.filter(({ word }) => occurs(text, word));
  const longest = standing.filter(({ word }) => !standing.some((other) => other.word !== word && other.word.includes(word)));
  const byName = new Map(longest.map((one) => [`${one.facet} ${one.word}`, { ...one, codes: [] }]));
  for (const { facet, word, code } of longest) byName.get(`${facet} ${word}`).codes.push(code);
  const values = [...byName.values()].map(({ word, facet, topical, codes }) => ({ word, facet, topical, fulfils: (own) => own.some((code) => codes.includes(code)) }));
  return [...values, ...datesIn(text, today), ...amounts(text), ...levels(text)];
}

function levels(text) {
  return [...text.matchAll(LEVEL)].filter(isLevel).map(([word, , before = "", first, last, , behind = ""]) => {
    const level = valueOf(first);
    const [least, most] = last ? [level, valueOf(last)] : before || behind ? boundsOf(level, before + behind) : [level, level];
    return { word: word.trim(), facet: "trl", fulfils: ([own]) => own !== undefined && Number(own) >= least && Number(own) <= most };
  });
}

/** Of 成熟度, and of a number in characters, 级 says that it is one: 成熟度一般 is none. */
function isLevel({ 1: name, 3: first, 5: unit, index, input }) {
  return !NO_LEVEL.test(input.slice(0, index)) && (unit || !(name.includes("成熟") || /[^0-9]/.test(first)));
}

function amounts(text) {
  const found = [...text.matchAll(AMOUNT)].filter(isAmount);
  return found.map(([word, before = "", said, times, , behind = ""]) => {
    const amount = valueOf(said) * TIMES[times];
    const [least, most] = boundsOf(amount, before + behind);
    return { word: word.trim(), facet: "amount", fulfils: ([low]) => low !== undefined && Number(low) >= least && Number(low) <= most };
  });
}

function isAmount({ 0: word, 1: before, 2: said, 4: yuan, 5: behind, index, input }) {
  const next = input.slice(index + word.trimEnd().length).replace(/^的/, " ");
  if (!PRICE.test(before) && !word.startsWith(" ") && QUANTITY.test(input.slice(0, index))) return false;
  if (GOES_ON.before.test(input.slice(0, index)) || GOES_ON.behind.test(next) || !Number.isFinite(valueOf(said))) return false;
  return behind || (before && (yuan || PRICE.test(before) || !COUNTED.test(next)));
}

function boundsOf(amount, said) {
  if (ABOUT.test(said)) return [amount * (1 - NEARBY), amount * (1 + NEARBY)];
  return AT_LEAST.test(said) && !NOT_OVER.test(said) ? [amount, Infinity] : [0, amount];
}

/** The clauses by what they are about alone: without the names of conditions that say nothing of it; none if names are all there is. */
export function aboutAlone(wanted, conditions) {
  const words = formal(conditions);
  const names = new Set(conditions.map(({ word }) => word));
  const about = wanted.map((clause) => (isPlain(clause) ? without(clause, words) : clause)).filter(Boolean);
  return about.every((clause) => isPlain(clause) && names.has(clause.content ?? fold(clause.text))) ? [] : about;
}

function without(clause, words) {
  const cut = (text) => words.reduce((left, word) => left.replaceAll(word, " "), text).trim();
  const text = fold(clause.text);
  const said = clause.content ?? text;
  const content = cut(said);
  if (content === said) return clause;
  return tells(content) ? { ...clause, content, left: cut(clause.left ?? text) } : null;
}

/** Of conditions the words of those that are numbers or days: they say nothing of a text. */
export function measuredWords(conditions) {
  return conditions.filter(({ facet }) => MEASURED.includes(facet)).flatMap(({ word, parts = [word] }) => parts);
}

/** The terms of such names. */
export function termsOfConditions(conditions) {
  return formal(conditions).flatMap((word) => queryTerms(word));
}

function formal(conditions) {
  return conditions.filter(({ topical }) => !topical).flatMap(({ word, parts = [word] }) => parts).sort((one, other) => other.length - one.length);
}

/** Of every document which part of the conditions it meets, 0 to 1; right for the given documents. */
export async function meeting(conditions, engine, documents) {
  const columns = await Promise.all(conditions.map(({ facet }) => engine.column(facet, documents)));
  const verdicts = conditions.map(({ fulfils }, number) => columns[number].sets.map((codes) => fulfils(codes)));
  const met = (document) => verdicts.filter((verdict, number) => verdict[columns[number].of[document]]).length;
  return (document) => (conditions.length ? met(document) / conditions.length : 0);
}
