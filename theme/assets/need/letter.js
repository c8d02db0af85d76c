// A need in plain words ⇄ the text that goes to an office. What is written here is read back by the brokers' form.

/** Label of each answer, in the order of the text. */
export const LABELS = {
  pain: "遇到的难题",
  tried: "试过的办法",
  goal: "怎样算解决",
  when: "什么时候要",
  firm: "单位",
  district: "所在区（市）",
  reach: "联系人和电话",
  seen: "看过的成果",
};
const HEAD = "【企业需求】";
const QUOTED = /^[>\s]+/; // as a mail program marks what it answers to

/** The answers as a text; what is empty is left out. `foot` says where it was written. */
export function compose(answers, foot) {
  const lines = Object.entries(LABELS)
    .map(([name, label]) => [label, (answers[name] || "").trim().replace(/\r\n?/g, "\n")])
    .filter(([, text]) => text)
    .map(([label, text]) => `${label}：${text}`);
  return [HEAD, ...lines, foot].filter(Boolean).join("\n");
}

/** The text's subject: the beginning of the difficulty. */
export const subjectOf = ({ pain = "" }) => `企业需求：${firstWords(pain, 24) || "（见正文）"}`;

/** The first sentence of a text, or as much of it as so many characters. */
export function firstWords(text, most) {
  const sentence = text.trim().split(/[\n。；;！!？?]/)[0].trim();
  if ([...sentence].length <= most) return sentence;
  const clause = sentence.split(/[，,]/)[0];
  return [...([...clause].length >= 4 ? clause : sentence)].slice(0, most).join("");
}

/** {pain, …} of a text as it comes from mail or WeChat; one without any label is all difficulty. */
export function parse(text) {
  const names = new Map(Object.entries(LABELS).map(([name, label]) => [label, name]));
  const answers = {};
  let current = "";
  for (const raw of text.replace(/\r\n?/g, "\n").split("\n")) {
    const line = raw.replace(QUOTED, "").trimEnd();
    const [, label, rest] = /^([^：:]{1,12})[：:]\s*(.*)$/.exec(line) || [];
    if (names.has(label)) {
      current = names.get(label);
      answers[current] = rest;
    } else if (/^——|^——$|^写于/.test(line)) current = "";
    else if (current) answers[current] += `\n${line}`;
  }
  if (!("pain" in answers) && !Object.keys(answers).length) answers.pain = text.replace(HEAD, "").trim();
  return Object.fromEntries(Object.entries(answers).map(([name, said]) => [name, said.trim()]).filter(([, said]) => said));
}
