"""How good a ranking is, and where the middle of numbers lies."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

DEPTH = 10
HELPFUL = 2


def ndcg(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """nDCG@10 with gains 2^grade - 1."""
    gains = [2 ** grades.get(name, 0) - 1 for name in ranking[:DEPTH]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:DEPTH]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def recall_at_depth(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Of the helpful records (grade 2 or 3) the part that stands among the first ten."""
    helpful = {name for name, grade in grades.items() if grade >= HELPFUL}
    return len(helpful & set(ranking[:DEPTH])) / min(len(helpful), DEPTH)


def recall(ranking: Collection[str], relevant: Collection[str]) -> float:
    """Of all relevant records the part that was found at any place."""
    return len(set(ranking) & set(relevant)) / len(relevant)


def precision(ranking: Collection[str], relevant: Collection[str]) -> float:
    """Of what was found the part that is relevant; 1 if nothing was."""
    return len(set(ranking) & set(relevant)) / len(ranking) if ranking else 1.0


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
