"""What helps to read a query: synonyms, and traditional characters with their simplified forms."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

from showcase.terms import SynonymGroup
from showcase.tokens import fold
from showcase.vocabulary import Vocabulary

_FIRST, _LAST = 0x3400, 0x9FFF
"""The unified ideographs that a keyboard is likely to give."""


def build_synonyms(vocabulary: Vocabulary) -> list[list[str]]:
    """Groups of folded words that mean the same."""
    return [[fold(word) for word in group.words] for group in vocabulary.values() if isinstance(group, SynonymGroup)]


@cache
def build_variants() -> tuple[str, str]:
    """Traditional characters and, at the same places, the simplified ones (OpenCC's t2s)."""
    convert = OpenCC("t2s").convert
    characters = [chr(code) for code in range(_FIRST, _LAST + 1)]
    pairs = [(character, simple) for character in characters if (simple := convert(character)) != character]
    kept = [pair for pair in pairs if len(pair[1]) == 1]
    return "".join(old for old, _ in kept), "".join(new for _, new in kept)
