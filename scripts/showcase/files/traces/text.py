"""Numbers of people in the texts that a file carries beside what it shows: comments, titles, fields of forms."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.personal import find_personal
from showcase.files.traces import Trace

MOST_CHARACTERS = 20_000


def find_in_text(name: str, text: str) -> Iterator[Trace]:
    """Mobile and ID-card numbers, QQ and WeChat; `name` is where the text stands."""
    for found in find_personal(text[:MOST_CHARACTERS], ()):
        yield Trace("personal", name, found.text)
