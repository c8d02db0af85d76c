// A record's fields and body → its Markdown file: compiled from scripts/showcase/authoring/ (manuscript.py, style.py),
// which writes all records; here the form's trees become what Python knows.

import { asPython } from "./validator.js";

const lines = (body) => body.replace(/\r\n?/g, "\n");

export class Writer {
  constructor(rules, kind) {
    Object.assign(this, { rules, kind });
  }

  /** The whole file. */
  file(tree, body) {
    return this.rules.file(this.kind, asPython(tree), lines(body));
  }

  /** A field as it is written anew, without the end of its last line. */
  field(name, value) {
    return this.rules.field(this.kind, name, asPython(value));
  }

  /** A body without the blank lines around it. */
  tidy(body) {
    return this.rules.tidy(lines(body));
  }

  /** What follows the fields. */
  body(text) {
    return this.rules.body(text);
  }

  /** The place of a field among the others. */
  order(name) {
    return this.rules.order(name);
  }

  /** The line above a field that says what it is. */
  comment(name) {
    return this.rules.comment(this.kind, name);
  }

  /** Whether the line right above a field is its comment, if with the help of another day. */
  explains(name, lead) {
    return this.rules.explains(this.kind, name, lead);
  }

  get always() {
    return this.rules.always;
  }
}
