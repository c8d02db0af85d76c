// What the methods of Python's texts, lists, mappings, sets, patterns and dates mean.

import { eq, get, iter, list, ord, placeOf, sized, str } from "./operators.js";
import { SPACES, strip } from "./spaces.js";
import { Match } from "./values.js";

// What does not show; of characters newer than either side's Unicode the two may differ.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const ends = (characters) => (value, from, to) => {
  const items = list(value);
  let [first, last] = [0, items.length];
  while (from && first < last && characters.includes(items[first])) first += 1;
  while (to && last > first && characters.includes(items[last - 1])) last -= 1;
  return items.slice(first, last).join("");
};
const found = (match) => (match ? new Match(match) : null);

export const methods = {
  strip: (value, characters) => (characters ? ends(characters)(value, true, true) : strip(value)),
  lstrip: (value, characters) => (characters ? ends(characters)(value, true, false) : value.replace(SPACES.start, "")),
  rstrip: (value, characters) => (characters ? ends(characters)(value, false, true) : value.replace(SPACES.end, "")),
  split: (value, by) => (typeof value !== "string" ? by.split(value.expression()) : by === undefined ? strip(value).split(SPACES.inside).filter(Boolean) : value.split(by)),
  splitlines: (value) => value.replace(/(?:\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029])$/, "").split(/\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/).filter((line, _, lines) => line || lines.length > 1),
  startswith: (value, starts) => [starts].flat().some((start) => value.startsWith(start)),
  endswith: (value, endings) => [endings].flat().some((ending) => value.endsWith(ending)),
  upper: (value) => value.toUpperCase(),
  lower: (value) => value.toLowerCase(),
  replace: (value, old, fresh) => value.split(old).join(fresh),
  join: (value, parts) => list(parts).join(value),
  format: (value, ...given) => value.replace(/\{(\d)\}/g, (_, place) => str(given[place])),
  count: (value, part) => (typeof value === "string" ? value.split(part).length - 1 : value.filter((one) => eq(one, part)).length),
  find: (value, part) => (value.includes(part) ? placeOf(value, value.indexOf(part)) : -1),
  rfind: (value, part) => (value.includes(part) ? placeOf(value, value.lastIndexOf(part)) : -1),
  removeprefix: (value, start) => (value.startsWith(start) ? value.slice(start.length) : value),
  removesuffix: (value, ending) => (ending && value.endsWith(ending) ? value.slice(0, -ending.length) : value),
  partition: (value, by) => (value.includes(by) ? [value.slice(0, value.indexOf(by)), by, value.slice(value.indexOf(by) + by.length)] : [value, "", ""]),
  rpartition: (value, by) => (value.includes(by) ? [value.slice(0, value.lastIndexOf(by)), by, value.slice(value.lastIndexOf(by) + by.length)] : ["", "", value]),
  zfill: (value, width) => value.padStart(width, "0"),
  isdigit: (value) => (/^\p{Nd}+$/u).test(value),
  isascii: (value) => (/^[\0-\x7f]*$/).test(value),
  get: (held, key, otherwise = null) => sized(held).get(key, otherwise),
  items: (held) => list(held).map((key) => [key, get(held, key)]),
  keys: (held) => list(held),
  values: (held) => list(held).map((key) => get(held, key)),
  append: (held, item) => held.push(item),
  extend: (held, items) => held.push(...iter(items)),
  add: (held, item) => held.add(item),
  group: (match, number) => match.group(number),
  groups: (match) => match.found.slice(1).map((part) => part ?? null),
  start: (match) => placeOf(match.found.input, match.found.index),
  end: (match) => placeOf(match.found.input, match.found.index + match.found[0].length),
  search: (pattern, value) => found(pattern.expression().exec(value)),
  match: (pattern, value) => found(pattern.expression("y").exec(value)),
  fullmatch: (pattern, value) => found(pattern.expression("y", "(?![^])").exec(value)),
  finditer: (pattern, value) => [...value.matchAll(pattern.expression())].map((match) => new Match(match)),
  findall: (pattern, value) => [...value.matchAll(pattern.expression())].map((match) => (match.length > 2 ? match.slice(1) : match[match.length - 1])),
  sub(pattern, fresh, value) {
    if (typeof fresh === "string" && fresh.includes("\\")) throw new Error("a replacement that refers to groups");
    let [text, done] = ["", 0];
    for (const match of value.matchAll(pattern.expression())) {
      text += value.slice(done, match.index) + (typeof fresh === "string" ? fresh : fresh(new Match(match)));
      done = match.index + match[0].length;
    }
    return text + value.slice(done);
  },
  translate: (value, table) =>
    list(value)
      .map((character) => {
        const fresh = methods.get(table, ord(character), character);
        return fresh === null ? "" : typeof fresh === "number" ? String.fromCodePoint(fresh) : fresh;
      })
      .join(""),
  index: (held, item) => list(held).findIndex((one) => eq(one, item)),
  isprintable: (value) => !HIDDEN.test(value),
  isspace: (value) => SPACES.whole.test(value),
  isoformat: String,
  toordinal: (day) => day.ordinal,
};
