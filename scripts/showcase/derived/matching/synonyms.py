"""Words that mean the same, found in text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from showcase.files.tokens import fold
from showcase.schema.terms import WordGroup
from showcase.schema.vocabulary import Vocabulary


class Synonyms:
    """The vocabulary's groups, by folded word. `label` of a group is the word that stands for all of it."""

    def __init__(self, vocabulary: Vocabulary[WordGroup]) -> None:
        self.words: list[str] = []
        self.label_of: dict[str, str] = {}
        for group in vocabulary.values():
            for word in group.words:
                self.words.append(word)
                self.label_of.setdefault(fold(word), fold(group.label))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(_bounded(word) for word in sorted(self.label_of, key=_longest_first)) or r"(?!)")

    def canonical(self, folded: str) -> str:
        """The text with every known word replaced by the word that stands for its group."""
        return self._pattern.sub(lambda match: self.label_of[match[0]], folded)

    def find(self, folded: str) -> Iterable[str]:
        """The labels of the groups of which the text holds a word, each as often as it does."""
        return (self.label_of[match] for match in self._pattern.findall(folded))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _bounded(word: str) -> str:
    """A Latin word is found only whole: AI is not in AIS."""
    start = r"(?<![a-z0-9])" if word[0].isascii() else ""
    end = r"(?![a-z0-9])" if word[-1].isascii() else ""
    return f"{start}{re.escape(word)}{end}"
