// Pinyin → words that the catalogue's texts hold, and words of the same sound in place of a wrong character
// (scripts/showcase/outputs/search/sounds.py).

import { shardOf } from "./shards.js";
import { characters, fold, isHan } from "./text.js";

/** Ways to read what was typed that are tried, and words kept while one is put together. */
const MOST_SPELLINGS = 3;
const MOST_WORDS = 24;
const LONGEST_SYLLABLE = 6;
/** Ways with one syllable that sounds much the same. */
const MOST_ALIKE = 8;
/** Characters of a word with a wrong one. */
const SHORTEST = 3;
const LONGEST = 8;

/** Sounds that many do not tell apart: beginnings and ends of syllables. */
const BEGINNINGS = [["zh", "z"], ["ch", "c"], ["sh", "s"], ["n", "l"], ["r", "l"], ["f", "h"]];
const ENDINGS = [["ang", "an"], ["eng", "en"], ["ing", "in"], ["ue", "ve"]];

/** Letters as pinyin is typed without tones: hǎi shēn, hai3 shen1, lü and lu: are hai shen and lv. */
export function withoutTones(folded) {
  const plain = folded.normalize("NFD").replace(/u\u0308|u:/g, "v").replace(/[\u0300-\u036f]/g, "");
  return (/^(?:[b-df-hj-np-tw-z]{0,2}[aeiouv][a-z]{0,4}[1-5][\s']*)+$/).test(plain) ? plain.replace(/[1-5]/g, "") : plain;
}

/** Other syllables that sound much the same. */
export function alike(syllable, known) {
  const begun = BEGINNINGS.flatMap((pair) => [pair, [...pair].reverse()]).filter(([own]) => syllable.startsWith(own) && !(own.length === 1 && syllable[1] === "h")).map(([own, other]) => other + syllable.slice(own.length));
  const ended = ENDINGS.flatMap((pair) => [pair, [...pair].reverse()]).filter(([own]) => syllable.endsWith(own)).map(([own, other]) => syllable.slice(0, -own.length) + other);
  return [...new Set([...begun, ...ended])].filter((other) => known.has(other));
}

/** The ways to part letters into syllables, those of the fewest first. */
export function syllables(letters, known) {
  const ways = [[[]]];
  for (let end = 1; end <= letters.length; end++) {
    ways[end] = [];
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
      const syllable = letters.slice(start, end);
      if (known.has(syllable)) ways[end].push(...ways[start].map((way) => [...way, syllable]));
    }
    ways[end] = ways[end].sort((a, b) => a.length - b.length).slice(0, MOST_SPELLINGS);
  }
  return ways[letters.length];
}

/** The words that pairs of each two neighbouring syllables make up: [{text, often}], the likeliest first. */
export function joinPairs(pairs) {
  let words = pairs[0] || [];
  for (const next of pairs.slice(1)) {
    words = words.flatMap(({ text, often }) => {
      const last = characters(text).pop();
      return next.filter((pair) => characters(pair.text)[0] === last).map((pair) => ({ text: text + characters(pair.text)[1], often: Math.min(often, pair.often) }));
    });
    words = words.sort((a, b) => b.often - a.often).slice(0, MOST_WORDS);
  }
  return words;
}

/** The words of the catalogue that sound as these syllables do. */
async function sounding(engine, spoken) {
  const { sound_shards: count } = await engine.manifest();
  const keys = spoken.slice(1).map((syllable, at) => `${spoken[at]} ${syllable}`);
  const shards = await Promise.all(keys.map((key) => engine.json(`sounds/${shardOf(key, count).toString(16)}.json`)));
  const pairs = keys.map((key, place) => {
    const [text, often] = shards[place][key] || ["", ""];
    const signs = characters(text);
    return [...often].map((digit, at) => ({ text: signs[2 * at] + signs[2 * at + 1], often: Number(digit) }));
  });
  return joinPairs(pairs);
}

const readings = (engine) => engine.json("sounds/readings.json");

/** The words that typed pinyin spells: those that the table of meanings knows first, then the likeliest. */
export async function spelled(engine, typed) {
  const { known, others } = await spelling(engine, typed);
  return [...known, ...others].slice(0, MOST_SPELLINGS);
}

/**
 * The words of the table that pinyin spells one after another, as one text with spaces: parted as typed, or where two of
 * them meet.
 */
export async function spelledApart(engine, typed) {
  const typedParts = fold(typed).trim().split(/[\s']+/);
  const [way = []] = typedParts.length > 1 ? [] : syllables(typedParts[0], new Set(Object.keys(await readings(engine))));
  const cuts = way.slice(3).map((_, at) => [way.slice(0, at + 2).join(""), way.slice(at + 2).join("")]);
  const found = await Promise.all((typedParts.length > 1 ? [typedParts] : cuts).map((parts) => Promise.all(parts.map((part) => spelling(engine, part)))));
  return found.filter((parts) => parts.every(({ known }) => known.length)).map((parts) => parts.map(({ known }) => known[0]).join(" "));
}

async function spelling(engine, typed) {
  const letters = fold(typed).replace(/[\s']/g, "");
  if (!/^[a-z]{4,40}$/.test(letters)) return { known: [], others: [] };
  const every = new Set(Object.keys(await readings(engine)));
  const ways = syllables(letters, every).filter(({ length }) => length > 1);
  const { known, others } = await spelledBy(engine, ways);
  if (known.length + others.length || ways.length === 0) return { known, others };
  const [way] = ways;
  const near = way.flatMap((syllable, at) => alike(syllable, every).map((other) => [...way.slice(0, at), other, ...way.slice(at + 1)]));
  return { ...(await spelledBy(engine, near.slice(0, MOST_ALIKE))), others: [] };
}

/** The words of these ways: those that the table of meanings knows, and others. */
async function spelledBy(engine, ways) {
  const words = (await Promise.all(ways.map((way) => sounding(engine, way)))).flat().map(({ text }) => text).slice(0, MOST_WORDS);
  const table = await engine.meaning.entries(words.map((word) => characters(word).slice(0, 2).join("")));
  return { known: words.filter((word) => table.has(word)), others: words.filter((word) => !table.has(word)) };
}

/**
 * The catalogue's words that sound as a text does and share most of its characters, the likeliest first. Letters beside
 * characters are syllables (海dai夹苗): what was typed as a character then is one.
 */
export async function sameSound(engine, text) {
  const parts = fold(text).trim().match(/[a-z]+|[^a-z]/gu) || [];
  if (parts.length < 2 || parts.length > LONGEST || !parts.some(isHan) || !parts.every((part) => isHan(part) || /^[a-z]{2,}$/.test(part))) return [];
  const spoken = await readings(engine);
  const known = new Set(Object.keys(spoken));
  const soundOf = (sign) => Object.keys(spoken).find((syllable) => spoken[syllable].includes(sign));
  const signs = parts.flatMap((part) => (isHan(part) ? [part] : syllables(part, known)[0] || [""]));
  const own = signs.map((sign) => (isHan(sign) ? soundOf(sign) : sign));
  const typed = signs.filter(isHan).length;
  if (signs.length > LONGEST || own.some((syllable) => !syllable)) return [];
  const shared = (word) => characters(word).filter((sign, at) => sign === signs[at]).length;
  const enough = typed < signs.length ? typed : typed / 2;
  const found = (await sounding(engine, own)).filter(({ text: word }) => word !== signs.join("") && shared(word) >= enough).map(({ text: word }) => word);
  if (typed < SHORTEST && typed === signs.length) return wordsFor(engine, signs.join(""), found);
  return found.slice(0, MOST_SPELLINGS);
}

/** For two characters that are no word those that are one: too many pairs sound alike. */
async function wordsFor(engine, typed, found) {
  const table = await engine.meaning.entries([typed, ...found]);
  return table.has(typed) ? [] : found.filter((word) => table.has(word)).slice(0, MOST_SPELLINGS);
}
