// A mail that the reader's own program sends.

/** Windows hands programs no longer address (2,083 characters); in one a Chinese character takes nine. */
const LONGEST = 2000;

const address = (to, subject, body) =>
  `mailto:${encodeURIComponent(to).replace("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replace(/\r?\n/g, "\r\n"))}`;

/** {href, whole}: where the whole text is too long for an address, `short` stands in it instead. */
export function mailTo(to, subject, body, short) {
  const href = address(to, subject, body);
  return href.length <= LONGEST ? { href, whole: true } : { href: address(to, subject, short), whole: false };
}
