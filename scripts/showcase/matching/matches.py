"""Demands and the achievements that may answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

from showcase.catalogue import Catalogue
from showcase.entry import Entry
from showcase.matching.matcher import Matcher
from showcase.matching.reasons import Reason, build_reasons
from showcase.matching.score import Judgement, Parts, text_needed
from showcase.matching.topics import Topic
from showcase.matching.vectors import find_nearest
from showcase.matching.verdicts import Pair, build_verdicts

PROPOSALS = 4
"""Proposals made for each record; it may get more from the other side, whose best it is."""
CANDIDATES = 8
"""Records looked at for each, the likest by text."""
LEAST = 0.4
"""Score below which nothing is proposed: texts that differ as much are alike by chance."""
SURE = 0.45
"""Score from which texts are alike by more than chance, so that a lesser reason will do."""
CROWD = 20
"""Open records needed on either side for it to mean something that two are each other's nearest."""


@dataclass(frozen=True)
class Match:
    """An achievement that may answer a demand; `verdict` is set where a person has confirmed it."""

    demand: Entry
    achievement: Entry
    score: float
    parts: Parts
    reasons: tuple[Reason, ...]
    verdict: Literal["confirmed"] | None

    @property
    def answers(self) -> bool:
        """Whether a person or a reason says so; to be the nearest of all is not yet to be an answer."""
        return self.verdict is not None or all(reason.kind != "nearest" for reason in self.reasons)

    def other(self, entry: Entry) -> Entry:
        """The side that is not `entry`."""
        return self.achievement if self.demand is entry else self.demand

    @property
    def order(self) -> tuple[bool, float, str, str]:
        """Confirmed ones first, then by score, then by id."""
        return self.verdict is None, -self.score, self.demand.id, self.achievement.id


@dataclass(frozen=True)
class Matches:
    """All pairs, by the demand's id, then the best first."""

    pairs: tuple[Match, ...]
    unanswered: tuple[Entry, ...]
    """Open demands that no pair answers, newest first."""

    @cached_property
    def _by_id(self) -> dict[str, tuple[Match, ...]]:
        found: dict[str, list[Match]] = {}
        for match in sorted(self.pairs, key=lambda match: match.order):
            found.setdefault(match.demand.id, []).append(match)
            found.setdefault(match.achievement.id, []).append(match)
        return {identifier: tuple(matches) for identifier, matches in found.items()}

    def of(self, entry: Entry) -> tuple[Match, ...]:
        """The record's pairs, the best first."""
        return self._by_id.get(entry.id, ())


def can_be_matched(entry: Entry) -> bool:
    """Whether a record is proposed to the other side: listed, open today, and not replaced by another record.

    A signed, landed or paused achievement and a resolved or paused demand are not: who calls would hear no.
    """
    return entry.listed and entry.is_open and entry.record.superseded_by is None


def build_matches(catalogue: Catalogue) -> Matches:
    """Confirmed pairs of listed records, and proposals between open ones that nobody has rejected."""
    # By id: terms are numbered as they come, and of equally weighty ones the first are kept.
    listed = sorted(catalogue.listed, key=lambda entry: entry.id)
    matcher = Matcher(listed, catalogue.vocabularies["synonyms"])
    verdicts = build_verdicts(catalogue)
    matches = [*_confirmed(catalogue, matcher, verdicts), *_proposals(catalogue, matcher, verdicts)]
    matches.sort(key=lambda match: (match.demand.id, *match.order))
    answered = {match.demand.id for match in matches if match.answers}
    unanswered = [entry for entry in _matchable(catalogue, "demand") if entry.id not in answered]
    return Matches(tuple(matches), tuple(unanswered))


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


def _matchable(catalogue: Catalogue, kind: str) -> list[Entry]:
    return [entry for entry in catalogue.listed if entry.kind == kind and can_be_matched(entry)]


def _confirmed(catalogue: Catalogue, matcher: Matcher, verdicts: Mapping[Pair, str]) -> Iterator[Match]:
    listed = {entry.id: entry for entry in catalogue.listed}
    for (demand, achievement), verdict in verdicts.items():
        if verdict == "confirmed" and demand in listed and achievement in listed:
            sides = listed[demand], listed[achievement]
            cosine = matcher.cosines(sides[:1], sides[1:])[0, 0]
            yield _build(*sides, matcher.judge(*sides, float(cosine)), matcher.topics(*sides), "confirmed")


def _proposals(catalogue: Catalogue, matcher: Matcher, verdicts: Mapping[Pair, str]) -> Iterator[Match]:
    """The PROPOSALS best of every record on either side, each pair once."""
    demands, achievements = (_matchable(catalogue, kind) for kind in ("demand", "achievement"))
    cosines = matcher.cosines(demands, achievements)
    cosines[cosines < text_needed(LEAST)] = 0
    judged = matcher.judge_all(demands, achievements, find_nearest(cosines, CANDIDATES), cosines)
    open_ = {entry.id: entry for entry in (*demands, *achievements)}
    choice = _Choice(
        matcher,
        open_,
        {pair: found for pair, found in judged.items() if found.score >= LEAST and pair not in verdicts},
    )
    reasoned = choice.best(0) | choice.best(1)
    nearest = choice.nearest() if min(len(demands), len(achievements)) >= CROWD else set()
    for pair in sorted(reasoned | nearest):
        sides = open_[pair[0]], open_[pair[1]]
        yield _build(*sides, choice.judged[pair], choice.topics(pair), None, nearest=pair not in reasoned)


class _Choice:
    """Picks proposals among judged pairs."""

    def __init__(self, matcher: Matcher, entries: Mapping[str, Entry], judged: Mapping[Pair, Judgement]) -> None:
        self.judged = judged
        self._ranked = sorted(judged, key=lambda pair: (-judged[pair].score, pair))
        self._matcher = matcher
        self._entries = entries
        self._topics: dict[Pair, list[Topic]] = {}

    def topics(self, pair: Pair) -> list[Topic]:
        if pair not in self._topics:
            self._topics[pair] = self._matcher.topics(*(self._entries[identifier] for identifier in pair))
        return self._topics[pair]

    def best(self, side: Literal[0, 1]) -> set[Pair]:
        """The PROPOSALS best reasoned pairs of each demand (0) or of each achievement (1).

        Common words are looked for only as far down as needed.
        """
        groups: dict[str, list[Pair]] = {}
        for pair in self._ranked:
            group = groups.setdefault(pair[side], [])
            if len(group) < PROPOSALS and is_reasoned(self.judged[pair], partial(self.topics, pair)):
                group.append(pair)
        return {pair for group in groups.values() for pair in group}

    def nearest(self) -> set[Pair]:
        """The pairs of which each is the other's best: people who mean the same may share no word at all."""
        first: list[dict[str, Pair]] = [{}, {}]
        for pair in self._ranked:
            for side, identifier in enumerate(pair):
                first[side].setdefault(identifier, pair)
        return set(first[0].values()) & set(first[1].values())


def _build(
    demand: Entry,
    achievement: Entry,
    judgement: Judgement,
    topics: Sequence[Topic],
    verdict: Literal["confirmed"] | None,
    *,
    nearest: bool = False,
) -> Match:
    reasons = tuple(build_reasons(demand, achievement, judgement, topics, nearest=nearest))
    return Match(demand, achievement, judgement.score, judgement.parts, reasons, verdict)
