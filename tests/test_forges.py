"""The check of a request in the runners that stand in for the forges' own: `make soak`, which fetches them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from building import REPOSITORY, git
from environments import install

FORGES = Path(__file__).parent / "forges"
"""The newest that takes Node.js 20."""
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not os.environ.get("SHOWCASE_SOAK"), reason="fetches packages: make soak"),
]
WRONG, RIGHT = "短", "新的名称，写得够长"


@pytest.fixture
def request_for(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a clone whose branch gives a record another title, beside what it is to be merged into."""

    def make(title: str) -> Path:
        clone, origin = tmp_path / "clone", tmp_path / "origin.git"
        git(tmp_path, "clone", "-q", str(REPOSITORY), "clone")
        git(clone, "checkout", "-q", "-B", "main")
        git(tmp_path, "clone", "-q", "--bare", str(clone), "origin.git")
        git(clone, "remote", "set-url", "origin", str(origin))
        git(clone, "fetch", "-q", "origin")
        git(clone, "checkout", "-q", "-b", "request")
        record = min(clone.glob("content/achievements/*/*.md"))
        record.write_text(
            re.sub(r"^title: .*", f"title: {title}", record.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
        )
        git(clone, "commit", "-q", "-a", "-m", "a request")
        return clone

    return make


def run(command: list[object], clone: Path) -> subprocess.CompletedProcess[str]:
    """In a home of its own, as on a machine that is thrown away."""
    home = clone.with_name("home")
    home.mkdir(exist_ok=True)
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config")}
    return subprocess.run(
        [str(part) for part in command], cwd=clone, env=os.environ | own, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("title", [WRONG, RIGHT], ids=["wrong", "right"])
def test_github(
    request_for: Callable[[str], Path], tmp_path: Path, lack: Callable[[str], NoReturn], title: str
) -> None:
    """act runs the workflow as it stands: a wrong record fails it beside its line, a right one passes."""
    made = install(sys.executable, tmp_path / "venv", [REPOSITORY / "tests/forges/requirements.lock"])
    if made.returncode:
        lack(f"act cannot be fetched: {made.stderr.strip()[-200:]}")
    clone = request_for(title)
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 1, "base": {"ref": "main"}, "head": {"ref": "request"}}}))
    workflow = [tmp_path / "venv/bin/act", "pull_request", "-W", ".github/workflows/check.yml", "-e", event]
    result = run([*workflow, "-P", "ubuntu-latest=-self-hosted", "--action-offline-mode"], clone)

    assert (result.returncode == 0) == (title == RIGHT), result.stdout + result.stderr
    assert ("Job succeeded" in result.stdout) == (title == RIGHT)
    assert ("至少 4 字，现为 1 字" in result.stdout) == (title == WRONG)


@pytest.mark.parametrize("title", [WRONG, RIGHT], ids=["wrong", "right"])
def test_gitlab(
    request_for: Callable[[str], Path], tmp_path: Path, lack: Callable[[str], NoReturn], title: str
) -> None:
    """The same of GitLab's pipeline, whose review is kept."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(FORGES / name, tmp_path)
    fetch = ["npm", "ci", "--prefix", str(tmp_path), "--no-audit", "--no-fund", "--silent"]
    made = subprocess.run(fetch, capture_output=True, text=True, check=False)
    if made.returncode:
        lack(f"gitlab-ci-local cannot be fetched: {made.stderr.strip()[-200:]}")
    clone = request_for(title)
    base = subprocess.run(["git", "rev-parse", "main"], cwd=clone, capture_output=True, text=True, check=True).stdout
    variables = {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base.strip()}
    named = [part for name, value in variables.items() for part in ("--variable", f"{name}={value}")]
    command = [tmp_path / "node_modules/.bin/gitlab-ci-local", "check", "--force-shell-executor", *named]
    result = run(command, clone)

    assert (result.returncode == 0) == (title == RIGHT), result.stdout + result.stderr
    assert ("至少 4 字，现为 1 字" in result.stdout) == (title == WRONG)
    assert "内容可以合并" in (clone / "review.md").read_text("utf-8") or title == WRONG
