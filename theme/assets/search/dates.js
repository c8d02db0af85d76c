// Days that a query names beside what it is about: 12月15日前截止, 今年十一月新发布, 二〇二六年九月, 一个月内到期.

import { valueOf } from "./numerals.js";

const SIGNS = "〇零一二三四五六七八九十百千万两半";
const NUMERAL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}";
const YEAR = "(?:[今本去明后前]年|2[0-9]年(?=[0-9]{1,2}月)|20[0-9]{2}年|二[〇零][〇零一二三四五六七八九]{2}年)(?![均轻糕检龄限费代利])|年(?=[初底末内])";
const RELATIVE_MONTH = "[本这]个?月|(?:下下?|上上?)个?月|月(?=[初底末内])";
const MONTH = `(?:${NUMERAL})月份?|${RELATIVE_MONTH}`;
const WITHIN = "[初底末]|[上中下]旬";
const RELATIVE_QUARTER = "[本这下上]个?季度";
const OF_YEAR = `[初底末]|[上下]半年|第?[一二三四1-4]季度|${RELATIVE_QUARTER}`;
const DAY_WORD = "[今明昨]天|今日|明日|昨日|后天|前天";
const SPAN = `(?:${NUMERAL}|两|半)(?:天|日|周|个星期|个月|年)`;
const BEFORE = "之前|以前|前";
const INSIDE = "之内|以内|内";
const AFTER = "之后|以后|以来|开始|至今|后|起";
const RELATION = `(${BEFORE}|${AFTER}|${INSIDE})?`;
const ENDING = "截止(?![阀频波电])|到期|截稿|结束";
const COMING = "新出(?!现)|新?(?:发布|公布|上架|登出|挂出|发(?=[的了]|$|[^\\u3400-\\u9fff]))";
const SAID = `(?:就?要?(${ENDING})|(${COMING}))`;
/** Groups: year, month, day, part of a month, part of a year. */
const DATE = `(?:(${YEAR})度?(?:年(?=[初底末]))?(?: (?=(?:[0-9]{1,2}|[一二三四五六七八九十上下]{1,3})(?:月|半年|季度)))?)?(?:(${MONTH})(?:(${NUMERAL})[日号]|(${WITHIN}))?|(${OF_YEAR}))?`;
/** A date and what is said of it: relation, what happens then. */
const DAY = new RegExp(`${DATE}${RELATION}${SAID}?`, "g");
/** From a date to another one, or one of two. */
const PERIOD = new RegExp(`${DATE}[到至或和与及、~—-]${DATE}${SAID}?`, "g");
/** A date in figures: 2026-12-15前截止, 12.15前截止. */
const FIGURES = new RegExp(`(?:(20[0-9]{2})[-./])?(1[0-2]|0?[1-9])(?:[-./]([0-3]?[0-9]))?${RELATION}${SAID}`, "g");
/** A day of this month or the next, or one beside today. */
const NEAR_DAY = new RegExp(`(?:(${NUMERAL})[日号]|(${DAY_WORD}))${RELATION}${SAID}`, "g");
const WEEK = new RegExp(`(本|这|下下?|上上?)(?:周|个?星期)(?:内|之内)?${SAID}`, "g");
/** So long from now. */
const LASTING = new RegExp(`(?:(?:最?近|过去)(${SPAN})(?:之内|以内|内|来)?|(${SPAN})(?:之内|以内|内))${SAID}`, "g");
const ENDS_BEFORE = new RegExp(`(?:${ENDING})(?:日期|时间)?(?:在|是|于|到|至)?$`);
const NO_PUBLICATION = /^(?:来|度?(?:产|处理|供))/;
/** Of what is before a date and its first character: what goes on is none, as in 1998年, V2.5, 1至3月, 近三月, 日本年; the oldest browsers know no look-behind. */
const GOES_ON = new RegExp(
  `[0-9a-z][._/-]?[0-9]$|[0-9][~,][0-9]$|[0-9${SIGNS}第近][0-9${SIGNS}年月]$|[0-9${SIGNS}年月日号][到至或和与及、~-][0-9${SIGNS}]$|` +
    "[日基版样成资根原]本$|[目当之以年大]前$|[之以最年大]后$|[过除失]去$|[当如]今$|[说透声证发]明$|[成青常周往少多每全]年$|[每满个]月$|[海以之水]下$|[海以之水]上$|下下下$|上上上$",
);
const YEARS = { 前: -2, 去: -1, 今: 0, 本: 0, 明: 1, 后: 2 };
const DAY_WORDS = { 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2 };
const PARTS = { 初: [1, 10], 上旬: [1, 10], 中旬: [11, 20], 下旬: [21, 31], 底: [21, 31], 末: [21, 31] };
const DAYS = { 天: 1, 日: 1, 周: 7, 个星期: 7, 个月: 30, 年: 365 };
const DIGITS = "〇一二三四五六七八九";

const iso = (year, month, day) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
/** The day so many days after another one, by the reader's clock. */
const shifted = (day, days) => {
  const other = new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
  return iso(other.getFullYear(), other.getMonth() + 1, other.getDate());
};

/** Conditions of days: [{word, parts: it, and as it stands without function words, facet, fulfils}]; what cannot be read surely is none. */
export function datesIn(text, today = new Date()) {
  const found = [];
  let left = text;
  for (const [pattern, read] of [[LASTING, spanOf], [WEEK, weekOf], [FIGURES, figuresOf], [PERIOD, periodOf], [DAY, dayOf], [NEAR_DAY, nearDayOf]]) {
    for (const match of [...left.matchAll(pattern)].filter((match) => begins(match, text))) {
      const one = read(match, today);
      if (one) found.push(one);
      if (one !== undefined) left = left.slice(0, match.index) + " ".repeat(match[0].length) + left.slice(match.index + match[0].length);
    }
  }
  return found;
}

/** Whether a match is no part of a longer number or word. */
function begins({ 0: word, index }, text) {
  return word && !GOES_ON.test(text.slice(Math.max(0, index - 2), index + 1));
}

function condition(word, parts, closes, [from, to]) {
  return { word, parts: [word, ...parts, ...(word.includes(" ") ? word.split(" ") : [])], facet: closes ? "closes" : "published", fulfils: ([day]) => day !== undefined && day >= from && day <= to };
}

function spanOf([word, past, within, ending], today) {
  const [, number, unit] = (/^(.+?)(天|日|周|个星期|个月|年)$/).exec(past || within);
  const days = Math.round(valueOf(number) * DAYS[unit]);
  if (!Number.isFinite(days)) return null;
  return condition(word, [], ending, ending ? [shifted(today, 0), shifted(today, days)] : [shifted(today, -days), shifted(today, 0)]);
}

function weekOf([word, which, ending], today) {
  const monday = 7 * stepsOf(which) - ((today.getDay() + 6) % 7);
  return condition(word, [], ending, [shifted(today, monday), shifted(today, monday + 6)]);
}

/** Month and day without a year may be a version, which has no end. */
function figuresOf({ 0: word, 1: year, 2: month, 3: day, 4: relation, 5: ending }, today) {
  if (!year && (!day || !ending)) return undefined;
  return said(word, { year: year && `${year}年`, month: `${month}月`, day }, relation, { closes: ending }, today);
}

function nearDayOf({ 0: word, 1: number, 2: named, 3: relation, 4: ending }, today) {
  const steps = named ? DAY_WORDS[named[0]] : 0;
  const day = named ? today.getDate() : valueOf(number);
  const months = named ? 0 : nearest(day, today.getDate(), ending ? 1 : -1);
  const date = new Date(today.getFullYear(), today.getMonth() + months, day + steps);
  if (!named && date.getDate() !== day) return null;
  const at = shifted(date, 0);
  return condition(word, [], ending, between(at, at, relation, true));
}

function periodOf({ 0: word, 1: year, 2: month, 3: day, 4: within, 5: ofYear, 6: lastYear, 7: lastMonth, 8: lastDay, 9: lastWithin, 10: lastOfYear, 11: ending, 12: coming, index, input }, today) {
  if (!(year || month || ofYear) || !(lastYear || lastMonth || lastOfYear)) return undefined;
  const closes = ending || ENDS_BEFORE.test(input.slice(0, index));
  if (!closes && !coming && !(year && lastYear)) return null;
  const start = rangeOf({ year, month, day, within, ofYear }, closes ? 1 : -1, today);
  const end = rangeOf({ year: lastYear || year, month: lastMonth, day: lastDay, within: lastWithin, ofYear: lastOfYear }, closes ? 1 : -1, today);
  return start && end && start[0] <= end[1] ? condition(word, [], closes, [start[0], end[1]]) : null;
}

function dayOf({ 0: word, 1: year, 2: month, 3: day, 4: within, 5: ofYear, 6: relation, 7: ending, 8: coming, index, input }, today) {
  if (!year && !month && !(ofYear && ofYear.length > 1)) return undefined;
  const closes = ending || ENDS_BEFORE.test(input.slice(0, index));
  const behind = input.slice(index + word.length);
  if (!closes && !coming && (relation || (ofYear && ofYear.length < 2) || !year || NO_PUBLICATION.test(behind))) return null;
  return said(word, { year, month, day, within, ofYear }, relation, { closes, coming }, today);
}

/** The condition of a date; one to come of which nothing is said is that of an end. */
function said(word, date, relation = "", { closes, coming }, today) {
  const range = rangeOf(date, closes ? 1 : -1, today);
  if (!range) return null;
  const comes = !closes && !coming && range[0] > shifted(today, 0);
  if (comes && !date.month) return null; // 2030年 alone is what something aims at
  const at = word.lastIndexOf(relation);
  const parts = relation ? [`${word.slice(0, at)} ${word.slice(at + relation.length)}`.trim()] : [];
  return condition(word, parts, closes || comes, between(...range, relation, date.day || date.within || date.ofYear));
}

/** The first and the last day of what was said, or null; a month without a year is the next or the latest one by `direction`. */
function rangeOf({ year, month, day, within, ofYear }, direction, today) {
  const current = today.getFullYear();
  const inYear = year ? yearOf(year, current) : current;
  if (ofYear) return quarters(ofYear, inYear, today);
  if (!month) return [iso(inYear, 1, 1), iso(inYear, 12, 31)];
  const relative = new RegExp(`^(?:${RELATIVE_MONTH}|月)$`).test(month);
  const number = relative ? today.getMonth() + 1 + stepsOf(month) : valueOf(month.replace(/月份?$/, ""));
  if (!relative && !(number >= 1 && number <= 12)) return null;
  const years = year || relative ? 0 : nearest(number, today.getMonth() + 1, direction);
  const first = new Date(inYear + years, number - 1, 1);
  const on = (at) => iso(first.getFullYear(), first.getMonth() + 1, at);
  if (!day) return (within ? PARTS[within] : [1, 31]).map(on);
  const last = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  return valueOf(day) >= 1 && valueOf(day) <= last ? [on(valueOf(day)), on(valueOf(day))] : null;
}

/** The first and the last day of a part of a year. */
function quarters(part, year, today) {
  const range = (first, last) => [iso(year, first, 1), iso(year, last, 31)];
  if (part.endsWith("半年")) return part[0] === "上" ? range(1, 6) : range(7, 12);
  if (new RegExp(`^(?:${RELATIVE_QUARTER})$`).test(part)) {
    const month = 3 * (Math.floor(today.getMonth() / 3) + stepsOf(part));
    return [shifted(new Date(year, month, 1), 0), shifted(new Date(year, month + 3, 0), 0)];
  }
  const quarter = part === "初" ? 1 : part.endsWith("季度") ? valueOf(part.replace(/第|季度/g, "")) : 4;
  return range(3 * quarter - 2, 3 * quarter);
}

/** How far 下, 下下, 上 or 上上 is from now. */
function stepsOf(which) {
  const steps = (/^(?:下+|上+)/).exec(which);
  return steps ? steps[0].length * (steps[0][0] === "下" ? 1 : -1) : 0;
}

function nearest(one, current, direction) {
  return direction > 0 && one < current ? 1 : direction < 0 && one > current ? -1 : 0;
}

function yearOf(name, current) {
  if (name === "年") return current;
  if (name[0] in YEARS) return current + YEARS[name[0]];
  if (name.length < 4) return 2000 + Number(name.slice(0, 2));
  return Number([...name.slice(0, 4)].map((sign) => (/[0-9]/.test(sign) ? sign : DIGITS.indexOf(sign.replace("零", "〇")))).join(""));
}

/** What a relation makes of a span; one of a `day` counts itself, before a month or a year it does not. */
function between(first, last, relation, day) {
  if (!relation || new RegExp(`^(?:${INSIDE})$`).test(relation)) return [first, last];
  if (!new RegExp(`^(?:${BEFORE})$`).test(relation)) return [first, "9999"];
  const [year, month, date] = first.split("-");
  return ["", day ? last : shifted(new Date(year, month - 1, date), -1)];
}
