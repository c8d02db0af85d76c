"""Titles by their sound: first letters and whole pinyin, at the beginning or anywhere within."""

from __future__ import annotations

import re
from collections.abc import Sequence

from showcase.files.kept import recall_each

INITIALS_GRAM = 3
SYLLABLES_GRAM = 4

Sound = tuple[str, str]

_FOREIGN = "="
"""Marks what is no Chinese until its letters are taken."""
_NOT_LETTER = re.compile(r"[^a-z0-9]")


_known: dict[str, Sound] = {}


def sounds(texts: Sequence[str]) -> list[Sound]:
    """Each text's sound, unless it is kept already; `sound` knows them from then on."""
    found = list(recall_each("sounds", texts, lambda number: sound(texts[number])))
    _known.update(zip(texts, found, strict=True))
    return found


def sound(text: str) -> Sound:
    """The first letters of the text's syllables, and its whole pinyin without tones; Latin letters are as they are."""
    if text not in _known:
        _known[text] = _read(text)
    return _known[text]


def _read(text: str) -> Sound:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # slow to load, and what is kept does without

    syllables = lazy_pinyin(text, errors=lambda rest: _FOREIGN + rest)
    initials = (syllable if syllable.startswith(_FOREIGN) else syllable[:1] for syllable in syllables)
    return letters("".join(initials)), letters("".join(syllables))


def letters(text: str) -> str:
    """Small letters and digits alone."""
    return _NOT_LETTER.sub("", text.lower())


def pinyin_terms(text: str) -> list[str]:
    """Every run of three initials and of four letters of the whole pinyin, each marked since they are no words.

    The letters typed hold a run for each of their places, so that a title that holds all of them holds, but
    for rare recombinations, what was typed; a title of n characters has at most n + 6n of them.
    """
    initials, syllables = sound(text)
    grams = [("^", initials, INITIALS_GRAM), ("^^", syllables, SYLLABLES_GRAM)]
    return [f"{mark}{run[at : at + size]}" for mark, run, size in grams for at in range(len(run) - size + 1)]
