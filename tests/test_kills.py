"""Killed at any moment, a command that changes records leaves the former state or the new one, never one between.

`make soak` kills at a hundred moments of each; here each step below the root is tried, and a few elsewhere.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from building import AS_OF_EPOCH, REPOSITORY
from faulty import faulty
from killing import read as digests
from showcase.cli import main
from showcase.mirror import mirror as run_mirror
from tree import NEW, RECORD, put

SOAK = int(os.environ.get("SHOWCASE_SOAK", "0"))
"""How many random moments of each command are tried beside the steps below the root."""
pytestmark = pytest.mark.soak


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


def killed(template: Path, place: Path, arguments: list[str], **options: Any) -> list[dict[str, Any]]:
    """What was seen at each kill; `place` is a folder for all it makes, the options are killing.py's."""
    (place / "drafts").mkdir()
    folders = {"template": str(template), "folder": str(place / "copy"), "drafts": str(place / "drafts")}
    people = {f"GIT_{role}_{what}": "e@m.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    fixed = {"SOURCE_DATE_EPOCH": AS_OF_EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        [sys.executable, REPOSITORY / "tests/support/killing.py"],
        input=json.dumps({"arguments": arguments, "look": ".", "steps": False} | folders | options),
        env=os.environ | people | fixed | {"SHOWCASE_CACHE": str(place / "cache")},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in result.stdout.splitlines()]


def some_moments(most: int, few: int = 2, share: int = 1) -> list[int]:
    return random.Random(5).choices(range(1, most), k=SOAK // share or few)  # noqa: S311  # moments, no secrets


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_killed_before_each_step(
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    command: Callable[[Path], list[str]],
) -> None:
    """After each kill the next command finds all of the change or none; run again, it does the rest; no trace stays."""
    monkeypatch.chdir(repository)
    arguments = command(tmp_path_factory.mktemp("inbox"))
    moments = some_moments(120)
    views = killed(repository, tmp_path_factory.mktemp("place"), arguments, steps=True, moments=moments)
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


def test_killed_builds(project: Path, tmp_path: Path) -> None:
    """Readers of a killed build's site see the former one or the new one; the next build leaves no trace of it.

    A fifth of the moments: each is three builds, and `test_killed_outright` kills a hundred more.
    """
    shutil.copytree(project, tmp_path / "template", symlinks=True)
    record = tmp_path / "template/content/achievements/2026/a2026-ceshi-003.md"
    record.write_text(record.read_text("utf-8").replace("清洗剂三次", "清洗剂四次"), "utf-8")
    whole, *views = killed(
        tmp_path / "template", tmp_path, ["build"], look="site", moments=[0, *some_moments(700, few=1, share=5)]
    )
    before = digests(project / "site")

    assert (whole["killed"], whole["found"] == before) == (False, False)
    assert any(view["killed"] for view in views)
    assert [view["seen"] for view in views if view["seen"] not in (before, whole["seen"])] == []
    assert [view["again"] == whole["seen"] for view in views] == [True] * len(views)
    assert [view["drafts"] for view in views] == [[]] * len(views)


def told(path: str, data: bytes) -> dict[str, Any]:
    return {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def published(folder: Path, number: int) -> Path:
    """A source for mirrors, with files that stay and files that change."""
    files = {"same.json": b"{}", "changed.json": b"[%d]" % number, f"only/{number}.json": b"1"}
    part = json.dumps({"files": [told(*item) for item in files.items()]}).encode()
    manifest = {"version": "1.0", "url": "https://showcase.example/", "parts": [told("part.json", part)]}
    for path, data in {**files, "part.json": part, "api/v1/index.json": json.dumps(manifest).encode()}.items():
        put(folder, path, data)
    return folder


def test_killed_mirrors(tmp_path: Path) -> None:
    """Readers of a mirror that was killed at any step see one whole publication; run again it is in step."""
    (tmp_path / "template").mkdir()
    with faulty(published(tmp_path / "source", 1)) as server:
        run_mirror(server.url, tmp_path / "template/copy", lambda _: None)
        published(tmp_path / "source", 2)
        arguments = ["mirror", server.url, str(tmp_path / "copy/copy")]
        views = killed(
            tmp_path / "template", tmp_path, arguments, look="copy/current", steps=True, moments=some_moments(40)
        )
    before, after = digests((tmp_path / "template/copy/current").resolve()), views[-1]["again"]

    assert after["changed.json"] != before["changed.json"]
    assert sum(view["killed"] for view in views) > 10
    assert [view["seen"] for view in views if view["seen"] not in (before, after)] == []
    assert [view["again"] for view in views[-2:]] == [after] * 2
