"""Options and fixtures that several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tree import make_tree

# The same examples on every machine: a pull request must not fail by somebody else's luck.
settings.register_profile("showcase", derandomize=True, deadline=None, database=None)
settings.load_profile("showcase")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write the expected output of the corpus anew instead of comparing it; read the diff before you commit it",
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A catalogue without records, with the corpus' own vocabularies."""
    return make_tree(tmp_path)
