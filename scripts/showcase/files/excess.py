"""What a body may not have too much of: the engine makes of few characters more than a machine bears.

Its time and the sanitiser's grow with the square of the depth of quotations, and it fills every row of a table up to
the width of its header: a file of twelve kilobytes makes four million cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

DEEPEST = 50
MOST_CELLS = 20_000
"""Of all tables of a body; the catalogue's largest has some hundreds."""

Excess = Literal["nesting", "table"]
_TOO_DEEP = re.compile(rf"(?:>[ \t]*){{{DEEPEST},}}")
_DELIMITERS = re.compile(r"[ \t>|:-]*")
_PLAIN = {"nesting": (">", "＞"), "table": ("|", "｜")}


def find_excess(body: str) -> Iterator[tuple[Excess, int]]:
    """Each kind that there is too much of, with the offset where that begins."""
    if deep := _TOO_DEEP.search(body):
        yield "nesting", deep.start()
    if (place := _crowded(body)) is not None:
        yield "table", place


def without_excess(body: str) -> str:
    """The body with the signs of what there is too much of as their full-width twins, which mean nothing."""
    for kind, _ in find_excess(body):
        body = body.replace(*_PLAIN[kind])
    return body


def _crowded(body: str) -> int | None:
    """Where the table begins with which there are too many cells."""
    if body.count("|") * (body.count("\n") + 1) <= MOST_CELLS:
        return None
    cells = columns = start = place = 0
    for line in body.split("\n"):
        if not line.strip(" \t>"):
            columns = 0
        elif "|" in line and "-" in line and _DELIMITERS.fullmatch(line):
            start = start if columns else place
            columns = max(columns, line.count("|") + 1)
        cells += columns
        if cells > MOST_CELLS:
            return start
        place += len(line) + 1
    return None
