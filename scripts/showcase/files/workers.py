"""Independent pieces of work on all processors, by forked workers: they see what has been loaded without a copy."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")

FEWEST = 500
"""Records below which forking costs more than it saves."""

_work: Callable[[int], Any] | None = None
"""What the workers do; set before they are forked, since a closure cannot be sent to them."""


def spread(work: Callable[[int], T], pieces: int, records: int, chunk: int = 1) -> Iterator[T]:
    """`work(0)` … `work(pieces - 1)` in order; `records` says how large a catalogue they are made from.

    A worker is handed `chunk` pieces at a time. What the work keeps for later is lost with its worker.
    """
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    # A lock that another thread holds at the fork is held for ever in the worker: a preview has such threads.
    if records < FEWEST or processors < 2 or threading.active_count() > 1:  # noqa: PLR2004  # one is no spreading
        yield from map(work, range(pieces))
        return
    global _work  # noqa: PLW0603  # the one way into a fork
    _work = work
    with warnings.catch_warnings():
        # numpy's threads sleep while pages are made; Python 3.12 counts them.
        warnings.simplefilter("ignore", DeprecationWarning)
        pool = get_context("fork").Pool(processors)
    with pool:
        yield from pool.imap(_piece, range(pieces), chunk)


def _piece(number: int) -> Any:
    assert _work is not None
    return _work(number)
