"""A body as its page shows it: character references and backslashes read, emphasis within a number left out.

The rules that look for what must not be published read it so, or `1&#51;8…` would pass them. The Markdown engine has no
part in this: the form runs it too. Code, which shows them as written, is read alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

REFERENCE = re.compile(r"&#(?:([0-9]{1,7})|[xX]([0-9A-Fa-f]{1,6}));")
_WRITTEN = re.compile(
    REFERENCE.pattern
    + r"|&(amp|colon|period|commat|sol|bsol|comma|lowbar|num|plus|lpar|rpar|lbrack|rbrack|percnt|quest|equals|ast"
    + r"|dash|hyphen|nbsp|ensp|emsp|thinsp|Tab|NewLine);"
    + r"|\\([!-/:-@\[-`{-~])"
    + r"|(?<=[0-9])(?:\*{1,3}|~~|__)(?=[0-9])"
)
_NAMED = {
    "amp": "&",
    "colon": ":",
    "period": ".",
    "commat": "@",
    "sol": "/",
    "bsol": "\\",
    "comma": ",",
    "lowbar": "_",
    "num": "#",
    "plus": "+",
    "lpar": "(",
    "rpar": ")",
    "lbrack": "[",
    "rbrack": "]",
    "percnt": "%",
    "quest": "?",
    "equals": "=",
    "ast": "*",
    "dash": "-",
    "hyphen": "-",
    "nbsp": " ",
    "ensp": " ",
    "emsp": " ",
    "thinsp": " ",
    "Tab": "\t",
    "NewLine": " ",
}
_CODE_POINTS = 0x110000
_HALVES, _BEHIND = 0xD800, 0xE000  # between them lie halves of characters


def referred(found: re.Match[str]) -> str:
    """The character that a numeric reference stands for."""
    code = int(found.group(1)) if found.group(1) else 0
    for digit in found.group(2) or "":
        code = code * 16 + "0123456789abcdef".find(digit.lower())
    return chr(code) if 0 < code < _HALVES or _BEHIND <= code < _CODE_POINTS else "\ufffd"


@lru_cache(maxsize=4)  # each finder asks for it
def as_shown(body: str) -> tuple[str, list[tuple[int, int]]]:
    """The body as read, and where in it how many characters fewer stand before than in the body as written."""
    shifts: list[tuple[int, int]] = []
    fewer = 0
    for found in _WRITTEN.finditer(body):
        place = found.start() - fewer
        fewer += len(found.group()) - len(_shown(found))
        shifts.append((place, fewer))
    return _WRITTEN.sub(_shown, body), shifts


def written_offset(shifts: list[tuple[int, int]], offset: int) -> int:
    """Where in the body as written stands what is read at `offset`."""
    before = 0
    for place, fewer in shifts:
        if place >= offset:
            break
        before = fewer
    return offset + before


def _shown(found: re.Match[str]) -> str:
    if found.group(3):
        return _NAMED[found.group(3)]
    if found.group(4):
        return str(found.group(4))
    return referred(found) if found.group(1) or found.group(2) else ""
