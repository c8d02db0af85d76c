// Why a record was found, when its card does not show it.

import { excerpt, holdsAll, needles } from "./text.js";

/** Every text of the record, a passage a line. */
async function recordText(engine, card) {
  const record = await engine.record(card.url);
  const body = new DOMParser().parseFromString(record.body_html, "text/html").body.textContent;
  const measures = [...(record.advantages || []), ...(record.targets || [])];
  const lines = measures.map(({ metric, value, unit, baseline }) => [metric, value, unit, baseline].filter(Boolean).join(" "));
  for (const { title, number } of record.ip || []) lines.push([title, number].filter(Boolean).join(" "));
  const english = [record.title_en, record.summary_en].filter(Boolean);
  return [...english, ...(record.applications || []), ...(record.constraints || []), ...lines, body].join("\n");
}

/** Whether the texts hold one of the ways to say something. */
function holdsOne(texts, ways) {
  return ways.some((way) => holdsAll(texts, needles(way)));
}

/**
 * {snippet, loose}: a passage that says what the card does not; `loose` if something stands nowhere as typed.
 * `readings` are for each wanted text the ways to say it. Without the record's text there is no explanation,
 * but the result stays.
 */
export async function explain(engine, card, readings) {
  const shown = [card.title, card.summary, card.party, ...card.keywords];
  const missing = readings.filter((ways) => !holdsOne(shown, ways));
  if (!missing.length) return {};
  const text = await recordText(engine, card).catch(() => null);
  if (text === null) return {};
  const hidden = [card.id, card.agency, ...card.fields, ...card.districts, ...card.categories];
  const words = missing.flat().flatMap(needles);
  return { snippet: excerpt(text, words), loose: !missing.every((ways) => holdsOne([...shown, ...hidden, text], ways)) };
}
