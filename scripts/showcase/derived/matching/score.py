"""How well an achievement may answer a demand, as a number made of parts that can be read apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.derived.matching.conditions import (
    Money,
    Overlap,
    compare_fields,
    compare_money,
    compare_stage,
    field_labels,
    stage_part,
)
from showcase.derived.matching.targets import Comparison, Measure, Metrics, compare_targets, parse_measures

HALF = 0.15
"""The cosine that is worth one half: two texts of one subject by different people are about so much alike."""
ROUGHLY = 0.5
"""Worth of a target met by an advantage whose name is only similar."""
UNKNOWN = 0.7
"""Worth of a stage or budget that is not said or to be negotiated: mostly it turns out to fit."""


@dataclass(frozen=True)
class Parts:
    """Each from 0 to 1; None where one side says nothing that compares."""

    text: float
    targets: float | None
    fields: float
    stage: float | None
    budget: float | None


# Set on bench/matching/development.yml alone; the other sets are kept for judging. The subject decides: all but the
# text together earn 0.29, which is below what is proposed (choice.LEAST), and order what the texts leave close.
WEIGHTS = Parts(text=0.71, targets=0.14, fields=0.07, stage=0.04, budget=0.04)


@dataclass(frozen=True)
class Judgement:
    """All that was compared, and the score with its parts."""

    parts: Parts
    score: float
    comparisons: Sequence[Comparison]
    overlap: Overlap
    ahead: int | None
    money: Money | None


@dataclass(frozen=True)
class Side:
    """What is compared of a record, read once."""

    entry: Entry
    measures: Sequence[Measure]
    labels: Mapping[str, bool]


def build_side(entry: Entry) -> Side:
    return Side(entry, parse_measures(entry.record), field_labels(entry))


def judge(demand: Side, achievement: Side, cosine: float, metrics: Metrics) -> Judgement:
    """Compare a demand and an achievement whose texts have this `cosine`."""
    wanted, offered = demand.entry.record, achievement.entry.record
    comparisons = compare_targets(demand.measures, achievement.measures, metrics)
    overlap = compare_fields(demand.labels, achievement.labels)
    ahead = compare_stage(wanted.stage_min, offered.stage, demand.entry.vocabularies.stages)
    money = compare_money(wanted.budget, offered.price)
    parts = Parts(
        text=round(cosine / (cosine + HALF), 3),
        targets=_targets_part(comparisons),
        fields=overlap.part,
        stage=stage_part(ahead),
        budget=None if money is None else round(money.part, 3),
    )
    return Judgement(parts, _score(parts), comparisons, overlap, ahead, money)


def _targets_part(comparisons: Sequence[Comparison]) -> float | None:
    """Share of targets met, short of 1 the fewer there are: one that fits may be chance, three are none."""
    if not comparisons:
        return None
    met = sum((1 if item.same else ROUGHLY) for item in comparisons if item.met)
    return round(met / (len(comparisons) + 1), 3)


def text_needed(least: float) -> float:
    """The cosine below which no pair reaches the score `least`, whatever else speaks for it."""
    others = (WEIGHTS.targets or 0) + WEIGHTS.fields + (WEIGHTS.stage or 0) + (WEIGHTS.budget or 0)
    part = max(0.0, (least - others) / WEIGHTS.text)
    return HALF * part / (1 - part)


def _score(parts: Parts) -> float:
    """The parts' weighted sum; targets of which none compares earn nothing."""
    known = (
        WEIGHTS.text * parts.text
        + (WEIGHTS.targets or 0) * (parts.targets or 0)
        + WEIGHTS.fields * parts.fields
        + (WEIGHTS.stage or 0) * (UNKNOWN if parts.stage is None else parts.stage)
        + (WEIGHTS.budget or 0) * (UNKNOWN if parts.budget is None else parts.budget)
    )
    return round(known, 3)
