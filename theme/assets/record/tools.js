// What stands beside a record: paper, its address for somebody else, a message to its office. How things are sent is
// fetched by whom it is asked for.

import { asked } from "../shared/asked.js";
import { element } from "../shared/element.js";

const tools = document.querySelector("[data-tools]");
const asking = document.querySelector("[data-ask]");

function button(text, act) {
  const made = element("button", { class: "sc-tool", type: "button" }, text);
  made.addEventListener("click", () => act(made));
  return made;
}

/** A button that opens and closes a panel; `open` names the function of sending.js that makes it. */
function opener(text, open) {
  let panel = null;
  const made = button(text, () =>
    asked(made, text, async () => {
      if (panel) panel.hidden = !panel.hidden;
      else panel = (await import("./sending.js"))[open](made);
      made.setAttribute("aria-expanded", String(!panel.hidden));
    }),
  );
  made.setAttribute("aria-expanded", "false");
  return made;
}

/** A code on paper leads back to the page; without it the address alone does. */
async function onPaper() {
  await import("./sending.js").then(({ showOnPaper }) => showOnPaper(document.querySelector("[data-paper]"))).catch(() => {});
  print();
}

if (tools) {
  tools.append(button("打印", onPaper), opener("分享", "openShare"));
  tools.hidden = false;
}
if (asking) asking.append(opener("微信、邮件留言", "openQuestion"));
