"""What git leaves in a file that it could not merge."""

from __future__ import annotations

import re

from showcase.files.problem import Message

CONFLICT = (
    Message("合并冲突没有解决，留有冲突标记", "a merge conflict is left here"),
    Message(
        "请保留正确的一份，删去 <<<<<<<、=======、>>>>>>> 各行",
        "keep the right one and remove the lines of the markers",
    ),
)
_MARKER = re.compile(r"^[ \t]{0,8}(?:#{1,6}[ \t]{0,3})?(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
"""Somebody who comments it out, or whose editor indents it, has solved nothing."""
_MIDDLE = re.compile(r"^={7}$", re.MULTILINE)


def conflict_offset(text: str, *, in_fields: bool) -> int | None:
    """Where git's first conflict marker stands; the line between both sides alone counts among fields only."""
    marker = _MARKER.search(text) or (_MIDDLE.search(text) if in_fields else None)
    return marker.start() if marker else None
