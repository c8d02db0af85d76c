"""The browser's modules under Node.js' own test runner."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SUITES = sorted((Path(__file__).parent / "node").glob("*.test.mjs"))


@pytest.mark.parametrize("suite", SUITES, ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_suite(suite: Path, need: Callable[[str, str], str]) -> None:
    """Every test of the suite passes, and there is at least one."""
    result = subprocess.run(
        [need("node", "nodejs"), "--test", "--test-reporter=tap", str(suite)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
    assert "\nok 1 - " in result.stdout
