// The pages 提交成果 and 提交需求: what is typed is checked, kept as a draft, shown and made into a file.

import * as rules from "../../submit/rules.js";
import { copy, download, newFile } from "./delivery.js";
import { Draft, sayTime, today } from "./draft.js";
import { Fields, controlOf, textOf } from "./fields.js";
import { Writer, pathOf } from "./manuscript.js";
import { isTaken, nextId } from "./numbers.js";
import { keepForOffline } from "./offline.js";
import { preview } from "./preview.js";
import { Problems, goTo } from "./problems.js";
import { check, inLabels } from "./validator.js";
import { element } from "../search/view.js";

const PAUSE_MS = 250;

const page = document.querySelector("[data-form]");
const part = (name) => page.querySelector(`[data-${name}]`);
const { kind, taken, newFile: template } = JSON.parse(part("facts").textContent);
const form = page.querySelector("form");
const bodyField = part("body");
const writer = new Writer(rules.writing, kind);
const fields = new Fields(page, rules.dotted);
const problems = new Problems(form);
const draft = new Draft(kind, askAboutOther);

let state = null; // what the last check saw: {tree, text, file, path}
let proposed = ""; // the id that the form itself has put in
let timer = 0;

/** Reads and checks everything. */
function look() {
  const { tree, places } = fields.read();
  places.set("body", bodyField);
  const text = controlOf(bodyField).value.replace(/\r\n?/g, "\n");
  const file = writer.file(tree, text);
  const path = pathOf(rules.folders, kind, tree.id || "");
  const size = new TextEncoder().encode(file).length;
  const found = check(rules, kind, { tree, body: text, path, asOf: today(), size });
  if (tree.id && isTaken(taken, tree.id)) found.problems.push(takenProblem(tree.id, path));
  state = { tree, text, file, path, deferred: found.deferred.map((rule) => inLabels(rules, kind, rule)) };
  problems.take(found.problems.map(labelled), places);
  showState();
}

function labelled(problem) {
  const { message, hint, loc } = problem;
  return { ...problem, message: inLabels(rules, kind, message, loc), hint: hint && inLabels(rules, kind, hint, loc) };
}

function takenProblem(id, path) {
  const [message, hint] = rules.taken(id, path);
  return { code: "duplicate-id", field: "id", message: message.zh, hint: hint.zh, severity: "error" };
}

function showState() {
  const wrong = problems.seen.length;
  const open = problems.errors.length - wrong;
  const parts = [open && `还有 ${open} 处要填`, wrong && `${open ? "" : "还有 "}${wrong} 处要改`].filter(Boolean);
  const ready = !parts.length;
  const warnings = problems.all.length - problems.errors.length;
  const reminder = warnings ? `，另有 ${warnings} 条提醒` : "";
  part("state").textContent = ready ? `都填好了${reminder}` : parts.join("，");
  part("next").hidden = !wrong;
  part("bar").classList.toggle("sc-formbar--ready", ready);
  if (problems.everything) showSummary();
  showFile(ready);
}

function showSummary() {
  const box = part("summary");
  const items = problems.summary();
  box.hidden = !items.length;
  box.querySelector("h2").textContent = `有 ${items.length} 处要补上或改正`;
  part("summary-list").replaceChildren(...items);
}

function showFile(ready) {
  part("file-state").textContent = ready ? "检查通过，可以交出去了。" : "上面都填好以后，这里给出文件。";
  part("file").hidden = !ready;
  part("file-path").textContent = state.path;
  part("download").textContent = `下载 ${state.tree.id || ""}.md`;
  part("file-text").textContent = state.file;
  part("deferred").replaceChildren(...state.deferred.map((rule) => element("li", {}, rule)), element("li", {}, "编号是否已被别的分支用掉。"));
  if (template) {
    const { address, carries } = newFile(template, state.path, state.file);
    const link = part("new-file");
    link.href = address;
    link.hidden = false;
    link.dataset.carries = carries ? "yes" : "no";
    link.textContent = carries ? "在代码平台新建" : "复制内容并打开新建页";
  }
  if (part("preview").open) showPreview();
}

function showPreview() {
  part("preview-card").replaceChildren(...preview(form, kind, state, rules.vocabularies));
}

function count() {
  for (const counter of form.querySelectorAll("[data-count]")) {
    const length = [...textOf(controlOf(counter.parentElement))].length;
    counter.textContent = counter.dataset.most ? `${length}/${counter.dataset.most}` : `${length} 字`;
  }
}

/** Proposes the next free id of the agency, unless an id was typed. */
function proposeId() {
  const control = (name) => controlOf(form.querySelector(`[data-node="${name}"]`));
  const id = control("id");
  if (id.value && id.value !== proposed) return;
  const year = (control("published").value || today()).slice(0, 4);
  proposed = nextId(taken, kind, year, control("agency").value) || "";
  id.value = proposed;
}

function startAnew() {
  fields.fill({ published: today(), status: form.querySelector('[data-node="status"] option:nth-child(2)')?.value });
  fields.offerRows();
  controlOf(bodyField).value = "";
  proposed = "";
}

function fillFrom({ tree, body }) {
  fields.fill(tree);
  fields.offerRows();
  controlOf(bodyField).value = body;
}

function saySaved(moment, words = "草稿已存") {
  part("saved-state").textContent = moment ? `${words} ${sayTime(moment)}` : draft.works || draft.paused ? "" : "这台设备不让网页保存草稿：离开前请先下载或复制文件。";
  part("clear").hidden = false;
}

/** After a pause in typing; not while an input method is composing. */
function later() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    look();
    saySaved(draft.save(state.tree, state.text));
  }, PAUSE_MS);
}

function askAboutOther(other) {
  const answer = (text, act) => {
    const button = element("button", { class: "sc-button sc-button--quiet", type: "button" }, text);
    button.addEventListener("click", () => {
      draft.paused = false;
      part("other-tab").hidden = true;
      act();
      look();
      count();
      saySaved(draft.save(state.tree, state.text));
    });
    return button;
  };
  part("other-tab").replaceChildren(
    element("span", {}, `另一个页面 ${sayTime(other.saved)} 改了这份草稿，本页暂停保存。`),
    answer("换成那一份", () => fillFrom(draft.load() || other)),
    answer("保留本页这份", () => {}),
  );
  part("other-tab").hidden = false;
}

function make() {
  problems.everything = true;
  look();
  if (problems.errors.length) {
    part("summary").scrollIntoView({ block: "start" });
    part("summary").focus({ preventScroll: true });
    return;
  }
  part("source").open = true;
  document.getElementById("part-file").scrollIntoView({ block: "start" });
  document.getElementById("part-file").focus({ preventScroll: true });
}

async function copyFile(words) {
  part("source").open = true;
  const copied = await copy(state.file, part("file-text"));
  part("file-done").textContent = copied ? words : "这个浏览器不让网页复制：请长按下面的文字，全选后复制。";
}

function listen() {
  page.addEventListener("input", (event) => {
    if (!event.target.closest("form") || event.isComposing) return;
    if (event.target.closest('[data-node="agency"], [data-node="published"]')) proposeId();
    problems.touch(event.target);
    count();
    later();
  });
  page.addEventListener("compositionend", () => {
    count();
    later();
  });
  page.addEventListener("focusout", () =>
    setTimeout(() => {
      problems.show();
      showState();
    }, 0),
  );
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-move], [data-remove]");
    if (!button) return;
    fields.press(button);
    later();
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("form input, form [data-kind] textarea")) return;
    event.preventDefault(); // a field is one line and sends nothing; in a list Enter begins the next row
    const list = event.target.closest('[data-kind="lines"]');
    if (list && event.target.value && !list.querySelector("[data-add]").disabled) fields.press(list.querySelector("[data-add]"));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  part("make").addEventListener("click", make);
  part("next").addEventListener("click", () => goTo(problems.next()));
  part("clear").addEventListener("click", clear);
  part("preview").addEventListener("toggle", () => part("preview").open && showPreview());
  part("download").addEventListener("click", () => {
    download(`${state.tree.id}.md`, state.file);
    part("file-done").textContent = "已下载。把它提交到仓库，或发给服务机构。";
  });
  part("copy").addEventListener("click", () => copyFile("已复制。"));
  part("new-file").addEventListener("click", (event) => {
    if (event.currentTarget.dataset.carries === "no") copyFile("内容已复制，请粘贴到打开的页面里。");
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
  count();
  const undo = element("button", { class: "sc-submit__quiet", type: "button" }, "撤销");
  undo.addEventListener("click", () => {
    fillFrom(before);
    look();
    count();
    saySaved(draft.save(state.tree, state.text));
  });
  part("saved-state").replaceChildren("已清空。", undo);
  part("clear").hidden = true;
  undo.focus();
}

function start() {
  const kept = draft.load();
  if (kept) {
    fillFrom(kept);
    saySaved(kept.saved, "已恢复草稿，存于");
  } else {
    startAnew();
  }
  part("needs-scripts").hidden = false;
  listen();
  look();
  count();
  keepForOffline(part("offline-state"));
}

start();
