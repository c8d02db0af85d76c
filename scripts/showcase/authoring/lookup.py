"""Choices found by what one types of them."""

from __future__ import annotations

from collections.abc import Mapping

from pypinyin import Style, lazy_pinyin


def matches(text: str, labels: Mapping[str, str]) -> list[str]:
    """The codes that a part of a code or label or the beginning of its pinyin may mean; one alone if it is said."""
    wanted = text.strip().lower()
    for code, label in labels.items():
        if wanted in (code, label.lower()):
            return [code]
    return [
        code for code, label in labels.items() if wanted in code or wanted in label.lower() or _sounds(wanted, label)
    ]


def _sounds(wanted: str, label: str) -> bool:
    """Whether a word of the label begins as it sounds, in full or by first letters."""
    if not wanted.isascii() or not wanted.isalpha():
        return False
    syllables = [syllable.lower() for syllable in lazy_pinyin(label)]
    initials = "".join(lazy_pinyin(label, style=Style.FIRST_LETTER)).lower()
    return wanted in initials or any("".join(syllables[at:]).startswith(wanted) for at in range(len(syllables)))
