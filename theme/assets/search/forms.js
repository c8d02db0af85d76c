// How else a text may be written: its numbers, units, ranges, signs, and where Chinese meets Latin.

import { counts, perCents } from "./numerals.js";
import { characters, fold, isHan } from "./text.js";
import { measures } from "./units.js";

const HAN = "\\u3400-\\u9fff";
const LETTER = "a-z\\u00df-\\u024f\\u0370-\\u03ff\\u0400-\\u04ff";
const NUMBER = "[0-9]+(?:\\.[0-9]+)*";
const WORD_RUN = new RegExp(`(?:${NUMBER}|[${LETTER}])+`, "gu");
const COMPOUND = new RegExp(`(?:${NUMBER}|[${LETTER}])+(?:[-._/·](?:${NUMBER}|[${LETTER}])+)*`, "gu");
const NUMBER_FIRST = new RegExp(`^(${NUMBER})([${LETTER}].*)$`, "u");
const HAS_LETTER = new RegExp(`[${LETTER}]`, "u");
const GROUPED = /(^|[^0-9.,])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9,])/g;
const MICRO = /([0-9]\s*)u(?=(?:m|g|l|s|a|v|w|pa|mol)(?![a-z]))/g;
/** How plain text says what stands high or low: m^3, CO_2, CO~2~, CO_{2}. */
const SHIFTED = /([a-z])[\^_~]\{?([0-9]+)[}~]?/g;
/** A run of Chinese, or of words and signs beside it. */
const SIDE = new RegExp(`[${HAN}]+|[^${HAN}\\s]+`, "gu");
/** A name and its value: two letters at least, and a number that is no part of a code. */
const VALUE = new RegExp(`^([${LETTER}]{2,})([0-9]+\\.[0-9.]+|[0-9]{3,})`, "u");
/** A standard's number, behind who issued it: GB/T31817, ISO 12944. */
const STANDARD = /(^|[^a-z0-9])([a-z]{2,5}|[a-z]{2,5}(?:[0-9]{2})?\/[a-z])([0-9]{3,6})(?![0-9a-z.])/g;
const ITS_YEAR = /([0-9]{3})-(?=[0-9]{4}(?![0-9]))/g;
const COMPARED = /[=<>≤≥≦≧]+/g;
const RANGE = /([0-9](?:[万亿千百%]|°c|[a-z]{1,3})?)(?:[~-]|[至到])(?=[a-zφ]?[0-9])/gu;
/** What joins Latin words, what lists words of two characters at least, and what links Chinese ones. */
const HYPHEN = new RegExp(`([${LETTER}]{2})-(?=[${LETTER}]{2})`, "gu");
const LIST = new RegExp(`([${HAN}]{2}|[${LETTER}]{2})(?:[/|、,;。?!()]+|[和与及])(?=[${HAN}]{2}|[${LETTER}]{2})`, "gu");
const LINK = new RegExp(`([${HAN}]{2})[-_·•](?=[${HAN}]{2})`, "gu");
const RANGES = ["~", "-", "至", "—"];
const BELOW = /(^|[^0-9a-z])(-|零下)([0-9]+(?:\.[0-9]+)?)(°c|度)/g;

/**
 * Other ways to write a text: [{text, apart, whole}], `apart` where what was typed together may stand apart in it, `whole`
 * where it stands together though blanks are in it, `list` where signs may have listed words, or stood between them.
 */
export function writings(text) {
  const typed = fold(text);
  const folded = typed.replace(SHIFTED, "$1$2");
  const counted = counts(folded);
  const same = [folded, joined(folded), renumbered(folded), ...counted, ...perCents(folded), ...below(folded), ...ranges(folded)];
  const forms = [
    ...same.map((said) => ({ text: said, apart: false, whole: false })),
    { text: listed(folded), apart: false, whole: false, list: true },
    ...[folded, ...counted.slice(0, 1)].flatMap(measures).flatMap((said) => [said, ...counts(said).slice(0, 1)]).map((said) => ({ text: said, apart: false, whole: true })),
    ...standards(folded).map((said) => ({ text: said, apart: false, whole: true })),
    ...[measured(folded), parted(folded)].map((said) => ({ text: said, apart: true, whole: false })),
  ];
  const told = new Set([null, typed]);
  return forms.filter((form) => !told.has(form.text) && told.add(form.text));
}

/** With what a hyphen, a dot or a slash joins written as one: DP-3 → dp3; or null if there is no such thing. */
export function joined(text) {
  const folded = fold(text);
  const said = folded.replace(COMPOUND, (compound) => (HAS_LETTER.test(compound) ? compound.match(WORD_RUN).join("") : compound));
  return said === folded ? null : said;
}

/** With blanks between words that signs list or join: 海参、度夏, wave-power. */
export function listed(folded) {
  const parted = [LIST, LINK, HYPHEN].reduce((text, sign) => text.replace(sign, "$1 "), folded);
  return parted === folded ? folded : parted.replace(/[()]+(?= |$)/g, "");
}

/** With each number parted from the unit that is glued to it: 38mpa → 38 mpa; or null. */
export function measured(text) {
  const folded = fold(text);
  const said = folded.replace(WORD_RUN, (run) => run.replace(NUMBER_FIRST, "$1 $2"));
  return said === folded ? null : said;
}

/** With numbers as they may also be written: without commas between thousands, micro as its sign; or null. */
export function renumbered(text) {
  const folded = fold(text);
  const said = folded.replace(GROUPED, (_, before, number) => before + number.replace(/,/g, "")).replace(MICRO, "$1μ");
  return said === folded ? null : said;
}

/**
 * Parted where Chinese meets a name, a code or a sign, and a name meets its value: rs485接口, 偏差±18%, ph3.5. What would
 * stand there as a single character stays where it is, and so does what is counted: X光, 120微米.
 */
function parted(folded) {
  return folded.split(/(\s+)/).map((word) => sidesOf(word).map((side) => side.replace(VALUE, "$1 $2").replace(COMPARED, " ")).join(" ")).join("");
}

/** The sides of a word, or the blank that it is. */
function sidesOf(word) {
  if (!word.trim()) return [word];
  return (word.match(SIDE) || []).reduce((found, side) => {
    const before = found[found.length - 1];
    const counted = before && !isHan(before) && isHan(side) && /[0-9.]$/.test(before) && !HAS_LETTER.test(before);
    const short = before && (characters(side).length === 1 || characters(before).length === 1);
    const linked = before && (/[-~·/.]$/.test(before) || /^[-~·/.]/.test(side));
    return counted || short || linked ? [...found.slice(0, -1), before + side] : [...found, side];
  }, []);
}

/** With a standard's number parted from who issued it, and its year behind the dash of Chinese ones. */
function standards(folded) {
  const parted = folded.replace(STANDARD, "$1$2 $3");
  return parted === folded ? [] : [parted, parted.replace(ITS_YEAR, "$1—")];
}

/** With each sign that a range may have. */
function ranges(folded) {
  return RANGES.map((sign) => folded.replace(RANGE, `$1${sign}`));
}

/** Degrees below zero in words and by its sign. */
function below(folded) {
  return ["零下", "-"].map((sign) => folded.replace(BELOW, `$1${sign}$3°c`));
}
