"""Which pairs are proposed, of all that were judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from typing import Literal

from showcase.catalogue.entry import Entry
from showcase.derived.matching.matcher import Matcher
from showcase.derived.matching.score import Judgement, text_needed
from showcase.derived.matching.topics import Topic
from showcase.derived.matching.vectors import find_nearest
from showcase.derived.matching.verdicts import Pair

PROPOSALS = 4
"""Proposals made for each record; it may get more from the other side, whose best it is."""
CANDIDATES = 8
"""Records looked at for each, the likest by text: twice PROPOSALS, since for some of them no reason is found."""
LEAST = 0.4
"""Score below which nothing is proposed: texts that differ as much are alike by chance."""
SURE = 0.45
"""Score from which texts are alike by more than chance, so that a lesser reason will do."""
NEAR = 0.3
"""Score from which an achievement is worth a look by who has the demand, though nothing speaks for it."""
STANDS_OUT = 0.04
"""How far it must stand out of what is alike by chance: that is the demand's FIFTH best."""
FIFTH = 5
CROWD = 20
"""Open records needed on either side for it to mean something that two are each other's nearest."""


class Choice:
    """Picks among the pairs of open records that were judged, without those on which a person has decided."""

    def __init__(
        self,
        matcher: Matcher,
        demands: Sequence[Entry],
        achievements: Sequence[Entry],
        decided: AbstractSet[Pair],
    ) -> None:
        cosines = matcher.cosines(demands, achievements)
        cosines[cosines < text_needed(NEAR)] = 0
        judged = matcher.judge_all(demands, achievements, find_nearest(cosines, CANDIDATES), cosines)
        self.judged = {pair: found for pair, found in judged.items() if pair not in decided}
        self._ranked = sorted(self.judged, key=lambda pair: (-self.judged[pair].score, pair))
        self._matcher = matcher
        self._entries = {entry.id: entry for entry in (*demands, *achievements)}
        self._topics: dict[Pair, list[Topic]] = {}
        self._crowded = min(len(demands), len(achievements)) >= CROWD

    def topics(self, pair: Pair) -> list[Topic]:
        if pair not in self._topics:
            self._topics[pair] = self._matcher.topics(*self.sides(pair))
        return self._topics[pair]

    def sides(self, pair: Pair) -> tuple[Entry, Entry]:
        return self._entries[pair[0]], self._entries[pair[1]]

    @cached_property
    def reasoned(self) -> frozenset[Pair]:
        """The PROPOSALS best of every record on either side for which something speaks."""
        return frozenset(self._best(0) | self._best(1))

    @cached_property
    def nearest(self) -> frozenset[Pair]:
        """Further pairs of which each is the other's best: people who mean the same may share no word at all."""
        if not self._crowded:
            return frozenset()
        first: list[dict[str, Pair]] = [{}, {}]
        for pair in self._proposable():
            for side, identifier in enumerate(pair):
                first[side].setdefault(identifier, pair)
        return frozenset(first[0].values()) & frozenset(first[1].values()) - self.reasoned

    def near(self) -> Iterator[Pair]:
        """The pairs that stand out of their demand's and yet are not proposed, the best first."""
        by_demand: dict[str, list[float]] = {}
        for pair in self._ranked:
            by_demand.setdefault(pair[0], []).append(self.judged[pair].score)
        needed = {
            demand: max(NEAR, scores[FIFTH - 1] + STANDS_OUT) if len(scores) >= FIFTH else NEAR
            for demand, scores in by_demand.items()
        }
        taken = self.reasoned | self.nearest
        return (pair for pair in self._ranked if pair not in taken and self.judged[pair].score >= needed[pair[0]])

    def _proposable(self) -> Iterator[Pair]:
        return (pair for pair in self._ranked if self.judged[pair].score >= LEAST)

    def _best(self, side: Literal[0, 1]) -> set[Pair]:
        """Those of each demand (0) or of each achievement (1); words are looked for only as far down as needed."""
        groups: dict[str, list[Pair]] = {}
        for pair in self._proposable():
            group = groups.setdefault(pair[side], [])
            if len(group) < PROPOSALS and is_reasoned(self.judged[pair], partial(self.topics, pair)):
                group.append(pair)
        return {pair for group in groups.values() for pair in group}


def is_reasoned(judgement: Judgement, find_topics: Callable[[], Sequence[Topic]]) -> bool:
    """Whether more than likeness of the texts speaks for a pair.

    That is a telling word in common or a target met; from SURE on also a word that one of them only mentions, or a
    target that is only similar. A common field, stage or price is no reason by itself: too many pairs have it.
    Words are looked for only where they decide.
    """
    sure = judgement.score >= SURE
    if any(sure or (item.met and item.same) for item in judgement.comparisons):
        return True
    return any(topic.telling or (sure and topic.rare) for topic in find_topics())
