// What the box of suggestions and the page 我有需求 fetch when they are first entered: most readers never search there.

import { Engine, Outdated } from "./engine.js";
import { select } from "./selection.js";
import { suggest } from "./suggestions.js";

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

/** {cards, whole}: the best current records of a kind; `whole` says that the first of them holds all the words. */
async function find(engine, text, kind, count) {
  const found = await engine.search(text);
  const { whole, partial } = await select(engine, found, { filters: new Map([["kind", [kind]]]), sort: "relevance", shown: count });
  return { cards: await engine.cards([...whole, ...partial].slice(0, count)), whole: whole.length > 0 };
}
