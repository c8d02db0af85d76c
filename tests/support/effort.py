"""How many random cases a test tries: all of them in `make soak`, a part in a run of the whole suite."""

from __future__ import annotations

import os

PART = 3


def examples(number: int) -> int:
    """`number` in a soak, else a third of it."""
    return number if "SHOWCASE_SOAK" in os.environ else max(1, number // PART)
