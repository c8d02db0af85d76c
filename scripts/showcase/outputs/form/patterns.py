"""Regular expressions of Python as JavaScript's, with the same meaning.

Written out from the tree that Python's own parser makes (syntax of both: the re module's documentation,
ECMA-262 §22.2), with the `u` flag. What the two understand differently is spelt out: `\\d`, `\\w` and `\\s`
know all scripts unless `re.ASCII` is given, `.` stops at \\n only, `$` also holds before a last \\n. JavaScript
knows marks by their class.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from showcase.files.marks import MARKS

_PARSER = import_module("re._parser")
_MAXREPEAT = import_module("re._constants").MAXREPEAT
_SPECIAL = set(r"^$\.*+?()[]{}|/")
_KNOWN_FLAGS = re.ASCII | re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.UNICODE

# What stands between the brackets of a class. White space is what str.isspace says.
_ASCII_CLASSES = {"DIGIT": r"0-9", "SPACE": r"\t-\r ", "WORD": r"0-9A-Za-z_"}
_CLASSES = {
    "DIGIT": r"\p{Nd}",
    "SPACE": r"\t-\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
    "WORD": r"\p{L}\p{N}_",
}
_MARKS = _PARSER.parse(f"[{MARKS}]")[0][1]
_WHOLE = {"LITERAL", "NOT_LITERAL", "ANY", "IN", "BRANCH", "SUBPATTERN"}
"""What is one thing to repeat: a character, a class, or what stands in brackets already."""
_AT = {
    "AT_BEGINNING_STRING": r"(?<![\s\S])",
    "AT_END_STRING": r"(?![\s\S])",
    "AT_END": r"(?=\n?(?![\s\S]))",
    "AT_BEGINNING": "^",
}

_BOUNDARIES = {
    "AT_BOUNDARY": "(?:(?<=[W])(?![W])|(?<![W])(?=[W]))",
    "AT_NON_BOUNDARY": "(?:(?<=[W])(?=[W])|(?<![W])(?![W]))",
}


class TranslateError(Exception):
    """JavaScript has no like of it."""


def translate(pattern: re.Pattern[str]) -> tuple[str, str]:
    """Source and flags of the same expression for JavaScript's RegExp."""
    if pattern.flags & ~_KNOWN_FLAGS:
        raise TranslateError(f"flags {re.RegexFlag(pattern.flags)!r}")
    source = _Translator(pattern.flags).sequence(_PARSER.parse(pattern.pattern, pattern.flags))
    flags = "".join(letter for flag, letter in ((re.IGNORECASE, "i"), (re.MULTILINE, "m")) if pattern.flags & flag)
    return source, flags + "u"


class _Translator:
    def __init__(self, flags: int) -> None:
        self.flags = flags
        self.classes = _ASCII_CLASSES if flags & re.ASCII else _CLASSES

    def sequence(self, items: Any) -> str:
        return "".join(self.item(str(operation), argument) for operation, argument in items)

    def item(self, operation: str, argument: Any) -> str:
        translate_item = getattr(self, f"on_{operation.lower()}", None)
        if translate_item is None:
            raise TranslateError(operation)
        return str(translate_item(argument))

    def on_literal(self, code: int) -> str:
        return _literal(code)

    def on_not_literal(self, code: int) -> str:
        return f"[^{_literal(code)}]"

    def on_any(self, _argument: None) -> str:
        return r"[\s\S]" if self.flags & re.DOTALL else r"[^\n]"

    def on_in(self, items: Any) -> str:
        if items == _MARKS:
            return r"\p{M}"
        inside, positive = "", True
        for operation, argument in items:
            if str(operation) == "NEGATE":
                positive = False
            elif str(operation) == "CATEGORY":
                name = str(argument).removeprefix("CATEGORY_")
                if name.startswith("NOT_") and len(items) > 1 + (not positive):
                    raise TranslateError("a negated class inside a class")
                positive ^= name.startswith("NOT_")
                inside += self.classes[name.removeprefix("NOT_")]
            elif str(operation) == "RANGE":
                inside += f"{_literal(argument[0], in_class=True)}-{_literal(argument[1], in_class=True)}"
            else:
                inside += _literal(argument, in_class=True)
        lone = positive and len(items) == 1 and inside.startswith("\\p")
        return inside if lone and inside.count("\\") == 1 else f"[{'' if positive else '^'}{inside}]"

    def on_branch(self, argument: Any) -> str:
        return f"(?:{'|'.join(self.sequence(branch) for branch in argument[1])})"

    def on_subpattern(self, argument: Any) -> str:
        group, add, remove, items = argument
        if add or remove:
            raise TranslateError("flags inside the pattern")
        if group is None and len(items) == 1 and str(items[0][0]) == "BRANCH":
            return self.sequence(items)
        return f"({'' if group is not None else '?:'}{self.sequence(items)})"

    def on_max_repeat(self, argument: Any, lazy: str = "") -> str:
        least, most, items = argument
        times = {(0, 1): "?", (0, _MAXREPEAT): "*", (1, _MAXREPEAT): "+"}.get((least, most))
        if times is None:
            times = f"{{{least}{'' if least == most else ',' if most is _MAXREPEAT else f',{most}'}}}"
        whole = len(items) == 1 and str(items[0][0]) in _WHOLE
        repeated = self.sequence(items)
        return f"{repeated if whole else f'(?:{repeated})'}{times}{lazy}"

    def on_min_repeat(self, argument: Any) -> str:
        return self.on_max_repeat(argument, "?")

    def on_assert(self, argument: Any, sign: str = "=") -> str:
        direction, items = argument
        return f"(?{'<' if direction < 0 else ''}{sign}{self.sequence(items)})"

    def on_assert_not(self, argument: Any) -> str:
        return self.on_assert(argument, "!")

    def on_at(self, place: Any) -> str:
        name = str(place)
        if name in _BOUNDARIES:
            if self.flags & re.ASCII:
                return r"\b" if name == "AT_BOUNDARY" else r"\B"
            return _BOUNDARIES[name].replace("W", _CLASSES["WORD"])
        if name not in _AT:
            raise TranslateError(name)
        if name == "AT_END" and self.flags & re.MULTILINE:
            return r"(?=\n|(?![\s\S]))"
        return _AT[name]

    def on_groupref(self, group: int) -> str:
        return f"(?:\\{group})"


def _literal(code: int, *, in_class: bool = False) -> str:
    character = chr(code)
    if character in _SPECIAL or (in_class and character == "-"):
        return f"\\{character}"
    return character if character.isprintable() else f"\\u{{{code:x}}}"
