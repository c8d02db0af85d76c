"""What a text must hold lest a regular expression find nothing there: to look for that costs a fifth of the search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any

_PARSER = import_module("re._parser")
_CHOICE = 16
"""Characters of a class that are looked for one by one; of a larger one some stand in any text."""

Needs = tuple["Choice", ...]
"""All of them have to be met."""
Choice = tuple[str | Needs, ...]
"""One of them has to stand in the text, or to be met."""


def may_match(pattern: re.Pattern[str], text: str) -> bool:
    """Whether it is worth looking for the pattern in the text: if not, there is no match."""
    return _met(needs_of(pattern), text)


def _met(needs: Needs, text: str) -> bool:
    for choice in needs:
        for one in choice:
            if one in text if isinstance(one, str) else _met(one, text):
                break
        else:
            return False
    return True


@cache
def needs_of(pattern: re.Pattern[str]) -> Needs:
    """What stands in every text that the pattern matches; nothing where that cannot be said."""
    return () if pattern.flags & re.IGNORECASE else _of_sequence(_PARSER.parse(pattern.pattern, pattern.flags))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Needs:
    """Characters that follow each other are one need; the rarest, which mostly decides, comes first."""
    needs: list[Choice] = []
    written = ""
    for operation, argument in (*items, ("END", None)):
        name = str(operation)
        if name == "LITERAL":
            written += chr(argument)
            continue
        needs += [(written,)] if written else []
        needs += _READERS[name](argument) if name in _READERS else ()
        written = ""
    return tuple(sorted(needs, key=_rarity))


def _rarity(choice: Choice) -> tuple[int, int]:
    return -min(len(one) if isinstance(one, str) else 1 for one in choice), len(choice)


def _of_class(items: list[tuple[Any, Any]]) -> Needs:
    single = all(str(operation) == "LITERAL" for operation, _ in items) and len(items) <= _CHOICE
    return (tuple(chr(code) for _, code in items),) if single else ()


def _of_branches(argument: tuple[None, list[Any]]) -> Needs:
    found = [_of_sequence(branch) for branch in argument[1]]
    if not all(found):
        return ()
    # Of a branch with one need its texts are written out: they are looked for first.
    lone = [one for needs in found if len(needs) == 1 for one in needs[0]]
    return (
        tuple(sorted([*lone, *(needs for needs in found if len(needs) > 1)], key=lambda one: isinstance(one, tuple))),
    )


def _of_group(argument: tuple[int | None, int, int, Any]) -> Needs:
    _group, added, _removed, items = argument
    return () if added & re.IGNORECASE else _of_sequence(items)


def _of_repeat(argument: tuple[int, int, Any]) -> Needs:
    least, _most, items = argument
    return _of_sequence(items) if least else ()


_READERS: dict[str, Callable[[Any], Needs]] = {
    "IN": _of_class,
    "BRANCH": _of_branches,
    "SUBPATTERN": _of_group,
    **dict.fromkeys(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"), _of_repeat),
    "ATOMIC_GROUP": _of_sequence,
    "ASSERT": lambda argument: _of_sequence(argument[1]),
}
