"""Matches as other systems read them: with their reasons in a record's document, the pairs alone in matches.json."""

from __future__ import annotations

from datetime import date
from typing import Literal

from showcase.catalogue.entry import Entry
from showcase.derived.matching import Match, Matches
from showcase.outputs.feeds.base import Document


class MatchParts(Document):
    """What the score is made of, each from 0 to 1; null where one side says nothing that compares."""

    text: float
    targets: float | None
    fields: float
    stage: float | None
    budget: float | None


class MatchReason(Document):
    """Why, in Chinese, as the record's page says it."""

    kind: str
    text: str
    good: bool


class Suggestion(Document):
    """A record of the other kind that may suit this one."""

    id: str
    score: float
    verdict: Literal["confirmed"] | None
    parts: MatchParts
    reasons: list[MatchReason]


class MatchDocument(Document):
    """An achievement that may answer a demand; why stands in the documents of both."""

    demand: str
    achievement: str
    score: float
    verdict: Literal["confirmed"] | None


class NearDocument(Document):
    """An achievement that is described like a demand, and no more can be said for it."""

    demand: str
    achievement: str
    score: float


class MatchList(Document):
    """All pairs, by the demand's id, the best first. Pairs that a person has rejected are not among them."""

    version: str
    as_of: date
    count: int
    items: list[MatchDocument]
    near: list[NearDocument]
    unanswered: list[str]


def build_suggestions(entry: Entry, matches: Matches) -> list[Suggestion]:
    """The record's matches, confirmed ones first, then the best first."""
    return [
        Suggestion(
            id=match.other(entry).id,
            score=match.score,
            verdict=match.verdict,
            parts=_parts(match),
            reasons=_reasons(match),
        )
        for match in matches.of(entry)
    ]


def build_match_list(matches: Matches, version: str, as_of: date) -> MatchList:
    items = [
        MatchDocument(
            demand=match.demand.id,
            achievement=match.achievement.id,
            score=match.score,
            verdict=match.verdict,
        )
        for match in matches.pairs
    ]
    near = [
        NearDocument(demand=near.demand.id, achievement=near.achievement.id, score=near.score) for near in matches.near
    ]
    unanswered = [entry.id for entry in matches.unanswered]
    return MatchList(version=version, as_of=as_of, count=len(items), items=items, near=near, unanswered=unanswered)


def _parts(match: Match) -> MatchParts:
    return MatchParts(**vars(match.parts))


def _reasons(match: Match) -> list[MatchReason]:
    return [MatchReason(kind=reason.kind, text=reason.text, good=reason.good) for reason in match.reasons]
