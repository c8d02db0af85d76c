// One wrong character → the catalogue's own words (scripts/showcase/outputs/search/slips.py).

import { shardOf } from "./shards.js";
import { characters, fold, isHan } from "./text.js";

const OPEN = "·";
const SHORTEST = 3;
const LONGEST = 8;
const MOST_MENDED = 4;
/** Characters of the longest word that is known by what looks like it. */
const LONGEST_ALIKE = 3;

/** The places of characters that no document holds beside their neighbours here, the likeliest slips first. */
function doubtful(signs, postings) {
  const unknown = signs.slice(1).map((sign, at) => !postings.has(signs[at] + sign));
  const doubts = signs.map((_, at) => [at, (unknown[at - 1] ?? true) && (unknown[at] ?? true), Number(at > 0 && at + 1 < signs.length)]);
  return doubts.filter(([, is]) => is).sort((a, b) => b[2] - a[2]).map(([at]) => at);
}

/** How many other characters stand beside each other as records hold them. */
function support(signs, at, postings) {
  const joined = (first) => first >= 0 && first + 1 < signs.length && first !== at && first + 1 !== at && postings.has(signs[first] + signs[first + 1]);
  return signs.filter((_, place) => joined(place - 1) || joined(place)).length;
}

/**
 * The texts that one other character makes of a text: words that look like it, and those of which each three characters in
 * a row are the catalogue's own there. Beside few others a character that records hold is a word of its own: 电池船.
 */
export async function mended(engine, text, postings) {
  const signs = characters(fold(text).trim());
  if (signs.length > LONGEST || !signs.every(isHan)) return [];
  const alike = signs.length > 1 && signs.length <= LONGEST_ALIKE ? await standing(engine, signs.join("")) : [];
  if (alike.length || signs.length < SHORTEST) return pairwise(signs.length, alike);
  const doubts = doubtful(signs, postings);
  const weak = doubts.filter((at) => support(signs, at, postings) < SHORTEST);
  const held = await engine.postings(weak.map((at) => signs[at]));
  const found = [];
  for (const at of doubts.filter((one) => !weak.includes(one) || !held.has(signs[one]))) {
    const starts = [at - 1, at - 2, at].filter((start) => start >= 0 && start + 3 <= signs.length);
    const keys = starts.map((start) => signs.slice(start, start + 3).map((sign, place) => (start + place === at ? OPEN : sign)).join(""));
    const lists = await Promise.all(keys.map((key) => standing(engine, key)));
    const [first = [], ...others] = lists.filter(({ length }) => length);
    const sure = first.filter((sign) => others.every((list) => list.includes(sign)));
    found.push(...sure.map((sign) => [...signs.slice(0, at), sign, ...signs.slice(at + 1)].join("")));
  }
  return found.slice(0, MOST_MENDED);
}

/** Words of so many characters from a row of them. */
function pairwise(size, signs) {
  return Array.from({ length: signs.length / size }, (_, at) => signs.slice(at * size, (at + 1) * size).join(""));
}

/**
 * The texts whose pairs records hold all, with two neighbours of a text in the other order where its own pairs are not
 * held, or with one of two equal ones left out.
 */
export async function rearranged(engine, text, postings) {
  const signs = characters(fold(text).trim());
  if (signs.length < SHORTEST || signs.length > LONGEST || !signs.every(isHan)) return [];
  const pairsOf = (some) => some.slice(1).map((sign, at) => some[at] + sign);
  const odd = pairsOf(signs).map((pair) => !postings.has(pair));
  const others = signs.slice(1).flatMap((sign, at) => {
    if (sign === signs[at]) return [[...signs.slice(0, at), ...signs.slice(at + 1)]];
    return [at - 1, at, at + 1].some((place) => odd[place]) ? [[...signs.slice(0, at), sign, signs[at], ...signs.slice(at + 2)]] : [];
  });
  const held = await engine.postings(others.flatMap(pairsOf));
  return others.filter((other) => pairsOf(other).every((pair) => held.has(pair))).map((other) => other.join("")).slice(0, MOST_MENDED);
}

async function standing(engine, key) {
  const { slip_shards: count } = await engine.manifest();
  return characters((await engine.json(`slips/${shardOf(key, count).toString(16)}.json`))[key] || "");
}
