// The finished file on its way to a person: a mail that says what is attached, the device's own share sheet.

import { download } from "../shared/delivery.js";
import { mailTo } from "../shared/mail.js";

/** Address of a mail about a file; a page cannot attach it, so the text says which one to add. */
export function mailAddress(to, { word, title, id, agency, name, changed }) {
  const done = changed ? "修改" : "提交";
  const lines = ["您好：", "", `${done}一条${word}，请收录。`, `名称：${title}`, `编号：${id}`, `服务机构：${agency}`, "", `附件：${name}（请把刚下载的这个文件添加为附件）`];
  return mailTo(to, `${done}${word}：${title}（${id}）`, lines.join("\n"), `编号：${id}\n${lines[lines.length - 1]}`).href;
}

/** The file as the share sheet takes it, or null where the device has none for files. */
function sharable(name, text) {
  const file = new File([text], name, { type: "text/plain" });
  return navigator.canShare?.({ files: [file] }) ? file : null;
}

export class Handover {
  /** `box` holds the ways; `agencies` the terms of agencies by code, a Map. */
  constructor(box, agencies) {
    this.word = box.dataset.word;
    this.agencies = agencies;
    this.mail = box.querySelector("[data-mail]");
    this.share = box.querySelector("[data-share]");
    this.guide = box.querySelector("[data-guide]");
    this.code = box.querySelector("[data-guide-code]");
    this.guide.addEventListener("click", () => this.toggleGuide());
    this.mail.addEventListener("click", () => download(this.name, this.text, "text/markdown"));
    this.share.addEventListener("click", () => navigator.share({ files: [sharable(this.name, this.text)], title: this.title }).catch(() => {})); // closed by its user
  }

  /** The guide's address for a colleague's phone; what draws it is fetched when it is asked for. */
  async toggleGuide() {
    this.code.hidden = !this.code.hidden;
    this.guide.setAttribute("aria-expanded", String(!this.code.hidden));
    if (this.code.hidden || this.code.querySelector("svg")) return;
    try {
      const { qrPicture } = await import("../shared/qr.js");
      if (!this.code.querySelector("svg")) this.code.prepend(qrPicture(this.code.querySelector("a").href, "指南网址的二维码"));
    } catch {
      // no network: the address stands below
    }
  }

  /** What is handed over from now on. */
  offer({ title, id, agency }, name, text, changed) {
    Object.assign(this, { name, text, title });
    const label = this.agencies.get(agency)?.label ?? agency;
    this.mail.href = mailAddress(this.mail.dataset.to, { word: this.word, title, id, agency: label, name, changed });
    this.share.hidden = !sharable(name, text);
  }
}
