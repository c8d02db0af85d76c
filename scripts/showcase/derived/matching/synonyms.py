"""Words that mean the same, found in text."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.tokens import fold
from showcase.schema.terms import WordGroup
from showcase.schema.vocabulary import Vocabulary

_BEGINNING = 2
"""Characters by which a word is looked up: of thousands of words few begin with the same two."""


class Synonyms:
    """The vocabulary's groups, by folded word. `label` of a group is the word that stands for all of it."""

    def __init__(self, vocabulary: Vocabulary[WordGroup]) -> None:
        self.words: list[str] = []
        self.label_of: dict[str, str] = {}
        for group in vocabulary.values():
            for word in group.words:
                self.words.append(word)
                self.label_of.setdefault(fold(word), fold(group.label))
        self._by_beginning: dict[str, list[str]] = {}
        for word in sorted(self.label_of, key=lambda word: (-len(word), word)):
            self._by_beginning.setdefault(word[:_BEGINNING], []).append(word)

    def canonical(self, folded: str) -> str:
        """The text with every known word replaced by the word that stands for its group."""
        parts = []
        done = 0
        for place, word in self._words_of(folded):
            parts += [folded[done:place], self.label_of[word]]
            done = place + len(word)
        return "".join([*parts, folded[done:]])

    def find(self, folded: str) -> list[str]:
        """The labels of the groups of which the text holds a word, each as often as it does."""
        return [self.label_of[word] for _place, word in self._words_of(folded)]

    def _words_of(self, text: str) -> Iterator[tuple[int, str]]:
        """The known words from left to right with their places, at each place the longest; none overlaps another."""
        place, end = 0, len(text)
        known = self._by_beginning
        while place < end:
            beginning = text[place : place + _BEGINNING]
            word = self._longest(text, place, known[beginning]) if beginning in known else None
            if word is None and (beginning := beginning[0]) in known:
                word = self._longest(text, place, known[beginning])
            if word is not None:
                yield place, word
            place += len(word) if word else 1

    def _longest(self, text: str, place: int, words: list[str]) -> str | None:
        return next((word for word in words if text.startswith(word, place) and _is_whole(text, place, word)), None)


def _is_whole(text: str, place: int, word: str) -> bool:
    """A Latin word is found only whole: AI is not in AIS."""
    end = place + len(word)
    cut_before = word[0].isascii() and place > 0 and _is_latin(text[place - 1])
    cut_after = word[-1].isascii() and end < len(text) and _is_latin(text[end])
    return not (cut_before or cut_after)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
