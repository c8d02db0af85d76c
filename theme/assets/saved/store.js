// Favourites, kept on the device: ids in the order in which they were saved.

const KEY = "showcase.saved";
const ID = /^[ad]\d{4}-[a-z0-9]{2,12}-\d{3,4}$/;

let memory = [];

/** The well-formed ids of a list, each once. */
export function cleanIds(values) {
  return [...new Set(values.filter((value) => ID.test(value)))];
}

export function savedIds() {
  try {
    return cleanIds(JSON.parse(localStorage.getItem(KEY) || "[]"));
  } catch {
    return memory; // storage may be forbidden or hold something else: then for this page only
  }
}

export function saveIds(ids) {
  memory = cleanIds(ids);
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // kept in memory
  }
  document.dispatchEvent(new CustomEvent("showcase:saved"));
}

export function isSaved(id) {
  return savedIds().includes(id);
}

export function toggleSaved(id) {
  const ids = savedIds();
  saveIds(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
}

const NOTES = "showcase.notes";
let noted = {};

/** The reader's own notes by id, kept on the device alone. */
export function savedNotes() {
  try {
    const notes = JSON.parse(localStorage.getItem(NOTES) || "{}");
    return notes && typeof notes === "object" && !Array.isArray(notes) ? notes : {};
  } catch {
    return noted;
  }
}

export function saveNote(id, text) {
  noted = { ...savedNotes(), [id]: text };
  if (!text) delete noted[id];
  try {
    localStorage.setItem(NOTES, JSON.stringify(noted));
  } catch {
    // kept in memory
  }
}
