// What stands beside a record: paper, and its address for somebody else.

import { copy } from "../shared/delivery.js";

const tools = document.querySelector("[data-tools]");

/** By the device's own sheet where there is one, else by the clipboard. */
async function share() {
  const link = document.querySelector(".sc-permalink");
  const said = tools.querySelector("[data-shared]");
  if (navigator.share) {
    await navigator.share({ title: document.querySelector("h1").textContent, url: link.href }).catch(() => {}); // called off
  } else {
    said.textContent = (await copy(link.href, link)) ? "网址已复制" : "请复制“永久网址”一栏";
  }
}

if (tools) {
  tools.hidden = false;
  tools.querySelector("[data-print]").addEventListener("click", () => print());
  tools.querySelector("[data-share]").addEventListener("click", share);
}
