// Traditional characters → simplified ones, by the table of scripts/showcase/search/words.py.

/** @param {[string, string]} table traditional characters and, at the same places, the simplified ones */
export function simplify(text, [traditional, simplified]) {
  const places = new Map([...traditional].map((character, place) => [character, place]));
  const forms = [...simplified];
  return [...text].map((character) => (places.has(character) ? forms[places.get(character)] : character)).join("");
}
