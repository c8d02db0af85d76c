// The listed records that hold every word of a query, best first: lunr.Index.load(await response.json()), then this.
const HAN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3134f}]+/gu;
const WORD = /(?:[0-9]+(?:\.[0-9]+)*|[a-z\u00df-\u024f\u0370-\u03ff\u0400-\u04ff])+/g;
export function termsOf(text) {
  const folded = text.normalize("NFKC").toLowerCase();
  const pairs = (run) => (run.length < 2 ? run : run.slice(1).map((next, place) => run[place] + next));
  return [...(folded.match(WORD) ?? []), ...(folded.match(HAN) ?? []).flatMap((run) => pairs([...run]))];
}
export function search(index, text) {
  const known = termsOf(text);
  return index.query((query) => known.forEach((term) => query.term(term, { presence: 2 })));  // 2: required
}
