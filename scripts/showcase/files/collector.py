"""Work that makes much and throws away little."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LARGE = 1 << 20
"""Bytes."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of glibc's malloc.h


def give_back() -> None:
    """Have what is large go back to the system as soon as it is freed.

    glibc raises its threshold with the first large block that is freed, and keeps later ones of that size in pieces
    (mallopt(3)): a build of ten thousand records held a sixth more at its peak.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(_MMAP_THRESHOLD, _LARGE)
        library.mallopt(_TRIM_THRESHOLD, _LARGE)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of circles: it would look again and again through millions of objects that all stay."""
    if not gc.isenabled():  # within such work already
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


@contextmanager
def collected() -> Iterator[None]:
    """Within such work, what makes circles that do not stay: all that was there before is left out of account."""
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.disable()
