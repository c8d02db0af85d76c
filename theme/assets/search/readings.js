// What may have been meant where nothing holds what was typed: other characters, sounds, slips of the pen.

import { mended } from "./slips.js";
import { sameSound, spelled, spelledApart } from "./sounds.js";
import { spelling, suggest } from "./suggestions.js";
import { fold, isHan, needles } from "./text.js";
import { mayBeTraditional, simplify } from "./variants.js";

/** How the same characters are read: that is no guess. */
export const SIMPLIFIED = "简体";

/** Letters that stand in a text, and those of them that may be pinyin or a word with a slip. */
const LETTERS = /[a-z]+/g;
const SHORTEST = 4;

/** Whether letters alone are typed, in more than two: pinyin, initials or English. */
export function isLetters(query) {
  return (/^[a-z][a-z' -]{2,}$/).test(fold(query).trim());
}

/**
 * The query in simplified characters; the words that its pinyin or its sound stands for, a word spelt nearly so, or with
 * one other character: [{how, text}].
 */
export async function otherReadings(engine, query, { postings }) {
  const folded = fold(query).trim();
  const by = (how) => (text) => ({ how, text });
  if (isLetters(folded)) return inLetters(engine, folded, postings, by);
  const { traditional } = await engine.json("words.json");
  if (mayBeTraditional(query, traditional)) {
    const simple = simplify(query, await engine.json("variants.json"));
    return simple === query ? [] : [by(SIMPLIFIED)(simple)];
  }
  const sounding = await sameSound(engine, query);
  const others = (await mended(engine, query, postings)).filter((text) => !sounding.includes(text));
  return [...(await amongCharacters(engine, folded, postings, by)), ...sounding.map(by(/[a-z]/.test(folded) ? "拼音" : "同音字")), ...others.map(by("错字"))];
}

async function inLetters(engine, folded, postings, by) {
  const letters = folded.replace(/[^a-z]/g, "");
  const suggestions = (await suggest(engine, letters, { within: false })).filter(({ kind }) => kind !== "keyword");
  const named = suggestions.slice(0, 1).map(({ text }) => text);
  const [whole, apart] = [await spelled(engine, letters), await spelledApart(engine, folded)];
  const spoken = [...(/ /.test(folded) ? [...apart, ...whole] : [...whole, ...apart]), ...named, `拼音:${letters}`];
  const corrected = await replaced(folded, postings, (word) => slip(engine, word));
  return [...spoken.map(by("拼音")), ...[`字母:${letters}`, corrected].filter(Boolean).map(by("拼写"))];
}

/** Pinyin and slips in letters beside Chinese characters: haidai夹苗. */
async function amongCharacters(engine, folded, postings, by) {
  if (!needles(folded).some(isHan)) return [];
  const spoken = await replaced(folded, postings, async (word) => (await spelled(engine, word))[0]);
  const corrected = await replaced(folded, postings, (word) => slip(engine, word));
  return [spoken && by("拼音")(spoken), corrected && by("拼写")(corrected)].filter(Boolean);
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
