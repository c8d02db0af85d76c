// Text → query terms and highlights. scripts/showcase/files/tokens.py does the same to the index: change them together.

const HAN = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3134f}";
const WORD = "a-z0-9\\u00df-\\u024f\\u0370-\\u03ff\\u0400-\\u04ff";
const RUN = new RegExp(`[${HAN}]+|[${WORD}]+`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`, "u");
const WORDS = new RegExp(`[${WORD}]+`, "gu");
const MAX_WORD = 40;
const CODE_GRAM = 4;
const INITIALS_GRAM = 3;
const SYLLABLES_GRAM = 4;

/** Compatibility forms and case folded away. */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

/** The runs of Chinese characters and the Latin words of a query, folded, each once. */
export function needles(query) {
  return [...new Set(fold(query).match(RUN) || [])];
}

export function isHan(run) {
  return IS_HAN.test(run);
}

/** The characters of a text, those beyond the basic plane whole. */
export function characters(text) {
  return [...text];
}

/** The index terms that a document must hold to match the query. */
export function queryTerms(query) {
  const terms = new Set();
  for (const run of needles(query)) {
    if (!isHan(run)) {
      if (run.length <= MAX_WORD) terms.add(run);
      continue;
    }
    const signs = characters(run);
    if (signs.length === 1) terms.add(run);
    for (let i = 0; i + 1 < signs.length; i++) terms.add(signs[i] + signs[i + 1]);
  }
  return [...terms];
}

/** Runs of four letters and digits of an id or a number, as tokens.code_terms cuts them. */
export function codeTerms(text) {
  return grams("~", (fold(text).match(WORDS) || []).join(""), CODE_GRAM);
}

/** What was typed as first letters and as whole pinyin, as scripts/showcase/outputs/search/pinyin.py cuts both: a list for each. */
export function pinyinTerms(text) {
  const letters = fold(text).replace(/[^a-z0-9]/g, "");
  return [grams("^", letters, INITIALS_GRAM), grams("^^", letters, SYLLABLES_GRAM)];
}

function grams(mark, run, size) {
  return Array.from({ length: Math.max(0, run.length - size + 1) }, (_, at) => mark + run.slice(at, at + size));
}

/** Folded text and, for each of its UTF-16 units, where in `text` the character that it came from begins and ends. */
function foldWithMap(text) {
  let folded = "";
  const starts = [];
  const ends = [];
  let offset = 0;
  for (const character of text) {
    const piece = fold(character);
    for (let i = 0; i < piece.length; i++) {
      starts.push(offset);
      ends.push(offset + character.length);
    }
    folded += piece;
    offset += character.length;
  }
  return { folded, starts, ends };
}

/** Ranges [start, end) of `text` where a word occurs, sorted, overlaps joined. */
export function findRanges(text, words) {
  const { folded, starts, ends } = foldWithMap(text);
  const ranges = [];
  for (const word of words.filter(Boolean)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      ranges.push([starts[at], ends[at + word.length - 1]]);
    }
  }
  ranges.sort((a, b) => a[0] - b[0]);
  const joined = [];
  for (const range of ranges) {
    const last = joined[joined.length - 1];
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else joined.push(range);
  }
  return joined;
}

/** Whether every needle stands literally in one of the texts. */
export function holdsAll(texts, words) {
  const folded = texts.map(fold);
  return words.every((word) => folded.some((text) => text.includes(word)));
}

/** About `length` characters of the line of `text` where the first of the words stands, from its sentence on if near. */
export function excerpt(text, words, length = 90) {
  const line = text.split("\n").find((candidate) => findRanges(candidate, words).length);
  if (!line) return "";
  const [at] = findRanges(line, words)[0];
  const sentence = Math.max(line.lastIndexOf("。", at - 1), line.lastIndexOf("；", at - 1)) + 1;
  const start = at - sentence <= length / 2 ? sentence : Math.max(0, at - 20);
  const end = Math.min(line.length, start + length);
  return (start > sentence ? "…" : "") + line.slice(start, end).trim() + (end < line.length ? "…" : "");
}
