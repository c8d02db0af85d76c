// What the cells of a row mean for a record: as `showcase import` reads them (authoring/readings.py, merging.py).

import { dict } from "../form/operators.js";

/** What cannot be taken from a cell; the text is for its author. */
class Fault extends Error {}

const LOOSE = /\s*[\s/／|｜\\+＋&和与及]\s*/;
const ID = /^[ad]\d{4}-[a-z0-9]{2,12}-\d{3,4}$/;
const DATED = "表格软件把这一格变成了日期或时间；请先把单元格格式设为“文本”，再重新填写";
const ROUNDED = "这一格是科学记数，只剩前几位，后面的数字已丢失；请先把单元格格式设为“文本”，再照原件重新填写";
const FIRST_DAY = 20_000;
const LAST_DAY = 80_000;

export class Cells {
  /** `sheet` is the module compiled for sheets, `rules` that of the form. */
  constructor(sheet, rules) {
    this.sheet = sheet;
    this.vocabularies = rules.vocabularies;
    this.stored = rules.stored;
    this.spread = rules.spread;
  }

  /** The value that a cell means; undefined for nothing. */
  value(cell, shape) {
    if (cell.trouble) throw new Fault(cell.trouble);
    const text = shape ? this.text(cell, shape) : cell.text;
    if (!text.trim()) return undefined;
    if (this.sheet.isPlaceholder(text) && !this.isChoice(text.trim(), shape)) return undefined;
    if (!shape) return text;
    const lines = text.split("\n").filter((line) => line.trim());
    if (shape.holds === "group") return lines.map((line) => this.unbarred(line, shape));
    if (shape.many) return this.items(text, lines, shape);
    return this.typed(text.trim(), shape);
  }

  text(cell, shape) {
    if (shape.holds === "date") {
      if (cell.day) return cell.day;
      if (cell.moment) throw new Fault(DATED);
      if (Number.isInteger(cell.number) && cell.number >= FIRST_DAY && cell.number < LAST_DAY) {
        return new Date(Date.UTC(1899, 11, 30) + cell.number * 86_400_000).toISOString().slice(0, 10);
      }
      return cell.text;
    }
    if (cell.moment) throw new Fault(DATED);
    return this.sheet.unmarked(cell.text);
  }

  isChoice(text, shape) {
    return Boolean(shape) && ["code", "choice", "flag"].includes(shape.holds) && this.known(text, shape);
  }

  /** Whether a text is a code or a name of the field. */
  known(text, shape) {
    return this.sheet.noChoice(this.sheet.codeOf(text, shape, this.vocabularies), shape, this.vocabularies) === null;
  }

  items(text, lines, shape) {
    const parts = shape.sentences
      ? lines.map((line) => [line.trim()])
      : shape.holds === "code"
        ? this.sheet.words(text).map((word) => this.codes(word, shape))
        : shape.longest
          ? this.sheet.looseWords(this.sheet.unpunctuated(text))
          : this.sheet.words(text).map((word) => ids(word));
    return parts.flat().map((part) => this.typed(part, shape));
  }

  codes(word, shape) {
    const parts = word.split(LOOSE).filter(Boolean);
    return this.known(word, shape) || !parts.every((part) => this.known(part, shape)) ? [word] : parts;
  }

  typed(text, shape) {
    const { codeOf, halfWidth, plain } = this.sheet;
    if (["code", "choice", "flag"].includes(shape.holds)) {
      const code = codeOf(text, shape, this.vocabularies);
      return code === text ? codeOf(halfWidth(text).trim(), shape, this.vocabularies) : code;
    }
    if (["phone", "right"].includes(shape.notation) && /^\d(?:\.\d+)?E\+?\d+$/i.test(text)) throw new Fault(ROUNDED);
    if (shape.notation && shape.notation !== "price") return this.stored(text, shape.notation);
    if (shape.holds === "text" && shape.longest) return text;
    const id = plain(text).toLowerCase();
    return ID.test(id) ? id : halfWidth(text).trim();
  }

  /** A group of a list inside a group: its parts in order, between bars. */
  unbarred(line, shape) {
    const parts = line.match(/(?:\\.|[^\\|｜])*(?:[|｜]|$)/g).map((part) => part.replace(/[|｜]$/, "").replace(/\\(.)/g, "$1").trim());
    const made = {};
    shape.fields.forEach((field, number) => {
      const value = parts[number] ? this.value({ text: parts[number] }, field) : undefined;
      if (value !== undefined) made[field.name] = value;
    });
    return made;
  }

  /**
   * A row as a record: {tree, numbers, body, faults}. `numbers` say which group of columns an item of a list came from. `columns` are [{column, place, shape}]; `faults` are
   * [{loc, message}] of cells that cannot be read.
   */
  record(kind, cells, columns) {
    const tree = {};
    const faults = [];
    const bodies = [];
    for (const { column, place, shape } of columns) {
      const cell = cells.get(column);
      const [name, ...inner] = place;
      try {
        const value = cell ? this.value(cell, shape) : undefined;
        if (name === "version") continue;
        if (name === "body") bodies.push(value || "");
        else if (value !== undefined) put(tree, [name, ...inner], value);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push({ loc: place, message: error.message });
      }
    }
    return { ...this.settled(kind, tree), body: bodies.join(""), faults };
  }

  /** Lists without their gaps, amounts spelt out, lists that are always stated. */
  settled(kind, tree) {
    const numbers = {};
    for (const [name, value] of Object.entries(tree)) {
      if (!Array.isArray(value)) continue;
      numbers[name] = [...value.keys()].filter((place) => value[place] !== undefined);
      tree[name] = value.filter((item) => item !== undefined).map(withoutUnit);
    }
    for (const name of this.sheet.priced[kind]) {
      if (!tree[name]) continue;
      const spread = this.spread(dict(Object.entries(tree[name])));
      tree[name] = Object.fromEntries([...spread.pairs.values()].filter(([, value]) => value !== null));
    }
    for (const name of this.sheet.emptied[kind]) tree[name] = tree[name] ?? [];
    return { tree, numbers };
  }
}

const ids = (word) => {
  const parts = word.split(/[\s/|]+/).filter(Boolean);
  return parts.every((part) => ID.test(part)) ? parts : [word];
};

/** Puts a value at a place of a tree, making what stands above it. */
function put(tree, place, value) {
  let node = tree;
  place.slice(0, -1).forEach((part, depth) => {
    node[part] = node[part] ?? (typeof place[depth + 1] === "number" ? [] : {});
    node = node[part];
  });
  node[place[place.length - 1]] = value;
}

/** 85% with the unit % → 85. */
function withoutUnit(item) {
  const { unit, value } = item ?? {};
  if (typeof unit !== "string" || typeof value !== "string" || !value.trim().endsWith(unit.trim())) return item;
  const bare = value.trim().slice(0, -unit.trim().length).trim();
  return /^[0-9.,，~～\-–—−+±≤≥<>＜＞×/ ]*[0-9][0-9.,，~～\-–—−+±≤≥<>＜＞×/ ]*$/.test(bare) ? { ...item, value: bare } : item;
}
