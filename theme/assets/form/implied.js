// What the form fills in by itself: the next free id, and that a record of invented bodies is a demonstration.

import { today } from "./draft.js";
import { controlOf } from "./fields.js";
import { nextId } from "./numbers.js";

const BODIES = { agency: "agencies", holder: "institutions" };

export class Implied {
  constructor(form, { kind, taken }, vocabularies) {
    this.form = form;
    this.kind = kind;
    this.taken = taken;
    this.vocabularies = vocabularies;
    this.begin();
  }

  control(name) {
    const node = this.form.querySelector(`[data-node="${name}"]`);
    return node && controlOf(node);
  }

  /** The fields have been filled anew: an id that stands there is somebody's. */
  begin() {
    this.id = "";
    this.demo = this.isDemo();
  }

  /** The bodies or the date have changed: what the form has put in follows, what somebody has said stays. */
  follow() {
    const id = this.control("id");
    if (!id.value || id.value === this.id) id.value = this.id = this.nextId();
    const box = this.control("demo");
    const before = this.demo;
    this.demo = this.isDemo();
    if (box.checked === before) box.checked = this.demo;
  }

  nextId() {
    const year = (this.control("published").value || today()).slice(0, 4);
    return nextId(this.taken, this.kind, year, this.control("agency").value) || "";
  }

  isDemo() {
    return Object.entries(BODIES).some(([name, vocabulary]) => this.vocabularies.get(vocabulary).terms.get(this.control(name)?.value)?.demo);
  }
}
