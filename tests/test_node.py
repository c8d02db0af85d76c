"""The browser's modules under Node.js' own test runner, as they are written and as they are published."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from building import CONTENT, REPOSITORY
from showcase.outputs.assets.scripts import join_modules
from showcase.outputs.compiled import render_modules
from showcase.schema.vocabulary_files import load_vocabularies

SUITES = sorted((Path(__file__).parent / "node").glob("*.test.mjs"))
IMPORTED = re.compile(r'from "\.\./\.\./theme/(assets/[^"]+)"')
each_suite = pytest.mark.parametrize("suite", SUITES, ids=lambda path: path.name.removesuffix(".test.mjs"))


def run(suite: Path, node: str) -> None:
    """Every test of the suite passes, and there is at least one."""
    command = [node, "--test", "--test-reporter=tap", str(suite)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert "\nok 1 - " in result.stdout


@each_suite
def test_suite(suite: Path, need: Callable[[str, str], str]) -> None:
    """As the modules are written."""
    run(suite, need("node", "nodejs"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The suites beside the modules that they import, each as the site has it: joined and without comments."""
    root = tmp_path_factory.mktemp("published")
    shutil.copytree(REPOSITORY / "tests" / "node", root / "tests" / "node")
    vocabularies, _ = load_vocabularies(CONTENT.parent)
    compiled = render_modules(vocabularies)
    for path in {path for suite in SUITES for path in IMPORTED.findall(suite.read_text("utf-8"))}:
        module = root / "theme" / path
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_bytes(join_modules(REPOSITORY / "theme", path, compiled))
    return root / "tests" / "node"


@each_suite
def test_suite_as_published(suite: Path, published: Path, need: Callable[[str, str], str]) -> None:
    """As visitors get them: the minifier changes nothing but blanks that no text and no pattern needs."""
    run(published / suite.name, need("node", "nodejs"))
