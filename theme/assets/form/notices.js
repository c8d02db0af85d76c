// What the form says above its fields: questions, failures, and which record is being changed.

import { KINDS, Refusal } from "./edition.js";
import { element } from "../shared/element.js";

/** Asks in a box; each answer is [words, act], and `then` follows any of them. */
export function ask(box, question, answers, then) {
  const buttons = answers.map(([words, act]) => {
    const button = element("button", { class: "sc-button sc-button--quiet", type: "button" }, words);
    button.addEventListener("click", () => {
      box.hidden = true;
      act();
      then();
    });
    return button;
  });
  box.replaceChildren(element("span", {}, question), ...buttons);
  box.hidden = false;
}

/** A record dated by a wrong clock would get a wrong number, for ever. */
export function askAboutClock(box, { device, built }, believe, then) {
  const answers = [[`按 ${built} 填`, () => {}], ["设备的日期没错", believe]];
  ask(box, `这台设备的日期是 ${device}，网站生成于 ${built}，像是设备的时钟不准。`, answers, then);
}

/** Why there is nothing to change, and what to do. */
export function sayFailure(part, kind, error) {
  if (!(error instanceof Refusal)) throw error;
  const [words, address] = error.remedy;
  part("title").textContent = `修改${KINDS[kind]}`;
  part("intro").hidden = true;
  part("question").replaceChildren(element("span", {}, error.message), element("a", { href: address }, words));
  part("question").hidden = false;
}

/** The head of the page, for a record that is being changed. */
/** What renewing a record asks of its author. */
export function sayRenewal(part, root, { id, kind, title, url }) {
  part("title").textContent = `复核${KINDS[kind]}`;
  document.title = `复核 ${id}`;
  part("intro").replaceChildren(
    element("a", { href: root + url }, `${id}《${title}》`),
    "：复核日期已写成今天，有效期随之顺延。内容都还对的，直接点“生成文件”交出去；有变化的一并改好。内容只在这台设备上，不会上传。",
  );
}

export function sayEdition(part, root, { id, kind, title, url }) {
  part("title").textContent = `修改${KINDS[kind]}`;
  document.title = `修改 ${id}`;
  part("intro").replaceChildren(
    "正在修改 ",
    element("a", { href: root + url }, `${id}《${title}》`),
    "。只有改过的字段和正文会变，别的内容和注释一字不动；编号、发布日期、曾用编号不能改。核实过仍然有效的，请在“其他”里把复核日期改为今天。内容只在这台设备上，不会上传。",
  );
}
