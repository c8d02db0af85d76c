// What a zip archive holds (APPNOTE.TXT 4.3).

import { inflate } from "./inflate.js";

const MOST_BYTES = 64 * 1024 * 1024;

/** A file that cannot be read; the text is for its author. */
export class Unreadable extends Error {
  constructor(message) {
    super(message);
    this.name = "Unreadable";
  }
}

const decoder = new TextDecoder();

/** Where the central directory ends: the last 22 bytes, or further up if the archive has a comment. */
function directoryOf(view) {
  for (let place = view.byteLength - 22; place >= Math.max(0, view.byteLength - 65_557); place -= 1) {
    if (view.getUint32(place, true) === 0x06054b50) return place;
  }
  throw new Unreadable("打不开这个文件：它已损坏，或有密码。请用 Excel 或 WPS 打开，另存为 .xlsx 再试。");
}

/** The files of an archive by name: each a function that unpacks it as text. */
export function readArchive(buffer) {
  const view = new DataView(buffer);
  const end = directoryOf(view);
  const files = new Map();
  let place = view.getUint32(end + 16, true);
  let total = 0;
  for (let left = view.getUint16(end + 10, true); left; left -= 1) {
    const short = (offset) => view.getUint16(place + offset, true);
    const long = (offset) => view.getUint32(place + offset, true);
    if (short(8) & 1) throw new Unreadable("这个文件有密码。请去掉密码再试。");
    total += long(24);
    if (total > MOST_BYTES) throw new Unreadable("这个文件太大，请分成几份。");
    const name = decoder.decode(new Uint8Array(buffer, place + 46, short(28)));
    const [method, size, whole, start] = [short(10), long(20), long(24), long(42)];
    files.set(name, () => unpack(buffer, view, { method, size, whole, start }));
    place += 46 + short(28) + short(30) + short(32);
  }
  return files;
}

function unpack(buffer, view, { method, size, whole, start }) {
  const begin = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const packed = new Uint8Array(buffer, begin, size);
  if (method !== 0 && method !== 8) throw new Unreadable("这个文件用了少见的压缩方法。请用 Excel 或 WPS 打开，另存为 .xlsx 再试。");
  try {
    return decoder.decode(method === 0 ? packed : inflate(packed, whole));
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable("打不开这个文件：它已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 再试。");
    throw error;
  }
}
