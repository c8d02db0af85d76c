// The values of Python that JavaScript lacks: floats that show their point, dates, spans of days, mappings, patterns.

export class ValueError extends Error {}

/** A pattern that this browser's engine does not know; the rule is then left to the check. */
export class UnknownPattern extends Error {}

export class Pattern {
  constructor(source, flags) {
    Object.assign(this, { source, flags });
  }
  /** The expression for a search from the start; "y": for a match at the start. */
  expression(how = "g", after = "") {
    try {
      return new RegExp(`(?:${this.source})${after}`, this.flags + how);
    } catch (error) {
      throw new UnknownPattern(error.message); // look-behind is missing before Safari 16.4
    }
  }
}

export class Match {
  constructor(found) {
    this.found = found;
  }
  group(number = 0) {
    return this.found[number] ?? null;
  }
}

const hash = (key) => (Array.isArray(key) ? JSON.stringify(key) : key);

/** A floating-point number: unlike an integer it shows its point (80.0). */
export class Float {
  constructor(value) {
    this.value = value;
  }
  valueOf() {
    return this.value;
  }
  toString() {
    const [digits, exponent] = this.value.toExponential().split("e").map((part, place) => (place ? Number(part) : part));
    if (exponent < -4 || exponent >= 16) return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
    const plain = exponent < 0 ? this.value.toFixed(digits.replace(/\D/g, "").length - 1 - exponent) : String(this.value);
    return plain.includes(".") ? plain : `${plain}.0`;
  }
}

export const DAY_MS = 86_400_000;
export const EPOCH_ORDINAL = 719_163; // 1970-01-01, counted as date.toordinal does

/** A date by its ordinal. */
export class Day {
  constructor(ordinal) {
    this.ordinal = ordinal;
    const date = new Date((ordinal - EPOCH_ORDINAL) * DAY_MS);
    this.year = date.getUTCFullYear();
    this.month = date.getUTCMonth() + 1;
    this.day = date.getUTCDate();
    if (!(this.year >= 1 && this.year <= 9999)) throw new ValueError("date out of range");
  }
  valueOf() {
    return this.ordinal;
  }
  toString() {
    return new Date((this.ordinal - EPOCH_ORDINAL) * DAY_MS).toISOString().slice(0, 10);
  }
}

export class Delta {
  constructor(days) {
    this.days = days;
  }
  valueOf() {
    return this.days;
  }
}

/** A mapping; a list as key counts by what it holds. */
export class Dict {
  constructor(pairs) {
    this.pairs = new Map();
    for (const [key, value] of pairs) this.set(key, value);
  }
  set(key, value) {
    this.pairs.set(hash(key), [key, value]);
  }
  has(key) {
    return this.pairs.has(hash(key));
  }
  get(key, otherwise) {
    return this.has(key) ? this.pairs.get(hash(key))[1] : otherwise;
  }
  get size() {
    return this.pairs.size;
  }
  *[Symbol.iterator]() {
    for (const [key] of this.pairs.values()) yield key;
  }
}

/** Every vocabulary by its name, and as a property by its name with underscores. */
export class Vocabularies extends Dict {
  constructor(pairs) {
    super(pairs);
    for (const [name, vocabulary] of pairs) this[name.replaceAll("-", "_")] = vocabulary;
  }
}
