// What stands beside a record: paper, and its address for somebody else.

import { copy } from "../shared/delivery.js";
import { element } from "../shared/element.js";

const tools = document.querySelector("[data-tools]");

/** By the device's own sheet where there is one, else by the clipboard. */
async function share() {
  const link = document.querySelector(".sc-permalink");
  if (navigator.share) {
    await navigator.share({ title: document.querySelector("h1").textContent, url: link.href }).catch(() => {}); // called off
  } else {
    said.textContent = (await copy(link.href, link)) ? "网址已复制" : "请复制“永久网址”一栏";
  }
}

const said = element("span", { role: "status" });

function button(text, act) {
  const made = element("button", { class: "sc-tool", type: "button" }, text);
  made.addEventListener("click", act);
  return made;
}

if (tools) {
  tools.append(button("打印", () => print()), button("分享网址", share), said);
  tools.hidden = false;
}
