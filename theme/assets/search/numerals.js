// Numbers that count something, in figures and in characters: 千吨级 is 1000吨级, 三万 is 30000, 八成 is 80%.

import { NAME } from "./units.js";

const DIGITS = "零一二三四五六七八九";
const SIGNS = `[${DIGITS}两十百千万半]`;
/** What is counted: a unit, or a thing that numbers stand before; 三千米 are 3000 米. */
export const COUNTED = `(?!千米)(?:${NAME}|级|年|个月|亩|只|口|台|条|艘|套|人|次|座|颗|株|尾|倍|层|代)`;
const KILO = "千(?=[瓦伏克帕赫焦牛安比])";
/** Before what 千 alone is the unit's: 1000米 is not 千米. */
const KILO_UNIT = /^[米瓦伏克帕赫焦牛安比]/;
const NUMBER = new RegExp(`(?!${KILO})([0-9]+(?:\\.[0-9]+)?[万千]??|${SIGNS}+?)(?:个半(?=小时|月|年)|个?(?=小时)|(?=[余多]?${COUNTED}))`, "g");
const PER_CENT = new RegExp(`百分之([0-9.]+|[${DIGITS}十百]+)`, "g");
const IN_PER_CENT = /([1-9][0-9]?|100)%/g;
/** Tenths; 成 begins many words. */
const TENTHS = new RegExp(`([${DIGITS}两])成(半?)(?=[^\\u3400-\\u9fff]|[多以左上下的]|$)`, "g");
/** What none of them has before it: the oldest browsers know no look-behind. */
const BEFORE = { number: new RegExp(`[0-9.,~每第${DIGITS}两十百千万半-]`), percent: /[0-9.]/, tenths: new RegExp(`[${DIGITS}十]`) };
const UNITS = { 十: 10, 百: 100, 千: 1000, 万: 10000 };
const OTHER = { 二百: ["两百"] };
/** What is counted by halves. */
const HALVED = /^(?:小时|个?月|年|天|米|公里|吨|升|亩)/;
const YEAR = /^(?:19|20)[0-9]{2}$/;

/** The text with all of its numbers as they may be written too: 千吨级 → 1000吨级, 一千吨级. */
export function counts(folded) {
  const found = [...numbersIn(folded)].map((match) => ({ at: match.index, said: match[0], ways: waysOf(match) })).filter(({ ways }) => ways.length);
  const most = Math.max(0, ...found.map(({ ways }) => ways.length));
  return Array.from({ length: most }, (_, number) => rewritten(folded, found, number));
}

function* numbersIn(folded) {
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(folded); match; match = NUMBER.exec(folded)) {
    if (BEFORE.number.test(folded.charAt(match.index - 1))) NUMBER.lastIndex = match.index + 1;
    else yield match;
  }
}

function rewritten(folded, found, number) {
  let at = 0;
  const parts = found.map(({ at: start, said, ways }) => {
    const before = folded.slice(at, start);
    at = start + said.length;
    return before + ways[Math.min(number, ways.length - 1)];
  });
  return parts.join("") + folded.slice(at);
}

/** How a number may also be written; nothing if it is a year or none. */
function waysOf({ 0: said, 1: number, index, input }) {
  const behind = input.slice(index + said.length);
  if (YEAR.test(number) && behind.startsWith("年")) return [];
  const value = valueOf(number) + (said.endsWith("个半") ? 0.5 : 0);
  const ways = Number.isFinite(value) ? writingsOf(value, behind) : [];
  const parted = (/^小时/).test(behind) ? ways.slice(-1).filter((way) => value >= 0.5 && !(/[0-9半个]$/).test(way)).map((way) => `${way}个`) : [];
  return [...ways, ...parted].filter((way) => way !== said);
}

/** The value of a number in figures or in characters, NaN if it is none, as 100千 (米). */
export function valueOf(said) {
  const figures = (/^([0-9.]+?)([万千]?)$/).exec(said);
  if (figures) return figures[2] === "千" && figures[1].length > 1 ? NaN : Number(figures[1]) * (UNITS[figures[2]] || 1);
  if (said === "半") return 0.5;
  const [high, low] = said.includes("万") ? said.split("万") : ["", said];
  const tenThousands = said.includes("万") ? spokenValue(high || "一") * UNITS.万 : 0;
  return tenThousands + (low ? spokenValue(low) : 0);
}

/** What characters below ten thousand say: 三千 → 3000, 二十五 → 25. */
function spokenValue(said) {
  let whole = 0;
  let digit = null;
  let last = Infinity;
  for (const sign of said) {
    const unit = UNITS[sign];
    if (unit && unit < last) {
      last = unit;
      whole += (digit ?? 1) * unit;
      digit = null;
    } else if (unit || digit || sign === "半") return NaN;
    else digit = sign === "两" ? 2 : DIGITS.indexOf(sign);
  }
  return whole + (digit || 0);
}

/** The ways to write a value, in figures first; of one that has many digits no others. */
function writingsOf(value, behind) {
  const figures = String(value);
  const short = value >= UNITS.万 && value % 1000 === 0 ? [`${value / UNITS.万}万`] : [];
  if (value % 1) return [figures, ...(value % 1 === 0.5 && HALVED.test(behind) ? halves(Math.floor(value), behind) : [])];
  if (value >= UNITS.万 ** 2 || value % roundness(value)) return [figures, ...short];
  const spoken = value === 2 && behind.startsWith("级") ? "二" : inCharacters(value);
  const [, omitted] = (KILO_UNIT.test(behind) ? /^一([百万])$/ : /^一([百千万])$/).exec(spoken) || [];
  return [figures, ...short, spoken, ...(OTHER[spoken] || []), ...(omitted ? [omitted] : [])];
}

/** Of what a number must be so many for being said in few characters. */
function roundness(value) {
  return value > 1000 ? 1000 : value > 100 ? 100 : 1;
}

function halves(whole, behind) {
  if (whole) return [`${inCharacters(whole)}个半`];
  return behind.startsWith("小时") ? ["半", "半个"] : ["半"];
}

/** A whole number below a hundred million in characters. */
function inCharacters(value) {
  if (value >= UNITS.万) return inCharacters(Math.floor(value / UNITS.万)) + "万" + (value % UNITS.万 ? inCharacters(value % UNITS.万) : "");
  if (value >= 1000) return (value < 2000 ? "一" : value < 3000 ? "两" : DIGITS[Math.floor(value / 1000)]) + "千" + (value % 1000 ? inCharacters(value % 1000) : "");
  if (value >= 100) return `${DIGITS[Math.floor(value / 100)]}百${value % 100 ? inCharacters(value % 100) : ""}`;
  if (value >= 10) return `${value < 20 ? "" : DIGITS[Math.floor(value / 10)]}十${value % 10 ? DIGITS[value % 10] : ""}`;
  return value === 2 ? "两" : DIGITS[value];
}

/** Per cent in words by its sign, tenths by it, and the sign in both: texts. */
export function perCents(folded) {
  const signs = folded.replace(PER_CENT, (whole, said) => sign((/[0-9]/).test(said) ? Number(said) : spokenValue(said)) ?? whole);
  const told = replaced(signs, TENTHS, BEFORE.tenths, (_, digit, half) => sign(valueOf(digit) * 10 + (half ? 5 : 0)));
  if (told !== folded) return [told];
  const words = replaced(folded, IN_PER_CENT, BEFORE.percent, (_, number) => `百分之${inCharacters(Number(number)).replace("两", "二")}`);
  const tenths = replaced(folded, IN_PER_CENT, BEFORE.percent, (whole, number) => (number % 10 || number > 90 ? whole : `${inCharacters(number / 10)}成`));
  return [words, tenths];
}

function replaced(text, pattern, before, write) {
  return text.replace(pattern, (...match) => (before.test(text.charAt(match[match.length - 2] - 1)) ? match[0] : write(...match)));
}

function sign(value) {
  return Number.isNaN(value) ? null : `${value}%`;
}
