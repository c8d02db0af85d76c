// Clauses → the terms to fetch and the documents that fulfil each, by sets of postings.

import { codeTerms, fold, queryTerms } from "./text.js";

const SYNONYM_BOOST = 0.6;

/** The ways to fulfil a clause: [{text, terms, boost}], the text as typed first. */
export function alternatives(clause, synonyms) {
  const text = fold(clause.text);
  if (clause.field === "codes") return [{ text, terms: codeTerms(text), boost: 1 }];
  const ways = [{ text, terms: queryTerms(text), boost: 1 }];
  if (!clause.phrase && !clause.field) {
    const grams = codeTerms(text);
    if (/[0-9]/.test(text) && grams.length) ways.push({ text, terms: grams, boost: 1 });
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

/** The documents in which all terms stand, in the given fields (default any). */
function documentsWith(terms, postings, fields) {
  let found = null;
  for (const term of terms) {
    const byField = postings.get(term) || [];
    const here = new Set();
    byField.forEach((pairs, number) => {
      if (fields === null || fields.has(number)) for (const [document] of pairs) here.add(document);
    });
    found = found === null ? here : new Set([...found].filter((document) => here.has(document)));
    if (!found.size) break;
  }
  return found || new Set();
}

/** The documents that fulfil a clause in one of its ways. */
export function fulfilling(ways, postings, fields) {
  const union = new Set();
  for (const { terms } of ways) for (const document of documentsWith(terms, postings, fields)) union.add(document);
  return union;
}
