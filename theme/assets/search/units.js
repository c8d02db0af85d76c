// Units of measure behind a number, by their signs and in words: 17 MPa is 17兆帕, 100 m³/h is 100立方米每小时.

/** Signs as texts are folded and names of the same unit, the usual ones first. Sources: GB 3100, GB/T 3102 (all parts). */
const UNITS = [
  ["m", "米"], ["km", "公里 千米"], ["cm", "厘米"], ["mm", "毫米"], ["μm um", "微米"], ["nm", "纳米"], ["n_mile nmi", "海里"],
  ["m2", "平方米 平米"], ["km2", "平方公里 平方千米"], ["cm2", "平方厘米"], ["mm2", "平方毫米"], ["hm2 ha", "公顷"],
  ["m3", "立方米"], ["cm3", "立方厘米"], ["l", "升"], ["ml", "毫升"], ["μl ul", "微升"],
  ["t", "吨"], ["kg", "千克 公斤"], ["g", "克"], ["mg", "毫克"], ["μg ug", "微克"],
  ["d", "天"], ["h", "小时"], ["min", "分钟"], ["s", "秒"], ["ms", "毫秒"],
  ["mpa", "兆帕"], ["kpa", "千帕"], ["pa", "帕"], ["n", "牛"], ["kn", "节 千牛"], ["°c", "摄氏度 度"], ["db", "分贝"],
  ["w", "瓦"], ["kw", "千瓦"], ["mw", "兆瓦 毫瓦"], ["gw", "吉瓦"], ["kwh", "千瓦时 度电"], ["mwh", "兆瓦时"], ["j", "焦"], ["kj", "千焦"],
  ["v", "伏"], ["kv", "千伏"], ["mv", "毫伏"], ["a", "安"], ["ma", "毫安"], ["ah", "安时"], ["mah", "毫安时"], ["kva", "千伏安"],
  ["hz", "赫兹 赫"], ["khz", "千赫 千赫兹"], ["mhz", "兆赫 兆赫兹"], ["ghz", "吉赫 吉赫兹"],
  ["mol", "摩尔"], ["mmol", "毫摩尔"], ["μmol umol", "微摩尔"], ["bit", "比特"], ["kbit", "千比特"], ["mbit", "兆比特"], ["r", "转"],
].map(([signs, names]) => ({ signs: signs.split(" ").map((sign) => sign.replace("_", " ")), names: names.split(" ") }));

const longestFirst = (words) => words.sort((one, other) => other.length - one.length).join("|");
export const SIGN = `(?:${longestFirst(UNITS.flatMap(({ signs }) => signs)).replace(/ /g, " ?")})`;
/** The names of units, longest first, to be put into patterns; their signs stand above. */
export const NAME = `(?:${longestFirst(UNITS.flatMap(({ names }) => names))})`;
/** 3度每吨 is energy, 30度 is not. */
const ENERGY = "度";
/** What Chinese may stand behind a unit of one character: 5米以上, but 3节电池 and 5G网络. */
export const BEHIND = /^(?:[^\u3400-\u9fff]|[级以左右上下内外深高长宽厚远每的至到]|$)/;
const MEASURES = [new RegExp(`([0-9][万亿]?)(${NAME})(?:[每/](${NAME}))?`, "g"), new RegExp(`([0-9][万亿]?) ?(${SIGN})(?:/(${SIGN}))?(?![a-z0-9μ])`, "g")];

/** Units and their like (℃ and % as they are typed) that are written apart from their number: 1.5 mm is one thing. */
const APART = new RegExp(`([0-9０-９])[ 　]+(?=(?:(?:${SIGN}|ppm|ppb|psu|rpm|℃|%|‰|[kcm]?m[²³]|㎡)(?![a-z0-9])|${NAME}(.?)))`, "giu");

/** A query with numbers and their units as one: 17 兆帕, 1.5 mm. */
export function withUnits(query) {
  const together = query.replace(APART, (whole, digit, behind) => (behind === undefined || BEHIND.test(behind) ? digit : whole));
  return together.replace(/([0-9]n) +(?=mile)/giu, "$1");
}

/** Whether a word is a unit's sign or name. */
export function isUnit(word) {
  return UNITS.some(({ signs, names }) => signs.includes(word) || names.includes(word));
}

/** A folded text with every measure in the other ways to write it. */
export function measures(folded) {
  const found = MEASURES.flatMap((pattern) => [...folded.matchAll(pattern)]).filter((match) => isMeasure(match, folded)).sort((one, other) => one.index - other.index);
  if (!found.length) return [];
  const others = found.map(([, , unit, per]) => (per ? otherRates(unit, per) : othersOf(unit)));
  const most = Math.max(...others.map(({ length }) => length));
  return Array.from({ length: most }, (_, number) => rewritten(folded, found, others.map((some) => some[Math.min(number, some.length - 1)])));
}

function isMeasure({ 0: whole, 2: unit, 3: per, index }, folded) {
  return per !== undefined || unit.length > 1 || BEHIND.test(folded.slice(index + whole.length, index + whole.length + 1));
}

function rewritten(folded, found, units) {
  let at = 0;
  const parts = found.map(({ 0: whole, 1: number, index }, place) => {
    const before = folded.slice(at, index);
    at = index + whole.length;
    return before + number + units[place];
  });
  return parts.join("") + folded.slice(at);
}

const joined = (text) => text.replace(/ /g, "");

/** The units that a sign or a name may stand for. */
const meant = (unit) => UNITS.filter(({ signs, names }) => [...signs, ...names].some((word) => joined(word) === joined(unit)));

/** A sign behind its number: 17mpa is a term of the index whether or not a blank is between, 100m3 is one only without. */
const behind = (sign) => (/[0-9 ]/.test(sign) ? ` ${sign}` : sign);

function othersOf(unit) {
  return meant(unit).flatMap(({ signs, names }) => [...signs.map(behind), ...names.filter((name) => name !== unit)]);
}

/** A unit by another one, in signs and in words. */
function otherRates(unit, per) {
  const [one, other] = [meant(unit === ENERGY ? "kwh" : unit)[0], meant(per)[0]];
  const names = one.signs[0] === "kwh" ? [one.names[0], ENERGY] : one.names.slice(0, 1);
  return [`${behind(one.signs[0])}/${other.signs[0]}`, ...names.flatMap((name) => [`${name}每${other.names[0]}`, `${name}/${other.names[0]}`])];
}
