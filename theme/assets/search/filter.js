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

/** What each order sorts by: a column's name, the key of a set of its codes, and 1 for the least first; what has no code comes last. */
const ORDERS = {
  closing: { column: "closes", key: ([day]) => day, direction: 1 },
  cheap: { column: "amount", key: ([low]) => Number(low), direction: 1 },
  dear: { column: "amount", key: ([low]) => Number(low), direction: -1 },
  trl: { column: "trl", key: ([level]) => Number(level), direction: -1 },
  stage: { column: "stage", key: ([code], order) => order.indexOf(code), direction: -1 },
};

/** Documents in an order of ORDERS, or by number, which is newest first. */
export async function sorted(engine, documents, sort) {
  const numbers = Array.from(documents).sort((a, b) => a - b);
  if (!(sort in ORDERS)) return numbers;
  const { column: name, key, direction } = ORDERS[sort];
  const [column, facets] = await Promise.all([engine.column(name, documents), engine.facets()]);
  const order = (facets.find((facet) => facet.name === name)?.values || []).map(({ code }) => code);
  const keys = column.sets.map((codes) => (codes.length ? key(codes, order) : null));
  const of = (document) => keys[column.of[document]];
  return numbers.sort((a, b) => {
    const [one, other] = [of(a), of(b)];
    if (one === null || other === null) return (one === null) - (other === null) || a - b;
    return (one < other ? -1 : one > other ? 1 : 0) * direction || a - b;
  });
}
