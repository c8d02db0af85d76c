"""Several words in one text → the words: between 、 ； commas and lines, and where it is plain also / | and blanks.

A backslash before a sign keeps it inside a word: that is how `join_words` writes what would be taken apart.
"""

from __future__ import annotations

import re

_KEPT_SIGNS = r"、；;，,|｜/／\\\s0-9（(①-⑳"
_WORD = re.compile(rf"(?:\\[{_KEPT_SIGNS}]|[^、；;，,\n])+")
_KEPT = re.compile(rf"\\([{_KEPT_SIGNS}])")
_SPECIAL = re.compile(r"[、；;，,|｜/／\\\s①-⑳]")
_HAN = "\u3400-\u9fff"
_LOOSE = re.compile(
    rf"(?<!\\)[|｜]|(?<=[{_HAN}])\s*[/／]|(?<!\\)[/／](?=\s*[{_HAN}])|(?<=[{_HAN}])(?:\s+|\\)(?=[{_HAN}])"
)
"""A slash with a Chinese character beside it, a blank between two: AC/DC and `machine learning` stay whole."""
_QUOTED = re.compile("“([^“”]{1,40})”")
_ALL_QUOTED = re.compile("(?:“[^“”]{1,40}”[、，,； \n]{0,2}){2,}")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CIRCLED = re.compile(r"(?<!\\)([①-⑳])[ \t、.．]*")
_NAMES_ITS_ITEM = re.compile("^[^①]|[①-⑳][号型类级期段档]")
"""Circled numbers that are part of what is written: 氧化①、②型; ①号泵②号泵."""
_NUMBER = re.compile(r"(?:^|(?<=[\s；;，,、。]))[（(]?([0-9]{1,2})(?:[)）]|[.．、](?![0-9]))[ \t]*")


def split_words(text: str) -> list[str]:
    """The words between signs that nobody writes inside a word."""
    return [_shown(part) for part in _words(text)]


def split_loosely(text: str) -> list[list[str]]:
    """The same words, each as those that looser signs make of it."""
    return [[_shown(part) for part in _LOOSE.split(word) if part.strip()] or [_shown(word)] for word in _words(text)]


def unpunctuated(text: str) -> str:
    """Words without what ends a sentence, and out of quotation marks if each stands in its own."""
    bare = text.strip().rstrip("。")
    return "、".join(_QUOTED.findall(bare)) if _ALL_QUOTED.fullmatch(bare) else bare


def join_words(words: list[str]) -> str:
    """One text that `split_loosely` takes apart into these words again."""
    return "、".join(_marked(word.strip()) for word in words)


def _words(text: str) -> list[str]:
    return [found.group() for found in _WORD.finditer(without_numbers(text)) if found.group().strip()]


def _marked(word: str) -> str:
    marked = (
        _SPECIAL.sub(r"\\\g<0>", word)
        if "\\" in word or _CIRCLED.search(word) or split_loosely(word) != [[word]]
        else word
    )
    return f"\\{marked}" if _NUMBER.match(marked) else marked


def without_numbers(text: str) -> str:
    """`1.甲 2.乙`, `（1）甲；（2）乙`, `①甲②乙` as lines: only where the numbers count from 1, each with an item."""
    circled = "".join([found[1] for found in _CIRCLED.finditer(text)])
    if len(circled) > 1 and _CIRCLES.startswith(circled) and not _NAMES_ITS_ITEM.search(text.strip()):
        lines = _CIRCLED.sub("\n", text)
        return lines if len([line for line in lines.split("\n") if line.strip(" ；;，,、。")]) >= len(circled) else text
    numbers = [int(found[1]) for found in _NUMBER.finditer(text)]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        return _NUMBER.sub("\n", text)
    return text


def _shown(word: str) -> str:
    return _KEPT.sub(_kept, word.strip())


def _kept(sign: re.Match[str]) -> str:
    return sign[1]
