// What the box of suggestions and the page 我有需求 fetch when they are first entered: most readers never search there.

import { Engine, Outdated } from "./engine.js";
import { listed } from "./found.js";
import { suggest } from "./suggestions.js";

const SOUGHT = 20; // so many best are asked of which kind they are

/** Of the index below `root`: suggestions for what is typed, the card of a document, the cards that best answer a text. */
export function openSuggestions(root) {
  const open = () => new Engine((path, options) => fetch(`${root}search/${path}`, options));
  let engine = open();
  /** What another publication has cut short is asked of that one. */
  const ask = async (question) => {
    try {
      return await question(engine);
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
      engine = open();
      return question(engine);
    }
  };
  return {
    suggest: (typed) => ask((now) => suggest(now, typed)),
    card: async (document) => (await engine.cards([document]))[0],
    find: (text, kind, count) => ask((now) => find(now, text, kind, count)),
  };
}

/** {cards, whole}: current records of a kind; `whole` says that the first of them holds all the words. */
async function find(engine, text, kind, count) {
  const [{ current }, found] = await Promise.all([engine.manifest(), engine.search(text)]);
  const { whole, partial } = await listed(found, Infinity);
  const best = [...whole.slice(0, SOUGHT), ...partial].filter((document) => document < current); // the expired have the last numbers
  const cards = (await engine.cards(best)).filter((card) => card.kind === kind);
  return { cards: cards.slice(0, count), whole: cards.length > 0 && whole.includes(best[0]) };
}
