"""Demands and the achievements that may answer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from showcase.catalogue import Catalogue
from showcase.entry import Entry
from showcase.matching.reasons import Reason, build_reasons
from showcase.matching.score import Judgement, Parts, judge
from showcase.matching.synonyms import Synonyms
from showcase.matching.targets import build_metrics
from showcase.matching.texts import WEIGHTS, matching_texts
from showcase.matching.topics import Topic, Topics
from showcase.matching.vectors import Vectors, build_vectors, nearest
from showcase.matching.verdicts import Pair, Verdict, build_verdicts
from showcase.vocabulary import Vocabulary

PROPOSALS = 4
"""Proposals made for each record; it may get more from the other side, whose best it is."""
CANDIDATES = 16
"""Records looked at for each, the likest by text."""
LEAST = 0.4
"""Score below which nothing is proposed: texts that differ as much are alike by chance."""
SURE = 0.45
"""Score from which a word that one of them only mentions, or a target that is only similar, is reason enough."""


@dataclass(frozen=True)
class Match:
    """An achievement that may answer a demand; `verdict` is set where a person has confirmed it."""

    demand: Entry
    achievement: Entry
    score: float
    parts: Parts
    reasons: tuple[Reason, ...]
    verdict: Literal["confirmed"] | None

    def other(self, identifier: str) -> Entry:
        """The side that is not `identifier`."""
        return self.achievement if self.demand.id == identifier else self.demand

    @property
    def order(self) -> tuple[bool, float, str, str]:
        """Confirmed ones first, then by score, then by id."""
        return self.verdict is None, -self.score, self.demand.id, self.achievement.id


@dataclass(frozen=True)
class Matches:
    """All pairs, by the demand's id, then as a reader of that demand wants them."""

    pairs: tuple[Match, ...]
    unanswered: tuple[Entry, ...]
    """Open demands for which there is no pair, newest first."""

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


class Matcher:
    """Compares the listed records of a catalogue; what all comparisons need is made once."""

    def __init__(self, entries: Sequence[Entry], synonyms: Vocabulary) -> None:
        self.entries = entries
        known = Synonyms(synonyms)
        texts = [matching_texts(entry) for entry in entries]
        self._rows = {entry.id: row for row, entry in enumerate(entries)}
        self._metrics = build_metrics(entries, known)
        self._vectors = build_vectors(texts, WEIGHTS, known)
        self._topics = Topics(entries, texts, known)

    def rank(self, queries: Sequence[Entry], others: Sequence[Entry], count: int) -> Iterator[list[Entry]]:
        """For each query the `count` others that are most like it by text."""
        for found, _ in nearest(self._vectors_of(queries), self._vectors_of(others), count):
            yield [others[number] for number in found]

    def _vectors_of(self, entries: Sequence[Entry]) -> Vectors:
        return self._vectors.rows([self._rows[entry.id] for entry in entries])

    def judge(self, demand: Entry, achievement: Entry) -> Judgement:
        cosine = self._vectors.cosine(self._rows[demand.id], self._rows[achievement.id])
        return judge(demand, achievement, cosine, self._metrics)

    def topics(self, demand: Entry, achievement: Entry) -> list[Topic]:
        return self._topics.shared(demand.id, achievement.id)


def build_matches(catalogue: Catalogue) -> Matches:
    """Confirmed pairs of listed records, and proposals between open ones that nobody has rejected."""
    matcher = Matcher(catalogue.listed, catalogue.vocabularies["synonyms"])
    verdicts = build_verdicts(catalogue)
    listed = {entry.id: entry for entry in catalogue.listed}
    confirmed = [
        _match(matcher, listed[demand], listed[achievement], "confirmed")
        for (demand, achievement), verdict in verdicts.items()
        if verdict == "confirmed" and demand in listed and achievement in listed
    ]
    matches = sorted([*confirmed, *_proposals(matcher, verdicts)], key=lambda match: (match.demand.id, *match.order))
    answered = {match.demand.id for match in matches}
    unanswered = [
        entry
        for entry in catalogue.listed
        if entry.kind == "demand" and can_be_matched(entry) and entry.id not in answered
    ]
    return Matches(tuple(matches), tuple(unanswered))


def _proposals(matcher: Matcher, verdicts: Mapping[Pair, Verdict]) -> Iterator[Match]:
    """The PROPOSALS best of every record on either side, each pair once."""
    open_entries = [entry for entry in matcher.entries if can_be_matched(entry)]
    demands = [entry for entry in open_entries if entry.kind == "demand"]
    achievements = [entry for entry in open_entries if entry.kind == "achievement"]
    pairs = [
        *_candidates(matcher, demands, achievements),
        *((demand, achievement) for achievement, demand in _candidates(matcher, achievements, demands)),
    ]
    judged = {(demand.id, achievement.id): (demand, achievement) for demand, achievement in pairs}
    sound = {
        key: match
        for key, (demand, achievement) in sorted(judged.items())
        if key not in verdicts and (match := _propose(matcher, demand, achievement))
    }
    best = _best(sound.values(), "demand") | _best(sound.values(), "achievement")
    yield from (match for key, match in sound.items() if key in best)


def _candidates(matcher: Matcher, queries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    for query, found in zip(queries, matcher.rank(queries, others, CANDIDATES), strict=True):
        yield from ((query, other) for other in found)


def _best(matches: Iterable[Match], side: Literal["demand", "achievement"]) -> set[Pair]:
    """The pairs that are among the PROPOSALS best of their demand, or of their achievement."""
    groups: dict[str, list[Match]] = {}
    for match in matches:
        groups.setdefault(getattr(match, side).id, []).append(match)
    return {
        (match.demand.id, match.achievement.id)
        for group in groups.values()
        for match in sorted(group, key=lambda match: match.order)[:PROPOSALS]
    }


def _propose(matcher: Matcher, demand: Entry, achievement: Entry) -> Match | None:
    """A match, if the score and what can be said for it suffice."""
    judgement = matcher.judge(demand, achievement)
    if judgement.score < LEAST:
        return None
    topics = matcher.topics(demand, achievement)
    if not is_reasoned(judgement, topics):
        return None
    return _build(demand, achievement, judgement, topics, None)


def is_reasoned(judgement: Judgement, topics: Sequence[Topic]) -> bool:
    """Whether more than likeness of the texts speaks for a pair.

    That is a telling word in common or a target met; above SURE a word mentioned or a comparable target will do.
    """
    met = any(item.met and item.same for item in judgement.comparisons)
    if met or any(topic.telling for topic in topics):
        return True
    return judgement.score >= SURE and (bool(judgement.comparisons) or any(topic.rare for topic in topics))


def _match(matcher: Matcher, demand: Entry, achievement: Entry, verdict: Literal["confirmed"]) -> Match:
    topics = matcher.topics(demand, achievement)
    return _build(demand, achievement, matcher.judge(demand, achievement), topics, verdict)


def _build(
    demand: Entry,
    achievement: Entry,
    judgement: Judgement,
    topics: Sequence[Topic],
    verdict: Literal["confirmed"] | None,
) -> Match:
    reasons = tuple(build_reasons(demand, achievement, judgement, topics))
    return Match(demand, achievement, judgement.score, judgement.parts, reasons, verdict)
