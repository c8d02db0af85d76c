// What the box of suggestions fetches when it is first entered: most readers of a record never search.

import { Engine } from "./engine.js";
import { suggest } from "./suggestions.js";

/** {suggest: typed → suggestions, card: document → its card}, of the index below `root`. */
export function openSuggestions(root) {
  const engine = new Engine((path) => fetch(`${root}search/${path}`));
  return { suggest: (typed) => suggest(engine, typed), card: async (document) => (await engine.cards([document]))[0] };
}
