// The page 成果汇编: the records that the address names, on a sheet of A4 each. `?ids=` are records, `?by=` is a list
// of the API (industry/smart-equipment), neither what is saved on this device.

import "../site.js";
import { Records, sayFormer } from "../saved/records.js";
import { cleanIds, savedIds } from "../saved/store.js";
import { copy } from "../shared/delivery.js";
import { element } from "../shared/element.js";
import { contents, cover, index, sheet } from "./sheets.js";

const MOST = 100; // more are the official edition's business
const AT_ONCE = 6;

const page = document.querySelector("[data-booklet]");
const { root, siteName, day, address } = page.dataset;
const part = (name) => page.querySelector(`[data-booklet-${name}]`);
const records = new Records(root);
const failed = [];
const parameters = new URLSearchParams(location.search);

/** {ids, name}: what is asked for, and what it is called. */
async function asked() {
  const by = parameters.get("by") || "";
  if (!/^[a-z-]+\/[a-z0-9-]+$/.test(by)) {
    const ids = cleanIds((parameters.get("ids") || "").split(","));
    return { ids: ids.length ? ids : savedIds(), name: "" };
  }
  const answer = await fetch(`${root}api/v1/by/${by}.json`);
  if (!answer.ok) throw new Error(String(answer.status));
  const list = await answer.json();
  return { ids: list.ids, name: list.label };
}

/** Without a network only what was taken along is there; the others are counted. */
const reading = (id) =>
  records.load(id).catch((error) => {
    failed.push(error);
    return null;
  });

/** Records in the order of their ids, a few at a time; what the catalogue no longer shows is left out. */
async function load(ids) {
  const found = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    found.push(...(await Promise.all(ids.slice(at, at + AT_ONCE).map(reading))));
    part("status").textContent = `正在读取 ${Math.min(at + AT_ONCE, ids.length)}/${ids.length}…`;
  }
  const shown = found.filter((record) => record && !record.withdrawn);
  if (failed.length && !shown.length) throw failed[0];
  return shown;
}

/** Labels of industries by code. */
async function industries() {
  const answers = await Promise.all(["marine-sectors", "industries"].map((name) => fetch(`${root}api/v1/vocabularies/${name}.json`)));
  const found = await Promise.all(answers.map((answer) => (answer.ok ? answer.json() : { terms: [] })));
  return new Map(found.flatMap(({ terms }) => terms.map(({ code, label }) => [code, label])));
}

/** Text that is too long for its sheet, which is measured as large as on paper, is set smaller, step by step. */
function fit(node) {
  node.classList.add("sc-sheet--measured");
  for (const size of ["small", "smaller", "smallest"]) {
    if (node.scrollHeight <= node.clientHeight) break;
    node.classList.remove("sc-sheet--small", "sc-sheet--smaller");
    node.classList.add(`sc-sheet--${size}`);
  }
  node.classList.remove("sc-sheet--measured");
}

async function show() {
  const { ids, name } = await asked();
  if (!ids.length) {
    part("status").textContent = "还没有选中的记录：先收藏几条，或从搜索结果、列表编成汇编。";
    return;
  }
  const [found, labels] = await Promise.all([load(ids.slice(0, MOST)), industries()]);
  const title = part("name");
  title.value = parameters.get("title") || (name ? `${name}成果汇编` : "成果汇编");
  const about = () => ({ root, title: title.value.trim() || "成果汇编", siteName, day, address });
  const front = cover(about(), found);
  part("sheets").replaceChildren(front, contents(found), ...found.map((record, number) => sheet(record, number + 1, about())), index(found, labels));
  await Promise.all([...part("sheets").querySelectorAll("img")].map((image) => image.decode().catch(() => {}))); // their height counts
  part("sheets").querySelectorAll(".sc-sheet--record").forEach(fit);
  title.addEventListener("input", () => (front.querySelector("h2").textContent = about().title));
  part("bar").hidden = false;
  const left = ids.length - Math.min(ids.length, MOST);
  const more = left ? `；只编前 ${MOST} 条，另有 ${left} 条未编入` : "";
  const lost = failed.length ? `；${failed.length} 条没有取到，未编入` : "";
  part("status").textContent = `共 ${found.length} 条，${found.length + 3} 页以上${more}${lost}${sayFormer(records)}。`;
  part("print").addEventListener("click", () => print());
  part("copy").addEventListener("click", async (event) => {
    const link = `${location.origin}${location.pathname}?ids=${found.map(({ id }) => id).join(",")}&title=${encodeURIComponent(about().title)}`;
    if (await copy(link, event.target)) event.target.textContent = "已复制";
  });
}

show().catch(() => {
  part("status").textContent = "没有取到数据，可能是网络不通，请稍后刷新。";
});
