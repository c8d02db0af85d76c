// 检查 Excel 表: a file that is dropped or chosen is read and checked on the device; what reads it comes only then.

import "../site.js";
import { element } from "../shared/element.js";
import { mailTo } from "../shared/mail.js";

const page = document.querySelector("[data-sheet]");
const part = (name) => page.querySelector(`[data-sheet-${name}]`);
const facts = JSON.parse(part("facts").textContent);
const MOST_PLACES = 8;

const count = (problems, severity) => problems.filter((one) => one.severity === severity).length;

/** Problems of a kind that say the same of different cells. */
function grouped(problems) {
  const groups = new Map();
  for (const one of problems) {
    const key = `${one.code} ${one.message.replace(/“[^”]*”|"[^"]*"|[0-9]+/g, "")}`;
    groups.set(key, [...(groups.get(key) || []), one]);
  }
  return [...groups.values()];
}

function groupItem([first, ...others]) {
  const item = element("li", {}, element("b", {}, first.place), `：${first.message}`);
  if (!others.length) return item;
  const places = others.slice(0, MOST_PLACES).map(({ place }) => place);
  const more = others.length > MOST_PLACES ? " 等" : "";
  item.append(element("p", { class: "sc-sheet__places" }, `同类还有 ${others.length} 处：${places.join("、")}${more}`));
  return item;
}

function folded(title, problems) {
  if (!problems.length) return "";
  return element("details", { class: "sc-sheet__more" }, element("summary", {}, `${title} ${problems.length} 条`), element("ul", {}, ...grouped(problems).map(groupItem)));
}

function errorList(errors) {
  if (!errors.length) return "";
  return element("ol", { class: "sc-sheet__errors" }, ...errors.map((one) => element("li", {}, element("b", {}, one.place), `：${one.message}`)));
}

function summary(name, { records, problems }) {
  const errors = count(problems, "error");
  if (!records) return `${name}：没有找到记录。请用模板里的表头，一行一条。`;
  return errors ? `${name}：${records} 条记录，${errors} 处要改。` : `${name}：${records} 条记录都可以交了。`;
}

/** Where a sound sheet goes: nothing is sent from here. */
function handover(name, records) {
  const whom = facts.editor || "市场的编辑";
  const { href } = mailTo(facts.mail, `提交表格：${name}（${records} 条）`, `附件是填好的表格 ${name}，共 ${records} 条，已在网站上检查过。`, "");
  return element("p", { class: "sc-sheet__next" }, "把这个文件发给本机构负责提交的同事，或", element("a", { href }, `写邮件给${whom}`), "，在邮件里附上文件。");
}

function show(name, found) {
  const { problems } = found;
  const by = (severity) => problems.filter((one) => one.severity === severity);
  const errors = by("error");
  const passed = found.passed.length ? element("p", { class: "sc-sheet__places" }, `没有看 ${found.passed.join("、")}：前 10 行里没有认得的表头。`) : "";
  part("status").textContent = summary(name, found);
  part("status").classList.toggle("sc-sheet__status--good", found.records > 0 && !errors.length);
  const next = found.records && !errors.length ? handover(name, found.records) : "";
  part("results").replaceChildren(...[errorList(errors), next, folded("提醒", by("warning")), folded("建议", by("advice")), passed].filter(Boolean));
}

async function take(file) {
  if (!file) return;
  part("status").classList.remove("sc-sheet__status--good");
  part("status").textContent = `正在检查 ${file.name}…`;
  part("results").replaceChildren();
  try {
    const { checkSheet } = await import("./check.js");
    show(file.name, await checkSheet(file, facts));
  } catch (error) {
    if (error.name !== "Unreadable") part("status").textContent = `${file.name}：没能检查。请刷新页面再试；还不行的，把文件发给市场的编辑。`;
    else part("status").textContent = `${file.name}：${error.message}`;
    if (error.name !== "Unreadable") throw error;
  }
}

const zone = part("zone");
const input = zone.querySelector("input");
input.addEventListener("change", () => take(input.files[0]).finally(() => (input.value = "")));
for (const name of ["dragover", "dragleave", "drop"]) {
  page.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.toggle("sc-sheet__zone--over", name === "dragover");
    if (name === "drop") take(event.dataTransfer.files[0]);
  });
}
part("body").hidden = false;
