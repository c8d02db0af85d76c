// A measure in another unit of the same kind: 1.7kV is 1700V, 半小时 is 30分钟.

import { counts } from "./numerals.js";
import { isHan } from "./text.js";

/** Units of a kind, by signs as texts are folded and names, each with its part of the first one. */
const KINDS = [
  [["μm um 微米", 1], ["mm 毫米", 1e3], ["cm 厘米", 1e4], ["m 米", 1e6], ["km 公里 千米", 1e9]],
  [["mg 毫克", 1], ["g 克", 1e3], ["kg 千克 公斤", 1e6], ["t 吨", 1e9]],
  [["ml 毫升", 1], ["l 升", 1e3], ["m3 立方米", 1e6]],
  [["m2 平方米 平米", 1], ["ha hm2 公顷", 1e4], ["km2 平方公里 平方千米", 1e6]],
  [["s 秒", 1], ["min 分钟", 60], ["h 小时", 3600], ["d 天", 86400], ["周", 604800]],
  [["个月", 1], ["年", 12]],
  [["kpa 千帕", 1], ["bar 巴", 100], ["mpa 兆帕", 1000]],
  [["w 瓦", 1], ["kw 千瓦", 1e3], ["mw 兆瓦", 1e6]],
  [["wh 瓦时", 1], ["kwh 千瓦时 度电", 1e3], ["mwh 兆瓦时", 1e6]],
  [["mv 毫伏", 1], ["v 伏", 1e3], ["kv 千伏", 1e6]],
  [["mah 毫安时", 1], ["ah 安时", 1e3]],
  [["hz 赫兹 赫", 1], ["khz 千赫 千赫兹", 1e3], ["mhz 兆赫 兆赫兹", 1e6], ["ghz 吉赫 吉赫兹", 1e9]],
].map((kind) => kind.map(([names, part]) => ({ names: names.split(" "), part })));

const longestFirst = KINDS.flat(1).flatMap(({ names }) => names).sort((one, other) => other.length - one.length).join("|");
const MEASURE = new RegExp(`(?<![0-9a-z.,~-])([0-9]+(?:\\.[0-9]+)?)(万?) ?(${longestFirst})(?![a-z0-9μ/每半])`, "g");
const YEAR = /^[12][0-9]{3}$/;
/** Numbers that people write: no more digits, neither smaller nor larger. */
const [LEAST, MOST, DIGITS] = [0.1, 10000, 4];
const MOST_OTHERS = 2;

/** A folded text with its measures in other units: texts; none where nothing is measured. */
export function converted(folded) {
  const texts = [folded, ...counts(folded).slice(0, 1)];
  const found = texts.map((text) => ({ text, measures: [...text.matchAll(MEASURE)].map(measureOf).filter(({ others }) => others.length) })).find(({ measures }) => measures.length);
  if (!found) return [];
  const most = Math.max(...found.measures.map(({ others }) => others.length));
  return Array.from({ length: most }, (_, number) => found.measures.reduceRight((text, { at, said, others }) => text.slice(0, at) + others[Math.min(number, others.length - 1)] + text.slice(at + said.length), found.text));
}

/** A measure's place, and what it is in others: as names where it was one, or where Chinese follows, else as signs. */
function measureOf({ 0: said, 1: number, 2: tenThousands, 3: unit, index: at, input }) {
  const kind = KINDS.find((units) => units.some(({ names }) => names.includes(unit)));
  const own = kind.find(({ names }) => names.includes(unit));
  const value = Number(number) * (tenThousands ? 10000 : 1) * own.part;
  const isYear = unit === "年" && YEAR.test(number);
  const named = isHan(unit) || isHan(input.slice(at + said.length));
  const others = kind.filter((other) => other !== own && !isYear).sort((a, b) => distance(a, own) - distance(b, own)).map(({ names, part }) => ({ name: (named && names.find(isHan)) || names[0], value: rounded(value / part) }));
  return { at, said, others: others.filter((other) => isNice(other.value)).slice(0, MOST_OTHERS).map((other) => `${other.value}${other.name}`) };
}

/** How far a unit is from another one. */
function distance(unit, other) {
  return Math.abs(Math.log(unit.part / other.part));
}

function rounded(value) {
  return Number(value.toPrecision(12));
}

function isNice(value) {
  return value >= LEAST && value < MOST && String(value).replace(".", "").replace(/^0+|0+$/g, "").length <= DIGITS;
}
