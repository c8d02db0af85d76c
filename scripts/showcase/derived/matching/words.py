"""The whole words of a text that may be named as a reason.

Nothing says where a Chinese word ends, so only that is taken for a word which the catalogue itself treats as one:
a keyword of any record, a synonym, a Latin term; or what stands in both texts between two places at which words
are known to end: punctuation, a known word's edge, a change of script, a particle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from showcase.files.tokens import HAN, WORD, fold

SHORTEST = 2
LONGEST = 12
SHORTEST_PHRASE = 4
"""A phrase between two edges that is no known word is believed from this length on."""

_RUN = re.compile(f"[{HAN}{WORD}]+(?:[-._/+][{HAN}{WORD}]+)*")
_LATIN = re.compile(f"[{WORD}]")
_CHANGE = re.compile(f"(?<=[{WORD}])(?=[{HAN}])|(?<=[{HAN}])(?=[{WORD}])")
_PARTICLES = frozenset("的了与及或把被是")


class Lexicon:
    """The words that the catalogue knows, folded."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(folded for word in words if _is_word(folded := fold(word).strip()))
        self._lengths: dict[str, list[int]] = {}
        for word in sorted(self._words, key=lambda word: (-len(word), word)):
            lengths = self._lengths.setdefault(word[:SHORTEST], [])
            if len(word) not in lengths:
                lengths.append(len(word))

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def spans(self, folded: str) -> list[tuple[int, int]]:
        """Where known words stand; one that crosses the edge of a longer one is no word there."""
        found = [
            (start, start + length)
            for start in range(len(folded) - 1)
            for length in self._lengths.get(folded[start : start + SHORTEST], ())
            if folded[start : start + length] in self._words and _is_whole(folded, start, start + length)
        ]
        if len(found) < 2:  # noqa: PLR2004  # one word crosses nothing
            return found
        return [span for span in found if not any(_crosses(span, other) for other in found)]


def _is_word(folded: str) -> bool:
    """Letters of at least two, not digits alone; other signs only inside."""
    return SHORTEST <= len(folded) <= LONGEST and bool(_RUN.fullmatch(folded)) and not folded.isdigit()


def _is_whole(text: str, start: int, end: int) -> bool:
    """A Latin word's end is not inside a longer one: ai is not in ais."""
    cut_before = start and _LATIN.match(text[start - 1]) and _LATIN.match(text[start])
    cut_after = end < len(text) and _LATIN.match(text[end]) and _LATIN.match(text[end - 1])
    return not (cut_before or cut_after)


def _crosses(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the longer `other` begins or ends inside `span`."""
    overlaps = span[0] < other[1] and other[0] < span[1]
    inside = other[0] <= span[0] and span[1] <= other[1]
    return overlaps and not inside and other[1] - other[0] > span[1] - span[0]


def find_words(folded: str, lexicon: Lexicon) -> frozenset[str]:
    """The known words of a folded text."""
    return frozenset(run[start:end] for run in _RUN.findall(folded) for start, end in lexicon.spans(run))


def find_phrases(folded: str, lexicon: Lexicon) -> frozenset[str]:
    """What stands between places where words are known to end and is no known word itself."""
    return frozenset(
        phrase for run in _RUN.findall(folded) for phrase in _phrases(run, lexicon.spans(run)) if phrase not in lexicon
    )


def _phrases(run: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    edges = {0, len(run), *(edge for span in spans for edge in span)}
    edges |= {match.start() for match in _CHANGE.finditer(run)}
    for place, character in enumerate(run):
        if character in _PARTICLES:
            edges |= {place, place + 1}
    ordered = sorted(edges)
    for number, start in enumerate(ordered):
        for end in ordered[number + 1 :]:
            phrase = run[start:end]
            if SHORTEST_PHRASE <= len(phrase) <= LONGEST and not _PARTICLES & set(phrase) and not phrase.isascii():
                yield phrase
