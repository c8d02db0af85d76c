// What the form fills in by itself: the next free id, and that a record of invented bodies is a demonstration.

// Both are decided by functions compiled from scripts/showcase/authoring/ (taken.py, answers.py).

import { Clock } from "./clock.js";
import { controlOf } from "./fields.js";
import { dict } from "./operators.js";

export class Implied {
  constructor(form, rules, kind, taken, built) {
    Object.assign(this, { form, rules, kind, taken, clock: new Clock(built) });
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

  /** Somebody says that the device's clock is right: what was dated by the build's day is dated by it. */
  believeDevice() {
    const published = this.control("published");
    const before = this.clock.today;
    this.clock.believed = true;
    if (published.value === before) published.value = this.clock.today;
    this.follow();
  }

  nextId() {
    const year = (this.control("published").value || this.clock.today).slice(0, 4);
    return this.rules.freeId(this.taken, this.kind, year, this.control("agency").value) || "";
  }

  isDemo() {
    const named = ["agency", "holder"].map((name) => [name, this.control(name)?.value ?? ""]);
    return this.rules.invented(dict(named), this.rules.vocabularies);
  }
}
