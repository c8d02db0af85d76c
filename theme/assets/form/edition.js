// A published record that is being changed: what was loaded, what has become different, what a draft is worth.

import { crc32 } from "../shared/crc.js";
import { cutFile, editedFile } from "./edits.js";

const ID = /^[ad]\d{4}-[a-z0-9]{2,12}-\d{3,4}$/;
export const KINDS = { achievement: "成果", demand: "需求" };
const FOLDERS = { achievement: "achievements", demand: "demands" };

/** What a published record keeps for ever (scripts/showcase/review/identity.py), whatever a browser lets be typed. */
export const FIXED = ["id", "published", "aliases"];

/** Why a record cannot be changed here; `remedy` is [words, address]. */
export class Refusal extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The names of the fields that two trees hold differently. */
function differing(tree, other) {
  const names = new Set([...Object.keys(tree), ...Object.keys(other)]);
  return [...names].filter((name) => !FIXED.includes(name) && !same(tree[name], other[name]));
}

export class Edition {
  constructor(record, writer) {
    this.record = record;
    this.writer = writer;
  }

  /** Says what the form shows of the untouched record; whatever it cannot show is then no change. */
  begin(tree, body) {
    this.base = { tree, body, sha256: this.record.sha256 };
  }

  /** Names of changed fields, `body` among them. */
  changed(tree, body, base = this.base) {
    const names = differing(tree, base.tree).sort((one, other) => this.writer.order(one) - this.writer.order(other));
    return body === base.body ? names : [...names, "body"];
  }

  /** What a field is to hold; lists that are always written are emptied, not taken out. */
  value(tree, name) {
    return tree[name] === undefined && this.writer.always.includes(name) ? [] : tree[name];
  }

  file(tree, body) {
    const names = this.changed(tree, body);
    const changes = names.filter((name) => name !== "body").map((name) => [name, this.value(tree, name)]);
    return editedFile(this.record, this.writer, changes, names.includes("body") ? body : null);
  }

  /** All that the changed file will hold, with what the form has no field for. */
  whole(tree) {
    const made = { ...this.record.tree };
    for (const name of differing(tree, this.base.tree)) {
      if (tree[name] === undefined) delete made[name];
      else made[name] = tree[name];
    }
    return made;
  }

  isStale(draft) {
    return Boolean(draft.base) && draft.base.sha256 !== this.base.sha256 && this.changed(draft.tree, draft.body, draft.base).length > 0;
  }

  /** A draft of an older publication on top of this one; `both` are the fields that have changed on both sides. */
  rebased(draft) {
    const mine = this.changed(draft.tree, draft.body, draft.base);
    const theirs = this.changed(this.base.tree, this.base.body, draft.base);
    const tree = { ...this.base.tree };
    for (const name of mine.filter((one) => one !== "body")) {
      if (draft.tree[name] === undefined) delete tree[name];
      else tree[name] = draft.tree[name];
    }
    return { tree, body: mine.includes("body") ? draft.body : this.base.body, both: mine.filter((name) => theirs.includes(name)) };
  }
}

/** The record that the address asks for (?edit=a2026-lanhai-001); null if it asks for none. */
export const askedId = () => new URLSearchParams(location.search).get("edit");

/** Loads what the site has published of a record; `parts` is how many files say where the fields of records stand. */
export async function loadRecord(id, kind, parts, writer) {
  const guide = ["服务机构怎样提交", "../../guide/agencies/"];
  if (!ID.test(id)) throw new Refusal(`“${id}”不是编号，编号如 a2026-lanhai-001。`, guide);
  const right = id.startsWith("d") ? "demand" : "achievement";
  if (right !== kind) throw new Refusal(`${id} 是${KINDS[right]}，请到${KINDS[right]}的表里修改。`, [`修改 ${id}`, `../${right}/?edit=${id}`]);
  const again = ["再试一次", location.href];
  const read = async (address) => {
    const answer = await fetch(address).catch(() => {
      throw new Refusal(`连不上网，取不到 ${id} 现在的内容。连上网再试；在这台设备上打开过的记录，断网也能改。`, again);
    });
    if (!answer.ok) throw new Refusal(`网站没有给出 ${id} 的内容（${answer.status}），请过一会儿再试。`, again);
    return answer;
  };
  const part = crc32(new TextEncoder().encode(id)) % parts;
  const entry = (await (await read(`../records/${part}.json`)).json())[id];
  if (!entry) throw new Refusal(`没有可以修改的记录 ${id}：编号可能写错了，或者它已撤回、已被新记录替代。`, guide);
  const url = `${FOLDERS[kind]}/${id}/`;
  const file = cutFile(entry, await (await read(`../../${url}source.md`)).text(), writer);
  if (!file) throw new Refusal(`网站正在更新，取到的 ${id} 有新有旧，请过一会儿再试。`, again);
  return { id, kind, url, title: entry.tree.title, ...entry, ...file };
}
