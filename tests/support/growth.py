"""How a function's cost grows with its text: as a ratio to half the text, so that a busy machine decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

SIZES = (100, 400, 1_600)
"""Rising, so that what is cubic shows before it takes minutes."""
MOST = 3.0
"""Linear work doubles with the text, quadratic work grows fourfold."""
_NEGLIGIBLE = 0.002
"""Seconds of the processor; below that clocks and caches decide."""


def growth(work: Callable[[str], object], seed: str, sizes: tuple[int, ...] = SIZES) -> float:
    """The largest ratio of the cost of twice the text to that of the text, both made of `seed` over and over."""
    worst = 0.0
    for size in sizes:
        half, whole = ((seed * length)[:length] for length in (size, 2 * size))
        ratio, twice = _ratio(work, half, whole, 1)
        if ratio > MOST:  # once may be chance
            ratio = _ratio(work, half, whole, 5)[0]
        worst = max(worst, ratio)
        if worst > MOST or twice > 1:
            break
    return worst


def _ratio(work: Callable[[str], object], half: str, whole: str, times: int) -> tuple[float, float]:
    once, twice = (min(_seconds(work, text) for _ in range(times)) for text in (half, whole))
    return (twice / once if twice > _NEGLIGIBLE else 0.0), twice


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started
