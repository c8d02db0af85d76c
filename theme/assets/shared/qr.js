// QR codes (ISO/IEC 18004): a text as UTF-8 in one segment of bytes, the only way that phones in China read alike.

import { element } from "./element.js";

/** By version from 1 on: check bytes of a block and number of blocks, at levels L and M. */
const LEVELS = {
  L: { bits: 1, check: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26], blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12] },
  M: { bits: 0, check: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28], blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21] },
};
const VERSIONS = 25; // a larger one is too fine for a phone that films another phone
const QUIET = 4;
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

const sizeOf = (version) => 17 + 4 * version;
const bit = (number, place) => (number >> place) & 1;

/** Where the middles of the small squares are, along one side. */
export function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, place) => sizeOf(version) - 7 - place * step).reverse()];
}

/** How many bytes, checks included, a version holds. */
function capacity(version) {
  const marks = alignments(version).length;
  const squares = marks ? (25 * marks - 10) * marks - 55 : 0;
  return Math.floor(((16 * version + 128) * version + 64 - squares - (version >= 7 ? 36 : 0)) / 8);
}

function room(version, level) {
  const { check, blocks } = LEVELS[level];
  return capacity(version) - check[version - 1] * blocks[version - 1];
}

/** The smallest version that holds so many bytes, and the better level if it holds them there too; null if none does. */
function fit(length) {
  for (let version = 1; version <= VERSIONS; version += 1) {
    const needed = length + (version < 10 ? 2 : 3);
    const level = ["M", "L"].find((name) => needed <= room(version, name));
    if (level) return { version, level };
  }
  return null;
}

/** Whether a text can be shown as a code that a phone reads. */
export const isShowable = (text) => fit(new TextEncoder().encode(text).length) !== null;

function dataBytes(bytes, version, level) {
  const bits = [0, 1, 0, 0];
  const push = (number, count) => {
    for (let place = count - 1; place >= 0; place -= 1) bits.push(bit(number, place));
  };
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  const size = room(version, level);
  push(0, Math.min(4, size * 8 - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  const data = [];
  for (let at = 0; at < bits.length; at += 8) data.push(bits.slice(at, at + 8).reduce((sum, one) => sum * 2 + one, 0));
  for (let pad = 0xec; data.length < size; pad ^= 0xec ^ 0x11) data.push(pad);
  return data;
}

/** In GF(2⁸) by 0x11d. */
function multiply(one, other) {
  let product = 0;
  for (let place = 7; place >= 0; place -= 1) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (bit(other, place) * one);
  return product;
}

function generator(degree) {
  const polynomial = [...new Array(degree - 1).fill(0), 1];
  for (let root = 1, turn = 0; turn < degree; turn += 1, root = multiply(root, 2)) {
    for (let place = 0; place < degree; place += 1) polynomial[place] = multiply(polynomial[place], root) ^ (polynomial[place + 1] || 0);
  }
  return polynomial;
}

function checkBytes(data, polynomial) {
  const rest = polynomial.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    polynomial.forEach((coefficient, place) => (rest[place] ^= multiply(coefficient, factor)));
  }
  return rest;
}

/** Data and checks of all blocks, a byte of each in turn. */
function interleaved(data, version, level) {
  const checks = LEVELS[level].check[version - 1];
  const count = LEVELS[level].blocks[version - 1];
  const short = Math.floor(capacity(version) / count) - checks;
  const longer = capacity(version) % count;
  const polynomial = generator(checks);
  const blocks = [];
  for (let number = 0, at = 0; number < count; number += 1) {
    const length = short + (number >= count - longer ? 1 : 0);
    blocks.push(data.slice(at, at + length));
    at += length;
  }
  const columns = (rows, length) => Array.from({ length }, (_, place) => rows.filter((row) => place < row.length).map((row) => row[place])).flat();
  return [...columns(blocks, short + 1), ...columns(blocks.map((block) => checkBytes(block, polynomial)), checks)];
}

/** Remainder of a code word: of the format and of the version. */
function remainder(value, degree, polynomial) {
  let rest = value;
  for (let turn = 0; turn < degree; turn += 1) rest = (rest << 1) ^ ((rest >> (degree - 1)) * polynomial);
  return rest;
}

class Grid {
  constructor(version) {
    this.version = version;
    this.size = sizeOf(version);
    this.dark = Array.from({ length: this.size }, () => new Array(this.size).fill(0));
    this.fixed = Array.from({ length: this.size }, () => new Array(this.size).fill(false));
    this.drawFixed();
  }

  set(x, y, dark) {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.dark[y][x] = Number(dark);
    this.fixed[y][x] = true;
  }

  square(middle, other, reach, isDark) {
    for (let y = -reach; y <= reach; y += 1) for (let x = -reach; x <= reach; x += 1) this.set(middle + x, other + y, isDark(Math.max(Math.abs(x), Math.abs(y))));
  }

  drawFixed() {
    for (let at = 0; at < this.size; at += 1) {
      this.set(6, at, at % 2 === 0);
      this.set(at, 6, at % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [this.size - 4, 3], [3, this.size - 4]]) this.square(x, y, 4, (distance) => distance !== 2 && distance !== 4);
    const marks = alignments(this.version);
    const last = marks.length - 1;
    marks.forEach((x, column) =>
      marks.forEach((y, row) => {
        const inCorner = (!column && !row) || (!column && row === last) || (column === last && !row);
        if (!inCorner) this.square(x, y, 2, (distance) => distance !== 1);
      }),
    );
    this.drawFormat(0);
    if (this.version < 7) return;
    const bits = (this.version << 12) | remainder(this.version, 12, 0x1f25);
    for (let place = 0; place < 18; place += 1) {
      const [far, near] = [this.size - 11 + (place % 3), Math.floor(place / 3)];
      this.set(far, near, bit(bits, place));
      this.set(near, far, bit(bits, place));
    }
  }

  /** `format` are level and mask. */
  drawFormat(format) {
    const bits = ((format << 10) | remainder(format, 10, 0x537)) ^ 0x5412;
    const { size } = this;
    for (let place = 0; place < 15; place += 1) {
      const dark = bit(bits, place);
      if (place < 6) this.set(8, place, dark);
      else if (place < 9) this.set([8, 8, 7][place - 6], [7, 8, 8][place - 6], dark);
      else this.set(14 - place, 8, dark);
      if (place < 8) this.set(size - 1 - place, 8, dark);
      else this.set(8, size - 15 + place, dark);
    }
    this.set(8, size - 8, 1);
  }

  /** The bits run upwards and downwards in columns of two, from the right. */
  fill(bytes) {
    let place = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      const upwards = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step += 1) {
        const y = upwards ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.fixed[y][x]) continue;
          this.dark[y][x] = place < bytes.length * 8 ? bit(bytes[place >> 3], 7 - (place & 7)) : 0;
          place += 1;
        }
      }
    }
  }

  mask(number) {
    this.dark.forEach((row, y) => row.forEach((dark, x) => (row[x] = this.fixed[y][x] || MASKS[number](x, y) ? dark : 1 - dark)));
  }

  /** How hard the pattern is to read: long runs, squares, false corners, more of one colour. */
  penalty() {
    const columns = this.dark[0].map((_, x) => this.dark.map((row) => row[x]));
    const lines = [...this.dark, ...columns].map((line) => line.join(""));
    let sum = 0;
    for (const line of lines) {
      for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
      for (const _ of `0000${line}0000`.matchAll(/(?=00001011101|10111010000)/g)) sum += 40;
    }
    for (let y = 1; y < this.size; y += 1) {
      for (let x = 1; x < this.size; x += 1) {
        const four = this.dark[y][x] + this.dark[y][x - 1] + this.dark[y - 1][x] + this.dark[y - 1][x - 1];
        if (four % 4 === 0) sum += 3;
      }
    }
    const share = this.dark.flat().reduce((all, dark) => all + dark, 0) / this.size ** 2;
    return sum + Math.floor(Math.abs(share * 20 - 10)) * 10;
  }
}

/** Rows of 0 and 1; null for a text that is too long. `number` fixes the mask. */
export function qrRows(text, number = null) {
  const bytes = [...new TextEncoder().encode(text)];
  const fitting = fit(bytes.length);
  if (!fitting) return null;
  const { version, level } = fitting;
  const grid = new Grid(version);
  grid.fill(interleaved(dataBytes(bytes, version, level), version, level));
  const format = (mask) => (LEVELS[level].bits << 3) | mask;
  const tries = (number === null ? MASKS.map((_, mask) => mask) : [number]).map((mask) => {
    grid.mask(mask);
    grid.drawFormat(format(mask));
    const penalty = grid.penalty();
    const rows = grid.dark.map((row) => [...row]);
    grid.mask(mask); // undone
    return { penalty, rows };
  });
  return tries.reduce((best, one) => (one.penalty < best.penalty ? one : best)).rows;
}

/** The code as a picture with its white margin, dark on light in any scheme; null for a text that is too long. */
export function qrPicture(text, label) {
  const rows = qrRows(text);
  if (!rows) return null;
  const side = rows.length + 2 * QUIET;
  const runs = rows.flatMap((row, y) => [...row.join("").matchAll(/1+/g)].map((run) => `M${run.index + QUIET} ${y + QUIET}h${run[0].length}v1h-${run[0].length}z`));
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", runs.join(""));
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": label, class: "sc-qr__code" })) picture.setAttribute(name, value);
  picture.append(path);
  return element("span", { class: "sc-qr" }, picture);
}
