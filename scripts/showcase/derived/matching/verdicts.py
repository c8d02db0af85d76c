"""What people have decided of pairs."""

from __future__ import annotations

from typing import Literal

from showcase.catalogue.load import Catalogue

Verdict = Literal["confirmed", "rejected"]
Pair = tuple[str, str]
"""A demand's id and an achievement's."""


def build_verdicts(catalogue: Catalogue) -> dict[Pair, Verdict]:
    """Verdicts from `matches` of either record, by present ids; what solved a demand is confirmed.

    Where two records contradict each other the pair is rejected: nobody is sent where one side has said no. A
    `resolution` is a fact and outweighs both.
    """
    verdicts: dict[Pair, Verdict] = {}
    solved: dict[Pair, Verdict] = {}
    for entry in catalogue.entries:
        for match in entry.record.matches:
            if pair := _pair(catalogue, entry.id, match.id):
                verdicts[pair] = "rejected" if "rejected" in (match.verdict, verdicts.get(pair)) else "confirmed"
        resolution = entry.record.resolution
        if resolution and resolution.achievement and (pair := _pair(catalogue, entry.id, resolution.achievement)):
            solved[pair] = "confirmed"
    return verdicts | solved


def _pair(catalogue: Catalogue, one: str, other: str) -> Pair | None:
    """The demand first; None if the other record is not sound."""
    found = catalogue.by_id.get(other)
    if not found:
        return None
    return (one, found.id) if found.kind == "achievement" else (found.id, one)
