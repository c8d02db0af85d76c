// What a page says moves what stands below it: while a button of the mouse is down, that would take the click away.

const LONGEST_MS = 1000; // a list that unfolds may keep the release to itself
const LOOK_MS = 50;

let until = 0;
addEventListener("pointerdown", () => (until = performance.now() + LONGEST_MS), true);
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (until = 0), true);

/** Calls `then` after what is going on now, as soon as nothing is pressed. */
export function afterPress(then, wait = 0) {
  setTimeout(() => (performance.now() < until ? afterPress(then, LOOK_MS) : then()), wait);
}
