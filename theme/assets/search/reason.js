// Why a record was found, when its card does not show it.

import { excerpt, holdsAll, needles } from "./text.js";

const BLOCK_END = /<\/(?:p|h[2-6]|li|tr|td|th|pre|blockquote)>|<br>/g;
const TAG = /<(?:"[^"]*"|[^">])*>/g;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

/** The words of sanitised HTML, one block a line, as showcase.files.markdown.render_plain gives them to the index. */
export function plain(html) {
  const text = html.replace(BLOCK_END, "\n").replace(TAG, "");
  const decoded = text.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, (whole, hex, number, name) => {
    if (hex || number) return String.fromCodePoint(parseInt(hex || number, hex ? 16 : 10));
    return name in ENTITIES ? ENTITIES[name] : whole;
  });
  const lines = decoded.split("\n").map((line) => line.split(/\s+/).filter(Boolean).join(" "));
  return lines.filter(Boolean).join("\n");
}

/** A record's text that its card does not show: {body, rest: passages}. */
export function recordText(record) {
  const measures = [...(record.advantages || []), ...(record.targets || [])];
  const lines = measures.map(({ metric, value, unit, baseline }) => [metric, value, unit, baseline].filter(Boolean).join(" "));
  for (const { title, number } of record.ip || []) lines.push([title, number].filter(Boolean).join(" "));
  const others = [record.title_en, record.summary_en, record.ip_terms, record.financing && record.financing.use];
  const rest = [...others.filter(Boolean), ...(record.applications || []), ...(record.constraints || []), ...lines];
  return { body: plain(record.body_html), rest };
}

/** Whether the texts hold one of the ways to say something. */
function holdsOne(texts, ways) {
  return ways.some((way) => holdsAll(texts, needles(way)));
}

/** What a card does not show of `readings`, which are for each wanted text the ways to say it. */
export function unexplained(card, readings) {
  const shown = [card.title, card.summary, card.party, ...card.keywords];
  return readings.filter((ways) => !holdsOne(shown, ways));
}

/**
 * {snippet, loose}: a passage that says what the card does not; `loose` if something stands nowhere as typed.
 * Without the record's text there is no explanation, but the result stays.
 */
export async function explain(engine, card, readings) {
  const missing = unexplained(card, readings);
  if (!missing.length) return {};
  const record = await engine.record(card.url).catch(() => null);
  if (record === null) return {};
  const { body, rest } = recordText(record);
  const text = [...rest, body].join("\n");
  const known = [card.title, card.summary, card.party, ...card.keywords, card.id, card.agency, ...card.fields, ...card.districts, ...card.classes];
  const words = missing.flat().flatMap(needles);
  return { snippet: excerpt(text, words), loose: !missing.every((ways) => holdsOne([...known, text], ways)) };
}
