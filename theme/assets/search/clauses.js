// Clauses → the ways to fulfil them, as terms; and which documents do, by the postings of these.

import { listed, writings } from "./forms.js";
import { LONGEST } from "./meaning.js";
import { occurs, renamings } from "./names.js";
import { measureTerms } from "./pieces.js";
import { isPlain } from "./query.js";
import { rarity } from "./ranking.js";
import { characters, codeTerms, cut, endsInWords, fold, isHan, letterTerms, needles, pinyinTerms } from "./text.js";

const SYNONYM_BOOST = 0.6;
const PART_BOOST = 0.5;
const RARE_BOOST = 0.3;
/** A character is rare that stands in no more than this part of the titles and keywords. */
const RARE_SHARE = 0.05;
const RARE_AT_LEAST = 3;
/** Characters of the longest text that a rare one of them may stand for. */
const WORD_LENGTH = 4;
/** Words without weight are looked for as typed in a text of so many characters: it may be quoted from a record. */
const QUOTED = 12;
const PARTING = "\u0000";
const FIGURES = /^[0-9.]+$/;

/**
 * How a document fulfils a clause: terms apart, all in one field, the words of a list anywhere, as typed as far as that is
 * known, another way to say it, as typed as a part of longer words, literally.
 */
export const APART = 1;
export const TOGETHER = 2;
export const LISTED = 3;
export const NEARLY = 4;
export const SAID = 5;
export const WITHIN = 6;
export const LITERAL = 7;

/**
 * Takes the words that say nothing (scripts/showcase/outputs/search/words.py) out of what is wanted, as long as anything
 * else remains: `content` is then what is left of a clause, `left` that with the characters that stand alone between them,
 * and a clause of such words alone is dropped. In one of `wholeWords` no other one is cut: 附着 is not 附.
 */
export function withoutFunctionWords(clauses, functionWords, wholeWords = []) {
  const ordered = [...functionWords].sort((a, b) => b.length - a.length);
  if (!ordered.length) return clauses;
  const words = new RegExp([...wholeWords, `(${ordered.join("|")})`].join("|"), "gu");
  const kept = clauses.map((clause) => (isPlain(clause) ? withContent(clause, words) : clause));
  return kept.some((clause) => clause && !clause.excluded) ? kept.filter(Boolean) : clauses;
}

/** Whether a text is more than single characters. */
export function tells(text) {
  return needles(text).some((run) => !isHan(run) || characters(run).length > 1);
}

/** The clause with what remains without function words, or null if that is single characters; beside these a number alone remains of no text. */
function withContent(clause, words) {
  const text = fold(clause.text);
  const parts = text.replace(words, (word, empty) => (empty ? PARTING : word)).split(PARTING);
  if (parts.length === 1) return clause;
  const kept = parts.filter(tells);
  if (kept.length && kept.every((part) => FIGURES.test(part)) && kept.length < parts.filter(Boolean).length) return clause;
  return kept.length ? { ...clause, content: kept.join(" "), left: parts.filter(Boolean).join(" ") } : null;
}

/**
 * The ways to fulfil a clause: [{text, terms, chains, boost, level}], the text as typed first. A document that holds
 * all terms fulfils it; one in which every chain (text.js) stands does so at the way's `level`. `boost` 0: only a
 * document in which the chains stand counts. Of the synonyms those are ways that records may hold, the `standing` ones.
 */
export function alternatives(clause, synonyms, standing = new Set(synonyms.flat())) {
  const text = fold(clause.text);
  if (clause.field in MARKED) return MARKED[clause.field](text).filter(({ length }) => length).map((terms) => ({ text, terms, chains: [], boost: 1, level: LITERAL }));
  const said = clause.content || text;
  const typed = clause.content && characters(text).length > QUOTED ? [] : literals(clause.typed || text, clause.content ? 0 : 1);
  const parts = endsInWords(text, true) ? [literal(text, endsInWords(text) ? PART_BOOST : 0, { open: true })] : [];
  const ways = [...typed.slice(0, 1), ...parts, ...typed.slice(1)];
  if (clause.typed) ways.push(saying(text, 1), { ...saying(listed(clause.typed), 1), level: TOGETHER });
  if (clause.content) ways.push(saying(said, 1));
  ways.push(...(clause.within || []).map((word) => saying(word, SYNONYM_BOOST)));
  if (isPlain(clause)) {
    const forms = writings(said);
    ways.push(...codes(said), ...forms.map(written));
    ways.push(...[said, ...forms.map((form) => form.text)].flatMap((form) => otherWords(form, synonyms, standing)));
  }
  return ways.filter(({ terms }) => terms.length);
}

/** What is to be understood: the text without words that say nothing, and the groups of synonyms of which it holds one. */
export function meant(wanted, synonyms) {
  const said = wanted.filter((clause) => isPlain(clause) || clause.phrase).map(({ left, text }) => left ?? fold(text)).join(" ");
  return { said, groups: synonyms.filter((group) => group.some((word) => occurs(said, word))) };
}

/**
 * How much of the words is of another trade, 0 to 1 by their weights: words of the language, {word, weight}, that no
 * record holds, nor another name of them. Of a single character nobody can tell.
 */
export function foreign(words, wanted, postings) {
  const typed = wanted.map(({ text }) => fold(text)).join(" ");
  const told = words.filter(({ word, english }) => !english && characters(word).length > 1 && typed.includes(word));
  const renamed = new Set(wanted.flatMap(({ ways }) => ways).filter(({ other, terms }) => other && terms.some((term) => postings.has(term))).map(({ other }) => other[0]));
  const weigh = (some) => some.reduce((sum, { weight }) => sum + weight, 0);
  const unknown = told.filter(({ word }) => !holding(word, postings).length && ![...renamed].some((name) => name.includes(word) || word.includes(name)));
  return told.length ? weigh(unknown) / weigh(told) : 0;
}

/** Whether a text names one of the words, and not as a part of another one: 胡萝卜素 is no 萝卜. */
export function namesOne(names, text, words) {
  const inOther = (name) => words.some(({ word }) => word !== name && word.includes(name));
  return names.some((name) => (characters(name).length > 1 ? text.includes(name) && !inOther(name) : words.some(({ word }) => word === name)));
}

/** The Latin words that name none of the groups. */
export function latinWords({ said, groups }) {
  const named = new Set(groups.flat().filter((name) => occurs(said, name)).flatMap(needles));
  return needles(said).filter((run) => !named.has(run) && /^[a-z]{2}/.test(run));
}

/** The documents that hold all parts of a word, in some of the fields or (null) anywhere. */
export function holding(word, postings, fields = null) {
  const lists = cut(word).terms.map((term) => postings.get(term));
  if (!lists.length || lists.some((one) => !one)) return [];
  const documents = lists.map((one) => new Set(documentsOf([one], fields)));
  return [...documents[0]].filter((document) => documents.every((set) => set.has(document)));
}

/** The Chinese words that are typed as such: each for itself, if some record holds it, or as a name of a group. */
export function typedWords(wanted, { said, groups }, postings) {
  const apart = wanted.length > 1 ? wanted.filter(isPlain).map(({ content, text }) => content || fold(text)) : [];
  const names = groups.flat().filter((name) => occurs(said, name));
  const isWord = (signs) => signs.length > 1 && signs.length <= LONGEST && signs.every(isHan);
  return [...new Set([...apart.filter((word) => holding(word, postings).length), ...names])].filter((word) => isWord(characters(word)));
}

const MARKED = {
  codes: (text) => [codeTerms(text)],
  letters: (text) => [letterTerms(text)],
  pinyin: pinyinTerms,
};

/** The text as typed, and with other punctuation. */
function literals(text, boost) {
  const { marked, ...typed } = literal(text, boost);
  if (!marked) return [typed];
  const loose = literal(text, 0, { loose: true });
  return loose.level === LITERAL ? [typed, { ...loose, level: SAID, lax: true }] : [typed];
}

function literal(text, boost, options) {
  const { terms, chain, spare, exact, within, marked } = cut(text, options);
  return { text, terms, chains: [chain], spares: [spare], boost, level: exact ? LITERAL : within ? WITHIN : NEARLY, ...(marked && { marked }) };
}

/** A text whose words, parted by spaces, may stand anywhere. */
function saying(text, boost) {
  const pieces = text.split(/\s+/).filter(Boolean).map((piece) => cut(piece));
  return { text, terms: [...new Set(pieces.flatMap(({ terms }) => terms))], chains: pieces.map(({ chain }) => chain), spares: pieces.map(({ spare }) => spare), boost, level: SAID };
}

/** A text in another form (forms.js); 7°c for 7度 only where the 7 is a number of its own. */
function written({ text, apart, whole, list = false }) {
  const way = whole ? literal(text, SYNONYM_BOOST) : saying(text, SYNONYM_BOOST);
  const boost = way.chains.some((chain) => chain.some(([, , needed]) => needed)) ? 0 : way.boost;
  return { ...way, boost, list, level: apart ? TOGETHER : list ? LISTED : SAID };
}

/** A number within a code. */
function codes(text) {
  const terms = /[0-9]/.test(text) ? codeTerms(text) : [];
  const held = terms.length > 1 || !needles(text).some(isHan); // 2026年 is no part of an id
  return terms.length && held ? [{ text, terms, chains: [], boost: 1, level: SAID }] : [];
}

/** The text with words replaced by other ones of their groups. */
function otherWords(text, synonyms, standing) {
  const found = renamings(text, synonyms, standing, characters(text).length <= QUOTED);
  return found.map(({ text: said, other, counted }) => ({ ...saying(said, SYNONYM_BOOST), level: counted ? NEARLY : SAID, other }));
}

/**
 * Of every document how well it fulfils one of the ways in the given fields (null: any): 0, APART, TOGETHER if one
 * field holds all terms, or, by `proven`, the way's level. A `lax` way is one only where the ones before it stand nowhere.
 */
export async function fulfilling(ways, postings, fields, total, proven) {
  const states = new Uint8Array(total);
  for (const way of ways) {
    const found = way.terms.map((term) => postings.get(term));
    if (found.some((one) => !one)) continue;
    const held = new Uint8Array(total);
    const inFields = found.map((one) => one.fields.map((field, number) => (fields === null || fields.has(number) ? field.documents : [])));
    mark(held, inFields, APART);
    const numbers = new Set(inFields.flatMap((lists) => Object.keys(lists)));
    for (const number of numbers) mark(held, inFields.map((lists) => [lists[number] || []]), TOGETHER);
    if (way.lax && [LITERAL, WITHIN].some((level) => states.includes(level))) continue;
    const lower = held.map((state, document) => (states[document] < way.level ? state : 0));
    const shown = way.level > TOGETHER;
    const literal = shown ? await proven(way, lower, fields) : held;
    held.forEach((state, document) => {
      const level = shown && (literal === null || literal[document]) ? way.level : way.boost ? state : 0;
      if (state && level > states[document]) states[document] = level;
    });
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
 * weighs what its rarest term does. Terms that nothing holds do not count, nor do the `ignored`. What holds nothing but
 * parts of measures holds nothing, unless one stands in it by the clauses' `states`.
 */
export function coverage(clauses, states, postings, total, ignored = new Set()) {
  const share = new Float64Array(total);
  const solid = new Uint8Array(total);
  let whole = 0;
  clauses.forEach(({ ways, fields }, number) => {
    const best = new Float64Array(total);
    const measured = measureTerms(ways.map(({ text }) => text));
    let weight = 0;
    for (const { terms, boost } of ways) {
      const found = boost ? terms.filter((term) => !ignored.has(term) && postings.has(term)) : [];
      const sum = found.reduce((all, term) => all + rarity(postings.get(term).size, total), 0);
      if (!sum) continue;
      weight = weight || Math.max(...found.map((term) => rarity(postings.get(term).size, total)));
      const lists = (some) => some.map((term) => postings.get(term));
      cover(best, lists(found), fields, sum);
      for (const document of documentsOf(lists(found.filter((term) => !measured.has(term))), fields)) solid[document] = 1;
    }
    whole += weight;
    for (let document = 0; document < total; document++) {
      share[document] += best[document] * weight;
      if (states[number][document] > TOGETHER) solid[document] = 1;
    }
  });
  return whole ? share.map((held, document) => (solid[document] ? held / whole : 0)) : share;
}

/** The documents of postings, in some of the fields or (null) anywhere. */
function documentsOf(some, fields) {
  return some.flatMap((one) => one.fields.flatMap((field, number) => (fields === null || fields.has(number) ? [...field.documents] : [])));
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

/** The characters by which a word may be looked for when no document holds anything of it; a sentence is not. */
export function lastResort(clause, postings) {
  if (!isPlain(clause) || clause.ways.some(({ terms }) => terms.some((term) => postings.has(term)))) return [];
  const resort = needles(clause.text).filter(isHan).flatMap(characters);
  return resort.length <= WORD_LENGTH ? [...new Set(resort)] : [];
}

/** The clause by the rarest of the characters, in title and keywords only (`telling`); or as it was if none is rare. */
export function byRareCharacter(clause, resort, postings, telling, total) {
  const count = (term) => [...telling].reduce((sum, field) => sum + ((postings.get(term)?.fields[field] || { documents: [] }).documents.length), 0);
  const limit = Math.max(RARE_AT_LEAST, total * RARE_SHARE);
  const rare = resort.map((term) => ({ term, size: count(term) })).filter(({ size }) => size > 0 && size <= limit);
  if (!rare.length) return clause;
  const { term } = rare.sort((a, b) => a.size - b.size || postings.get(a.term).size - postings.get(b.term).size)[0];
  return { ...clause, rare: term, fields: telling, ways: [{ text: term, terms: [term], chains: [], boost: RARE_BOOST, level: APART }] };
}
