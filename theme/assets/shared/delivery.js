// What a page hands over to its reader: a file, or a text for the clipboard.

import { element } from "./element.js";

/** Offers a text as a file; `type` is its media type. */
export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // some phones read it late
}

/** Lines of texts as CSV: UTF-8 with a mark, CRLF (RFC 4180); `guarded` makes no formula of a text. */
export function sheet(lines, guarded) {
  const cell = (text) => `"${guarded(text).replace(/"/g, '""')}"`;
  return "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Whether the text is in the clipboard now; where that is closed, what is `shown` is marked for copying by hand. */
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(shown);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy"); // older phones and pages without https
  }
}
