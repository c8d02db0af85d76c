"""Killed at any moment, a command that changes records leaves the former state or the new one, never one between.

`make soak` kills at a hundred moments of each; here each step below the root is tried, and a few elsewhere.
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from building import REPOSITORY, git
from showcase.cli import main
from tree import NEW, OTHER, OTHER_PATH, RECORD, RECORD_PATH, put

SOAK = int(os.environ.get("SHOWCASE_SOAK", "0"))
"""How many random moments of each command are tried beside the steps below the root."""


@pytest.fixture
def repository(tree: Path) -> Path:
    """Two published records on main."""
    put(tree, RECORD_PATH)
    put(tree, OTHER_PATH, OTHER)
    git(tree, "init", "-q", "-b", "main")
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "two")
    return tree


def sheet(inbox: Path) -> Path:
    """Changes both records of the repository and adds one."""
    path = inbox / "成果.csv"
    assert CliRunner().invoke(main, ["export", str(path), "--kind", "achievement"]).exit_code == 0
    head, *rows = csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True))
    changed = [[cell.replace("可对接", "洽谈中") for cell in row] for row in rows]
    texts = {"a2026-lanhai-001": "", "三角褐指藻混养生产岩藻黄素": "管网渗漏超声定位"}
    added = [texts.get(cell, cell) for cell in rows[0]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *changed, added])
    return path


def parcel(inbox: Path) -> Path:
    """A folder with a changed record and a new one."""
    put(inbox, "来件/a2026-lanhai-001.md", RECORD.replace("status: open", "status: negotiating"))
    return put(inbox, "来件/新成果.md", NEW).parent


def setting(_inbox: Path) -> list[str]:
    return ["set", "a2026-lanhai-001", "status=negotiating"]


def importing(inbox: Path) -> list[str]:
    return ["import", str(sheet(inbox))]


def accepting(inbox: Path) -> list[str]:
    return ["accept", str(parcel(inbox)), "--branch", "intake"]


COMMANDS = {"set": setting, "import": importing, "accept": accepting}


def killed(template: Path, place: Path, arguments: list[str], moments: list[int]) -> list[dict[str, Any]]:
    """What was seen at each kill, the `moments` last; `place` is a folder for the copy and the drafts."""
    (place / "drafts").mkdir()
    folders = {"template": str(template), "folder": str(place / "copy"), "drafts": str(place / "drafts")}
    people = {f"GIT_{role}_{what}": "e@m.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    result = subprocess.run(
        [sys.executable, REPOSITORY / "tests/support/killing.py"],
        input=json.dumps({"arguments": arguments, "moments": moments} | folders),
        env=os.environ | people | {"SOURCE_DATE_EPOCH": "1790827200"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_killed_before_each_step(
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    command: Callable[[Path], list[str]],
) -> None:
    """After each kill the next command finds all of the change or none; run again, it does the rest; no trace stays."""
    monkeypatch.chdir(repository)
    inbox, place = tmp_path_factory.mktemp("inbox"), tmp_path_factory.mktemp("place")
    arguments = command(inbox)
    moments = random.Random(5).choices(range(1, 120), k=SOAK or 3)  # noqa: S311  # moments, no secrets
    views = killed(repository, place, arguments, moments)
    steps, elsewhere = views[: -len(moments)], views[-len(moments) :]
    before, after = steps[0]["found"], steps[-1]["found"]

    assert [view["killed"] for view in steps] == [*[True] * (len(steps) - 1), False]
    assert before.keys() == {
        str(path.relative_to(repository)) for path in repository.rglob("*") if ".git" not in path.parts
    }
    assert [view["found"] for view in [*steps, *elsewhere] if view["found"] not in (before, after)] == []
    assert before != after
    assert [view["again"] for view in elsewhere] == [after] * len(elsewhere)
    assert [view["drafts"] for view in elsewhere] == [[]] * len(elsewhere)
    assert any(view["seen"] not in (before, after) for view in steps), "no kill hit the window that matters"
