"""The comments of a YAML text: no reader of the site sees them, every reader of the repository does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from showcase.files.yaml_nodes import Node, scalars

_SIGN = re.compile(r"(?:^|(?<=[ \t\n]))#")
_WORDS = re.compile(r"#+[ \t]*([^\n]*)")


def comments(text: str, root: Node, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The words of each comment of `text[start:end]`, which `root` was read from, and where they begin."""
    spans = sorted((value.start, value.end) for _loc, value in scalars(root)) if "#" in text[start:end] else []
    done = start
    for sign in _SIGN.finditer(text, start, end):
        before = bisect_right(spans, (sign.start(), end)) - 1
        within = before >= 0 and spans[before][1] > sign.start()
        if sign.start() >= done and not within and (found := _WORDS.match(text, sign.start(), end)):
            done = found.end()
            yield found.start(1), found[1]
