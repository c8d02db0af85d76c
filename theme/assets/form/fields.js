// The form's fields ⇄ the record's tree: texts, lists and mappings as the file holds them; what is empty is absent.

import { strip } from "./spaces.js";

const PROPOSED = "新增："; // schema/names.py
let rowNumber = 0;

const LONE_SURROGATE = /\p{Cs}/gu;
const children = (container) =>
  [...container.querySelectorAll("[data-node]")].filter((node) => node.parentElement.closest("[data-node], [data-row], [data-form]") === container);
/** A list's own `rows`, `template` or `add`: its rows may have lists too. */
export const own = (list, part) => list.querySelector(`:scope > [data-${part}]`);
const rowsOf = (list) => [...own(list, "rows").children];

/** The first thing in a field that can be typed in or chosen. */
export const controlOf = (element) => element.querySelector("input, select, textarea") || element.querySelector("button");

export const textOf = (control) => strip(control.value.replace(/\r\n?/g, "\n").replace(LONE_SURROGATE, "\ufffd"));

/** Reads what has been filled in; `places` gets the element of every location, by its dotted name. */
export class Fields {
  constructor(form, dotted) {
    this.form = form;
    this.dotted = dotted;
    this.fixed = []; // names of fields that are shown and not changed
  }

  read() {
    const places = new Map();
    return { tree: this.mapping(this.form, [], places), places };
  }

  mapping(container, loc, places) {
    const made = {};
    for (const node of children(container)) {
      const inner = [...loc, node.dataset.node];
      places.set(this.dotted(inner), node);
      const value = this.value(node, inner, places);
      if (value !== undefined) made[node.dataset.node] = value;
    }
    return made;
  }

  /** What a field or a row holds; undefined if it is empty. */
  value(node, loc, places) {
    const kind = node.dataset.kind;
    const proposed = proposal(node);
    const name = proposed && textOf(proposed);
    if (name && kind === "value") return PROPOSED + name;
    if (kind === "value") return textOf(controlOf(node)) || undefined;
    if (kind === "flag") return controlOf(node).checked ? "true" : undefined;
    if (kind === "yes-no") return node.querySelector(":checked")?.value;
    if (kind === "group") return filled(this.mapping(node, loc, places));
    const values = kind === "choices" ? [...node.querySelectorAll(":checked")].map((box) => box.value) : this.rows(node, loc, places);
    if (name) values.push(PROPOSED + name);
    return values.length || "required" in node.dataset ? values : undefined;
  }

  rows(list, loc, places) {
    const values = [];
    for (const row of rowsOf(list)) {
      const inner = [...loc, values.length];
      const value = this.value(row, inner, places);
      if (value === undefined) continue;
      places.set(this.dotted(inner), row);
      values.push(value);
    }
    return values;
  }

  /** Puts a tree into the fields; what the form has no field for is passed over. */
  fill(tree) {
    for (const node of children(this.form)) {
      this.put(node, tree[node.dataset.node]);
      if (this.fixed.includes(node.dataset.node)) lock(node);
    }
  }

  /** The label of a field of the record. */
  label(name) {
    return labelText(children(this.form).find((node) => node.dataset.node === name));
  }

  put(node, value) {
    const kind = node.dataset.kind;
    const texts = (Array.isArray(value) ? value : []).map((one) => current(node, one));
    propose(node, Array.isArray(value) ? value : [value]);
    if (kind === "value") controlOf(node).value = typeof value === "string" ? current(node, value) : "";
    else if (kind === "flag") controlOf(node).checked = value === "true";
    else if (kind === "yes-no" || kind === "choices") {
      for (const box of node.querySelectorAll("input:not([data-proposal])")) {
        box.checked = kind === "choices" ? texts.includes(box.value) : box.value === value;
        const choice = box.closest("[data-retired]");
        if (choice) choice.hidden = !box.checked; // kept by those who have it, offered to nobody else
      }
    } else if (kind === "group") {
      for (const inner of children(node)) this.put(inner, value?.[inner.dataset.node]);
    } else {
      own(node, "rows").replaceChildren();
      for (const item of texts) this.put(this.addRow(node), item);
    }
  }

  /** An empty row in every list that must not stay empty. */
  offerRows() {
    for (const rows of this.form.querySelectorAll("[data-rows]")) {
      if (Number(rows.dataset.least) && !rows.children.length) this.addRow(rows.closest("[data-node]"));
    }
  }

  addRow(list) {
    const row = own(list, "template").content.firstElementChild.cloneNode(true);
    rowNumber += 1;
    for (const part of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["id", "for", "name", "aria-describedby"]) {
        if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(/#/g, String(rowNumber)));
      }
    }
    own(list, "rows").append(row);
    this.number(list);
    return row;
  }

  /** Numbers the rows, and lets one be added and moved while that makes sense. */
  number(list) {
    const rows = rowsOf(list);
    const name = labelText(list);
    rows.forEach((row, place) => {
      const heading = row.querySelector("[data-row-name]");
      if (heading) heading.textContent = `${name} ${place + 1}`;
      else controlOf(row).setAttribute("aria-label", `${name} ${place + 1}`);
      for (const button of row.querySelectorAll(":scope > .sc-row__tools button")) {
        const step = Number(button.dataset.move);
        button.disabled = Boolean(step) && !rows[place + step];
        button.setAttribute("aria-label", `${button.title || button.getAttribute("aria-label").split("：")[0]}：${name} ${place + 1}`);
      }
    });
    own(list, "add").disabled = rows.length >= Number(own(list, "rows").dataset.most);
  }

  /** Takes a click if it is on a button of a row or a list. */
  click(event) {
    const button = event.target.closest("[data-add], [data-move], [data-remove]");
    if (button) this.press(button);
    return Boolean(button);
  }

  /** A field is one line and sends nothing: in a list Enter begins the next row. */
  enter(event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("form input, form [data-kind] textarea")) return;
    event.preventDefault();
    const list = event.target.closest('[data-kind="lines"]');
    if (list && event.target.value && !own(list, "add").disabled) this.press(own(list, "add"));
  }

  /** A button of a row or a list was pressed: adds, moves or removes, and keeps the focus near. */
  press(button) {
    const list = button.closest('[data-kind="lines"], [data-kind="groups"]');
    const row = button.closest("[data-row]");
    if ("add" in button.dataset) controlOf(this.addRow(list)).focus();
    else if ("remove" in button.dataset) this.removeRow(list, row);
    else this.moveRow(list, row, Number(button.dataset.move));
  }

  removeRow(list, row) {
    const near = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    this.number(list);
    (near ? controlOf(near) : own(list, "add")).focus();
  }

  moveRow(list, row, step) {
    if (step < 0) row.previousElementSibling.before(row);
    else row.nextElementSibling.after(row);
    this.number(list);
    const same = row.querySelector(`[data-move="${step}"]`);
    (same.disabled ? row.querySelector(`[data-move="${-step}"]`) : same).focus();
  }
}

/** Where an author writes a name that the choices do not have; null in most fields. */
const proposal = (node) => node.querySelector(":scope > [data-propose] [data-proposal]");

/** Shows a name that was proposed before. */
function propose(node, values) {
  const box = proposal(node);
  if (!box) return;
  const found = values.find((value) => typeof value === "string" && value.startsWith(PROPOSED));
  box.value = found ? found.slice(PROPOSED.length) : "";
  box.closest("details").open = Boolean(found);
}

/** A code that a draft of former days holds is that of today. */
function current(node, code) {
  const options = [...node.querySelectorAll("[data-former]")];
  return options.find((option) => option.dataset.former.split(" ").includes(code))?.value ?? code;
}

/** A field that cannot be changed says so; a list of nothing is not worth showing. */
function lock(node) {
  node.classList.add("sc-field--fixed");
  for (const input of node.querySelectorAll("input")) input.readOnly = true;
  for (const button of node.querySelectorAll("button")) button.hidden = true;
  node.hidden = own(node, "rows")?.childElementCount === 0;
}

const filled = (mapping) => (Object.keys(mapping).length ? mapping : undefined);

/** The label of a field alone, without the mark. */
export function labelText(node) {
  if (node.dataset.kind === "flag") return node.querySelector("label").textContent.trim();
  const label = node.querySelector(":scope > .sc-field__label, :scope > .sc-row__head");
  if (!label) return "";
  return [...label.childNodes].filter((part) => part.nodeType === 3 || "rowName" in part.dataset).map((part) => part.textContent.trim()).join("");
}

/** The label of a field with those of what it stands in: `优势指标 1 · 单位`. */
export function fullLabel(node) {
  const parts = [];
  for (let one = node; one; one = one.parentElement.closest("[data-node], [data-row]")) {
    const inList = one.matches("[data-row]") && one.dataset.kind === "value";
    const isListOfGroups = one.dataset.kind === "groups";
    if (!isListOfGroups || one === node) parts.unshift(inList ? "" : labelText(one));
  }
  return parts.filter(Boolean).join(" · ");
}

/** Says at each field that counts its letters how many there are. */
export function countLetters(form) {
  for (const counter of form.querySelectorAll("[data-count]")) {
    const length = [...textOf(controlOf(counter.parentElement))].length;
    counter.textContent = counter.dataset.most ? `${length}/${counter.dataset.most}` : `${length} 字`;
  }
}
