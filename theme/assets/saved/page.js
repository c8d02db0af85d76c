// The page 收藏与对比: what is saved on this device, or the ids that a shared address names.

import "../site.js";
import { asked } from "../shared/asked.js";
import { Along } from "../offline/along.js";
import { copy, download } from "../shared/delivery.js";
import { element } from "../shared/element.js";
import { resultCard } from "../search/card.js";
import { Records, cardOf, csv, rows, sayFormer } from "./records.js";
import { cleanIds, saveIds, saveNote, savedIds, savedNotes, toggleSaved } from "./store.js";

const MOST_COMPARED = 4;

const page = document.querySelector("[data-saved]");
const root = page.dataset.root;
const part = (name) => page.querySelector(`[data-saved-${name}]`);
const records = new Records(root);
const along = new Along(part("along"), root);
const chosen = new Set();
let failed = null; // why a record could not be read

/** {ids, shared, compare}: `?ids=` shows somebody's list, `?compare=` a comparison. */
function readAddress() {
  const parameters = new URLSearchParams(location.search);
  const listed = (name) => cleanIds((parameters.get(name) || "").split(","));
  const compare = listed("compare").slice(0, MOST_COMPARED);
  const shared = listed("ids");
  return { ids: compare.length ? compare : shared.length ? shared : savedIds(), shared: shared.length > 0, compare: compare.length > 0 };
}

function button(text, act, quiet = true) {
  const node = element("button", { class: `sc-button${quiet ? " sc-button--quiet" : ""}`, type: "button" }, text);
  node.addEventListener("click", () => act(node));
  return node;
}

/** Copies the address; where the clipboard is closed to pages it stays beside the button, marked. */
async function copyLink(node, address) {
  const shown = element("output", { class: "sc-saved__address" }, address);
  node.after(shown);
  if (!(await copy(address, shown))) return;
  node.textContent = "已复制";
  shown.remove();
}

/** The list on the other's phone, or in words why it does not go into a code. */
async function toggleCode(node, address) {
  const figure = part("code");
  figure.hidden = !figure.hidden;
  node.setAttribute("aria-expanded", String(!figure.hidden));
  if (figure.hidden) return;
  const { qrPicture } = await import("../shared/qr.js");
  const picture = qrPicture(address, "这份清单的二维码");
  figure.replaceChildren(picture || "", element("figcaption", { role: "status" }, picture ? "让对方用手机扫，看到同样的清单。" : "条数太多，一个二维码放不下，请复制分享链接。"));
}

/** How a text becomes a cell is compiled from Python (scripts/showcase/files/sheets.py) and fetched when it is needed. */
async function exportTable(found) {
  const { guarded } = await import("../../saved/table.js");
  download("收藏.csv", csv(found, guarded, savedNotes()), "text/csv");
}

function tools(found, address) {
  return [
    button("复制分享链接", (node) => copyLink(node, address)),
    button("二维码", (node) => toggleCode(node, address).catch(() => (part("code").hidden = true))), // without the network it can be asked for again
    button("导出 CSV", (node) => asked(node, "导出 CSV", () => exportTable(found))),
    button("编成汇编，打印", () => (location.href = `${root}booklet/?ids=${found.map(({ id }) => id).join(",")}`)),
  ];
}

/** The reader's own words on a record. */
function note(record) {
  const box = element("textarea", { class: "sc-panel__input", rows: "1", maxlength: "500", "aria-label": `我的备注：${record.title}`, placeholder: "我的备注（只在这台设备上，随 CSV 导出）" });
  box.value = savedNotes()[record.id] || "";
  box.addEventListener("input", () => saveNote(record.id, box.value.trim()));
  return box;
}

/** What could not be read leaves its place: without a network only what was taken along can be. */
const reading = (id) =>
  records.load(id).catch((error) => {
    failed = failed || error;
    return undefined;
  });

function item(id, record, refresh) {
  const remove = button("移除", () => {
    toggleSaved(id);
    refresh();
  });
  if (!record) {
    return element("li", { class: "sc-saved__item" }, element("p", {}, record === null ? `${id} 已不在目录中` : `${id} 没有取到，联网后再看`), remove);
  }
  const box = element("input", { type: "checkbox", "aria-label": `对比：${record.title}` });
  box.checked = chosen.has(record.id);
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(record.id);
    else chosen.delete(record.id);
    showCompareButton();
  });
  return element(
    "li",
    { class: "sc-saved__item" },
    element("label", { class: "sc-saved__pick" }, box, element("span", {}, "对比")),
    element("div", { class: "sc-saved__text" }, resultCard(cardOf(record), [], root), note(record)),
    savedIds().includes(id) ? remove : "",
  );
}

function showCompareButton() {
  const count = chosen.size;
  const go = button(
    count > MOST_COMPARED ? `最多对比 ${MOST_COMPARED} 条` : `对比选中的 ${count} 条`,
    () => {
      history.pushState(null, "", `?compare=${[...chosen].join(",")}`);
      show();
    },
    false,
  );
  go.disabled = count < 2 || count > MOST_COMPARED;
  part("compare").replaceChildren(count ? go : "");
}

function comparison(found) {
  const link = (record) => element("a", { href: root + record.card.page }, record.title);
  const said = (record, line) => (line === record.contact.phone ? element("a", { href: record.phone_url }, line) : line);
  const head = element("tr", {}, element("th", { scope: "col" }, "名称"), ...found.map((record) => element("th", { scope: "col" }, link(record))));
  const told = found.map(rows);
  const lines = rows(found[0])
    .map(({ label }, place) => [label, told.map((said) => said[place].lines)])
    .filter(([, cells]) => cells.some((cell) => cell.length))
    .map(([label, cells]) =>
      element("tr", {}, element("th", { scope: "row" }, label), ...cells.map((cell, column) => element("td", { "data-title": found[column].title }, ...cell.map((line) => element("p", {}, said(found[column], line)))))),
    );
  const table = element("table", { class: "sc-compare" }, element("thead", {}, head), element("tbody", {}, ...lines));
  return element("div", { class: "sc-scroll", tabindex: "0", role: "group", "aria-label": "对比表" }, table);
}

function emptyMessage() {
  return element(
    "div",
    { class: "sc-empty" },
    element("p", {}, element("strong", {}, "还没有收藏。")),
    element("p", {}, "在记录页点“收藏”，这里就能集中查看、对比、导出和分享。收藏只保存在这台设备上。"),
    element("p", {}, element("a", { class: "sc-button", href: `${root}search/` }, "去搜索")),
  );
}

async function show() {
  const { ids, shared, compare } = readAddress();
  part("status").textContent = ids.length ? "正在读取…" : "";
  part("compare").replaceChildren();
  part("code").hidden = true; // it is of another list
  if (shared || compare) part("along").hidden = true;
  else along.show(ids);
  if (!ids.length) {
    part("list").replaceChildren(emptyMessage());
    part("tools").replaceChildren();
    return;
  }
  failed = null;
  const loaded = await Promise.all(ids.map(reading));
  const found = loaded.filter(Boolean);
  if (failed && !found.length) throw failed;
  const address = `${location.origin}${location.pathname}?${compare ? "compare" : "ids"}=${ids.join(",")}`;
  part("tools").replaceChildren(...(found.length ? tools(found, address) : []));
  if (compare && found.length) {
    part("list").replaceChildren(comparison(found));
    part("status").textContent = `对比 ${found.length} 条${sayFormer(records)}`;
    return;
  }
  part("list").replaceChildren(element("ul", { class: "sc-saved__list" }, ...ids.map((id, number) => item(id, loaded[number], run))));
  part("status").textContent = `${shared ? "分享的" : "收藏了"} ${ids.length} 条${sayFormer(records)}`;
  if (shared) part("tools").append(button("全部加入我的收藏", () => { saveIds([...savedIds(), ...ids]); run(); }));
  showCompareButton();
}

function run() {
  return show().catch(() => {
    part("status").textContent = "没有取到数据，可能是网络不通。";
    part("list").replaceChildren(button("重试", run));
  });
}

/** The worker leads here from a page that was not taken along. */
function sayMissed() {
  const path = new URLSearchParams(location.search).get("missed");
  if (path === null) return;
  const home = new URL(root, location.href).href;
  const { href } = new URL(home + path.replace(/^\/+/, ""));
  part("missed").replaceChildren("没有连上网络，", element("a", { href: href.startsWith(home) ? href : home }, "刚才那一页"), "没有带走。下面是收藏的，带走了的点开就能看。");
  part("missed").hidden = false;
}

window.addEventListener("popstate", run);
sayMissed();
run();
