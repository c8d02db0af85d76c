// A company's text from the page 我有需求 → the beginning of a demand, which the agency then goes on with.

import { LABELS, firstWords, parse } from "../need/letter.js";
import { element } from "../shared/element.js";

const LONGEST = { title: 40, summary: 160 };
const COMPARED = [
  ["le", "不超过|不高于|不大于|不多于|降到|降至|控制在|≤|<="],
  ["ge", "不低于|不少于|不小于|达到|提高到|提到|≥|>="],
  ["lt", "低于|小于|少于|<"],
  ["gt", "高于|大于|多于|超过|>"],
];
const SIGN = COMPARED.map(([, words]) => words).join("|");
/** `碘收率不低于 88%`, `每吨成本降到300元以内`. */
const MEASURE = new RegExp(`^(.{2,20}?)(?:要|能|须|应|必须|最好)?(${SIGN})\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([^0-9，,。；;]{0,12}?)(?:以内|以下|以上|之内)?$`);

/** Targets that a text names in so many words. */
export function targetsOf(text) {
  const clauses = text.split(/[，,。；;、\n]/).map((clause) => clause.trim());
  return clauses.map((clause) => MEASURE.exec(clause)).filter(Boolean).map(([, metric, sign, value, unit]) => {
    const [op] = COMPARED.find(([, words]) => words.split("|").includes(sign));
    return { metric: metric.trim(), op, value, ...(unit.trim() ? { unit: unit.trim() } : {}) };
  });
}

/** {tree, body}: what of the answers has a place in a demand; whom to call back is not among it. */
export function demandOf(answers, rules, headings) {
  const { pain = "", tried = "", goal = "", when = "", district = "" } = answers;
  const deadline = rules.stored(when, "day");
  const known = /^\d{4}-\d\d-\d\d$/.test(deadline);
  const term = [...rules.vocabularies.get("districts").terms].map((code) => rules.vocabularies.get("districts").terms.get(code)).find(({ label }) => label === district);
  const targets = targetsOf(goal);
  const summary = [pain, goal].map((text) => text.trim().replace(/\s*\n\s*/g, "；").replace(/[。；;]+$/, "")).filter(Boolean).join("；") + "。";
  const tree = {
    title: firstWords(pain, LONGEST.title),
    summary: [...summary].slice(0, LONGEST.summary).join(""),
    demander: { disclosed: "false", ...(term ? { district: term.code } : {}) },
    ...(targets.length ? { targets } : {}),
    ...(known ? { deadline } : {}),
  };
  const told = [pain, tried, [goal, when && !known ? `${LABELS.when}：${when}` : ""].filter(Boolean).join("\n\n")];
  const body = headings.map((heading, place) => [`## ${heading}`, told[place]].filter(Boolean).join("\n\n")).join("\n\n");
  return { tree, body: `${body}\n` };
}

/** What stays out of the record, for the agency's eyes. */
function aside({ firm, reach, seen }) {
  const kept = [firm && `单位：${firm}`, reach && `联系：${reach}`].filter(Boolean).join("；");
  const lines = [kept && `不写进公开记录的：${kept}。`, seen && `企业看过：${seen}`, "请补齐分类、指标和审查，标题和简介按实际改写。"];
  return lines.filter(Boolean).map((line) => element("p", {}, line));
}

/** The box above the form; `place` puts a tree and a body into the form, asking first where something stands there. */
export function offerNeed(box, rules, place) {
  if (!box) return;
  const text = box.querySelector("textarea");
  const said = box.querySelector("[data-need-said]");
  const take = () => {
    const answers = parse(text.value);
    const { tree, body } = demandOf(answers, rules, box.dataset.headings.split("|"));
    if (!answers.pain) {
      said.replaceChildren(element("p", {}, "这段文字里没有找到难题，请整段粘贴。"));
      return;
    }
    place(tree, body, () => said.replaceChildren(...aside(answers)));
  };
  box.querySelector("button").addEventListener("click", take);
  const brought = /^#need=(.+)/s.exec(location.hash);
  if (!brought) return;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    text.value = decodeURIComponent(brought[1]);
  } catch {
    return; // an address that was cut off
  }
  box.open = true;
  take();
}
