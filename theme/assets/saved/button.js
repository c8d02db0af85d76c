// The 收藏 button of a record's page, the stars of results and the count in the header.

import { element } from "../shared/element.js";
import { isSaved, savedIds, toggleSaved } from "./store.js";

const STAR = "sc-star";
const counter = document.querySelector("[data-saved-count]");

function show() {
  const count = savedIds().length;
  if (counter) counter.textContent = count ? String(count) : "";
  document.querySelectorAll("[data-save]").forEach(tell);
}

/** Says on a button whether its record is saved. */
function tell(button) {
  const saved = isSaved(button.dataset.save);
  const sign = saved ? "★" : "☆";
  button.hidden = false;
  button.setAttribute("aria-pressed", String(saved));
  button.textContent = button.classList.contains(STAR) ? sign : `${sign} ${saved ? "已收藏" : "收藏"}`;
}

function listen(button) {
  button.addEventListener("click", () => toggleSaved(button.dataset.save));
}

/** A star that saves the record of a card. */
export function saveButton({ id, title }) {
  const button = element("button", { class: STAR, type: "button", "data-save": id, "aria-label": `收藏：${title}`, title: "收藏" });
  listen(button);
  tell(button);
  return button;
}

/** Cards that the server has drawn get theirs here: it would stand in each of their pages for nothing without scripts. */
for (const card of document.querySelectorAll(".sc-card--achievement, .sc-card--demand")) {
  const { pathname, textContent } = card.querySelector(".sc-card__title a");
  card.querySelector(".sc-card__head").append(saveButton({ id: pathname.split("/").slice(-2)[0], title: textContent }));
}

document.querySelectorAll(".sc-save").forEach(listen);
document.addEventListener("showcase:saved", show);
window.addEventListener("storage", show);
window.addEventListener("pageshow", show);
show();
