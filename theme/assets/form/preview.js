// The record as lists show it, and every value in words. The body is shown as text: it is rendered when it is published.

import { resultCard } from "../search/card.js";
import { element } from "../shared/element.js";
import { labelText } from "./fields.js";

/** The card that the site will show, compiled from Python; what is not there yet has its name in brackets. */
function draftCard(rules, kind, { tree, record, unsound }) {
  const card = rules.card(kind, record, rules.vocabularies, unsound);
  const state = { ...card.state, label: card.state.label || "（状态）" };
  return { ...card, state, title: tree.title || "（名称）", summary: tree.summary || "（一句话简介）", day: String(card.day ?? ""), keywords: [] };
}

/** The lines that say what a field holds. */
function lines(node) {
  const kind = node.dataset.kind;
  if (kind === "value") {
    const control = node.querySelector("input, select, textarea");
    return [control.value && (control.selectedOptions ? control.selectedOptions[0].text : control.value)];
  }
  if (kind === "flag") return [node.querySelector("input").checked ? "是" : ""];
  if (kind === "yes-no") return [node.querySelector(":checked")?.parentElement.textContent.trim()];
  if (kind === "choices") return [[...node.querySelectorAll(":checked")].map((box) => box.parentElement.textContent.trim()).join("、")];
  if (kind === "group") {
    const inner = [...node.querySelectorAll("[data-node]")].map((one) => [labelText(one), lines(one).filter(Boolean).join("、")]);
    return [inner.filter(([, text]) => text).map(([name, text]) => `${name} ${text}`).join("；")];
  }
  return [...node.querySelector("[data-rows]").children].flatMap(lines);
}

/** Paragraphs, headings and lists of the body, as text. */
function body(text) {
  const blocks = text.split(/\n{2,}/).filter((block) => block.trim());
  return blocks.map((block) => {
    const heading = /^#{2,6} +(.+)$/.exec(block.trim());
    return heading ? element("p", { class: "sc-preview__heading" }, heading[1]) : element("p", {}, block.trim());
  });
}

export function preview(form, rules, kind, state) {
  const shown = resultCard(draftCard(rules, kind, state), [], "");
  const link = shown.querySelector("a");
  link.replaceWith(...link.childNodes);
  const facts = [...form.querySelectorAll("[data-node]")]
    .filter((node) => !node.parentElement.closest("[data-node], [data-row]"))
    .map((node) => [labelText(node), lines(node).filter(Boolean)])
    .filter(([, said]) => said.length)
    .map(([name, said]) => element("div", {}, element("dt", {}, name), element("dd", {}, ...said.map((line) => element("p", {}, line)))));
  return [
    element("div", { class: "sc-rows" }, shown),
    element("dl", { class: "sc-facts" }, ...facts),
    element("div", { class: "sc-preview__body" }, ...body(state.text), element("p", { class: "sc-field__help" }, "这里只显示文字；表格、链接等发布后才排版。")),
  ];
}
