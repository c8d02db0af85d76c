// Suggestions by beginning, Chinese or pinyin (scripts/showcase/outputs/search/suggestions.py), titles by pinyin anywhere
// within (pinyin.py), and spelling help.

import { shardOf } from "./shards.js";
import { fold, pinyinTerms } from "./text.js";

const MOST = 8;
/** Titles by sound within them: each costs a card. */
const MOST_WITHIN = 5;
const LETTERS = /^[a-z0-9]/;

/** The key of the shard that holds what begins as `folded` does, or null if too little is typed. */
function keyOf(folded) {
  if (!LETTERS.test(folded)) return [...folded][0] || null;
  const letters = folded.replace(/[^a-z0-9]/g, "");
  return letters.length > 1 ? letters.slice(0, 2) : null;
}

/** How well an entry answers: 0 text begins so, 1 text holds it, 2 pinyin begins so; -1 not at all. */
function grade([text, kind, , initials, full], folded, letters) {
  const own = fold(text);
  if (own.startsWith(folded)) return 0;
  if (kind === "institution" && own.includes(folded)) return 1;
  if (letters && letters === folded && (initials.startsWith(letters) || full.startsWith(letters) || initials.includes(letters))) return 2;
  return -1;
}

/** The best suggestions for what was typed: [{text, kind, target}]; titles that sound so within come last. */
export async function suggest(engine, typed) {
  const folded = fold(typed).trim();
  const begun = (await beginning(engine, folded)).map(({ row: [text, kind, target] }) => ({ text, kind, target }));
  if (begun.length >= MOST || !/^[a-z0-9]+$/.test(folded)) return begun;
  const titles = await sounding(engine, folded);
  const known = new Set(begun.map(({ target }) => target));
  return [...begun, ...titles.filter(({ target }) => !known.has(target))].slice(0, MOST);
}

/** The newest titles that hold the letters as first letters or as whole pinyin. */
async function sounding(engine, letters) {
  const ways = pinyinTerms(letters).filter((terms) => terms.length);
  const postings = await engine.postings(ways.flat());
  const { documents: total } = await engine.manifest();
  const found = holding(ways, postings, total).slice(0, MOST_WITHIN);
  const cards = await engine.cards(found);
  return cards.map(({ title }, place) => ({ text: title, kind: "title", target: found[place] }));
}

/** The documents that hold all terms of one of the ways. */
function holding(ways, postings, total) {
  const level = new Uint8Array(total);
  for (const terms of ways) {
    const lists = terms.map((term) => new Set((postings.get(term)?.fields || []).filter(Boolean).flatMap(({ documents }) => [...documents])));
    for (const document of lists[0] || []) if (lists.every((list) => list.has(document))) level[document] = 1;
  }
  return [...level.keys()].filter((document) => level[document]);
}

async function beginning(engine, folded) {
  const key = keyOf(folded);
  if (key === null) return [];
  const { suggestion_shards: count } = await engine.manifest();
  const rows = await engine.json(`suggest/${shardOf(key, count).toString(16)}.json`);
  const letters = LETTERS.test(folded) ? folded.replace(/[^a-z0-9]/g, "") : "";
  return rows
    .map((row, place) => ({ row, place, grade: grade(row, folded, letters) }))
    .filter((one) => one.grade >= 0)
    .sort((a, b) => a.grade - b.grade || a.place - b.place)
    .slice(0, MOST);
}

/** The name that letters begin, and the keyword of which they are the first letters: the likeliest alone. */
export async function named(engine, letters) {
  const fits = ({ row: [, kind, , initials] }) => kind !== "keyword" || initials === letters;
  return (await beginning(engine, letters)).filter(fits).slice(0, 1).map(({ row: [text] }) => text);
}

/** Damerau–Levenshtein distance (optimal string alignment), given up beyond `limit`. */
export function editDistance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** Whether two letters are neighbours on a keyboard. */
function beside(one, other) {
  const place = (letter) => KEYS.map((row, at) => [at, row.indexOf(letter)]).find(([, column]) => column >= 0);
  const [[row, column], [otherRow, otherColumn]] = [place(one), place(other)];
  return Math.abs(row - otherRow) <= 1 && Math.abs(column - otherColumn) <= 1;
}

/** How unlike fingers a slip is: letters that changed places, one too many or too few, a neighbouring key, another one. */
function oddness(word, candidate) {
  const sorted = (text) => [...text].sort().join("");
  if (sorted(word) === sorted(candidate)) return 0;
  if (word.length !== candidate.length) return 1;
  return [...word].every((letter, at) => letter === candidate[at] || beside(letter, candidate[at])) ? 2 : 3;
}

/** The word of the catalogue and its synonyms most like a Latin word, or null. */
export async function spelling(engine, word) {
  if (!/^[a-z]{4,}$/.test(word)) return null;
  const words = await engine.json(`spell/${word[0]}.json`).catch(() => []);
  if (words.includes(word)) return word;
  const limit = word.length > 6 ? 2 : 1;
  const near = words
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate, limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || oddness(word, a.candidate) - oddness(word, b.candidate));
  return near.length ? near[0].candidate : null;
}
