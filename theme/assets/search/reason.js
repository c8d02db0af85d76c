// Why a record was found, when its card does not show it.

import { excerpt, holdsAll } from "./text.js";

/** Every text of the record, a passage a line. */
async function recordText(engine, card) {
  const record = await engine.record(card.url);
  const body = new DOMParser().parseFromString(record.body_html, "text/html").body.textContent;
  const measures = [...(record.advantages || []), ...(record.targets || [])];
  const lines = measures.map(({ metric, value, unit, baseline }) => [metric, value, unit, baseline].filter(Boolean).join(" "));
  for (const { title, number } of record.ip || []) lines.push([title, number].filter(Boolean).join(" "));
  return [...(record.applications || []), ...(record.constraints || []), ...lines, body].join("\n");
}

/**
 * {snippet, loose}: a passage that holds what the card does not; `loose` if the words stand nowhere as typed.
 * Without the record's text there is no explanation, but the result stays.
 */
export async function explain(engine, card, words) {
  const shown = [card.title, card.summary, card.party, ...card.keywords];
  if (holdsAll(shown, words)) return {};
  const text = await recordText(engine, card).catch(() => null);
  if (text === null) return {};
  const hidden = [card.id, ...card.fields, ...card.districts, ...card.categories];
  const missing = words.filter((word) => !holdsAll(shown, [word]));
  return { snippet: excerpt(text, missing), loose: !holdsAll([...shown, ...hidden, text], words) };
}
