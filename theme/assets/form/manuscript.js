// A record's fields and body → its Markdown file, in the canonical form (scripts/showcase/outputs/form/writing.py says which).

const FIRST = /^[-?:,[\]{}#&*!|>'"%@`=]/;
const IN_BLOCK = /:( |$)| #/;
const IN_FLOW = /[,?[\]{}]/;
// What does not show, as Python's isprintable says; of characters newer than either Unicode the two may differ.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t" };

function escaped(character) {
  if (ESCAPES[character]) return ESCAPES[character];
  if (character === "\u3000" || !HIDDEN.test(character)) return character;
  return `\\U${character.codePointAt(0).toString(16).toUpperCase().padStart(8, "0")}`;
}

/** A body without the blank lines around it, its lines ended by \n. */
export const tidy = (body) => body.replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+/, "").replace(/\s+$/, "");

export class Writer {
  constructor({ order, always, comments, inLines, blocks, groups, bare, implicit }, kind) {
    Object.assign(this, { order, always, comments: comments[kind], inLines, blocks, groups, bare: new Set(bare) });
    this.implicit = implicit.map((source) => new RegExp(`^(?:${source})`, "u"));
  }

  /** The whole file. */
  file(tree, body) {
    const written = { ...Object.fromEntries(this.always.map((name) => [name, []])), ...tree };
    const lines = this.order.filter((name) => written[name] !== undefined).map((name) => this.comments[name] + this.field(name, written[name]));
    const text = tidy(body);
    return `---\n${lines.join("")}---\n${text && "\n"}${text}${text && "\n"}`;
  }

  field(name, value) {
    const inLines = Array.isArray(value) && value.length && (this.inLines.includes(name) || typeof value[0] === "object");
    const inBlock = this.blocks.includes(name);
    if (!inLines && !inBlock) return `${name}: ${this.value(value, name, false)}\n`;
    const lines = inBlock
      ? this.parts(value, name, false)
      : value.map((item) => `- ${this.value(item, name, typeof item === "object")}`);
    return [`${name}:`, ...lines.map((line) => `  ${line}`), ""].join("\n");
  }

  value(value, path, inFlow) {
    if (typeof value === "string") return this.text(value, path, inFlow);
    if (Array.isArray(value)) return `[${value.map((item) => this.value(item, path, true)).join(", ")}]`;
    return `{${this.parts(value, path, true).join(", ")}}`;
  }

  parts(value, path, inFlow) {
    const keys = (this.groups[path] || []).filter((key) => value[key] !== undefined);
    return keys.map((key) => `${key}: ${this.value(value[key], [path, key].join("."), inFlow)}`);
  }

  text(text, path, inFlow) {
    if (this.bare.has(path) && /^[0-9A-Za-z.-]+$/.test(text)) return text;
    return this.isPlain(text, inFlow) ? text : `"${[...text].map(escaped).join("")}"`;
  }

  isPlain(text, inFlow) {
    if (FIRST.test(text) || HIDDEN.test(text) || IN_BLOCK.test(text)) return false;
    if (inFlow && (IN_FLOW.test(text) || text.endsWith(":"))) return false;
    return !this.implicit.some((expression) => expression.test(text));
  }
}

/** Where the file belongs, from the repository's root. */
export function pathOf(folders, kind, id) {
  return `content/${folders[kind]}/${id.slice(1, 5)}/${id}.md`;
}
