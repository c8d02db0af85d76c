"""Text → index terms. theme/assets/search/text.js does the same to a query: change them together.

Chinese is cut into overlapping pairs of characters, so that every substring of two or more
characters can be found and no word segmenter decides what a word is. Latin text is cut into words;
words joined by a hyphen, dot or slash are indexed apart and together (DP-3 → dp, 3, dp3), and
letters are parted from digits (316L → 316l, 316, l).
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import numpy.typing as npt

HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
WORD = "a-z0-9\u00df-\u024f\u0370-\u03ff\u0400-\u04ff"
MAX_WORD = 40
CODE_GRAM = 4

_COMPOUND = re.compile(f"[{WORD}]+(?:[-._/][{WORD}]+)*")
_WORD = re.compile(f"[{WORD}]+")
_HAN_RUN = re.compile(f"[{HAN}]+")
_PART = re.compile("[0-9]+|[^0-9]+")


_IS_HAN = np.zeros(0x110000, dtype=bool)
for _first, _last in re.findall("(.)-(.)", HAN):
    _IS_HAN[ord(_first) : ord(_last) + 1] = True


def is_han(code_points: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of the code points are Chinese (or Japanese) characters, as HAN says."""
    return _IS_HAN[code_points]


def fold(text: str) -> str:
    """Compatibility forms and case folded away: ＡＵＶ and auv, ㎡ and m2 are the same."""
    for wide, narrow in _WIDE_SIGNS:  # or nearly every Chinese text would take the slow way through normalize()
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text).lower()


_WIDE_SIGNS = tuple(zip("，：；（）！？％", ",:;()!?%", strict=True))


def latin_terms(folded: str) -> list[str]:
    """The Latin terms of folded text, in order."""
    terms: list[str] = []
    for compound in _COMPOUND.findall(folded):
        words = _WORD.findall(compound)
        for word in words:
            terms.append(word)
            parts = _PART.findall(word)
            if len(parts) > 1:
                terms += parts
        if len(words) > 1:
            terms.append("".join(words))
    return [term for term in terms if len(term) <= MAX_WORD]


def han_terms(folded: str, *, single: bool) -> list[str]:
    """Pairs of Chinese characters, lone characters and, if `single`, every character."""
    terms: list[str] = []
    for run in _HAN_RUN.findall(folded):
        terms += [run[i : i + 2] for i in range(len(run) - 1)]
        if single or len(run) == 1:
            terms += run
    return terms


def index_terms(text: str, *, single: bool) -> list[str]:
    """All terms of a field."""
    folded = fold(text)
    return latin_terms(folded) + han_terms(folded, single=single)


def code_terms(text: str) -> list[str]:
    """Every run of CODE_GRAM letters and digits of ids and numbers, one a line, so that a part finds the whole.

    Signs between them do not count; the terms are marked, since they are not words.
    """
    terms: list[str] = []
    for line in fold(text).splitlines():
        code = "".join(_WORD.findall(line))
        terms += [f"~{code[i : i + CODE_GRAM]}" for i in range(len(code) - CODE_GRAM + 1)]
    return terms
