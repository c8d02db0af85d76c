// Text → query terms and highlights. scripts/showcase/files/tokens.py does the same to the index: change them together.

const HAN = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3134f}";
const LETTER = "a-z\\u00df-\\u024f\\u0370-\\u03ff\\u0400-\\u04ff";
const WORD = `0-9${LETTER}`;
const NUMBER = "[0-9]+(?:\\.[0-9]+)*";
const WORD_RUN = new RegExp(`(?:${NUMBER}|[${LETTER}])+`, "gu");
const RUN = new RegExp(`[${HAN}]+|(?:${NUMBER}|[${LETTER}])+`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`, "u");
const WORDS = new RegExp(`[${WORD}]+`, "gu");
const PUNCTUATION = new Set(".,;:?!()[]{}\"'`|、。…—―‘’“”〈〉《》「」『』【】〔〕");
const ENDS = /^[.,;:?!()]+|[.,;:?!()]+$/g;
const SPACE = /[ \t\r\u200b\ufeff]/;
const SAME_SIGNS = [[/[‐‑‒–−⁻₋]/g, "-"], [/[〜∼]/g, "~"]];
const MAX_WORD = 40;
/** Other characters beside which 7.1 may be the end of 57.1: fewer say too little. */
const BESIDE_SHORT = 3;
const SHORT_NUMBER = /^[0-9]{1,3}$/;
const MEASURE = /^[0-9.]+[^0-9.]/;
const CODE_GRAM = 4;
const INITIALS_GRAM = 3;
const SYLLABLES_GRAM = 4;
const LETTERS_GRAM = 3;

/** Compatibility forms and case folded away, and signs that look alike made the same. */
export function fold(text) {
  return SAME_SIGNS.reduce((folded, [wide, narrow]) => folded.replace(wide, narrow), text).normalize("NFKC").toLowerCase();
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

/** What is a pair with a word's nearest character, and no joint with two (tokens.UNJOINED). */
const MARKED = "~^_";
/** Characters of a word in a joint. */
const JOINED = 2;
const NOTHING = 0;
const HAN_SLOT = 1;
const WORD_SLOT = 2;
const SIGN_SLOT = 3;

/** The characters of folded text that are no spaces: {sign, kind, run: that of words which begins here}. */
function slotsOf(folded) {
  const slots = [];
  const runs = new Map([...folded.matchAll(WORD_RUN)].map(({ 0: run, index }) => [index, run]));
  let at = 0;
  let end = 0; // of the run of words
  for (const sign of folded) {
    const run = runs.get(at);
    if (run) end = at + run.length;
    if (!SPACE.test(sign)) slots.push({ sign, run, kind: at < end ? WORD_SLOT : kindOf(sign, folded[at - 1], folded[at + 1]) });
    at += sign.length;
  }
  return slots;
}

function kindOf(sign, before, after) {
  if (isHan(sign)) return HAN_SLOT;
  if ((sign === "," || sign === ":") && /[0-9]/.test(before) && /[0-9]/.test(after)) return SIGN_SLOT;
  return sign < " " || PUNCTUATION.has(sign) ? NOTHING : SIGN_SLOT;
}

/** Whether two neighbours are a pair that whatever matches must hold: within words they are none, nor with punctuation. */
function paired(first, second) {
  return Boolean(first && second && first.kind && second.kind && !(first.kind === WORD_SLOT && second.kind === WORD_SLOT));
}

/** A hyphen, a dot or a slash within: people write it or leave it out. */
function soft(slots, at) {
  return /[-._/]/.test(slots[at].sign) && at > 0 && at + 1 < slots.length;
}

const isDigit = (sign) => sign >= "0" && sign <= "9";

function isMark(slot) {
  return Boolean(slot) && slot.kind === NOTHING && PUNCTUATION.has(slot.sign);
}

/** The pairs of punctuation with what stands beside it, [term, place]: for each that before it or else that behind it, and the further ones. */
function markedPairs(slots) {
  const links = [];
  const further = [];
  slots.forEach((slot, at) => {
    if (!isMark(slot)) return;
    const pairs = [at - 1, at].filter((place) => slots[place]?.kind || slots[place + 1]?.kind).map((place) => [slots[place].sign + slots[place + 1].sign, place]);
    links.push(...pairs.slice(0, 1));
    further.push(...pairs.slice(1));
  });
  return { links, further };
}

/** What joins a word that was cut to what stands beside it (tokens.placed_joints): [term, place]s. */
function joints(slots, at, end) {
  const reach = (beside) => (MARKED.includes(beside.sign) ? 1 : JOINED);
  const joins = (beside) => beside && beside.kind !== WORD_SLOT && beside.sign >= " ";
  const before = joins(slots[at - 1]) ? [[at - 1, Math.min(end, at + reach(slots[at - 1]))]] : [];
  const behind = joins(slots[end]) ? [[Math.max(at, end - reach(slots[end])), end + 1]] : [];
  return [...before, ...behind].map(([start, stop]) => [slots.slice(start, stop).map(({ sign }) => sign).join(""), start]);
}

/** Whether the pair that begins here must stand in whatever matches. */
function hard(slots, at) {
  return at >= 0 && paired(slots[at], slots[at + 1]) && !soft(slots, at) && !soft(slots, at + 1);
}

/**
 * What a document must hold to match a text: `terms` anywhere and, for the text to stand there literally, `chain`:
 * [term, place, whether it can be left to no other], as far from each other as here; `spare` are further links, which stand there too and may take the place
 * of some. `exact` unless the chain lacks a character, `within` if it lacks none though the words at the ends may be parts
 * of longer ones, for which `open` takes them; `marked` if it holds punctuation, in the place of which `loose` takes
 * whatever stands there.
 */
export function cut(text, { open = false, loose = false } = {}) {
  const slots = slotsOf(fold(text));
  const terms = new Set();
  const chain = [];
  const spare = [];
  const covered = new Uint8Array(slots.length);
  const link = (term, at, length) => {
    chain.push([term, at]);
    covered.fill(1, at, at + length);
  };
  const pair = (at) => slots[at].sign + slots[at + 1].sign;
  const first = slots.findIndex(({ kind }) => kind);
  const last = slots.length - [...slots].reverse().findIndex(({ kind }) => kind);
  const { links: marks, further } = loose ? { links: [], further: [] } : markedPairs(slots);
  let [exact, within] = [true, true];
  slots.forEach(({ run }, at) => {
    if (!run || run.length > MAX_WORD) return;
    const end = at + run.length;
    const short = run.includes(".") && !letterTerms(run).length && slots.length < run.length + BESIDE_SHORT;
    const edge = open && (at === first || end === last) && !short;
    if (edge) {
      for (const term of letterTerms(run)) terms.add(term);
      exact = false;
      // that more letters are one word nobody knows, nor that a number goes on
      if (run.length > JOINED || (at === first && isDigit(run[0])) || (end === last && isDigit(run[run.length - 1]))) within = false;
      covered.fill(1, at, end);
      for (const [term, place] of joints(slots, at, end)) link(term, place, characters(term).length);
    } else if (run.length === 1) {
      if (!hard(slots, at) && !hard(slots, at - 1)) terms.add(run);
      if (isDigit(run) && (at === first || end === last)) chain.push([run, at, true]); // of 25℃ the 5 is no number
    } else {
      terms.add(run);
      link(run, at, run.length);
    }
  });
  slots.forEach((slot, at) => {
    if (hard(slots, at)) {
      terms.add(pair(at));
      spare.push([pair(at), at]);
    }
    if (covered[at] || !slot.kind) return;
    const [before, after] = [at > 0 && paired(slots[at - 1], slot), paired(slot, slots[at + 1])];
    if (after && !(before && covered[at + 1])) link(pair(at), at, 2);
    else if (before) link(pair(at - 1), at - 1, 2);
    else if (slot.run) link(slot.run, at, 1);
    else if (slot.kind !== WORD_SLOT) {
      const own = [at, at - 1].find((place) => isMark(slots[place === at ? at + 1 : place]));
      if (slot.kind === HAN_SLOT) terms.add(slot.sign);
      if (own === undefined || loose) exact = within = slots.length === 1;
      else {
        if (slot.kind !== HAN_SLOT) terms.add(pair(own));
        marks.push([pair(own), own]);
      }
    }
  });
  const links = new Map([...chain, ...marks].map((one) => [`${one[1]} ${one[0]}`, one]));
  const wanted = terms.size ? terms : new Set(chain.map(([term]) => term)); // all of it is linked by hyphens
  return { terms: [...wanted], chain: [...links.values()], spare: [...spare, ...further].filter(([term, place]) => !links.has(`${place} ${term}`)), exact, within, marked: marks.length > 0 };
}

/** The index terms that a document must hold to match the query. */
export function queryTerms(query) {
  return [...new Set(query.split(/\s+/).flatMap((word) => cut(word).terms))];
}

/** Whether a text begins or ends within what may be a longer word, and is more than that word; `joined` if a hyphen, a dot or a slash may join a lone character there to more. */
export function endsInWords(text, joined = false) {
  const slots = slotsOf(fold(text).replace(ENDS, ""));
  const pairs = (at) => (joined ? hard(slots, at) : paired(slots[at], slots[at + 1]));
  const inNumber = (at) => isDigit(slots[at].sign) && (hard(slots, at - 1) || hard(slots, at));
  const alone = (at) => inNumber(at) || (!pairs(at - 1) && !pairs(at));
  const ends = slots.some(({ run }, at) => run && (run.length > 1 || alone(at)) && (at === 0 || at + run.length === slots.length));
  return ends && slots.some(({ kind }) => kind === HAN_SLOT || kind === SIGN_SLOT);
}

/** Every two and three letters or digits in a row, as tokens.letter_terms cuts them. */
export function letterTerms(text) {
  return (fold(text).match(WORDS) || []).flatMap((run) => (run.length > 1 ? grams("_", run, Math.min(run.length, LETTERS_GRAM)) : []));
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

/** A word as it is, and with a blank between its number and its unit. */
function spellings(word) {
  return MEASURE.test(word) ? [word, word.replace(/^[0-9.]+/, "$& ")] : [word];
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

/** Whether what stands at a place is there by itself: few digits that are a part of a number are not, nor is a measure. */
function standsAlone(word, folded, at) {
  if (MEASURE.test(word) && (/[0-9.]/).test(folded[at - 1])) return false;
  return !SHORT_NUMBER.test(word) || !((/[0-9]/).test(folded[at - 1]) || (/[0-9]/).test(folded[at + word.length]));
}

/** Ranges [start, end) of `text` where a word occurs, sorted, overlaps joined. */
export function findRanges(text, words) {
  const { folded, starts, ends } = foldWithMap(text);
  const ranges = [];
  for (const word of words.filter(Boolean).flatMap(spellings)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      if (standsAlone(word, folded, at)) ranges.push([starts[at], ends[at + word.length - 1]]);
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
  return words.every((word) => folded.some((text) => spellings(word).some((spelling) => text.includes(spelling))));
}

/** A place in a text, or where the character begins of which it is the second half. */
function whole(text, at) {
  return (/[\udc00-\udfff]/).test(text.charAt(at)) ? at - 1 : at;
}

/** About `length` characters of the line of `text` where the first of the words stands, from its sentence on if near. */
export function excerpt(text, words, length = 90) {
  const line = text.split("\n").find((candidate) => findRanges(candidate, words).length);
  if (!line) return "";
  const [at] = findRanges(line, words)[0];
  const sentence = Math.max(line.lastIndexOf("。", at - 1), line.lastIndexOf("；", at - 1)) + 1;
  const start = at - sentence <= length / 2 ? sentence : whole(line, Math.max(0, at - 20));
  const end = whole(line, Math.min(line.length, start + length));
  return (start > sentence ? "…" : "") + line.slice(start, end).trim() + (end < line.length ? "…" : "");
}
