// What may have been meant where nothing holds what was typed: other characters, sounds, slips of the pen.

import { converted } from "./conversions.js";
import { mended, rearranged } from "./slips.js";
import { sameSound, spelled, spelledApart, withoutTones } from "./sounds.js";
import { named, spelling } from "./suggestions.js";
import { characters, fold, isHan, needles } from "./text.js";
import { mayBeTraditional, simplify } from "./variants.js";

/** How the same characters are read: that is no guess. */
export const SIMPLIFIED = "简体";

/** Letters that stand in a text, and those of them that may be pinyin or a word with a slip. */
const LETTERS = /[a-z]+/g;
const SHORTEST = 4;
/** Letters of the longest word that may be two, and of the shortest half; characters that may be linked. */
const MOST_PARTED = 20;
const SHORTEST_HALF = 3;
const MOST_LINKED = 8;

/** Whether letters alone are typed, in more than two, be they with tones: pinyin, initials or English. */
export function isLetters(query) {
  return (/^[a-z][a-z' -]{2,}$/).test(withoutTones(fold(query).trim()));
}

/**
 * The query in simplified characters; the words that its pinyin or its sound stands for, a word spelt nearly so, or with
 * one other character: [{how, text}].
 */
export async function otherReadings(engine, query, { postings }) {
  const folded = fold(query).trim();
  const by = (how) => (text) => ({ how, text });
  const letters = withoutTones(folded);
  if (isLetters(letters)) return inLetters(engine, letters, postings, by);
  const { traditional } = await engine.json("words.json");
  if (mayBeTraditional(query, traditional)) {
    const simple = simplify(query, await engine.json("variants.json"));
    if (simple !== query) return [by(SIMPLIFIED)(simple)];
  }
  const moved = await rearranged(engine, query, postings);
  const sounding = (await sameSound(engine, query)).filter((text) => !moved.includes(text));
  const others = (await mended(engine, query, postings)).filter((text) => ![...moved, ...sounding].includes(text));
  const hyphened = (await linked(engine, folded, postings)).map(by("连字符"));
  const apart = (await mendedApart(engine, folded, postings)).map(by("错字"));
  const typed = [...converted(folded).map(by("换算")), ...hyphened, ...apart, ...(await amongCharacters(engine, folded, postings, by))];
  return [...typed, ...moved.map(by("错字")), ...sounding.map(by(/[a-z]/.test(folded) ? "拼音" : "同音字")), ...others.map(by("错字"))];
}

/** Of words typed apart each of which no record holds some two characters as what was meant: 海上风店 螺栓. */
async function mendedApart(engine, folded, postings) {
  const words = folded.split(/\s+/);
  if (words.length < 2) return [];
  const meant = await Promise.all(words.map(async (word) => {
    const signs = characters(word);
    if (signs.slice(1).every((sign, at) => postings.has(signs[at] + sign))) return word;
    const [text = word] = [...(await sameSound(engine, word)), ...(await rearranged(engine, word, postings)), ...(await mended(engine, word, postings))];
    return text;
  }));
  const text = meant.join(" ");
  return text === words.join(" ") ? [] : [text];
}

async function inLetters(engine, folded, postings, by) {
  const letters = folded.replace(/[^a-z]/g, "");
  const [whole, apart] = [await spelled(engine, letters), await spelledApart(engine, folded)];
  const spoken = [...(/ /.test(folded) ? [...apart, ...whole] : [...whole, ...apart]), ...(await named(engine, letters)), `拼音:${letters}`];
  const corrected = await replaced(folded, postings, (word) => slip(engine, word));
  const parted = whole.length + apart.length ? [] : await halves(engine, folded);
  return [...parted.map(by("分写")), ...spoken.map(by("拼音")), ...[`字母:${letters}`, corrected].filter(Boolean).map(by("拼写"))];
}

/** Pinyin, also by syllables, and slips in letters beside Chinese characters: haidai夹苗, hai dai 夹苗. */
async function amongCharacters(engine, folded, postings, by) {
  if (!needles(folded).some(isHan)) return [];
  const joined = folded.replace(/([a-z])[ '](?=[a-z])/g, "$1");
  const texts = [...new Set([folded, joined])];
  const spoken = await Promise.all(texts.map((text) => replaced(text, postings, async (word) => (await spelled(engine, word))[0])));
  const corrected = await replaced(folded, postings, (word) => slip(engine, word));
  return [...spoken.filter(Boolean).map(by("拼音")), corrected && by("拼写")(corrected)].filter(Boolean);
}

/** A word in letters as two words that records hold: wavepower; the halves most alike in length first. */
async function halves(engine, word) {
  if (!(/^[a-z]+$/).test(word) || word.length > MOST_PARTED) return [];
  const cuts = Array.from({ length: Math.max(0, word.length - 2 * SHORTEST_HALF + 1) }, (_, at) => [word.slice(0, at + SHORTEST_HALF), word.slice(at + SHORTEST_HALF)]);
  const held = await engine.postings(cuts.flat());
  const known = cuts.filter((parts) => parts.every((part) => held.has(part)));
  const uneven = ([first, second]) => Math.abs(first.length - second.length);
  return known.sort((a, b) => uneven(a) - uneven(b)).map((parts) => parts.join(" "));
}

/** Characters of which no record holds some two beside each other, but linked: 氧-乙炔 where 氧乙炔 is typed. */
async function linked(engine, folded, postings) {
  const signs = characters(folded);
  if (signs.length > MOST_LINKED || !signs.every(isHan)) return [];
  const joints = signs.slice(1).map((sign, at) => at + 1).filter((at) => !postings.has(signs[at - 1] + signs[at]));
  const held = await engine.postings(joints.flatMap((at) => [`${signs[at - 1]}-`, `-${signs[at]}`]));
  const known = joints.filter((at) => held.has(`${signs[at - 1]}-`) && held.has(`-${signs[at]}`));
  return known.map((at) => `${signs.slice(0, at).join("")}-${signs.slice(at).join("")}`);
}

/** The word that a slip of the pen was meant for, or null: an English word is no slip of another one. */
async function slip(engine, word) {
  return (await engine.meaning.english([word])).has(word) ? null : spelling(engine, word);
}

/**
 * The text with each word in letters that no record holds in another form, if every one of them has one and it is another
 * text; else null.
 */
async function replaced(folded, postings, another) {
  const unknown = [...new Set(folded.match(LETTERS) || [])].filter((word) => !postings.has(word));
  if (!unknown.length || unknown.some(({ length }) => length < SHORTEST)) return null;
  const forms = new Map(await Promise.all(unknown.map(async (word) => [word, await another(word)])));
  if ([...forms.values()].some((form) => !form)) return null;
  const text = folded.replace(LETTERS, (word) => forms.get(word) || word);
  return text === folded ? null : text;
}
