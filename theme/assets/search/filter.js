// Facets over document numbers: which remain, how many each value would leave, in which order.

const DAY_MS = 86_400_000;

/** Whether a set of a column's codes fulfils the chosen values: any of them does. */
function fulfils(facet, codes, chosen, today) {
  if (facet.kind === "range") {
    return chosen.some((range) => {
      const [low, high] = range.split("-").map(Number);
      return codes.some((code) => Number(code) >= (low || 0) && Number(code) <= (high || Infinity));
    });
  }
  if (facet.kind === "days") {
    const days = Math.max(...chosen.map(Number));
    const first = new Date(today.getTime() - days * DAY_MS).toISOString().slice(0, 10);
    return codes.some((code) => code >= first);
  }
  return chosen.some((code) => codes.includes(code));
}

/** A test of document numbers for one facet; each set of the column is judged once. */
export function predicate(facet, column, chosen, today) {
  const verdicts = column.sets.map((codes) => fulfils(facet, codes, chosen, today));
  return (document) => verdicts[column.of[document]];
}

/** The documents that pass every test but the one of the facet `except`. */
export function remaining(documents, predicates, except) {
  const tests = [...predicates].filter(([name]) => name !== except).map(([, test]) => test);
  return tests.length ? documents.filter((document) => tests.every((test) => test(document))) : documents;
}

/** How many of the documents have each value of a facet. */
export function countValues(documents, facet, column, today) {
  if (facet.kind !== "choice") {
    const tests = facet.values.map(({ code }) => [code, predicate(facet, column, [code], today)]);
    return new Map(tests.map(([code, test]) => [code, documents.filter(test).length]));
  }
  const perSet = new Array(column.sets.length).fill(0);
  for (const document of documents) perSet[column.of[document]] += 1;
  const counts = new Map();
  perSet.forEach((count, set) => {
    for (const code of column.sets[set]) counts.set(code, (counts.get(code) || 0) + count);
  });
  return counts;
}

/** Documents by number, which is newest first, or by closing day, of which `closes` is the column. */
export function sorted(documents, sort, closes) {
  if (sort === "newest") return Array.from(documents).sort((a, b) => a - b);
  const day = (document) => closes.sets[closes.of[document]][0] || "9999";
  return Array.from(documents).sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a - b));
}
