// A record on its way to somebody: to a colleague by WeChat or code, and a question about it to its office.

import { Ways } from "../sending/ways.js";
import { askerKept, keepAsker } from "../sending/asker.js";
import { element } from "../shared/element.js";
import { qrPicture } from "../shared/qr.js";

const text = (selector) => document.querySelector(selector)?.textContent.trim() || "";
const lines = (...all) => all.filter(Boolean).join("\n");

/** What the page says of its record. */
function record() {
  const facts = [...document.querySelectorAll(".sc-lead__item:not(.sc-lead__item--wide)")].map((item) => `${item.querySelector("dt").textContent}：${item.querySelector("dd").textContent.trim()}`);
  return {
    kind: text(".sc-kind"),
    id: text(".sc-record__id"),
    title: text("h1"),
    summary: text(".sc-record__summary"),
    facts: facts.join("；"),
    office: [text(".sc-contact__agency"), text(".sc-contact__office"), text(".sc-contact__phone")].filter(Boolean).join(" "),
    mail: decodeURIComponent((document.querySelector(".sc-contact__email")?.getAttribute("href") || "").replace(/^mailto:|\?.*$/g, "")),
    address: document.querySelector(".sc-permalink").textContent,
  };
}

/** The text that a reader passes on. */
export function shareText({ kind, id, title, summary, facts, office, address }) {
  return lines(`【${kind}】${title}`, summary, facts, `编号：${id}`, office && `首问：${office}`, address);
}

/** The text that an office is asked with. */
export function questionText({ kind, id, title, address }, { firm, reach, question }) {
  const asked = kind === "需求" ? "想应答贵处发布的需求：" : "想了解贵处发布的成果：";
  return lines("您好，", asked, `《${title}》（编号 ${id}）`, question && `想问：${question}`, firm && `我们是：${firm}`, reach && `联系：${reach}`, address);
}

const READY = {
  成果: ["用在哪里、规模多大、现在怎么做", "想怎样合作：许可、转让、委托开发，还是先试用", "什么时候要、大致预算"],
  需求: ["您的办法对上哪几项指标、在哪里试过", "还差什么条件、要多少时间", "知识产权归谁、怎样报价"],
};

function panel(button, label, ...children) {
  const node = element("div", { class: "sc-panel", role: "group", "aria-label": label }, ...children);
  button.closest("p").after(node);
  return node;
}

export function openShare(button) {
  const about = record();
  const ways = new Ways({ caption: "让对方用手机扫，直接打开这一页。" });
  ways.offer({ subject: `${about.title}（${about.id}）`, text: shareText(about), code: about.address });
  ways.node.prepend(ways.picture); // it is what most want here
  const node = panel(button, "分享这一页", ways.node);
  ways.toggleCode();
  return node;
}

function field(name, label, value, type = "input") {
  const id = `ask-${name}`;
  const input = element(type, { class: "sc-panel__input", id, name, maxlength: type === "input" ? "60" : "300", ...(type === "input" ? { type: "text" } : { rows: "2" }) });
  input.value = value || "";
  return element("p", {}, element("label", { for: id }, label), input);
}

export function openQuestion(button) {
  const about = record();
  const kept = askerKept();
  const ways = new Ways({ caption: "让对方用手机扫，文字就到他那里了。" });
  const form = element("form", { class: "sc-panel__form" }, field("question", about.kind === "需求" ? "您能做到什么（可不写）" : "想问什么（可不写）", "", "textarea"), field("firm", "单位", kept.firm), field("reach", "联系人和电话", kept.reach));
  const write = () => {
    const [question, firm, reach] = [...form.elements].map(({ value }) => value.trim());
    keepAsker({ firm, reach });
    ways.offer({ to: about.mail, subject: `咨询：${about.title}（${about.id}）`, text: questionText(about, { firm, reach, question }) });
  };
  form.addEventListener("input", (event) => !event.isComposing && write());
  form.addEventListener("compositionend", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  write();
  const ready = element("ul", { class: "sc-list" }, ...READY[about.kind].map((line) => element("li", {}, line)));
  return panel(button, "给首问机构留言", element("p", {}, "说清这几样，答复更快："), ready, form, ways.node, element("p", { class: "sc-panel__note" }, "网站不收也不存；由您自己发出。"));
}

/** The page's address as text and code. */
export function showOnPaper(place) {
  const { address } = record();
  place.replaceChildren(element("span", {}, address), qrPicture(address, "本页网址的二维码"));
}
