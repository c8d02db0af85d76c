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
        gc.enable()
