// Changes to a published record's file: a changed field is written anew in its place, all else stays byte for byte.
//
// What is written is compiled from Python (manuscript.js). Where it is put is written here a second time and not
// compiled: scripts/showcase/authoring/edits.py works on the marks of PyYAML's nodes, a parser that browsers do not
// have, and changes values in place. The build cuts the file into the parts that are put together here, and
// tests/test_form_edits.py holds both to the same bytes.

const lastLine = (lead) => lead.lastIndexOf("\n", lead.length - 2) + 1;

/**
 * A published record's file in parts: `text` is the file, `entry` says where they stand (submit/records/). Joined,
 * `opening`, `head`, each part's `lead`, `text` and `rest`, `tail` and `body` are the file; `content` is the body
 * without what surrounds it, `newline` how lines end. Null if the two are of different publications.
 */
export function cutFile(entry, text, writer) {
  if (text.length !== entry.length) return null;
  let place = 0;
  const take = (length) => text.slice(place, (place += length));
  const named = (name, [lead, own, rest, comments = []]) => ({ name, lead, text: own, rest, comments });
  const lengths = ([lead, own, rest, ...comments]) => [take(lead), take(own), take(rest), ...comments];
  const pieces = entry.texts ?? entry.cuts.map((cut) => (Array.isArray(cut) ? lengths(cut) : take(cut)));
  const [opening, head, ...fields] = pieces;
  const tail = fields.pop();
  const body = entry.texts ? text.slice(text.length - entry.body) : text.slice(place);
  const [, ...lines] = body.replace(/\r\n/g, "\n").split("\n");
  const parts = Object.keys(entry.tree).map((name, number) => named(name, fields[number]));
  return { opening, head, parts, tail, body, content: writer.tidy(lines.join("\n")), newline: text.includes("\r\n") ? "\r\n" : "\n" };
}

/** A record's fields, as `cutFile` gives them. */
class Parts {
  constructor(record, writer) {
    this.parts = record.parts;
    this.tail = record.tail;
    this.newline = record.newline;
    this.writer = writer;
    this.explained = this.parts.some((part) => writer.explains(part.name, part.lead));
  }

  set(name, value) {
    const [place, text] = [this.parts.findIndex((part) => part.name === name), this.lines(this.writer.field(name, value))];
    if (place < 0) this.add({ name, lead: this.explained ? this.lines(this.writer.comment(name)) : "", text, rest: this.newline });
    else {
      const { lead, rest, comments } = this.parts[place];
      const kept = comments.map((comment) => comment + this.newline).join("");
      this.parts = this.parts.map((part, number) => (number === place ? { name, lead: lead + kept, text, rest } : part));
    }
  }

  /** Puts a field where it belongs among the others. */
  add(part) {
    const order = (name) => this.writer.order(name);
    const before = this.parts.map((old) => order(old.name)).filter((number) => number <= order(part.name));
    const last = Math.max(...before);
    const place = before.length ? this.parts.map((old) => order(old.name)).lastIndexOf(last) + 1 : 0;
    this.parts = [...this.parts.slice(0, place), part, ...this.parts.slice(place)];
  }

  /** Takes a field out with its own comment; others above it stay, they may speak of what follows. */
  remove(name) {
    const place = this.parts.findIndex((part) => part.name === name);
    if (place < 0) return;
    const { lead } = this.parts[place];
    const kept = this.writer.explains(name, lead) ? lead.slice(0, lastLine(lead)) : lead;
    this.parts = this.parts.filter((part, number) => number !== place);
    if (place < this.parts.length) this.parts[place] = { ...this.parts[place], lead: kept + this.parts[place].lead };
    else this.tail = kept + this.tail;
  }

  lines(text) {
    return text.replace(/\n/g, this.newline);
  }
}

/** What follows the fields, with another text. */
function withBody({ body, content, newline }, text, writer) {
  if (text === content) return body;
  if (!content) return writer.body(text).replace(/\n/g, newline);
  const lines = body.replace(/\r\n/g, "\n");
  const start = lines.lastIndexOf(content);
  return (lines.slice(0, start) + text + lines.slice(start + content.length)).replace(/\n/g, newline);
}

/** The record's file with these [name, value] changed (undefined: taken out) and, if it is given, another body. */
export function editedFile(record, writer, changes, body = null) {
  const parts = new Parts(record, writer);
  for (const [name, value] of changes) {
    if (value === undefined) parts.remove(name);
    else parts.set(name, value);
  }
  const fields = parts.parts.map(({ lead, text, rest }) => lead + text + rest).join("");
  return record.opening + record.head + fields + parts.tail + (body === null ? record.body : withBody(record, writer.tidy(body), writer));
}
