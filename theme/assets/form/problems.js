// Problems beside their fields, in the summary and in the bar: the words are the check's.

import { element } from "../shared/element.js";
import { controlOf, fullLabel, labelText } from "./fields.js";

const MARKS = { error: "", warning: "提醒：", advice: "建议：" };

export const sentence = ({ message, hint }) => (hint ? `${message}；${hint}` : message);

/** Where a problem is shown: its own field or the nearest one around it. */
export function placeOf(places, field) {
  for (let name = field; name; name = name.replace(/(\.?[^.[\]]+|\[\d+\])$/, "")) {
    if (places.has(name)) return places.get(name);
  }
  return places.get("body");
}

const slotOf = (node) => [...node.querySelectorAll("[data-problem]")].find((slot) => slot.closest("[data-node], [data-row], [data-body]") === node);

const boxesOf = (node) => [...node.querySelectorAll("input, select, textarea")];
const isFilled = (box) => (box.matches("[type=checkbox], [type=radio]") ? box.checked : box.value.trim() !== "");
const isEmpty = (node) => !boxesOf(node).some(isFilled);

/** What a missing field asks for, in words for those who see it: the rules' words name codes. */
function asked(form, node) {
  const { kind, node: name } = node.dataset;
  if (name === "id" && isEmpty(form.querySelector('[data-node="agency"]'))) return "请先选服务机构，编号会自动填好";
  const chosen = kind === "choices" || kind === "yes-no" || (kind === "value" && controlOf(node).matches("select"));
  return `请${chosen ? "选择" : kind === "groups" ? "添加" : "填写"}${labelText(node)}`;
}

export class Problems {
  constructor(form) {
    this.form = form;
    this.touched = new WeakSet();
    this.shown = new Set();
    this.notes = new Map(); // what was done to a field by itself
    this.all = [];
    this.everything = false;
    this.here = null; // where somebody was last
    form.addEventListener("focusin", (event) => {
      this.here = event.target;
    });
  }

  get errors() {
    return this.all.filter((one) => one.severity === "error");
  }

  /** Takes in what a check found: each problem with the element it belongs to. */
  take(problems, places) {
    this.all = problems.map((problem) => this.placed(problem, placeOf(places, problem.field)));
    const order = new Map([...this.form.querySelectorAll("[data-node], [data-row], [data-body]")].map((node, place) => [node, place]));
    this.all.sort((one, other) => order.get(one.node) - order.get(other.node));
    this.show();
  }

  /** A problem with its element; of a required field that is empty there is only one thing to say. */
  placed(problem, node) {
    const empty = isEmpty(node);
    const missing = problem.code === "required" || (empty && "required" in node.dataset && problem.severity === "error");
    return missing ? { ...problem, node, empty, missing, message: asked(this.form, node), hint: null } : { ...problem, node, empty, missing };
  }

  /** Whatever has been filled in counts as touched: a draft came back. */
  touchFilled() {
    for (const box of boxesOf(this.form).filter(isFilled)) this.touch(box);
  }

  /** A field counts as touched, and so does what it stands in. */
  touch(control) {
    for (let node = control.closest("[data-node], [data-row], [data-body]"); node; node = node.parentElement.closest("[data-node], [data-row]")) {
      this.touched.add(node);
      this.notes.delete(node);
    }
  }

  /** What was made of what somebody typed, said until the field is touched again. */
  note(node, message) {
    this.notes.set(node, { node, message, hint: null, severity: "warning" });
    this.touched.add(node);
  }

  /** Nothing new is said of a field while somebody is in it; what is mended goes at once. */
  isDue(node) {
    if (this.everything || this.shown.has(node)) return true;
    return this.touched.has(node) && !node.contains(document.activeElement);
  }

  show() {
    const due = new Map();
    for (const problem of [...this.all, ...this.notes.values()]) {
      if (this.isDue(problem.node)) due.set(problem.node, [...(due.get(problem.node) || []), problem]);
    }
    for (const node of this.shown) if (!due.has(node)) write(node, []);
    for (const [node, problems] of due) write(node, problems);
    this.shown = new Set(due.keys());
    this.countSections();
  }

  countSections() {
    for (const count of document.querySelectorAll("[data-section-count]")) {
      const section = document.getElementById(count.dataset.sectionCount);
      const number = this.errors.filter(({ node }) => section.contains(node)).length;
      count.textContent = number || "";
      count.setAttribute("aria-label", number ? `${number} 处待填或待改` : "");
    }
  }

  /** The errors that stand beside their fields now. */
  get seen() {
    return this.errors.filter(({ node }) => this.shown.has(node));
  }

  /** The errors in what has been filled in, as far as they are shown; all others wait to be filled in. */
  get wrong() {
    return this.seen.filter(({ empty }) => !empty);
  }

  /** Shows in a box, above the fields, all that is to be put right; nothing hides it. */
  summarise(box, list) {
    const items = this.summary();
    box.hidden = !items.length;
    box.querySelector("h2").textContent = `有 ${items.length} 处要补上或改正`;
    list.replaceChildren(...items);
  }

  summary() {
    return this.errors.map((problem) => {
      const said = problem.missing ? "没有填" : problem.message;
      const link = element("a", { href: `#${controlOf(problem.node).id || ""}` }, `${fullLabel(problem.node)}：${said}`);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(problem.node);
      });
      return element("li", {}, link);
    });
  }

  /** The next error after the one where the focus is. */
  next() {
    const nodes = [...new Set(this.errors.map(({ node }) => node))];
    const here = nodes.findIndex((node) => node.contains(this.here));
    return nodes[(here + 1) % nodes.length];
  }
}

function write(node, problems) {
  const slot = slotOf(node);
  const text = problems.map((one) => MARKS[one.severity] + sentence(one)).join("\n");
  if (slot.textContent !== text) slot.textContent = text;
  slot.hidden = !text;
  const wrong = problems.some((one) => one.severity === "error");
  slot.classList.toggle("sc-field__problem--warning", problems.some((one) => one.severity === "warning") && !wrong);
  slot.classList.toggle("sc-field__problem--advice", Boolean(text) && problems.every((one) => one.severity === "advice"));
  node.classList.toggle("sc-field--wrong", wrong);
  const control = node.matches("fieldset") ? null : controlOf(node);
  if (!control) return;
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/** Brings a part of the page to the top, for the keyboard too. */
export function reveal(node) {
  node.scrollIntoView({ block: "start" });
  node.focus({ preventScroll: true });
}

/** Brings a field into view, unfolds what hides it, and puts the cursor there. */
export function goTo(node) {
  const folded = node.closest("details");
  if (folded) folded.open = true;
  const control = controlOf(node);
  node.scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
}
