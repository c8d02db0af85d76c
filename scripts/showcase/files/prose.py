"""A body without its code, by the look of the source alone: no engine has a part in it, so that the form can run it."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_TICKS = re.compile(r"`+")


def without_code(body: str) -> str:
    """The body with code blanked out, every character still in its place."""
    lines: list[str] = []
    fence = ""
    for line in body.split("\n"):
        found = _FENCE.match(line)
        if fence:
            lines.append(" " * len(line))
            if found and found.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif found and (found.group(1)[0] == "~" or "`" not in line[found.end() :]):
            fence = found.group(1)
            lines.append(" " * len(line))
        else:
            lines.append(line)
    return _without_spans("\n".join(lines))


def _without_spans(text: str) -> str:
    """The same for code between backticks: a run of them is closed by the next one of its length."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    ends: list[int] = []  # from the last run to the first: where the next one of its length ends
    next_of: dict[int, int] = {}
    for start, end in reversed(runs):
        ends.append(next_of.get(end - start, 0))
        next_of[end - start] = end
    kept: list[str] = []
    done = 0
    for (start, _end), closed in zip(runs, reversed(ends), strict=True):
        if start >= done and closed:
            kept.append(text[done:start])
            kept += ["\n" if character == "\n" else " " for character in text[start:closed]]
            done = closed
    return "".join([*kept, text[done:]])
