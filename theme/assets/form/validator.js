// A record's fields and rules against what was typed: every problem at once, as `showcase check` reports it.
//
// `rules` is the module that the build compiles from Python (submit/rules.js). The nodes of its models mirror
// pydantic's schema; this file does what pydantic's core does with them, and its errors go to the same messages.

import * as $ from "./python.js";

class Faults extends Error {
  constructor(faults) {
    super("faults");
    this.faults = faults; // [{loc, type, input, ctx} | {loc, texts}]
  }
}

const fault = (type, input, ctx = []) => new Faults([{ loc: [], type, input, ctx: $.dict(ctx) }]);

/** Runs `act`; its faults get `part` in front of their places. */
function at(part, faults, act) {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Faults)) throw error;
    faults.push(...error.faults.map((one) => ({ ...one, loc: [part, ...one.loc] })));
    return undefined;
  }
}

function limited(value, input, limits) {
  const size = typeof value === "string" || Array.isArray(value) ? $.len(value) : null;
  for (const [name, limit] of Object.entries(limits)) {
    if (name === "min_length" && size < limit) throw fault("too_short", input, [[name, limit]]);
    if (name === "max_length" && size > limit) throw fault("too_long", input, [[name, limit]]);
    if (name === "ge" && $.order(value, limit) < 0) throw fault("greater_than_equal", input, [[name, limit]]);
    if (name === "gt" && $.order(value, limit) <= 0) throw fault("greater_than", input, [[name, limit]]);
    if (name === "le" && $.order(value, limit) > 0) throw fault("less_than_equal", input, [[name, limit]]);
  }
  return value;
}

/** Runs a compiled function of the schema; what it refuses becomes a fault here. */
function call(act, value, info) {
  try {
    return act(value, info);
  } catch (error) {
    if (error instanceof $.Refusal) throw new Faults([{ loc: [], code: error.code, texts: error.texts }]);
    throw error;
  }
}

const NODES = {
  str(input, info, strip, limits) {
    if (typeof input !== "string") throw fault("string_type", input);
    return limited(strip ? $.methods.strip(input) : input, input, limits);
  },
  date: (input) => input,
  bool: (input) => input,
  number: (input) => input,
  int: (input) => $.int(input),
  literal(input, info, choices, expected) {
    if (!choices.includes(input)) throw fault("literal_error", input, [["expected", expected]]);
    return input;
  },
  limit: (input, info, inner, limits) => limited(validate(inner, input, info), input, limits),
  before: (input, info, inner, act) => validate(inner, call(act, input, info), info),
  after: (input, info, inner, act) => call(act, validate(inner, input, info), info),
  list(input, info, item, limits) {
    if (!Array.isArray(input)) throw fault("list_type", input);
    if (input.length > limits.max_length) throw fault("too_long", input, [["max_length", limits.max_length]]);
    const faults = [];
    const values = input.map((one, place) => at(place, faults, () => validate(item, one, info)));
    if (faults.length) throw new Faults(faults);
    return limited(values, input, limits);
  },
  model(input, info, name, fields) {
    if (input === null || typeof input !== "object" || Array.isArray(input)) throw fault("model_type", input);
    const faults = [];
    const made = { $class: name };
    for (const [field, node, missing, otherwise] of fields) {
      if (input[field] !== undefined) made[field] = at(field, faults, () => validate(node, input[field], info));
      else if (missing) faults.push({ loc: [field], missing });
      else made[field] = otherwise;
    }
    if (faults.length) throw new Faults(faults);
    return made;
  },
};

function validate([kind, ...parts], input, info) {
  return NODES[kind](input, info, ...parts);
}

function problem(rules, code, loc, [message, hint], severity = "error") {
  return { code, loc, field: rules.dotted(loc), message: message.zh, hint: hint ? hint.zh : null, severity };
}

/** The problem that a fault of a field is. */
function ofFault(rules, { loc, code, texts, missing, ...detail }) {
  if (missing) return problem(rules, "required", loc, missing);
  const { type, input, ctx } = detail;
  const said = texts ?? rules.texts(type, $.dict([["type", type], ["input", input], ["ctx", ctx]]));
  return problem(rules, code || rules.code(loc, "type"), loc, said);
}

/** The record with its sound fields, the names of the unsound ones, and the problems of single fields. */
export function checkFields(rules, kind, tree) {
  const { name, fields } = rules.models[kind];
  const info = { context: $.dict([["vocabularies", rules.vocabularies]]) };
  const record = { $class: name };
  const unsound = new Set();
  const problems = [];
  for (const [field, node, missing, otherwise] of fields) {
    record[field] = otherwise;
    const faults = [];
    if (tree[field] !== undefined) {
      const value = at(field, faults, () => validate(node, tree[field], info));
      if (value !== undefined) record[field] = value;
    } else if (missing) {
      faults.push({ loc: [field], missing });
    }
    if (faults.length) unsound.add(field);
    problems.push(...faults.map((one) => ofFault(rules, one)));
  }
  return { record, unsound, problems };
}

/** The tree as rules see it: mappings are dictionaries. */
export function asPython(tree) {
  if (typeof tree === "string") return tree;
  return Array.isArray(tree) ? tree.map(asPython) : $.dict(Object.entries(tree).map(([key, value]) => [key, asPython(value)]));
}

/** Characters that no file may hold, wherever they were typed. */
function* checkCharacters(rules, value, loc) {
  if (typeof value === "string") {
    for (const [code, ...said] of rules.characters(value)) yield problem(rules, code, loc, said);
  } else if (Array.isArray(value)) {
    for (const [place, item] of value.entries()) yield* checkCharacters(rules, item, [...loc, place]);
  } else {
    for (const [key, item] of Object.entries(value)) yield* checkCharacters(rules, item, [...loc, key]);
  }
}

function* checkRule(rules, rule, draft, deferred) {
  try {
    for (const { loc, message, hint, severity } of rule.check(draft, rules.vocabularies)) {
      yield problem(rules, rule.code, loc, [message, hint], severity);
    }
  } catch (error) {
    if (!(error instanceof $.UnknownPattern)) throw error;
    deferred.push(rule.text);
  }
}

/** A sentence as people read it who see labels, not keys and codes; `loc` is the place that it is about. */
export function inLabels(rules, kind, text, loc = []) {
  try {
    return rules.inLabels(text, kind, loc, rules.vocabularies);
  } catch (error) {
    if (!(error instanceof $.UnknownPattern)) throw error;
    return text;
  }
}

/**
 * Everything that can be said of a record before it is a file. `tree` holds texts, lists and mappings as the
 * file will, `asOf` is today as 2026-03-01, `size` the file's bytes. `deferred` are the rules that only the check
 * can apply.
 */
export function check(rules, kind, { tree, body, path, asOf, size = 0 }) {
  const { record, unsound, problems } = checkFields(rules, kind, tree);
  const deferred = [...rules.deferred];
  const source = { $class: "Source", path, data: asPython(tree), body, body_line: 1 };
  const draft = { $class: "Draft", kind, source, record, unsound, files: $.dict([]), as_of: $.fromisoformat(asOf) };
  for (const rule of [...rules.rules, ...rules.advice]) {
    if ((rule.kind === null || rule.kind === kind) && !rule.needs.some((name) => unsound.has(name))) {
      problems.push(...checkRule(rules, rule, draft, deferred));
    }
  }
  problems.push(...checkCharacters(rules, { ...tree, body }, []));
  if (size > rules.maxBytes) problems.push(problem(rules, "too-large", ["body"], rules.tooLarge(size)));
  return { problems, deferred, record, unsound };
}
