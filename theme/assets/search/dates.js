// Days that a query names beside what it is about: 12月15日前截止, 今年十一月新发布, 二〇二六年九月, 一个月内到期.

import { valueOf } from "./numerals.js";

const NUMERAL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}";
const YEAR = "[今本去明后前]年|年(?=[初底末内])|[0-9]{2}年(?=[0-9]{1,2}月)|20[0-9]{2}年|二[〇零][〇零一二三四五六七八九]{2}年";
const MONTH = `(?:${NUMERAL})月份?|[本下上]个?月|这个月|月(?=[初底末内])`;
const WITHIN = "[初底末]|[上中下]旬";
const OF_YEAR = "[初底末]|[上下]半年|第?[一二三四1-4]季度";
const SPAN = `(?:${NUMERAL}|两|半)(?:天|周|个星期|个月|年)`;
const BEFORE = "之前|以前|前";
const INSIDE = "之内|以内|内";
const AFTER = "之后|以后|以来|开始|至今|后|起";
const ENDING = "截止|到期|截稿|结束";
const COMING = "新出(?!现)|新?(?:发布|公布|上架|登出|挂出|发(?=[的了]|$|[^\\u3400-\\u9fff]))";
/** A day and what is said of it: groups are year, month, day, part of a month, relation, what happens then. */
const DAY = new RegExp(`(?:(${YEAR})度?)?(?:(${MONTH})(?:(${NUMERAL})[日号]|(${WITHIN}))?|(${OF_YEAR}))?(${BEFORE}|${AFTER}|${INSIDE})?(?:就?要?(${ENDING})|(${COMING}))?`, "g");
/** The same in figures: 2026-12-15前截止, 12.15前截止. */
const FIGURES = new RegExp(`(?:(20[0-9]{2})[-./])?(1[0-2]|0?[1-9])(?:[-./]([0-3]?[0-9]))?()()(${BEFORE}|${AFTER}|${INSIDE})?(?:就?要?(${ENDING})|(${COMING}))`, "g");
/** A week or a day beside today's. */
const WEEK = new RegExp(`([本这下上])(?:周|个?星期)(?:内|之内)?(?:就?要?(${ENDING})|(${COMING}))`, "g");
/** So long from now: number and unit, what happens within. */
const LASTING = new RegExp(`(?:(?:最?近|过去)(${SPAN})(?:之内|以内|内|来)?|(${SPAN})(?:之内|以内|内))(?:就?要?(${ENDING})|(${COMING}))`, "g");
const ENDS_BEFORE = new RegExp(`(?:${ENDING})(?:日期|时间)?(?:在|是|于|到|至)?$`);
const NO_PUBLICATION = /^(?:来|度?(?:产|处理|供))/;
const RELATIVE = { 前: -2, 去: -1, 今: 0, 本: 0, 明: 1, 后: 2 };
const PARTS = { 初: [1, 10], 上旬: [1, 10], 中旬: [11, 20], 下旬: [21, 31], 底: [21, 31], 末: [21, 31] };
const DAYS = { 天: 1, 周: 7, 个星期: 7, 个月: 30, 年: 365 };
const DIGITS = "〇一二三四五六七八九";

const iso = (year, month, day) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
const shifted = (today, days) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Conditions of days: [{word, parts: what of it may stand apart, facet, fulfils}]. */
export function datesIn(text, today = new Date()) {
  const lasting = [...text.matchAll(LASTING)].map((match) => spanOf(match, today));
  const weeks = [...text.matchAll(WEEK)].map((match) => weekOf(match, today));
  const figures = [...text.matchAll(FIGURES)].filter(([, year, , day]) => year || day).map((match) => dayOf(inWords(match), today));
  const told = [...lasting, ...weeks, ...figures];
  const rest = told.reduce((left, { word }) => left.replace(word, " ".repeat(word.length)), text);
  return [...told, ...[...rest.matchAll(DAY)].map((match) => dayOf(match, today)).filter(Boolean)];
}

function condition(word, parts, facet, [from, to]) {
  return { word, parts: [word, ...parts].filter(Boolean), facet, fulfils: ([day]) => day !== undefined && day >= from && day <= to };
}

function spanOf([word, past, within, ending, coming], today) {
  const span = past || within;
  const [, number, unit] = (/^(.+?)(天|周|个星期|个月|年)$/).exec(span);
  const days = Math.round(valueOf(number) * DAYS[unit]);
  const now = shifted(today, 0);
  return ending ? condition(word, [span, ending], "closes", [now, shifted(today, days)]) : condition(word, [span, coming], "published", [shifted(today, -days), now]);
}

function weekOf([word, which, ending, coming], today) {
  const monday = 7 * (which === "下" ? 1 : which === "上" ? -1 : 0) - ((today.getDay() + 6) % 7);
  return condition(word, [ending || coming], ending ? "closes" : "published", [shifted(today, monday), shifted(today, monday + 6)]);
}

/** What was found in figures as if it had been said. */
function inWords(match) {
  return Object.assign(match, { 1: match[1] && `${match[1]}年`, 2: `${match[2]}月` });
}

function dayOf({ 0: word, 1: year, 2: month, 3: day, 4: within, 5: ofYear, 6: relation, 7: ending, 8: coming, index, input }, today) {
  if (!year && !month && !(ofYear && ofYear.length > 1)) return null;
  const behind = input.slice(index + word.length);
  const closes = ending || ENDS_BEFORE.test(input.slice(0, index));
  const said = closes || coming;
  if (!said && (relation || (ofYear && ofYear.length < 2) || !year || NO_PUBLICATION.test(behind))) return null;
  const now = shifted(today, 0);
  const [first, last] = rangeOf({ year, month, day, within, ofYear }, closes ? 1 : -1, today);
  const comes = !said && first > now;
  if (comes && !month) return null; // 2030年 alone is what something aims at
  const date = word.slice(0, word.length - (relation || "").length - (ending || coming || "").length);
  return condition(word, [`${date}${relation || ""}`, date, ending || coming], closes || comes ? "closes" : "published", between(first, last, relation, day || within || ofYear));
}

/** The first and the last day of what was said; a month without a year is the next or the latest one by `direction`. */
function rangeOf({ year, month, day, within, ofYear }, direction, today) {
  const current = [today.getFullYear(), today.getMonth() + 1];
  const monthNumber = month && monthOf(month, current[1]);
  const wraps = monthNumber !== null && monthNumber !== undefined && (monthNumber < 1 ? -1 : monthNumber > 12 ? 1 : 0);
  const inYear = year ? yearOf(year, current[0]) : current[0] + (wraps || nearest(monthNumber, current[1], direction));
  if (ofYear) return monthsOf(ofYear).map((number, at) => iso(inYear, number, at ? 31 : 1));
  if (!month) return [iso(inYear, 1, 1), iso(inYear, 12, 31)];
  const number = ((monthNumber + 11) % 12) + 1;
  if (day) return [iso(inYear, number, valueOf(day)), iso(inYear, number, valueOf(day))];
  const [from, to] = within ? PARTS[within] : [1, 31];
  return [iso(inYear, number, from), iso(inYear, number, to)];
}

/** The first and the last month of a part of a year. */
function monthsOf(part) {
  if (part.endsWith("半年")) return part[0] === "上" ? [1, 6] : [7, 12];
  const quarter = part === "初" ? 1 : part.endsWith("季度") ? valueOf(part.replace(/第|季度/g, "")) : 4;
  return [3 * quarter - 2, 3 * quarter];
}

function nearest(month, current, direction) {
  return direction > 0 && month < current ? 1 : direction < 0 && month > current ? -1 : 0;
}

function yearOf(said, current) {
  if (said === "年") return current;
  if (said[0] in RELATIVE) return current + RELATIVE[said[0]];
  if (said.length < 4) return 2000 + Number(said.slice(0, 2));
  return Number([...said.slice(0, 4)].map((sign) => (/[0-9]/.test(sign) ? sign : DIGITS.indexOf(sign.replace("零", "〇")))).join(""));
}

function monthOf(said, current) {
  if (/^[本这月]/.test(said)) return current;
  if (/^[下上]/.test(said)) return current + (said[0] === "下" ? 1 : -1);
  return valueOf(said.replace(/月份?$/, ""));
}

/** What a relation makes of a span; one of a `day` counts itself, before a month or a year it does not. */
function between(first, last, relation, day) {
  if (!relation || new RegExp(`^(?:${INSIDE})$`).test(relation)) return [first, last];
  if (!new RegExp(`^(?:${BEFORE})$`).test(relation)) return [first, "9999"];
  return ["", day ? last : shifted(new Date(`${first}T00:00:00Z`), -1)];
}
