// A CSV file → one sheet: in whatever encoding and with whatever separator spreadsheets of these parts write it.

/** Bytes as text: UTF-8 or UTF-16 by its mark, UTF-8 if it is that, else what Chinese Windows writes. */
function decode(buffer) {
  const [first, second] = new Uint8Array(buffer, 0, Math.min(2, buffer.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(buffer);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(buffer);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(buffer);
  } catch {
    return new TextDecoder("gb18030").decode(buffer);
  }
}

/** The sign that stands most often outside quotation marks in the first lines. */
function separatorOf(text) {
  const head = text.slice(0, 4000).replace(/"[^"]*"/g, "");
  const count = (sign) => head.split(sign).length;
  return [",", "\t", ";"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

export function readTable(buffer) {
  const text = decode(buffer).replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const separator = separatorOf(text);
  const rows = new Map();
  let [row, column, cell, quoted] = [0, 0, "", false];
  const put = () => {
    if (cell) rows.set(row, (rows.get(row) ?? new Map()).set(column, { text: cell }));
    cell = "";
  };
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (quoted && sign === '"' && text[place + 1] === '"') {
      cell += sign;
      place += 1;
    } else if (sign === '"' && (quoted || !cell)) quoted = !quoted;
    else if (!quoted && sign === separator) {
      put();
      column += 1;
    } else if (!quoted && sign === "\n") {
      put();
      [row, column] = [row + 1, 0];
    } else cell += sign;
  }
  put();
  return [{ name: "", rows }];
}
