// What Python's operators and built-ins mean. Texts are counted in code points; lists and tuples are arrays.

import { strip } from "./spaces.js";
import { DAY_MS, Day, Delta, Dict, EPOCH_ORDINAL, Float, Match, Pattern, ValueError, Vocabularies } from "./values.js";

/** Refuses a value from inside a validator. */
export class Refusal extends Error {
  constructor(message, hint, code) {
    super("refused");
    this.code = code; // null: that of the field
    this.texts = [message, hint ?? null];
  }
}

/** One sentence; the form speaks Chinese. */
export const message = (zh) => ({ zh });

const isNumber = (value) => typeof value === "number" || typeof value === "boolean" || value instanceof Float;
export const sized = (value) => value?.$class === "Vocabulary" ? value.terms : value;

export const dict = (pairs) => new Dict(pairs);
/** A table of signs: what each becomes stands in its place, NUL for nothing. */
export const table = (signs, values) =>
  new Dict(list(signs).map((sign, place) => [ord(sign), list(values)[place].replace("\0", "")]));
export const vocabularies = (pairs) => new Vocabularies(pairs);
export const set = (items = []) => new Set(items);
export { set as frozenset };
export const pattern = (source, flags) => new Pattern(source, flags);
export const timedelta = (days) => new Delta(days);
export const fail = (said, hint) => {
  throw new Refusal(said, hint, null);
};
export const propose = (said, hint) => {
  throw new Refusal(said, hint, "proposed-term");
};

export function date(year, month, day) {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  if (year < 1 || moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) throw new ValueError("no such day");
  return new Day(moment.getTime() / DAY_MS + EPOCH_ORDINAL);
}

export function fromisoformat(text) {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!parts) throw new ValueError("no date");
  return date(...parts.slice(1).map(Number));
}

/** The values that a `for` meets, one after another. */
export function iter(value) {
  return sized(value);
}
export const list = (value = []) => [...iter(value)];
export { list as tuple };
/** Whether every character is one unit, of the text that was asked for last: rules ask for the same one again and again. */
let [asked, even] = ["", true];
function isEven(text) {
  if (text !== asked) [asked, even] = [text, !/[\ud800-\udfff]/.test(text)];
  return even;
}
const countOf = (text) => (isEven(text) ? text.length : list(text).length);
/** How many characters of a text come before a unit. */
export const placeOf = (text, unit) => (isEven(text) ? unit : list(text.slice(0, unit)).length);
export const len = (value) => (typeof value === "string" ? countOf(value) : (sized(value).size ?? sized(value).length));

export function truth(value) {
  if (value === null || value === undefined || value === false || value === "") return false;
  if (isNumber(value)) return Number(value) !== 0;
  if (Array.isArray(value) || value instanceof Set || value instanceof Dict || value.$class === "Vocabulary") return len(value) > 0;
  return true;
}
export { truth as bool };
export const or = (value, otherwise) => (truth(value) ? value : otherwise());
export const and = (value, then) => (truth(value) ? then() : value);

export function eq(one, other) {
  if (isNumber(one) && isNumber(other)) return Number(one) === Number(other);
  if (one instanceof Day && other instanceof Day) return one.ordinal === other.ordinal;
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, place) => eq(item, other[place]));
  if (one instanceof Set && other instanceof Set) return one.size === other.size && list(one).every((item) => other.has(item));
  return one === other;
}

/** Negative, zero or positive, as `one` is before, like or after `other`. */
export function order(one, other) {
  if (typeof one !== "string" && !Array.isArray(one)) return Number(one) - Number(other);
  const [ones, others] = [list(one), list(other)];
  const place = ones.findIndex((item, number) => number >= others.length || !eq(item, others[number]));
  if (place < 0) return ones.length - others.length;
  if (place >= others.length) return 1;
  return typeof one === "string" ? ones[place].codePointAt(0) - others[place].codePointAt(0) : order(ones[place], others[place]);
}

export function has(container, item) {
  const held = sized(container);
  if (typeof held === "string") return held.includes(item);
  return Array.isArray(held) ? held.some((one) => eq(one, item)) : held.has(item);
}

export function get(container, key) {
  const held = sized(container);
  if (held instanceof Match) return held.group(key);
  if (held instanceof Dict) {
    if (!held.has(key)) throw new Error(`no key ${key}`);
    return held.get(key);
  }
  const items = list(held);
  const place = key < 0 ? items.length + key : key;
  if (!(place in items)) throw new Error(`no item ${key}`);
  return items[place];
}
export const put = (container, key, value) => container.set(key, value);

export function slice(value, from, to) {
  if (typeof value === "string" && isEven(value)) return value.slice(from ?? 0, to ?? undefined);
  const part = list(value).slice(from ?? 0, to ?? undefined);
  return typeof value === "string" ? part.join("") : part;
}

export function getattr(object, name, otherwise) {
  const value = object[name] === undefined ? otherwise : object[name];
  if (value === undefined) throw new Error(`no attribute ${name}`);
  return value;
}

const isInteger = (value) => typeof value === "number" || typeof value === "boolean";
const number = (value, ...from) => (from.every(isInteger) ? value : new Float(value));
export function add(one, other) {
  if (Array.isArray(one)) return [...one, ...other];
  if (typeof one === "string") return one + other;
  if (one instanceof Day) return new Day(one.ordinal + other.days);
  return number(Number(one) + Number(other), one, other);
}
export function subtract(one, other) {
  if (one instanceof Set) return new Set(list(one).filter((item) => !other.has(item)));
  if (one instanceof Day) return other instanceof Day ? new Delta(one - other) : new Day(one.ordinal - other.days);
  return number(one - other, one, other);
}
export function multiply(one, other) {
  if (typeof other === "string") return multiply(other, one);
  return typeof one === "string" ? one.repeat(Math.max(other, 0)) : number(one * other, one, other);
}
export const divide = (one, other) => number(Math.floor(one / other), one, other);
export const modulo = (one, other) => number(one - Math.floor(one / other) * other, one, other);
export function union(one, other) {
  if (one instanceof Set) return new Set([...one, ...other]);
  return new Dict([...one.pairs.values(), ...other.pairs.values()]);
}
export const intersection = (one, other) => new Set(list(one).filter((item) => other.has(item)));

function kind(value) {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (value instanceof Float) return "float";
  if (value instanceof Day) return "date";
  if (value instanceof Set) return "set";
  if (typeof value === "object") return value.$class ?? "dict";
  return { string: "str", boolean: "bool", number: "int" }[typeof value];
}
export const isinstance = (value, names) => names.includes(kind(value));

export function str(value) {
  if (value === null) return "None";
  if (value === true || value === false) return value ? "True" : "False";
  if (Array.isArray(value) || (typeof value === "object" && !(value instanceof Float || value instanceof Day))) {
    throw new Error("only plain values have a text");
  }
  return String(value);
}
export const text = (...parts) => parts.map(str).join("");
export const hex = (value, width) => value.toString(16).toUpperCase().padStart(width, "0");
export const ord = (character) => character.codePointAt(0);

/** As in Python, one character for one code point. */
export const chr = (code) => String.fromCodePoint(code);
export const abs = (value) => number(Math.abs(value), value);

/** Digits of any script, as Python's int and float read them. */
function ascii(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0);
    let first = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return String((code - first) % 10);
  });
}
function read(value, form) {
  if (typeof value !== "string") return Number(value);
  const plain = ascii(strip(value));
  if (!form.test(plain)) throw new ValueError("no number");
  return Number(plain);
}
export const int = (value) => Math.trunc(read(value, /^[+-]?[0-9]+$/));
export const float = (value) => new Float(read(value, /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$/));

export const any = (values) => list(values).some(truth);
export const all = (values) => list(values).every(truth);
export const sum = (values) => list(values).reduce(add, 0);
export const sorted = (values, key = (value) => value, reverse = false) => {
  const keyed = list(values).map((value) => [key(value), value]);
  return keyed.sort(([one], [other]) => (reverse ? order(other, one) : order(one, other))).map(([, value]) => value);
};
const best = (values, sign) => (values.length > 1 ? values : list(values[0])).reduce((one, other) => (sign * order(other, one) > 0 ? other : one));
export const min = (...values) => best(values, -1);
export const max = (...values) => best(values, 1);
export const map = (act, values) => list(values).map((value) => act(value));
export const reversed = (values) => list(values).reverse();
export function* enumerate(values, start = 0) {
  let place = start;
  for (const value of iter(values)) {
    yield [place, value];
    place += 1;
  }
}
export const range = (from, to) => Array.from({ length: Math.max(to === undefined ? from : to - from, 0) }, (_, place) => place + (to === undefined ? 0 : from));
export function zip(...lists) {
  const all = lists.map(list);
  return range(Math.min(...all.map(len))).map((place) => all.map((one) => one[place]));
}
export function next(values, otherwise) {
  for (const value of iter(values)) return value;
  return otherwise;
}

/** An instance from arguments in their order; what is not given has its default. */
export function instance($class, names, defaults, given, named) {
  const made = { $class };
  names.forEach((name, place) => {
    made[name] = name in named ? named[name] : place < given.length ? given[place] : defaults[place];
  });
  return made;
}

/** How alike two texts are, 0–100: rapidfuzz's fuzz.ratio, by the longest common subsequence. */
export function ratio(one, other) {
  const [ones, others] = [list(one), list(other)];
  const total = ones.length + others.length;
  if (!total) return 100;
  let row = new Array(others.length + 1).fill(0);
  for (const character of ones) {
    const above = row;
    row = [0];
    others.forEach((same, place) => row.push(character === same ? above[place] + 1 : Math.max(above[place + 1], row[place])));
  }
  return (1 - (total - 2 * row[others.length]) / total) * 100;
}

/** The choice most like `value`, if it is alike enough to be a slip of the pen and no other is as like. */
export function most_like(value, choices) {
  let [near, score, alone] = [null, 0, false];
  for (const choice of choices) {
    const likeness = ratio(value, choice);
    if (likeness < 60 || likeness < score) continue;
    alone = likeness > score;
    [near, score] = [choice, likeness];
  }
  return alone ? near : null;
}
