// How the cost of the form's rules grows with a text, for tests/test_growth.py: `node growth_oracle.mjs FOLDER`.
// FOLDER holds submit/{rules,gate}.js and assets/form/ as on the site. Answers [[field, seed, ratio]], what is not linear.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const SIZES = [200, 1600, 6400];
const NEGLIGIBLE = 20;
const site = pathToFileURL(`${process.argv[2]}/`);
const $ = await import(new URL("assets/form/python.js", site));
const { openGate } = await import(new URL("submit/gate.js", site));
const rules = { ...(await import(new URL("submit/rules.js", site))), ...openGate($) };
const { check } = await import(new URL("assets/form/validator.js", site));
const [{ kind, tree, asOf, seeds, most }] = JSON.parse(readFileSync(0, "utf8"));

const PLACES = {
  body: (text) => ({ tree, body: text }),
  title: (text) => ({ tree: { ...tree, title: text }, body: "" }),
  applications: (text) => ({ tree: { ...tree, applications: [text] }, body: "" }),
};

function milliseconds(place, text) {
  const started = process.cpuUsage();
  check(rules, kind, { ...PLACES[place](text), path: "", asOf, size: text.length });
  return process.cpuUsage(started).user / 1000;
}

// The ratio of the cost of `whole` to that of `half`, and the cost of `whole`, each the best of some `times`.
function ratio(place, half, whole, times) {
  const [once, twice] = [half, whole].map((text) =>
    Math.min(...Array.from({ length: times }, () => milliseconds(place, text))),
  );
  return [twice > NEGLIGIBLE ? twice / Math.max(once, 0.001) : 0, twice];
}

function growth(place, seed) {
  for (const size of SIZES) {
    const [half, whole] = [size, 2 * size].map((length) => seed.repeat(length).slice(0, length));
    let [found, cost] = ratio(place, half, whole, 1);
    if (found > most) [found] = ratio(place, half, whole, 5);
    if (found > most) return found;
    if (cost > 1000) break;
  }
  return 0;
}

for (let round = 0; round < 30; round += 1) milliseconds("body", "warm 1 一".repeat(50));
const slow = [];
for (const place of Object.keys(PLACES)) {
  for (const seed of seeds) {
    const ratio = growth(place, seed);
    if (ratio > most) slow.push([place, seed, ratio]);
  }
}
process.stdout.write(JSON.stringify(slow));
