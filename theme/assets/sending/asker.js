// Who asks, kept for this tab only, so that it need not be typed for every record.

const KEY = "showcase.need";

/** The answers that the tab keeps: {firm, reach, …}. */
export function askerKept() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {}; // storage may be forbidden or hold something else
  }
}

export function keepAsker(answers) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...askerKept(), ...answers }));
  } catch {
    // then it is typed again
  }
}
