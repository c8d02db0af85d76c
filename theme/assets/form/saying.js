// What a check has found, in the words of those who fill in the form.

import { inLabels } from "./validator.js";

const COUNTED = [["warning", "提醒"], ["advice", "建议"]];

/** A problem with labels for codes. */
export function labelled(rules, kind, problem) {
  if (problem.code === "proposed-term") return { ...problem, severity: "warning", hint: "编辑收入后才能发布，其余照常填写、交出去" };
  const { message, hint, loc } = problem;
  return { ...problem, message: inLabels(rules, kind, message, loc), hint: hint && inLabels(rules, kind, hint, loc) };
}

/** What is said of a number that another record has. */
export function takenProblem(rules, id, path) {
  const [message, hint] = rules.taken(id, path);
  return { code: "duplicate-id", field: "id", message: message.zh, hint: hint.zh, severity: "error" };
}

/** How it stands, in a line: what is to be filled in and mended, else whether it is ready and what else there is. */
export function sayState({ all, errors, wrong }, ready, gate) {
  const open = errors.length - wrong.length;
  const todo = [[open, "处要填"], [wrong.length, "处要改"]].filter(([number]) => number).map(([number, word]) => `${number} ${word}`);
  if (todo.length) return `还有 ${todo.join("，")}`;
  if (!gate.isOpen) return gate.said;
  const counts = COUNTED.map(([severity, word]) => [all.filter((one) => one.severity === severity).length, word]);
  const said = counts.filter(([number]) => number).map(([number, word]) => `${number} 条${word}`);
  const state = ready ? "都填好了" : "还没有改动";
  return said.length ? `${state}，另有 ${said.join("、")}` : state;
}
