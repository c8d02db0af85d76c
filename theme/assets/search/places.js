// Where words and pairs stand (scripts/showcase/outputs/search/shards.py): what is longer than one of them is proven by it.

import { characters } from "./text.js";

/** A Map from the documents of a field to the places of the term in them, as far as they were read; null without any. */
export function placesOf(field) {
  if (!field.decoded && field.places) field.decoded = decodePlaces(field.documents, field.places);
  return field.decoded || null;
}

/** A Map from documents to their places. */
export function decodePlaces(documents, places) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = places[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const found = new Map();
  for (const document of documents) {
    const own = new Uint32Array(varint());
    let place = 0;
    for (let i = 0; i < own.length; i++) own[i] = place += varint();
    found.set(document, own);
  }
  return found;
}

/** Whether the links of a chain stand in a document's field as far from each other as in the chain. */
function stands(chain, number, document) {
  const lists = chain.map(([postings, place]) => {
    const field = postings.fields[number];
    const own = field && placesOf(field)?.get(document);
    return own ? { own, place } : null;
  });
  if (lists.some((one) => one === null)) return false;
  lists.sort((a, b) => a.own.length - b.own.length);
  const [first, ...rest] = lists.map(({ own, place }) => ({ place, own, set: null }));
  return first.own.some((at) => rest.every((other) => holds(other, at - first.place + other.place)));
}

function holds(list, wanted) {
  list.set = list.set || new Set(list.own);
  return list.set.has(wanted);
}

/** The documents in a field of which the only link of a chain stands: that needs no places. */
function holding([[postings]], number) {
  const field = postings.fields[number];
  field.set = field.set || new Set(field.documents);
  return field.set;
}

/**
 * Of every document whether each of the chains stands literally in one of its fields, or null without any chain.
 * @param {[object, number][][]} chains of postings with their places in the text
 * @param {Uint8Array} candidates the documents in question are not 0
 */
export function proof(chains, candidates, fields) {
  if (!chains.length) return null;
  const proven = new Uint8Array(candidates.length);
  const tests = chains.map((chain) => {
    const numbers = fieldsOf(chain, fields);
    if (chain.length > 1) return (document) => numbers.some((number) => stands(chain, number, document));
    const sets = numbers.map((number) => holding(chain, number));
    return (document) => sets.some((set) => set.has(document));
  });
  candidates.forEach((candidate, document) => {
    if (candidate) proven[document] = tests.every((test) => test(document));
  });
  return proven;
}

function fieldsOf(chain, fields) {
  return Object.keys(chain[0][0].fields).map(Number).filter((number) => fields === null || fields.has(number));
}

/**
 * Of the links of a chain and further ones that stand where it does those that cover each of its characters with the
 * fewest places to read: all whose places are there, and then the rarest ones.
 * @param {[object, number, boolean][]} chain postings with their places in the text, and whether each is needed in any case
 * @param {[object, number][]} spare
 */
export function cheapest(chain, spare) {
  if (chain.length < 2) return chain;
  const span = ([{ term }, place]) => Array.from(characters(term), (_, at) => place + at);
  const covers = (links, at) => links.some((link) => span(link).includes(at));
  const needed = chain.flatMap(span);
  const apart = [...chain, ...spare].filter(([one, , needed]) => one.apart && !needed).sort(([one], [other]) => other.size - one.size);
  const free = [...chain, ...spare].filter(([one, , needed]) => !one.apart || needed);
  return apart.reduce((kept, link) => {
    const rest = kept.filter((other) => other !== link);
    return needed.every((at) => covers(rest, at)) ? rest : kept;
  }, [...free, ...apart]);
}
