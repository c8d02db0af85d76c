// What has been typed takes the form that is stored when its box is left, by the functions that sheets and commands run.

import { textOf } from "./fields.js";
import { asPython } from "./validator.js";

const ofAmounts = '[data-notation="price"]';

export class Notation {
  constructor(rules, fields, problems) {
    Object.assign(this, { rules, fields, problems });
  }

  /** Whether the box is one of which anything is known. */
  settle(box) {
    const node = box.closest("form [data-node]");
    const { notation } = node?.dataset || {};
    if (!notation || node.matches(ofAmounts)) return false;
    const typed = textOf(box);
    box.value = this.rules.stored(typed, notation);
    const note = this.rules.note(typed, notation);
    if (note) this.problems.note(node, note.zh);
    const group = node.parentElement.closest(ofAmounts);
    if (group) this.spread(group, typed);
    return true;
  }

  /** A range, or that one talks about it, in a box for one amount goes to the boxes that say so. */
  spread(group, typed) {
    const before = this.fields.mapping(group, [], new Map());
    const spread = this.rules.spread(asPython(before));
    const after = Object.fromEntries(["mode", "min", "max"].map((name) => [name, spread.get(name) || undefined]));
    if (Object.keys(after).every((name) => before[name] === after[name])) return;
    this.fields.put(group, after);
    this.problems.note(group, `“${typed}”已分填到各格，请核对`);
  }
}
