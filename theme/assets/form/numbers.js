// Ids: which are taken, and the next free one. `taken` maps a stem (a2026-lanhai) to its serials: 001-014,016.

const AGENCY = /^[a-z0-9]{2,12}$/;

function ranges(text) {
  return text.split(",").map((range) => {
    const [first, last = first] = range.split("-");
    return { digits: first.length, first: Number(first), last: Number(last) };
  });
}

export function isTaken(taken, id) {
  const [, stem, serial] = /^(.*)-(\d+)$/.exec(id) || [];
  if (!stem || !Object.hasOwnProperty.call(taken, stem)) return false;
  return ranges(taken[stem]).some(({ digits, first, last }) => digits === serial.length && first <= Number(serial) && Number(serial) <= last);
}

/** a2026-lanhai-008 after 007; null where an agency's code cannot stand in an id. */
export function nextId(taken, kind, year, agency) {
  if (!AGENCY.test(agency)) return null;
  const stem = `${kind[0]}${year}-${agency}`;
  const last = Object.hasOwnProperty.call(taken, stem) ? Math.max(...ranges(taken[stem]).map((range) => range.last)) : 0;
  return last < 9999 ? `${stem}-${String(last + 1).padStart(3, "0")}` : null;
}
