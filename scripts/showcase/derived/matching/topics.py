"""What two records are both about, in whole words."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.derived.matching.synonyms import Synonyms
from showcase.derived.matching.texts import LEAD
from showcase.derived.matching.units import is_unit
from showcase.derived.matching.words import Lexicon, find_phrases, find_words
from showcase.files.tokens import fold

TELLING_SHARE = 0.08
TELLING_COUNT = 5
"""A word that more records hold than this share, and more than this many, says little of what they are about."""


@dataclass(frozen=True)
class Topic:
    """A word that both records hold; `other` is the achievement's own word for it, if it is not the same.

    `weight` grows with the word's rarity and length; `rare` words say what a record is about, and those that
    stand `up_front` in both say it of both.
    """

    word: str
    other: str | None
    weight: float
    rare: bool
    up_front: bool

    @property
    def telling(self) -> bool:
        return self.rare and self.up_front


@dataclass(frozen=True)
class _Words:
    """A record's words by what they mean, as it writes them: those said up front, all of them, and phrases."""

    lead: Mapping[str, str]
    all: Mapping[str, str]
    phrases: frozenset[str]


class Topics:
    """The words of every record, found once."""

    def __init__(self, entries: Sequence[Entry], texts: Sequence[Mapping[str, str]], synonyms: Synonyms) -> None:
        keywords = [word for entry in entries for word in entry.record.keywords]
        known = [*keywords, *(word for word in synonyms.words if not is_unit(fold(word)))]
        self._synonyms = synonyms
        self._lexicon = Lexicon(known)
        self._written = _spellings(known)
        self._texts = {entry.id: text for entry, text in zip(entries, texts, strict=True)}
        self._leads = {name: self._find_lead(text) for name, text in self._texts.items()}
        self._frequency = Counter(meaning for words in self._leads.values() for meaning in words)
        self._whole: dict[str, _Words] = {}

    def _find_lead(self, text: Mapping[str, str]) -> dict[str, str]:
        return self._by_meaning(find_words("\n".join([_lead(text), text["measures"]]), self._lexicon))

    def _by_meaning(self, words: Iterable[str]) -> dict[str, str]:
        return {self._synonyms.label_of.get(word, word): word for word in sorted(words, reverse=True)}

    def _words(self, identifier: str) -> _Words:
        """The record's words, the body's included; bodies are read only of records that are compared."""
        if identifier not in self._whole:
            lead, text = self._leads[identifier], self._texts[identifier]
            body = self._by_meaning(find_words(text["body"], self._lexicon))
            # A metric's name holds words, but is itself none that a topic could be named by.
            self._whole[identifier] = _Words(lead, body | lead, find_phrases(_lead(text), self._lexicon))
        return self._whole[identifier]

    def shared(self, demand: str, achievement: str) -> list[Topic]:
        """What both are about, the most telling first: each word stands up front in at least one of them."""
        wanted, offered = self._words(demand), self._words(achievement)
        front = {word for word in wanted.lead if word in offered.lead} | (wanted.phrases & offered.phrases)
        either = {word for word in wanted.all if word in offered.all and (word in wanted.lead or word in offered.lead)}
        topics = [
            self._topic(wanted.all.get(meaning, meaning), offered.all.get(meaning, meaning), meaning, front)
            for meaning in front | either
        ]
        topics.sort(key=lambda topic: (not topic.telling, -topic.weight, topic.word))
        return _without_parts(topics)

    def _topic(self, own: str, other: str, meaning: str, front: AbstractSet[str]) -> Topic:
        count, total = self._frequency[meaning], len(self._texts)
        return Topic(
            word=self._written.get(own, own),
            other=None if own == other else self._written.get(other, other),
            weight=math.log(1 + total / max(count, 1)) * math.sqrt(len(meaning)),
            rare=count <= max(TELLING_COUNT, TELLING_SHARE * total),
            up_front=meaning in front,
        )


def _lead(text: Mapping[str, str]) -> str:
    return "\n".join(text[field] for field in LEAD)


def _spellings(words: Sequence[str]) -> dict[str, str]:
    """How a folded word is written, the commonest form if there are several: auv is AUV, and so is ＡＵＶ."""
    counts = Counter(unicodedata.normalize("NFKC", word) for word in words)
    return {fold(word): word for word in sorted(counts, key=lambda word: (counts[word], word))}


def _without_parts(topics: list[Topic]) -> list[Topic]:
    """Nothing that a longer word says already."""
    words = [topic.word for topic in topics]
    return [topic for topic in topics if not any(topic.word != word and topic.word in word for word in words)]
