// What the form makes of texts: [notation, text, …] on standard input, the stored forms on standard output.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const rules = await import(pathToFileURL(`${process.argv[2]}/submit/rules.js`).href);
const questions = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(questions.map(({ notation, text }) => rules.stored(text, notation))));
