"""Work that makes much and throws away little."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of circles: it would look again and again through millions of objects that all stay."""
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
