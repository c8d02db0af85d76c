// What of a text is marked and quoted: its words, and each number with its unit as one.

import { COUNTED } from "./numerals.js";
import { characters, fold, isHan, needles, queryTerms } from "./text.js";
import { BEHIND, NAME, SIGN, isUnit } from "./units.js";

const FIGURES = "[0-9]+(?:[.,:][0-9]+)*";
const SPOKEN = "[零一二三四五六七八九十百千万半两]+";
/** Units whose character begins many words: 5节点, 三代表. */
const AMBIGUOUS = /[0-9零一二三四五六七八九十百千万半两][节转克升安牛伏瓦帕焦代层倍成]$/;
const UNIT = `(?:[%‰]|°c|${SIGN}(?![a-z0-9μ])|个?小时|成半?|[余多]?(?:${COUNTED}|${NAME}))级?`;
/** 1.8万亩, 20~30mpa, 120m3/h, 零下20度, 三千米级, 2024年, 24口. */
const MEASURE = new RegExp(`(?:零下|-)?(?:${FIGURES}(?: ?${UNIT})?[~至到—-])?(?:${FIGURES} ?[百千万亿]*?|${SPOKEN}?)(?:个半)?${UNIT}(?:[/每](?:${SIGN}(?![a-z0-9])|${NAME}))?`, "gu");
const PART = new RegExp(`${FIGURES}|[a-zμ]+|[\u3400-\u9fff]+`, "gu");
const IN_WORD = /[a-z0-9.μ]/;

/** The measures of a folded text: [start, end)s. */
function measuresIn(folded) {
  return [...folded.matchAll(MEASURE)]
    .filter(({ 0: said, index }) => {
      const behind = folded.slice(index + said.length, index + said.length + 1);
      return !(IN_WORD.test(folded.charAt(index - 1)) && (/^[0-9]/).test(said)) && !(AMBIGUOUS.test(said) && !BEHIND.test(behind));
    })
    .map(({ 0: said, index }) => [index + (said[0] === "-" && IN_WORD.test(folded.charAt(index - 1)) ? 1 : 0), index + said.length]);
}

/** The measures of a text that are like a pattern, without blanks, and the text with a sign in their places. */
function parted(text, sign, like = /./) {
  const folded = fold(text);
  const found = measuresIn(folded).filter(([start, end]) => like.test(folded.slice(start, end)));
  const rest = found.reduceRight((left, [start, end]) => left.slice(0, start) + sign + left.slice(end), folded);
  return { measures: found.map(([start, end]) => folded.slice(start, end).replace(/ /g, "")), rest };
}

/** The words and measures of a text, folded, each once; a character beside a measure says nothing by itself. */
export function pieces(text) {
  const { measures, rest } = parted(text, "\u0000");
  const words = rest.split(/\s+/).flatMap((word) => glued(needles(word)).filter((run) => !word.includes("\u0000") || characters(run).length > 1 || !isHan(run)));
  return [...new Set([...measures, ...words])];
}

/** Runs, but a Latin one and a character as one word: of X光 the 光 says nothing by itself. */
function glued(runs) {
  const single = (run) => isHan(run) && characters(run).length === 1;
  return runs.length === 2 && runs.some(single) && runs.some((run) => !isHan(run)) ? [runs.join(""), ...runs.filter((run) => !isHan(run))] : runs;
}

/** The text without its measures. */
export function withoutMeasures(text) {
  return parted(text, " ").rest;
}

/** The text without its measures in figures; those in characters are words too: 小半天. */
export function withoutFigures(text) {
  return parted(text, " ", /[0-9]/).rest;
}

/**
 * The terms that only the measures have, of texts that say the same in several ways: each says nothing without the
 * others. Where the first one has figures, those in characters are measures, too.
 */
export function measureTerms(texts) {
  const rest = (/[0-9]/).test(texts[0]) ? withoutMeasures : withoutFigures;
  const others = new Set(texts.map(rest).flatMap(queryTerms));
  return new Set(texts.flatMap(queryTerms).filter((term) => !others.has(term)));
}

/**
 * Of the pieces of texts that say the same in several ways those that tell something where they stand: of m/s no letter
 * does, nor a unit, nor a part of a measure, nor a character that is but the rest of a word, 机 beside 清洁, as long as
 * there is anything else.
 */
export function telling(texts) {
  const found = [...new Set(texts.flatMap(pieces))];
  const words = new Set(texts.flatMap((text) => longest(pieces(text))));
  const parts = new Set(texts.flatMap((text) => parted(text, " ").measures).flatMap(partsOf));
  const some = found.filter((word) => !parts.has(word) && words.has(word) && (isHan(word) ? !isUnit(word) : word.length > 1));
  return some.length ? some : found;
}

/** Without single Chinese characters, unless there are no others. */
function longest(words) {
  const long = words.filter((word) => !isHan(word) || characters(word).length > 1);
  return long.length ? long : words;
}

/** The numbers and units of a measure, and the characters of these. */
function partsOf(measure) {
  const parts = measure.match(PART) || [];
  return parts.length > 1 ? [...parts, ...parts.filter(isHan).flatMap(characters)] : [];
}
