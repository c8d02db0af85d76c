// What the form says of records, for tests/test_form.py: `node form_oracle.mjs FOLDER < cases.json`.
// FOLDER holds submit/{rules,gate}.js and assets/form/ as on the site. A case is {kind, tree, body, asOf}.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const site = pathToFileURL(`${process.argv[2]}/`);
const $ = await import(new URL("assets/form/python.js", site));
const { openGate } = await import(new URL("submit/gate.js", site));
const rules = { ...(await import(new URL("submit/rules.js", site))), ...openGate($) };
const { check, inLabels } = await import(new URL("assets/form/validator.js", site));
const { Writer } = await import(new URL("assets/form/manuscript.js", site));

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ kind, tree, body, asOf }) => {
  const text = new Writer(rules, kind).file(tree, body);
  const path = rules.path(tree.id ?? "");
  const { problems, deferred, record, unsound } = check(rules, kind, { tree, body, path, asOf, size: Buffer.byteLength(text) });
  const labelled = problems.map(({ loc, message }) => [loc, message, inLabels(rules, kind, message, loc)]);
  const { day, ...card } = rules.card(kind, record, rules.vocabularies, unsound);
  return { text, path, deferred, labelled, card: { ...card, day: String(day ?? "") }, problems: problems.map(({ loc, ...problem }) => problem) };
});
process.stdout.write(JSON.stringify(answers));
