// A record as an element; texts go in as text, never as HTML.

import { saveButton } from "../saved/button.js";
import { element } from "../shared/element.js";
import { findRanges } from "./text.js";

/** Text with the words marked. */
export function marked(text, words) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of findRanges(text, words)) {
    fragment.append(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  fragment.append(text.slice(at));
  return fragment;
}

export const stateMark = ({ state }) => element("span", { class: `sc-state sc-state--${state.tone}` }, state.label);

/** Keywords and names of what the record is classed as in which a word is found, and not in what the card shows anyway. */
function whyFound(card, words) {
  const shown = [card.title, card.summary, card.party];
  return [["关键词", card.keywords], ["分类", card.names, [...card.keywords, ...card.tags]]].map(([heading, names, also = []]) => {
    const telling = words.filter((word) => ![...shown, ...also].some((text) => findRanges(text, [word]).length));
    const held = names.filter((name) => findRanges(name, telling).length);
    return held.length ? element("p", { class: "sc-card__summary sc-card__why" }, `${heading}：`, marked(held.join("、"), words)) : null;
  });
}

/** A record as the site's lists show it (`card` in theme/pages/macros.html), the words marked. */
export function resultCard(card, words, root) {
  return element(
    "article",
    { class: `sc-card sc-card--${card.kind}` },
    element(
      "div",
      { class: "sc-card__head" },
      element("span", { class: `sc-kind sc-kind--${card.kind}` }, card.kind_label),
      stateMark(card),
      element("span", { class: card.soon ? "sc-card__day sc-card__day--soon" : "sc-card__day" }, `${card.day_label} `, element("time", {}, card.day)),
    ),
    card.picture ? element("img", { class: "sc-card__picture", src: root + card.picture, alt: "", width: "160", height: "120", loading: "lazy" }) : "",
    element("h2", { class: "sc-card__title" }, element("a", { href: root + card.url }, marked(card.title, words))),
    element("p", { class: "sc-card__summary" }, marked(card.summary, words)),
    ...(words.length ? whyFound(card, words) : []),
    element(
      "p",
      { class: "sc-card__meta sc-dotted" },
      element("span", { class: "sc-card__party" }, marked(card.party, words)),
      ...card.tags.map((text) => element("span", {}, text)),
    ),
  );
}

/** A card with the star that saves its record. */
export function starred(node, card) {
  node.querySelector(".sc-card__head").append(saveButton(card));
  return node;
}
