// A text on its way to an office, as its writer likes: mail, WeChat, a code for the other's phone, the share sheet.

import { copy } from "../shared/delivery.js";
import { element } from "../shared/element.js";
import { mailTo } from "../shared/mail.js";
import { isShowable, qrPicture } from "../shared/qr.js";

const TOO_LONG = "文字较长，一个二维码放不下，请用复制或邮件。";

/** Hands `content` to the share sheet; where there is none, or it refuses, `instead` is done. */
export async function share(content, instead) {
  if (!navigator.share) return instead();
  try {
    return await navigator.share(content);
  } catch (error) {
    return error.name === "AbortError" ? undefined : instead(); // its user has closed it, or an app's own browser has none
  }
}

export class Ways {
  /** `node` is to be placed; `caption` says what the code is for. */
  constructor({ caption }) {
    this.caption = caption;
    this.status = element("p", { class: "sc-sending__said", role: "status" });
    this.mail = element("a", { class: "sc-button sc-button--quiet", href: "mailto:" }, "写邮件");
    this.copying = this.button("复制，发微信", () => this.copyText());
    this.code = this.button("二维码", () => this.toggleCode());
    this.code.setAttribute("aria-expanded", "false");
    this.sharing = this.button("更多方式", () => share({ title: this.subject, text: this.text }, () => this.copyText()));
    this.sharing.hidden = !navigator.share;
    this.picture = element("figure", { class: "sc-sending__code" });
    this.picture.hidden = true;
    this.letter = element("pre", { class: "sc-letter", tabindex: "0", role: "group", "aria-label": "要发出的文字" });
    this.mail.addEventListener("click", () => !this.whole && this.copyText("正文较长，已复制，请粘贴到邮件里。"));
    const buttons = element("p", { class: "sc-sending__buttons" }, this.copying, this.mail, this.code, this.sharing);
    this.node = element("div", { class: "sc-sending" }, this.letter, buttons, this.status, this.picture);
  }

  button(text, act) {
    const node = element("button", { class: "sc-button sc-button--quiet", type: "button" }, text);
    node.addEventListener("click", act);
    return node;
  }

  /** What goes out from now on, to which mail address, if any, and what the code holds if not the text. */
  offer({ to = "", subject, text, code = text }) {
    if (text === this.text && to === this.to) return;
    Object.assign(this, { to, subject, text, coded: code });
    const { href, whole } = mailTo(to, subject, text, "（正文已复制，请在这里粘贴）");
    this.mail.href = href;
    this.whole = whole;
    this.letter.textContent = text;
    this.status.textContent = "";
    if (!this.picture.hidden) this.drawCode();
  }

  async copyText(done = "已复制，打开微信粘贴即可。") {
    const copied = await copy(this.text, this.letter);
    this.status.textContent = copied ? done : "这个浏览器不让网页复制：请长按上面的文字，全选后复制。";
  }

  toggleCode() {
    this.picture.hidden = !this.picture.hidden;
    this.code.setAttribute("aria-expanded", String(!this.picture.hidden));
    if (!this.picture.hidden) this.drawCode();
  }

  drawCode() {
    const words = isShowable(this.coded) ? this.caption : TOO_LONG;
    const picture = isShowable(this.coded) ? qrPicture(this.coded, this.coded === this.text ? "上面文字的二维码" : "网址的二维码") : "";
    this.picture.replaceChildren(...[picture, element("figcaption", {}, words)].filter(Boolean));
  }
}
