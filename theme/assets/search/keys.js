// Arrows walk through the results, Escape goes back to the search box.

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list holds the results' links
 * @param {HTMLElement} skip leads to the first of them
 */
export function walkResults(input, list, skip) {
  const links = () => [...list.querySelectorAll(".sc-card__title a, .sc-result-table tbody th a")];

  skip.addEventListener("click", (event) => {
    event.preventDefault();
    links()[0]?.focus();
  });

  input.addEventListener("keydown", (event) => {
    const suggesting = input.getAttribute("aria-expanded") === "true";
    if (event.key !== "ArrowDown" || suggesting || event.isComposing) return;
    const [first] = links();
    if (!first) return;
    event.preventDefault();
    first.focus();
  });

  list.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(event.target);
    if (at < 0) return;
    const next = { ArrowDown: all[at + 1], ArrowUp: all[at - 1] || input, Escape: input }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
