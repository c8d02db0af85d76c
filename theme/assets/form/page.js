// The pages 提交成果 and 提交需求: what is typed is checked, kept as a draft, shown and made into a file.
// With ?edit=<id> in the address a published record is changed instead of a new one made.

import "../site.js";
import * as facts from "../../submit/rules.js";
import { Draft, sayTime } from "./draft.js";
import { Edition, FIXED, askedId, loadRecord } from "./edition.js";
import { Fields, controlOf, countLetters } from "./fields.js";
import { Writer } from "./manuscript.js";
import { nameOf, offerEditPage, offerNewPage } from "./forge.js";
import { Gate } from "./gate.js";
import { Notation } from "./notation.js";
import { Handover } from "./handover.js";
import { Implied } from "./implied.js";
import { dict } from "./operators.js";
import { keepForOffline } from "./offline.js";
import { offerNeed } from "./need.js";
import { ask, askAboutClock, sayEdition, sayFailure, sayRenewal } from "./notices.js";
import { afterPress } from "./press.js";
import { preview } from "./preview.js";
import { Problems, goTo, reveal } from "./problems.js";
import { labelled, sayState, takenProblem } from "./saying.js";
import { check, inLabels } from "./validator.js";
import { copy, download } from "../shared/delivery.js";
import { element } from "../shared/element.js";

const PAUSE_MS = 250;

const page = document.querySelector("[data-form]");
const part = (name) => page.querySelector(`[data-${name}]`);
const { kind, taken: serials, recordParts, built, newFile: newTemplate, editFile: editTemplate } = JSON.parse(part("facts").textContent);
const taken = dict(Object.entries(serials));
const form = page.querySelector("form");
const bodyField = part("body");
const rules = { ...facts };
const gate = new Gate(rules, () => {
  if (state) look();
  if (gate.isOpen) keepForOffline(part("offline-state"));
});
const writer = new Writer(rules, kind);
const fields = new Fields(page, rules.dotted);
const problems = new Problems(form);
const notation = new Notation(rules, fields, problems);
const implied = new Implied(form, rules, kind, taken, built);
const handover = new Handover(part("handover"), rules.vocabularies.get("agencies").terms);
const draft = new Draft(askedId() || kind, askAboutOther);

let edition = null; // of a record that is being changed
let state = null; // what the last check saw: {tree, text, file, path, changed}
let timer = 0;

/** Reads and checks everything. */
function look() {
  const { tree, places } = fields.read();
  places.set("body", bodyField);
  const text = controlOf(bodyField).value.replace(/\r\n?/g, "\n");
  const file = edition ? edition.file(tree, text) : writer.file(tree, text);
  const path = edition ? edition.record.path : rules.path(tree.id || "");
  const whole = edition ? edition.whole(tree) : tree;
  const size = new TextEncoder().encode(file).length;
  const found = check(rules, kind, { tree: whole, body: text, path, asOf: implied.clock.today, size });
  if (!edition && tree.id && rules.isTaken(taken, tree.id)) found.problems.push(takenProblem(rules, tree.id, path));
  const deferred = found.deferred.map((rule) => inLabels(rules, kind, rule));
  const { record, unsound } = found;
  state = { tree, text, file, path, deferred, record, unsound, changed: edition && edition.changed(tree, text) };
  problems.take(found.problems.map((problem) => labelled(rules, kind, problem)), places);
  showState();
}

function showState() {
  const ready = gate.isOpen && !problems.errors.length && (!edition || state.changed.length > 0);
  part("state").textContent = sayState(problems, ready, gate);
  part("next").hidden = !problems.seen.length;
  part("bar").classList.toggle("sc-formbar--ready", ready);
  if (problems.everything) problems.summarise(part("summary"), part("summary-list"));
  showFile(ready);
}

function showFile(ready) {
  part("file-state").textContent = ready ? `检查通过，可以交出去了。${sayChanges()}` : `上面${edition ? "改" : "填"}好以后，这里给出文件。`;
  part("file").hidden = !ready;
  part("file-path").textContent = state.path;
  part("download").textContent = `下载 ${nameOf(state.path)}`;
  part("file-text").textContent = state.file;
  const later = [...state.deferred, edition ? "这条记录是否也被别的分支改动。" : "编号是否已被别的分支用掉。"];
  part("deferred").replaceChildren(...later.map((rule) => element("li", {}, rule)));
  handover.offer(state.tree, nameOf(state.path), state.file, Boolean(edition));
  if (edition) offerEditPage(part("new-file"), editTemplate, state.path);
  else offerNewPage(part("new-file"), newTemplate, state.path, state.file);
  if (part("preview").open) showPreview();
}

const namesOf = (names) => names.map((name) => (name === "body" ? "正文" : fields.label(name))).join("、");

const sayChanges = () => (edition ? `改了 ${state.changed.length} 处：${namesOf(state.changed)}。` : "");

function showPreview() {
  part("preview-card").replaceChildren(...preview(form, rules, kind, state));
}

function startAnew() {
  if (edition) {
    fillFrom({ tree: edition.record.tree, body: edition.record.content });
    return;
  }
  fields.fill({ published: implied.clock.today, status: form.querySelector('[data-node="status"] option:nth-child(2)')?.value });
  fields.offerRows();
  controlOf(bodyField).value = "";
  implied.begin();
}

function fillFrom({ tree, body }) {
  fields.fill(tree);
  fields.offerRows();
  controlOf(bodyField).value = body;
  implied.begin();
}

/** Brings back what somebody had typed, and what there is to say of it. */
function restore(kept) {
  fillFrom(kept);
  problems.touchFilled();
}

function saySaved(moment, words = "草稿已存") {
  part("saved-state").textContent = moment ? `${words} ${sayTime(moment)}` : draft.works || draft.paused ? "" : "这台设备不让网页保存草稿：离开前请先下载或复制文件。";
  part("clear").hidden = false;
}

/** After a pause in typing; not while an input method is composing. */
function later() {
  clearTimeout(timer);
  timer = setTimeout(afterPress, PAUSE_MS, () => {
    look();
    gate.openAgain();
    saySaved(draft.save(state.tree, state.text));
  });
}

function goOn() {
  draft.paused = false;
  part("needs-scripts").hidden = false;
  look();
  countLetters(form);
  saySaved(draft.save(state.tree, state.text));
}

function askAboutOther(other) {
  const answers = [["换成那一份", () => restore(draft.load() || other)], ["保留本页这份", () => {}]];
  ask(part("question"), `另一个页面 ${sayTime(other.saved)} 改了这份草稿，本页暂停保存。`, answers, goOn);
}

/** A draft that began with an older publication: nothing is lost and nothing newer overwritten unasked. */
function askAboutStale(kept) {
  draft.paused = true;
  const { both, ...merged } = edition.rebased(kept);
  const doubt = both.length ? `${namesOf(both)}两边都改了，接着改就以您的为准。` : "";
  const answers = [["在新内容上接着改", () => restore(merged)], ["丢掉草稿，看新内容", () => {}]];
  ask(part("question"), `您 ${sayTime(kept.saved)} 存下草稿以后，网站上的这条记录更新过。${doubt}`, answers, goOn);
}

function make() {
  problems.everything = true;
  look();
  if (problems.errors.length) {
    reveal(part("summary"));
    return;
  }
  if (!gate.isOpen) {
    gate.open().then(() => gate.isOpen && make());
    return;
  }
  part("source").open = true;
  reveal(document.getElementById("part-file"));
}

async function copyFile(words) {
  part("source").open = true;
  const copied = await copy(state.file, part("file-text"));
  part("file-done").textContent = copied ? words : "这个浏览器不让网页复制：请长按下面的文字，全选后复制。";
}

function listen() {
  page.addEventListener("input", (event) => {
    if (!event.target.closest("form") || event.isComposing) return;
    if (!edition && event.target.closest('[data-node="agency"], [data-node="holder"], [data-node="published"]')) implied.follow();
    problems.touch(event.target);
    countLetters(form);
    later();
  });
  page.addEventListener("change", (event) => notation.settle(event.target) && later());
  page.addEventListener("compositionend", () => {
    countLetters(form);
    later();
  });
  page.addEventListener("focusout", () =>
    afterPress(() => {
      problems.show();
      showState();
    }),
  );
  page.addEventListener("click", (event) => fields.click(event) && later());
  page.addEventListener("keydown", (event) => fields.enter(event));
  form.addEventListener("submit", (event) => event.preventDefault());
  part("make").addEventListener("click", make);
  part("next").addEventListener("click", () => goTo(problems.next()));
  part("clear").addEventListener("click", clear);
  part("preview").addEventListener("toggle", () => part("preview").open && showPreview());
  part("download").addEventListener("click", () => {
    download(nameOf(state.path), state.file, "text/markdown");
    part("file-done").textContent = edition ? "已下载。用它换掉仓库里的同名文件，或发给负责提交的同事。" : "已下载。发给本机构负责提交的同事或市场的编辑，也可以自己提交到代码平台。";
  });
  part("copy").addEventListener("click", () => copyFile("已复制。"));
  part("new-file").addEventListener("click", (event) => {
    if (event.currentTarget.dataset.carries === "no") copyFile(edition ? "内容已复制，请在打开的页面里全选，再粘贴。" : "内容已复制，请粘贴到打开的页面里。");
  });
  window.addEventListener("pagehide", () => state && !part("clear").hidden && draft.save(fields.read().tree, controlOf(bodyField).value));
}

function clear() {
  const before = { tree: state.tree, body: state.text };
  draft.clear();
  startAnew();
  problems.everything = false;
  problems.touched = new WeakSet();
  part("summary").hidden = true;
  look();
  countLetters(form);
  const undo = element("button", { class: "sc-submit__quiet", type: "button" }, "撤销");
  undo.addEventListener("click", () => {
    restore(before);
    look();
    countLetters(form);
    saySaved(draft.save(state.tree, state.text));
  });
  part("saved-state").replaceChildren(edition ? "已恢复为网站上的内容。" : "已清空。", undo);
  part("clear").hidden = true;
  undo.focus();
}

/** Shows the published record as it is; what is read back from the fields is what changes are counted from. */
function begin(record) {
  edition = new Edition(record, writer);
  fields.fixed = FIXED;
  startAnew();
  edition.begin(fields.read().tree, controlOf(bodyField).value);
  draft.base = edition.base;
  part("clear").textContent = "放弃修改";
  sayEdition(part, page.dataset.root, record);
}

/** A company's text becomes the beginning of the record, unless its author would rather keep what stands there. */
function takeNeed(tree, body, then) {
  const place = () => {
    restore({ tree: { ...state.tree, ...tree }, body });
    then();
  };
  if (!state.tree.title && !state.text.trim()) {
    place();
    goOn();
  } else ask(part("question"), "表里已经填了内容，要换成这段文字吗？", [["换成这段文字", place], ["保留已填的", () => {}]], goOn);
}

/** The record still holds: the day of review is today, and validity is counted from it. */
function renew() {
  sayRenewal(part, page.dataset.root, edition.record);
  fillFrom({ tree: { ...edition.record.tree, reviewed: implied.clock.today, valid_until: undefined }, body: edition.record.content });
}

async function start() {
  const asked = askedId();
  try {
    if (asked) begin(await loadRecord(asked, kind, recordParts, writer));
  } catch (error) {
    sayFailure(part, kind, error);
    return;
  }
  const kept = draft.load();
  if (edition && kept && edition.isStale(kept)) {
    askAboutStale(kept);
  } else if (kept && (!edition || !kept.base || kept.base.sha256 === edition.base.sha256)) {
    restore(kept);
    saySaved(kept.saved, "已恢复草稿，存于");
  } else if (!edition) {
    startAnew();
  }
  if (edition && !kept && new URLSearchParams(location.search).has("renew")) {
    renew();
  }
  if (!draft.paused && implied.clock.isWrong) askAboutClock(part("question"), implied.clock, () => edition || implied.believeDevice(), goOn);
  part("needs-scripts").hidden = draft.paused; // until the question is answered
  listen();
  look();
  countLetters(form);
  gate.open();
  if (!edition) offerNeed(part("need"), rules, takeNeed);
}

start();
