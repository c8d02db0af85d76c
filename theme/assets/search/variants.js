// Traditional characters → simplified ones, by the tables of scripts/showcase/outputs/search/words.py.

import { characters, isHan } from "./text.js";

/** @param {[string, string]} table traditional characters and, at the same places, the simplified ones */
export function simplify(text, [traditional, simplified]) {
  const places = new Map([...traditional].map((character, place) => [character, place]));
  const forms = [...simplified];
  return [...text].map((character) => (places.has(character) ? forms[places.get(character)] : character)).join("");
}

let everyday = null;

/** The characters of GB 2312: rows 0xB0 to 0xF7 of the browser's own decoder. */
function gb2312() {
  if (everyday) return everyday;
  const bytes = [];
  for (let row = 0xb0; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
  everyday = new Set(new TextDecoder("gbk").decode(Uint8Array.from(bytes)));
  return everyday;
}

/** Radicals as characters of their own, which come with texts of PDF files. */
const RADICAL = /[\u2e80-\u2eff]/;

/** Whether a text holds a character that the table could simplify; `traditional` are those of them in GB 2312. */
export function mayBeTraditional(text, traditional) {
  return characters(text).some((character) => (isHan(character) || RADICAL.test(character)) && (traditional.includes(character) || !gb2312().has(character)));
}
