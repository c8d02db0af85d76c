// The parts of a booklet as elements. What a record says is worded by the API and only placed here.

import { element } from "../shared/element.js";
import { qrPicture } from "../shared/qr.js";

const ASIDE = new Set(["状态", "类别", "指标", "知识产权", "单位或需求方", "首问联系"]); // these have places of their own
const kindOf = (record) => (record.kind === "demand" ? "需求" : "成果");
const lines = (record, label) => record.wording.find((one) => one.label === label)?.lines || [];
const list = (texts) => element("ul", { class: "sc-list" }, ...texts.map((text) => element("li", {}, text)));

export function cover({ title, siteName, day, address }, records) {
  const counts = ["成果", "需求"].map((word) => [word, records.filter((record) => kindOf(record) === word).length]).filter(([, count]) => count);
  return element(
    "section",
    { class: "sc-sheet sc-sheet--cover" },
    element("p", {}, siteName),
    element("h2", {}, title),
    element("p", {}, counts.map(([word, count]) => `${word} ${count} 项`).join("、")),
    element("p", { class: "sc-sheet__foot" }, `${day}　${address}`),
  );
}

/** Sheets are numbered: a record has exactly one. */
export function contents(records) {
  const items = records.map((record, number) => element("li", {}, element("a", { href: `#${record.id}` }, record.title), element("span", {}, String(number + 1))));
  return element("section", { class: "sc-sheet sc-sheet--list" }, element("h2", {}, "目录"), element("ol", { class: "sc-sheet__contents" }, ...items));
}

export function index(records, labels) {
  const groups = new Map();
  records.forEach((record, number) => {
    for (const code of new Set([...record.marine_sectors, ...record.industries])) {
      const label = labels.get(code) || code;
      groups.set(label, [...(groups.get(label) || []), [record.title, number + 1]]);
    }
  });
  const parts = [...groups].map(([label, held]) =>
    element("div", { class: "sc-sheet__group" }, element("h3", {}, label), element("ul", { class: "sc-sheet__contents" }, ...held.map(([title, number]) => element("li", {}, element("span", {}, title), element("span", {}, String(number)))))),
  );
  return element("section", { class: "sc-sheet sc-sheet--list" }, element("h2", {}, "按产业查找"), element("div", { class: "sc-sheet__columns" }, ...parts));
}

function measures(record) {
  if (!record.advantages) return list(lines(record, "指标"));
  const value = ({ value: number, unit }) => number + (unit ? (unit === "%" ? "" : " ") + unit : "");
  const row = (one) => element("tr", {}, element("th", { scope: "row" }, one.metric), element("td", { class: "sc-measures__value" }, element("b", {}, value(one))), element("td", {}, one.baseline || "—"));
  const head = element("tr", {}, ...["指标", "本成果", "对照"].map((text) => element("th", { scope: "col" }, text)));
  return element("table", { class: "sc-sheet__measures" }, element("thead", {}, head), element("tbody", {}, ...record.advantages.map(row)));
}

function section(title, held, node) {
  return held.length ? element("section", {}, element("h3", {}, title), node) : "";
}

function contact(record) {
  const [agency, office = "", phone = "", mail = ""] = lines(record, "首问联系");
  return element(
    "div",
    { class: "sc-sheet__contact" },
    element("div", {}, element("p", {}, `首问联系 · 来电请报编号 ${record.id}`), element("p", {}, element("b", {}, `${agency} ${office}`)), element("p", { class: "sc-sheet__phone" }, phone), element("p", {}, [mail, record.contact.hours].filter(Boolean).join("　")), element("p", {}, record.url)),
    qrPicture(record.url, `${record.title}的网址`),
  );
}

/** The first attachment that is a picture with words for it, as the record's page shows it. */
function picture(record, root) {
  const shown = record.card.picture && record.attachments.find(({ alt }) => alt);
  return shown ? element("img", { class: "sc-sheet__picture", src: `${root}${record.card.page}${encodeURIComponent(shown.file.normalize())}-1200.webp`, alt: shown.alt }) : "";
}

export function sheet(record, number, { siteName, day, root }) {
  const facts = record.wording.filter((one) => !ASIDE.has(one.label) && one.lines.length);
  const asked = record.constraints || [];
  return element(
    "section",
    { class: "sc-sheet sc-sheet--record", id: record.id },
    element("p", { class: "sc-sheet__head" }, element("span", {}, siteName), element("span", {}, record.id)),
    element("h2", {}, record.title),
    element("p", { class: "sc-sheet__badges" }, element("span", { class: `sc-kind sc-kind--${record.kind}` }, kindOf(record)), element("span", { class: `sc-state sc-state--${record.state.tone}` }, record.state.label), record.demo ? element("span", { class: "sc-demo" }, "演示") : "", element("span", {}, lines(record, "单位或需求方").join(""))),
    element("p", { class: "sc-sheet__summary" }, record.summary),
    picture(record, root),
    element("dl", { class: "sc-sheet__facts" }, ...facts.map((one) => element("div", {}, element("dt", {}, one.label), element("dd", {}, one.lines.join("；"))))),
    section(record.kind === "demand" ? "要达到什么" : "好多少", lines(record, "指标"), measures(record)),
    section("用在哪里", record.applications || [], list(record.applications || [])),
    section("条件", asked, list(asked)),
    section("知识产权", lines(record, "知识产权"), list(lines(record, "知识产权"))),
    contact(record),
    element("p", { class: "sc-sheet__foot" }, element("span", {}, day), element("span", {}, String(number))),
  );
}
