// Drafts, kept on the device: one of each kind of new record, one of each record that is being changed.
// Two tabs do not overwrite each other unasked.

const TAB = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

export class Draft {
  /** `name` is a kind or, of a record that is being changed, its id. */
  constructor(name, onOther) {
    this.key = `showcase.form.${name}`;
    this.base = undefined; // what a change began with: {sha256, tree, body}
    this.works = true;
    this.paused = false;
    window.addEventListener("storage", (event) => {
      if (event.key !== this.key || !event.newValue) return;
      const other = parse(event.newValue);
      if (!other || other.tab === TAB) return;
      this.paused = true;
      onOther(other);
    });
  }

  /** {saved, tree, body, base}, or null. */
  load() {
    try {
      return parse(localStorage.getItem(this.key));
    } catch {
      this.works = false;
      return null;
    }
  }

  /** The time of saving; null if the device keeps nothing or another tab's draft is being asked about. */
  save(tree, body) {
    if (this.paused) return null;
    const saved = Date.now();
    try {
      localStorage.setItem(this.key, JSON.stringify({ saved, tab: TAB, tree, body, base: this.base }));
      this.works = true;
      return saved;
    } catch {
      this.works = false; // storage may be forbidden or full
      return null;
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      this.works = false;
    }
  }
}

function parse(text) {
  try {
    const draft = JSON.parse(text);
    const sound = draft && typeof draft.tree === "object" && draft.tree && typeof draft.body === "string";
    return sound ? draft : null;
  } catch {
    return null;
  }
}

/** 10:05, or 3月2日 10:05 on another day. */
export function sayTime(moment, now = Date.now()) {
  const [time, today] = [new Date(moment), new Date(now)];
  const clock = `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
  return time.toDateString() === today.toDateString() ? clock : `${time.getMonth() + 1}月${time.getDate()}日 ${clock}`;
}
