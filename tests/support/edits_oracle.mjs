// What the form makes of published records that are changed, for tests/test_form_edits.py:
// `node edits_oracle.mjs FOLDER < cases.json`. FOLDER as for form_oracle.mjs. A case is {kind, entry, text, changes, body};
// a value of null in `changes` takes the field out, a body of null is untouched.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const site = pathToFileURL(`${process.argv[2]}/`);
const rules = await import(new URL("submit/rules.js", site));
const { cutFile, editedFile } = await import(new URL("assets/form/edits.js", site));
const { Writer } = await import(new URL("assets/form/manuscript.js", site));

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ kind, entry, text, changes, body }) => {
  const writer = new Writer(rules, kind);
  const wished = Object.entries(changes).map(([name, value]) => [name, value ?? undefined]);
  return editedFile(cutFile(entry, text, writer), writer, wished, body);
});
process.stdout.write(JSON.stringify(answers));
