// Scores by lunr's formula (lunr.js 2.3.9: lunr.Builder's BM25, lunr.Index.query) over the postings of a query's terms.

/** lunr's inverse frequency of a term that has `size` postings among `total` documents. */
export function rarity(size, total) {
  return Math.log(1 + Math.abs((total - size + 0.5) / (size + 0.5)));
}

/**
 * The score of every document, and by how much it may be too low because weights of a frequent term are not there.
 * @param {{postings, boost, only: Set | null}[]} terms each once; `only` are the numbers of the fields that count
 * @param {{documents: number, fields: {boost: number}[], step: number}} manifest
 * @returns {{scores: Float64Array, slack: Float64Array | null}}
 */
export function score(terms, manifest) {
  const { documents: total, fields, step } = manifest;
  const scores = new Float64Array(total);
  const norms = fields.map((_, field) => Math.hypot(...terms.filter((term) => counts(term, field)).map(({ boost }) => boost)));
  const factors = terms.map(({ postings, boost }) => boost * rarity(postings.size, total) * step);
  let slack = null;
  terms.forEach((term, number) => {
    const factor = (field) => (counts(term, field) ? (factors[number] * fields[field].boost) / norms[field] : 0);
    if (term.postings.fields.some((field) => field.weights === null)) {
      slack = slack || new Float64Array(total);
      addBest(term.postings, factor, scores, slack);
    } else {
      term.postings.fields.forEach(({ documents, weights }, field) => add(documents, weights, factor(field), scores));
    }
  });
  return { scores, slack };
}

function counts({ only }, field) {
  return only === null || only.has(field);
}

function add(documents, weights, factor, scores) {
  for (let i = 0; i < documents.length; i++) scores[documents[i]] += factor * weights[i];
}

/** The best documents' weights; none of the others has more than the least of them. */
function addBest({ fields, best }, factor, scores, slack) {
  const sums = new Float64Array(best.documents.length);
  best.weights.forEach((weights, field) => {
    for (let i = 0; i < weights.length; i++) sums[i] += factor(field) * weights[i];
  });
  const least = sums.reduce((low, sum) => Math.min(low, sum), Infinity);
  const unknown = new Uint8Array(slack.length);
  for (const { documents } of fields.filter(Boolean)) for (const document of documents) unknown[document] = 1;
  best.documents.forEach((document, place) => {
    unknown[document] = 0;
    scores[document] += sums[place];
  });
  for (let document = 0; document < unknown.length; document++) if (unknown[document]) slack[document] += least;
}

/** The `count` documents with the highest keys, best first, the newer first where keys are equal. */
export function highest(documents, count, key) {
  if (!documents.length || count <= 0) return [];
  let chosen = documents;
  if (count < documents.length) {
    const keys = Float64Array.from(documents, key).sort();
    const least = keys[keys.length - count];
    chosen = documents.filter((document) => key(document) >= least);
  }
  return Array.from(chosen)
    .sort((a, b) => key(b) - key(a) || a - b)
    .slice(0, count);
}

/** Whether `first`, chosen by keys that may be too low by `slack`, stand where exact keys would put them. */
export function certain(first, documents, key, slack) {
  if (!first.length) return true;
  if (first.some((document) => slack(document) > 0)) return false;
  const least = key(first[first.length - 1]);
  const chosen = new Set(first);
  return documents.every((document) => slack(document) === 0 || chosen.has(document) || key(document) + slack(document) < least);
}
