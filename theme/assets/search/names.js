// Names that mean the same (synonyms): where they stand in a text, however their parts are joined, and what else they are.

import { isPlain } from "./query.js";
import { characters, fold, isHan } from "./text.js";
import { isUnit } from "./units.js";

/** A word that is replaced, behind a number. */
const COUNTED = /[0-9一二三四五六七八九十百千万两半] *\u0000/;
const MOST_PARTS = 8;
const LETTERS = /^[a-z]+$/;
/** What links Chinese characters. */
const LINK = /([\u3400-\u9fff])[-_·•](?=[\u3400-\u9fff])/gu;

/**
 * The text with a word replaced by another one of its group, and then also with a further one: 溶氧预测 is 溶解氧预报. The
 * further ones cost no term that the others have not, but time: a pasted paragraph has thousands of them, and only a
 * `short` text has them. [{text, other, counted: whether the word stands behind a number}]
 */
export function renamings(text, synonyms, standing, short) {
  return renamed(text, synonyms, standing, "\u0000").flatMap(({ rest, fill, other, after }) => {
    const further = short ? renamed(rest, after, standing, "\u0001").map((next) => next.fill(next.rest)) : [];
    const counted = COUNTED.test(rest); // that number and unit stand together nobody knows
    return [rest, ...further].map((said) => ({ text: fill(said), other, counted }));
  });
}

/** For each word of a group and another one of it: the `rest` of the text with a hole, what fills it, the groups `after`. */
function renamed(text, synonyms, standing, hole) {
  return synonyms.flatMap((group, place) => {
    const word = longest(group.filter((one) => occurs(text, one)));
    const others = word && !isMeasured(text, word) ? group.filter((other) => other !== word && standing.has(other) && !text.includes(other)) : [];
    const rest = word && text.replace(patternOf(word), `$1 ${hole} `);
    return others.map((other) => ({ rest, fill: (said) => said.replace(hole, other), other: [word, other], after: synonyms.slice(place + 1) }));
  });
}

/** A unit behind its number: units.js knows what that is. */
function isMeasured(text, word) {
  return isUnit(word) && COUNTED.test(text.replace(patternOf(word), "$1 \u0000"));
}

function longest(words) {
  return words.sort((a, b) => b.length - a.length)[0];
}

const patterns = new Map();

/**
 * What a word looks like in a text, behind what its first group holds: Latin ones stand there as whole words, in singular
 * or plural, Chinese ones anywhere.
 */
function patternOf(word) {
  if (!patterns.has(word)) {
    const latin = /^[a-z0-9]/.test(word) ? "(^|[^a-z0-9])" : "()";
    const ended = /[\u3400-\u9fff]$/.test(word) ? "" : "(?![a-z0-9])";
    const plain = /^[a-z0-9 -]*[a-z0-9]$/.test(word);
    const parts = word.split(/[^a-z0-9]+/).map((part) => (/[a-z]{3}$/.test(part) ? `${part.replace(/s$/, "")}s?` : part));
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    patterns.set(word, new RegExp(latin + (plain ? parts.join("[^a-z0-9]+") : escaped) + ended, "u"));
  }
  return patterns.get(word);
}

export function occurs(text, word) {
  return patternOf(word).test(text);
}

const inLetters = new WeakMap();

/** The groups' Latin names by their letters alone. */
function latinNames(synonyms) {
  if (!inLetters.has(synonyms)) inLetters.set(synonyms, new Map(synonyms.flat().filter((name) => (/^[a-z]/).test(name)).map((name) => [lettersOf(name), name])));
  return inLetters.get(synonyms);
}

/**
 * A Latin name without what joins its parts, in the singular: of fish meals, Fish-meal and fishmeal the same; and so of
 * ions: SO4 2-, SO4^2-, SO4-2, Ca++.
 */
function lettersOf(name) {
  const charged = name.replace(/[()^{}]/g, "").replace(/ ?([+-])([1-9])$/, "$2$1").replace(/([+-])\1$/, "2$1");
  const letters = charged.replace(/[ -]+(?=[a-z0-9])/g, "");
  return /[a-z]{3}s$/.test(letters) ? letters.slice(0, -1) : letters;
}

/**
 * Clauses with what belongs together as one, `typed` as it was: neighbouring Latin words that are a name together, or a
 * word that is one in other parts (anti fouling, fishmeal), Chinese characters typed apart, or linked (低-温). Of other
 * Latin neighbours each may be fulfilled by both as one word, `within` which they stand: off shore.
 */
export function joinParts(clauses, synonyms) {
  const names = latinNames(synonyms);
  const found = [];
  for (let start = 0; start < clauses.length; ) {
    const { end, text } = together(clauses, start, names);
    const typed = clauses.slice(start, end).map((clause) => fold(clause.text)).join(" ");
    const asTyped = text === typed ? {} : { typed };
    found.push(end === start + 1 && text === typed ? clauses[start] : { ...clauses[start], text, ...asTyped });
    start = end;
  }
  return found.map((clause, at) => {
    const pairs = [[found[at - 1], clause], [clause, found[at + 1]]];
    const within = pairs.filter((pair) => pair.every((one) => one && isPlain(one) && LETTERS.test(fold(one.text)))).map((pair) => pair.map((one) => fold(one.text)).join(""));
    return within.length ? { ...clause, within } : clause;
  });
}

/** The clauses from `start` to before `end` as one `text`; those of one clause alone as it is typed, or as a name is written. */
function together(clauses, start, names) {
  const texts = leading(clauses.slice(start, start + MOST_PARTS), isPlain).map((clause) => fold(clause.text));
  if (!texts.length) return { end: start + 1, text: fold(clauses[start].text) };
  const single = leading(texts, (text) => isHan(text) && characters(text).length === 1);
  if (single.length > 1) return { end: start + single.length, text: single.join("") };
  for (let count = texts.length; count > 0; count--) {
    const name = names.get(lettersOf(texts.slice(0, count).join(" ")));
    if (name) return { end: start + count, text: name };
  }
  return { end: start + 1, text: texts[0].replace(LINK, "$1") };
}

/** Those of a list that stand in front of the first one which a test refuses. */
function leading(list, test) {
  const end = list.findIndex((one) => !test(one));
  return end < 0 ? list : list.slice(0, end);
}
