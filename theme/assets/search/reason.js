// Why a record was found, when its card does not show it.

import { pieces, telling } from "./pieces.js";
import { excerpt, holdsAll } from "./text.js";

const BLOCK_END = /<\/(?:p|h[2-6]|li|tr|td|th|pre|blockquote)>|<br>/g;
const TAG = /<(?:"[^"]*"|[^">])*>/g;
const FORMULA = /<math [^>]*alttext="([^"]*)"[^>]*>.*?<\/math>/gs;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

/** The words of sanitised HTML, one block a line, as showcase.files.markdown.render_plain gives them to the index. */
export function plain(html) {
  const text = html.replace(FORMULA, "$1").replace(BLOCK_END, "\n").replace(TAG, "");
  const decoded = text.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, (whole, hex, number, name) => {
    if (hex || number) return String.fromCodePoint(parseInt(hex || number, hex ? 16 : 10));
    return name in ENTITIES ? ENTITIES[name] : whole;
  });
  const lines = decoded.split("\n").map((line) => line.split(/\s+/).filter(Boolean).join(" "));
  return lines.filter(Boolean).join("\n");
}

/** The texts that a value holds, an item each; `told` names the parts of a group that count, as the index's manifest does. */
function said(value, told) {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => said(item, told));
  return told ? [Object.entries(told).flatMap(([name, inner]) => said(value[name], inner)).join(" ")] : [value];
}

/** A record's text that its card does not show: {body, rest: passages}. */
export function recordText(record, told) {
  return { body: plain(record.body_html), rest: Object.entries(told).flatMap(([name, inner]) => said(record[name], inner)) };
}

/** What a card shows. */
const shownTexts = (card) => [card.title, card.summary, card.party, ...card.keywords];

/** What is known of a record without reading it. */
const knownTexts = (card) => [...shownTexts(card), card.id, ...card.names, ...card.districts, ...card.classes];

/** Whether the texts hold one of the ways to say something. */
function holdsOne(texts, ways) {
  return ways.some((way) => holdsAll(texts, pieces(way)));
}

/** Of words those that its card does not show and mark, nor another one of their `groups`. */
export function unshown(card, words, groups = []) {
  const shown = shownTexts(card);
  const named = groups.filter((group) => group.some((word) => holdsAll(shown, [word]))).flat();
  return words.filter((word) => !holdsAll(shown, [word]) && !named.includes(word));
}

/** What a card does not show of `readings`, which are for each wanted text the ways to say it. */
export function unexplained(card, readings) {
  const shown = shownTexts(card);
  return readings.filter((ways) => !holdsOne(shown, ways));
}

/**
 * {snippet, loose} of readings and of the `groups` of words that mean the same in them: a passage that says what the card does not; `loose` if something stands nowhere as typed.
 * Without the record's text there is no explanation, but the result stays.
 */
export async function explain(engine, card, readings, groups) {
  const missing = unexplained(card, readings);
  if (!missing.length) return {};
  const record = await engine.record(card.url).catch(() => null);
  if (record === null) return {};
  const { body, rest } = recordText(record, (await engine.manifest()).texts);
  const text = [...rest, body].join("\n");
  const words = unshown(card, telling(missing.flat()), groups);
  return { snippet: words.length ? excerpt(text, words) : "", loose: !missing.every((ways) => holdsOne([...knownTexts(card), text], ways)) };
}
