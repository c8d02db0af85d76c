"""When the steps of main were made: their order is certain, the clocks of those who made them are not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def settle_times(times: Sequence[int], limit: int) -> list[int]:
    """The steps' times, oldest step first, so that none is later than the next.

    Believed is the largest set of times that are in order and not after `limit`; a step whose clock was wrong, ahead
    or behind, counts as made at the same moment as the one before it. So one commit from a clock in the future
    neither hides nor shifts what came after it.
    """
    believed = _in_order(times, limit) or _in_order(times, max(times, default=0))
    now = times[min(believed)] if believed else 0
    settled = []
    for number, time in enumerate(times):
        now = time if number in believed else now
        settled.append(now)
    return settled


def _in_order(times: Sequence[int], limit: int) -> set[int]:
    """The places of a longest run of times that never falls; of two that contradict each other, the earlier one."""
    tails: list[int] = []
    ends: list[int] = []
    after: list[int | None] = [None] * len(times)
    for number in range(len(times) - 1, -1, -1):
        if times[number] > limit:
            continue
        place = bisect_right(tails, -times[number])
        after[number] = ends[place - 1] if place else None
        tails[place : place + 1] = [-times[number]]
        ends[place : place + 1] = [number]
    found: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        found.add(at)
        at = after[at]
    return found
