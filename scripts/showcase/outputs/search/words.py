"""What helps to read a query: synonyms, words without weight, traditional characters with their simplified forms."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path

from opencc import OpenCC

from showcase import files
from showcase.files.kept import recall_again
from showcase.files.tokens import WORD, fold, han_terms
from showcase.schema.terms import WordGroup
from showcase.schema.vocabulary import Vocabularies, Vocabulary

_WHOLE = "whole"
"""The group of words that are not cut."""
_FIRST, _LAST = 0x3400, 0x9FFF
"""The unified ideographs that a keyboard is likely to give."""


def build_words(vocabularies: Vocabularies, terms: Container[str]) -> dict[str, object]:
    """What every query is read with; `terms` are those of the index.

    `synonyms`: groups of words that mean the same, of which records may hold one, and of each as many as `held` says,
    the first ones; `function_words`: words that say nothing about a record; `whole_words`: words in which none of these
    is cut; `other_trades`: words of other trades, by the classes of GB/T 4754, that no record holds; `traditional`: the
    few traditional characters that GB 2312 holds. A character that is neither one of these nor in GB 2312 may be
    another traditional one, and only then does a browser read variants.json.
    """
    function_words = vocabularies.function_words
    traditional, _ = build_variants()
    groups = [([word for word in words if _held(word, terms)], words) for words in _groups(vocabularies.synonyms)]
    held = [(some, words) for some, words in groups if some]
    return {
        "synonyms": [[*some, *(word for word in words if word not in some)] for some, words in held],
        "held": [len(some) for some, _ in held],
        "function_words": [word for code in function_words if code != _WHOLE for word in _words(function_words[code])],
        "whole_words": _words(function_words[_WHOLE]) if _WHOLE in function_words else [],
        "other_trades": [word for word in _other_trades() if not _held(word, terms)],
        "traditional": "".join(character for character in traditional if _in_gb2312(character)),
    }


def _held(word: str, terms: Container[str]) -> bool:
    """Whether records hold all parts of a word."""
    return all(part in terms for part in (*han_terms(word, single=len(word) == 1), *re.findall(f"[{WORD}]+", word)))


def _groups(vocabulary: Vocabulary[WordGroup]) -> list[list[str]]:
    return [_words(group) for group in vocabulary.values()]


def _words(group: WordGroup) -> list[str]:
    return [fold(word) for word in group.words]


@cache
def _other_trades() -> tuple[str, ...]:
    lines = (Path(files.__file__).parent / "other-trades.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines for word in line.split("\t")[1].split())


def _in_gb2312(character: str) -> bool:
    return len(character.encode("gb2312", "ignore")) > 0


def build_variants() -> tuple[str, str]:
    """Other characters and, at the same places, the simplified ones.

    First traditional ones (OpenCC's t2s), then Japanese ones (jp2t) that Chinese does not write: 気 is 气, but 芸 is a
    plant of its own; then what Unicode takes for the same (files/variants.md): 淸 is 清, ⻥ is 鱼.
    """
    return recall_again("variants", "", _convert_all)


def _convert_all() -> tuple[str, str]:
    simplified, traditional = OpenCC("t2s").convert, OpenCC("jp2t").convert
    characters = [chr(code) for code in range(_FIRST, _LAST + 1)]
    found = {character: simple for character in characters if (simple := simplified(character)) != character}
    foreign = [character for character in characters if character not in found and not _in_gb2312(character)]
    japanese = [(character, simplified(traditional(character))) for character in foreign]
    found |= {character: simple for character, simple in japanese if simple != character and _in_gb2312(simple)}
    found |= dict(_variants())
    kept = [(old, new) for old, new in found.items() if len(new) == 1]
    return "".join(old for old, _ in kept), "".join(new for _, new in kept)


def _variants() -> Iterator[tuple[str, str]]:
    for line in (Path(files.__file__).parent / "variants.txt").read_text("utf-8").splitlines():
        simple, others = line.split("\t")
        yield from ((other, simple) for other in others)
