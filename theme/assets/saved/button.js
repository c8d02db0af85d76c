// The 收藏 button of a record's page and the count in the header.

import { isSaved, savedIds, toggleSaved } from "./store.js";

const counter = document.querySelector("[data-saved-count]");
const buttons = document.querySelectorAll("[data-save]");

function show() {
  const count = savedIds().length;
  if (counter) counter.textContent = count ? String(count) : "";
  for (const button of buttons) {
    const saved = isSaved(button.dataset.save);
    button.hidden = false;
    button.setAttribute("aria-pressed", String(saved));
    button.textContent = saved ? "★ 已收藏" : "☆ 收藏";
  }
}

for (const button of buttons) button.addEventListener("click", () => toggleSaved(button.dataset.save));
document.addEventListener("showcase:saved", show);
window.addEventListener("storage", show);
window.addEventListener("pageshow", show);
show();
