"""Demands and the achievements that may answer them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.matching.choice import Choice
from showcase.derived.matching.matcher import Matcher
from showcase.derived.matching.reasons import Reason, build_reasons
from showcase.derived.matching.score import Judgement, Parts
from showcase.derived.matching.topics import Topic
from showcase.derived.matching.verdicts import Pair, build_verdicts
from showcase.files.digests import value_digest
from showcase.files.kept import recall

SHOWN = 5
"""Pairs shown on a record's page: the confirmed ones, proposals, then on a demand's what is only near."""


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
class Near:
    """An achievement that is described like a demand, and no more can be said for it."""

    demand: Entry
    achievement: Entry
    score: float


@dataclass(frozen=True)
class Matches:
    """All pairs, by the demand's id, then the best first."""

    pairs: tuple[Match, ...]
    unanswered: tuple[Entry, ...]
    """Open demands that no pair answers, newest first."""
    near: tuple[Near, ...] = ()
    """What is worth a look for demands that no pair answers, the best first."""

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

    @cached_property
    def _near_by_id(self) -> dict[str, tuple[Near, ...]]:
        found: dict[str, list[Near]] = {}
        for near in self.near:
            found.setdefault(near.demand.id, []).append(near)
        return {identifier: tuple(group) for identifier, group in found.items()}

    def among(self, entries: Mapping[str, Entry]) -> Matches:
        """The pairs of which these entries, by id, are both sides."""

        pairs = tuple(_between(pair, entries) for pair in self.pairs if _stands(pair, entries))
        near = tuple(_between(pair, entries) for pair in self.near if _stands(pair, entries))
        return Matches(pairs, tuple(entries[entry.id] for entry in self.unanswered if entry.id in entries), near)

    def near_of(self, demand: Entry) -> tuple[Near, ...]:
        """What is worth a look for a demand that no pair answers, the best first."""
        return self._near_by_id.get(demand.id, ())


P = TypeVar("P", Match, Near)


def _stands(pair: P, entries: Mapping[str, Entry]) -> bool:
    return pair.demand.id in entries and pair.achievement.id in entries


def _between(pair: P, entries: Mapping[str, Entry]) -> P:
    return replace(pair, demand=entries[pair.demand.id], achievement=entries[pair.achievement.id])


def can_be_matched(entry: Entry) -> bool:
    """Whether a record is proposed to the other side: listed, open today, and not replaced by another record.

    A signed, landed or paused achievement and a resolved or paused demand are not: who calls would hear no.
    """
    return entry.listed and entry.is_open and entry.record.superseded_by is None


class _Kept(NamedTuple):
    """Matches with ids in the place of entries."""

    pairs: list[tuple[str, str, float, Parts, tuple[Reason, ...], Literal["confirmed"] | None]]
    unanswered: list[str]
    near: list[tuple[str, str, float]]


def recall_matches(catalogue: Catalogue) -> Matches:
    """The same as `build_matches`, unless they are kept: two processes of a build ask for them."""
    state = [(entry.id, entry.source.sha256, entry.listed, entry.is_open) for entry in catalogue.entries]

    def make() -> _Kept:
        found = build_matches(catalogue)
        return _Kept(
            [
                (one.demand.id, one.achievement.id, one.score, one.parts, one.reasons, one.verdict)
                for one in found.pairs
            ],
            [entry.id for entry in found.unanswered],
            [(one.demand.id, one.achievement.id, one.score) for one in found.near],
        )

    kept = recall("matches", value_digest((state, catalogue.vocabularies.digest)), make)
    known = {entry.id: entry for entry in catalogue.entries}
    return Matches(
        tuple(Match(known[pair[0]], known[pair[1]], *pair[2:]) for pair in kept.pairs),
        tuple(known[identifier] for identifier in kept.unanswered),
        tuple(Near(known[demand], known[achievement], score) for demand, achievement, score in kept.near),
    )


def build_matches(catalogue: Catalogue) -> Matches:
    """Confirmed pairs of listed records, and proposals between open ones that nobody has rejected."""
    # By id: terms are numbered as they come, and of equally weighty ones the first are kept.
    listed = sorted(catalogue.listed, key=lambda entry: entry.id)
    matcher = Matcher(listed, catalogue.vocabularies.synonyms)
    verdicts = build_verdicts(catalogue)
    demands, achievements = (_matchable(catalogue, kind) for kind in ("demand", "achievement"))
    choice = Choice(matcher, demands, achievements, verdicts.keys())
    matches = [*_confirmed(catalogue, matcher, verdicts), *_proposals(choice)]
    matches.sort(key=lambda match: (match.demand.id, *match.order))
    answered = {match.demand.id for match in matches if match.answers}
    unanswered = [entry for entry in demands if entry.id not in answered]
    return Matches(tuple(matches), tuple(unanswered), tuple(_near(choice, matches)))


def _matchable(catalogue: Catalogue, kind: str) -> list[Entry]:
    return [entry for entry in catalogue.listed if entry.kind == kind and can_be_matched(entry)]


def _confirmed(catalogue: Catalogue, matcher: Matcher, verdicts: Mapping[Pair, str]) -> Iterator[Match]:
    listed = {entry.id: entry for entry in catalogue.listed}
    for (demand, achievement), verdict in verdicts.items():
        if verdict == "confirmed" and demand in listed and achievement in listed:
            sides = listed[demand], listed[achievement]
            cosine = matcher.cosines(sides[:1], sides[1:])[0, 0]
            yield _build(*sides, matcher.judge(*sides, float(cosine)), matcher.topics(*sides), "confirmed")


def _proposals(choice: Choice) -> Iterator[Match]:
    for pair in sorted(choice.reasoned | choice.nearest):
        nearest = pair in choice.nearest
        yield _build(*choice.sides(pair), choice.judged[pair], choice.topics(pair), None, nearest=nearest)


def _near(choice: Choice, matches: Sequence[Match]) -> Iterator[Near]:
    """For each demand that nothing answers as many as fill up SHOWN, of what is not proposed."""
    filled = Counter(match.demand.id for match in matches)
    answered = {match.demand.id for match in matches if match.answers}
    for pair in choice.near():
        if filled[pair[0]] < SHOWN and pair[0] not in answered:
            filled[pair[0]] += 1
            yield Near(*choice.sides(pair), choice.judged[pair].score)


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
