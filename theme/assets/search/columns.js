// A facet's values of documents, read by chunks of documents (scripts/showcase/outputs/search/columns.py).

export class Columns {
  constructor(engine) {
    this.engine = engine;
    this.columns = new Map();
  }

  /** {sets: lists of codes, of: for each document the number of its set}; right for the given documents at least. */
  async read(name, documents) {
    const { documents: total, column_documents: size } = await this.engine.manifest();
    if (!this.columns.has(name)) this.columns.set(name, { sets: [[]], of: new Uint32Array(total), chunks: new Set() });
    const column = this.columns.get(name);
    const wanted = [...new Set(Array.from(documents, (document) => Math.floor(document / size)))];
    const parts = await Promise.all(wanted.map((chunk) => this.engine.bytes(`columns/${name}-${chunk.toString(16)}.bin`)));
    wanted.forEach((chunk, place) => {
      if (column.chunks.has(chunk)) return;
      column.chunks.add(chunk);
      addChunk(column, chunk * size, Math.min(total, (chunk + 1) * size), parts[place]);
    });
    return column;
  }
}

function addChunk(column, start, end, bytes) {
  const line = bytes.indexOf(10);
  const sets = JSON.parse(new TextDecoder().decode(bytes.subarray(0, line)));
  const width = [0, 1, 2, 4, 8, 16].find((bits) => 2 ** bits >= sets.length);
  const first = column.sets.length;
  column.sets.push(...sets);
  const packed = bytes.subarray(line + 1);
  for (let document = start; document < end; document++) column.of[document] = first + unpack(packed, (document - start) * width, width);
}

/** The number of `width` bits that begins at bit `at`. */
function unpack(bytes, at, width) {
  const place = at >> 3;
  if (width > 8) return bytes[place] | (bytes[place + 1] << 8);
  return (bytes[place] >> (at & 7)) & ((1 << width) - 1);
}
