// The page 我有需求: four answers become a text, and meanwhile the catalogue is searched for what it already holds.

import "../site.js";
import { resultCard, starred } from "../search/card.js";
import { askerKept, keepAsker } from "../sending/asker.js";
import { Ways } from "../sending/ways.js";
import { element } from "../shared/element.js";
import { compose, subjectOf } from "./letter.js";

const PAUSE_MS = 350;
const SHOWN = 3;
const SOUGHT = 60; // characters: the engine weighs words, and the first sentence names the thing
const SIGNS = /[\p{P}\p{S}\s]+/gu; // to the search some of them are commands

const page = document.querySelector("[data-need]");
const { root, site, endpoint } = page.dataset;
const part = (name) => page.querySelector(`[data-need-${name}]`);
const form = part("form");
const office = part("office");
const ways = new Ways({ caption: "让服务机构的工作人员用手机扫，文字就到他那里了。" });
const parameters = new URLSearchParams(location.search);
let finder = null;

let timer = 0;
let turn = 0;
let sought = "";

const answers = () => Object.fromEntries([...form.elements].filter(({ name }) => name && name !== "text").map(({ name, value }) => [name, value]));

function chosen() {
  const { dataset = {}, value = "" } = office.selectedOptions[0] || {};
  return { label: value && dataset.label, mail: dataset.mail || "", phone: dataset.phone || "", dial: dataset.dial || "", hours: dataset.hours || "" };
}

function write() {
  const said = answers();
  const { mail } = chosen();
  const text = compose(said, `——\n写于 ${site}need/`);
  const ready = said.pain.trim().length > 0;
  part("out").hidden = !ready;
  part("waiting").hidden = ready;
  ways.offer({ to: mail, subject: subjectOf(said), text });
  part("broker").href = `${root}submit/demand/#need=${encodeURIComponent(text)}`;
  if (part("text")) part("text").value = text;
  keepAsker(said);
}

function showOffice() {
  const { label, phone, dial, hours } = chosen();
  const call = dial ? [element("a", { class: "sc-button", href: dial }, `拨打 ${phone}`)] : [];
  const shown = label ? [...call, hours ? element("span", { class: "sc-need__hours" }, hours) : ""] : [];
  part("call").replaceChildren(...shown.filter(Boolean));
}

/** What the catalogue holds that may help already. */
async function look() {
  const query = [...form.elements.pain.value.replace(SIGNS, " ").trim()].slice(0, SOUGHT).join("");
  if (query === sought) return;
  sought = query;
  const mine = ++turn;
  if ([...query].length < 2) {
    part("found").replaceChildren();
    return;
  }
  finder = finder || import("../search/suggesting.js").then(({ openSuggestions }) => openSuggestions(root));
  finder.catch(() => (finder = sought = null)); // what comes next asks again
  const { cards, whole } = await (await finder).find(query, "achievement", SHOWN);
  if (mine !== turn) return;
  const all = element("a", { href: `${root}search/?q=${encodeURIComponent(query)}` }, "到搜索里看更多");
  const none = "目录里暂时没有相近的成果；写完发给服务机构，由他们去找。";
  const words = !cards.length ? none : whole ? "这些成果写到了您说的：" : "没有完全对上的，这些比较接近，供参考：";
  part("found").replaceChildren(element("p", { class: "sc-need__none" }, words), ...cards.map((card) => starred(resultCard(card, [], root), card)), ...(cards.length ? [element("p", {}, all)] : []));
  part("said").replaceChildren(...(cards.length ? [element("a", { href: "#need-found-title" }, `目录里有 ${cards.length} 条${whole ? "" : "比较接近的"}成果，看一看`)] : []));
}

/** Straight to the market, if it has a place that takes needs in; without an answer nothing is said to be sent. */
async function send(event) {
  event.preventDefault();
  const said = part("sent");
  said.textContent = "正在提交…";
  try {
    const answer = await fetch(endpoint, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error(String(answer.status));
    const receipt = (await answer.text()).trim().slice(0, 60);
    said.textContent = /^[\w-]+$/.test(receipt) ? `已提交，受理号 ${receipt}。` : "已提交。";
  } catch {
    said.textContent = "没有提交成功，内容还在。请改用上面的方式发出。";
  }
}

function later() {
  write();
  clearTimeout(timer);
  timer = setTimeout(() => look().catch(() => part("found").replaceChildren()), PAUSE_MS);
}

/** An address may bring words that the search did not find, or the record that a reader comes from. */
async function takeAddress() {
  const query = parameters.get("q");
  if (query) form.elements.pain.value = query;
  const about = parameters.get("about") || "";
  if (!/^[ad]\d{4}-[a-z0-9]{2,12}-\d{3,4}$/.test(about)) return;
  const kind = about.startsWith("a") ? "achievements" : "demands";
  const answer = await fetch(`${root}api/v1/${kind}/${about}.json`);
  if (answer.ok) form.elements.seen.value = `${about} ${(await answer.json()).title}`;
}

function start() {
  for (const [name, value] of Object.entries(askerKept())) if (form.elements[name]) form.elements[name].value = value;
  part("letter").append(ways.node);
  form.hidden = false;
  part("needs-scripts").hidden = false;
  form.addEventListener("input", (event) => !event.isComposing && later());
  form.addEventListener("compositionend", later);
  office.addEventListener("change", () => {
    showOffice();
    write();
  });
  form.addEventListener("submit", endpoint ? send : (event) => event.preventDefault());
  showOffice();
  takeAddress()
    .catch(() => {})
    .then(later);
}

start();
