"""What answers a found record from the other side: a problem stands in a demand, its remedy in an achievement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from showcase.catalogue.entry import Entry
from showcase.derived.matching import Matches

SURE = 0.6
"""Score from which a proposal goes along with a found record: who searched asked for one of the two only."""


def build_counterparts(entries: Sequence[Entry], matches: Matches) -> list[list[int]]:
    """For each entry the numbers of its counterparts, the best first."""
    number = {entry.id: at for at, entry in enumerate(entries)}
    found: list[dict[int, None]] = [{} for _ in entries]
    for demand, achievement in _pairs(entries, matches):
        if demand in number and achievement in number:
            found[number[demand]][number[achievement]] = None
            found[number[achievement]][number[demand]] = None
    return [list(numbers) for numbers in found]


def _pairs(entries: Sequence[Entry], matches: Matches) -> Iterator[tuple[str, str]]:
    """The ids of demand and achievement: what solved a demand, whether still listed or not, then the sure pairs."""
    for entry in entries:
        resolution = entry.record.resolution
        if resolution and resolution.achievement:
            yield entry.id, resolution.achievement
    for match in sorted(matches.pairs, key=lambda match: match.order):
        if match.verdict or match.score >= SURE:
            yield match.demand.id, match.achievement.id
