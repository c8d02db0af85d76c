// What Python takes for white space: more than JavaScript in one place, less in another.

const SPACE = "[\\t-\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
export const SPACES = { start: new RegExp(`^${SPACE}+`), end: new RegExp(`${SPACE}+$`), inside: new RegExp(`${SPACE}+`), whole: new RegExp(`^${SPACE}+$`) };

export const strip = (value) => value.replace(SPACES.start, "").replace(SPACES.end, "");
