// The form's modules that need no browser: addresses, times, the written file.

import assert from "node:assert/strict";
import test from "node:test";

import { newFile } from "../../theme/assets/form/forge.js";
import { Clock } from "../../theme/assets/form/clock.js";
import { sayTime } from "../../theme/assets/form/draft.js";
import { placeOf } from "../../theme/assets/form/problems.js";

test("the address of a new file carries path and text, encoded", () => {
  const { address, carries } = newFile("https://forge.example/new/main?filename={path}&value={content}", "content/a b.md", "---\n甲&乙#$&\n");
  assert.equal(carries, true);
  assert.equal(new URL(address).searchParams.get("filename"), "content/a b.md");
  assert.equal(new URL(address).searchParams.get("value"), "---\n甲&乙#$&\n");
});

test("a text that is too long, or a forge that takes none, leaves the text to the clipboard", () => {
  const long = newFile("https://forge.example/new?f={path}&v={content}", "a.md", "长".repeat(900));
  assert.deepEqual(long, { address: "https://forge.example/new?f=a.md&v=", carries: false });
  assert.deepEqual(newFile("https://forge.example/-/new?file_name={path}", "a.md", "x"), { address: "https://forge.example/-/new?file_name=a.md", carries: false });
});

test("days are Shanghai's", () => {
  const at = (moment) => new Clock("2026-09-19", () => Date.parse(moment)).today;
  assert.equal(at("2026-09-20T15:59:59Z"), "2026-09-20");
  assert.equal(at("2026-09-20T16:00:00Z"), "2026-09-21");
});

test("a day before the build or long after it is not believed until somebody says so", () => {
  const at = (day) => new Clock("2026-09-19", () => Date.parse(`${day}T04:00:00Z`));
  assert.deepEqual(["2026-09-18", "2026-09-19", "2027-01-17"].map((day) => at(day).isWrong), [false, false, false]);
  assert.deepEqual(["2026-09-17", "2016-01-01", "2027-01-18", "2036-01-01"].map((day) => at(day).isWrong), [true, true, true, true]);
  const ahead = at("2036-01-01");
  assert.equal(ahead.today, "2026-09-19");
  ahead.believed = true;
  assert.equal(ahead.today, "2036-01-01");
});

test("a time of another day says the day", () => {
  const noon = new Date(2026, 8, 21, 12, 5).getTime();
  assert.equal(sayTime(noon, noon), "12:05");
  assert.equal(sayTime(noon, noon + 86_400_000), "9月21日 12:05");
});

test("a problem is shown at the nearest thing around it", () => {
  const places = new Map([["industries", 1], ["ip[1]", 2], ["ip", 3], ["body", 4]]);
  assert.deepEqual(["industries[2]", "ip[1].number", "ip[2].number", "file", "ip"].map((field) => placeOf(places, field)), [1, 2, 3, 4, 3]);
});
