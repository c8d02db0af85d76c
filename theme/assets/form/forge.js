// The finished file at a forge: its page for a new file, or the one that edits a file.

const LONGEST_ADDRESS = 8000; // what servers and browsers take for sure

/** Address of the forge's page for a new file, and whether it carries the text; `template` has {path}, perhaps {content}. */
export function newFile(template, path, text) {
  const withPath = template.replace("{path}", encodeURIComponent(path));
  const whole = withPath.replace("{content}", encodeURIComponent(text));
  if (template.includes("{content}") && whole.length <= LONGEST_ADDRESS) return { address: whole, carries: true };
  return { address: withPath.replace("{content}", ""), carries: false };
}

/** The file's name without its folder. */
export const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);

function offer(link, address, carries, words) {
  link.href = address;
  link.dataset.carries = carries ? "yes" : "no";
  link.textContent = words;
  link.hidden = false;
}

/** Shows the way to the forge's page for a new file, if a template of its address is known. */
export function offerNewPage(link, template, path, text) {
  if (!template) return;
  const { address, carries } = newFile(template, path, text);
  offer(link, address, carries, carries ? "在代码平台新建" : "复制内容并打开新建页");
}

/** The same to the page that edits a file; such pages take no text in their address. */
export function offerEditPage(link, template, path) {
  if (template) offer(link, template.replace("{path}", encodeURI(path)), false, "复制内容并打开编辑页");
}
