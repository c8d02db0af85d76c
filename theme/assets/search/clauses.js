// Clauses → the ways to fulfil them, as terms; and which documents do, by the postings of these.

import { rarity } from "./ranking.js";
import { characters, codeTerms, fold, isHan, needles, pinyinTerms, queryTerms } from "./text.js";

const SYNONYM_BOOST = 0.6;
const RARE_BOOST = 0.3;
/** A character is rare that stands in no more than this part of the titles and keywords. */
const RARE_SHARE = 0.05;
const RARE_AT_LEAST = 3;

export const APART = 1;
export const TOGETHER = 2;

/**
 * Takes the words that say nothing (scripts/showcase/outputs/search/words.py) out of what is wanted, as long as anything
 * else remains: they and the pairs of characters across their ends then neither have to be there nor count.
 */
export function withoutFunctionWords(clauses, functionWords) {
  const ordered = [...functionWords].sort((a, b) => b.length - a.length);
  if (!ordered.length) return clauses;
  const words = new RegExp(ordered.join("|"), "gu");
  const kept = clauses.map((clause) => (isPlain(clause) ? content(clause, words) : clause));
  return kept.some((clause) => clause && !clause.excluded) ? kept.filter(Boolean) : clauses;
}

function isPlain({ phrase, excluded, field, facets }) {
  return !phrase && !excluded && !field && !facets;
}

/** The clause without function words and the single characters that they leave behind, or null if nothing remains. */
function content(clause, words) {
  const text = fold(clause.text);
  const parts = text.split(words);
  if (parts.length === 1) return clause;
  const kept = parts.flatMap(needles).filter((run) => !isHan(run) || characters(run).length > 1);
  return kept.length ? { ...clause, text: kept.join(" ") } : null;
}

/** The ways to fulfil a clause: [{text, terms, boost}], the text as typed first. */
export function alternatives(clause, synonyms) {
  const text = fold(clause.text);
  const way = (terms) => ({ text, terms, boost: 1 });
  if (clause.field === "codes") return [way(codeTerms(text))].filter(({ terms }) => terms.length);
  if (clause.field === "pinyin") return pinyinTerms(text).map(way).filter(({ terms }) => terms.length);
  const ways = [way(queryTerms(text))];
  if (isPlain(clause)) {
    const grams = codeTerms(text);
    if (/[0-9]/.test(text) && grams.length) ways.push(way(grams));
    for (const group of synonyms) {
      const word = longest(group.filter((one) => occurs(text, one)));
      if (!word) continue;
      for (const other of group) {
        if (other === word) continue;
        const said = text.replace(word, ` ${other} `);
        ways.push({ text: said, terms: queryTerms(said), boost: SYNONYM_BOOST });
      }
    }
  }
  return ways.filter(({ terms }) => terms.length);
}

function longest(words) {
  return words.sort((a, b) => b.length - a.length)[0];
}

/** Latin words occur as whole words, Chinese ones anywhere. */
function occurs(text, word) {
  return /^[a-z0-9]/.test(word) ? text.split(/[^a-z0-9]+/).includes(word) : text.includes(word);
}

/**
 * Of every document whether it fulfils one of the ways in the given fields (null: any): 0, or APART, or TOGETHER if
 * one field holds all terms, without which the text cannot stand there literally.
 */
export function fulfilling(ways, postings, fields, total) {
  const states = new Uint8Array(total);
  for (const { terms } of ways) {
    const found = terms.map((term) => postings.get(term));
    if (found.some((one) => !one)) continue;
    const inFields = found.map((one) => one.fields.map((field, number) => (fields === null || fields.has(number) ? field.documents : [])));
    mark(states, inFields, terms.length === 1 ? TOGETHER : APART);
    if (terms.length === 1) continue;
    const numbers = new Set(inFields.flatMap((lists) => Object.keys(lists)));
    for (const number of numbers) mark(states, inFields.map((lists) => [lists[number] || []]), TOGETHER);
  }
  return states;
}

/** Raises to `state` the documents that stand in one of the lists of every term. */
function mark(states, listsOfTerms, state) {
  const level = new Uint16Array(states.length);
  listsOfTerms.forEach((lists, place) => {
    for (const documents of lists) if (documents) for (const document of documents) if (level[document] === place) level[document] = place + 1;
  });
  const all = listsOfTerms.length;
  for (let document = 0; document < level.length; document++) if (level[document] === all && states[document] < state) states[document] = state;
}

/**
 * Of every document how much of the clauses it holds, 0 to 1: of each the part of its terms, by rarity; a clause
 * weighs what its rarest term does. Terms that nothing holds do not count.
 */
export function coverage(clauses, postings, total) {
  const share = new Float64Array(total);
  let whole = 0;
  for (const { ways, fields } of clauses) {
    const best = new Float64Array(total);
    let weight = 0;
    for (const { terms } of ways) {
      const found = terms.map((term) => postings.get(term)).filter(Boolean);
      const sum = found.reduce((all, { size }) => all + rarity(size, total), 0);
      if (!sum) continue;
      weight = weight || Math.max(...found.map(({ size }) => rarity(size, total)));
      cover(best, found, fields, sum);
    }
    whole += weight;
    for (let document = 0; document < total; document++) share[document] += best[document] * weight;
  }
  return whole ? share.map((held) => held / whole) : share;
}

/** Raises each document's part of a way's terms. */
function cover(best, found, fields, sum) {
  const total = best.length;
  const held = new Float64Array(total);
  for (const postings of found) {
    const counted = new Uint8Array(total);
    const worth = rarity(postings.size, total) / sum;
    postings.fields.forEach(({ documents }, number) => {
      if (fields !== null && !fields.has(number)) return;
      for (const document of documents) {
        if (!counted[document]) held[document] += worth;
        counted[document] = 1;
      }
    });
  }
  for (let document = 0; document < total; document++) if (held[document] > best[document]) best[document] = held[document];
}

/** The characters by which a clause may be looked for when no document holds anything of it. */
export function lastResort(clause, postings) {
  if (!isPlain(clause) || clause.ways.some(({ terms }) => terms.some((term) => postings.has(term)))) return [];
  return [...new Set(needles(clause.text).filter(isHan).flatMap(characters))];
}

/** The clause by the rarest of the characters, in title and keywords only (`telling`); or as it was if none is rare. */
export function byRareCharacter(clause, resort, postings, telling, total) {
  const count = (term) => [...telling].reduce((sum, field) => sum + ((postings.get(term)?.fields[field] || { documents: [] }).documents.length), 0);
  const limit = Math.max(RARE_AT_LEAST, total * RARE_SHARE);
  const rare = resort.map((term) => ({ term, size: count(term) })).filter(({ size }) => size > 0 && size <= limit);
  if (!rare.length) return clause;
  const { term } = rare.sort((a, b) => a.size - b.size || postings.get(a.term).size - postings.get(b.term).size)[0];
  return { ...clause, rare: term, fields: telling, ways: [{ text: term, terms: [term], boost: RARE_BOOST }] };
}
