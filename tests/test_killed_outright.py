"""A hundred whole `showcase build`s are ended by SIGKILL at moments spread over all that they do: `make soak`.

A moment is a share of the processor's time that a whole build takes, so that a busy machine does not shift it. A
quarter of the kills fall into the last seventh, so that the switch is among them. One half ends the whole group of
processes, as a machine that stops, the other only the first, as the kernel does for want of memory. What was hit is
read off the disk and counted.
"""

from __future__ import annotations

import collections
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import AS_OF_EPOCH, make_project
from killing import read
from showcase.publishing.built import BuiltSite
from showcase.publishing.verification import check_site

KILLS = int(os.environ.get("SHOWCASE_SOAK", "0"))
RECORD = "content/achievements/2026/a2026-ceshi-003.md"
KEPT = {"a2026-ceshi-002.md", "a2026-ceshi-003.md", "d2026-ceshi-002.md"}
"""Records of the tests' catalogue that point to no others: a small site is soon built."""
PATIENCE_S = 10
ENOUGH = 60
"""Kills among which some hit each of the moments that matter; of fewer it is luck."""
SHOWCASE = Path(sys.executable).parent / "showcase"


def make_small(root: Path) -> Path:
    make_project(root)
    (root / "content" / "events.yml").unlink()  # its events name the records that go
    for path in [*root.glob("content/achievements/*/*"), *root.glob("content/demands/*/*")]:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in KEPT:
            path.unlink()
    return root


def say(root: Path, number: int) -> None:
    """A text that the record never had."""
    path = root / RECORD
    text = path.read_text("utf-8")
    path.write_text(text.partition("\n第")[0] + f"\n第{number}批样品。\n", "utf-8")


def worked(process: int) -> float:
    """Seconds that the processors have given it so far (/proc/PID/schedstat)."""
    return int(Path(f"/proc/{process}/schedstat").read_text("ascii").split()[0]) / 1e9


def build_until(root: Path, variables: dict[str, str], moment: float, end: int) -> tuple[bool, float]:
    """Kill a build, `end` 1: with its group, after so many seconds of work; whether it was killed, what it took."""
    process = subprocess.Popen(
        [SHOWCASE, "build"],
        cwd=root,
        env=os.environ | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    took = 0.0
    while took < moment and os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        took = worked(process.pid)
        time.sleep(0.001)
    (os.killpg if end else os.kill)(process.pid, signal.SIGKILL)
    code = process.wait()
    assert code in (0, -signal.SIGKILL)
    assert gone(process.pid), "workers outlive their build"
    return code != 0, took


def gone(group: int) -> bool:
    """Whether no process of the group is left, soon."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def touched(folder: Path) -> dict[Path, tuple[int, int]]:
    found = ((path, path.stat()) for path in folder.rglob("*"))
    return {path: (status.st_ino, status.st_mtime_ns) for path, status in found}


def moments(length: float) -> Iterator[float]:
    """Seconds of work after which to kill, endlessly; `length` is what a whole build takes."""
    luck = random.Random(11)  # noqa: S311  # moments, no secrets
    while True:
        for begin in (0, 0, 0, length * 6 / 7):
            yield luck.uniform(begin, length)


@pytest.mark.soak
@pytest.mark.skipif(not KILLS, reason="takes many minutes: make soak")
def test_killed_outright(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The former or the new site stands whole, its checksums and links right; the next build is clean."""
    drafts, root = tmp_path / "drafts", make_small(tmp_path / "project")
    site, spare = root / "site", root / ".site.spare"
    drafts.mkdir()
    variables = {"SHOWCASE_CACHE": str(tmp_path / "cache"), "TMPDIR": str(drafts), "SOURCE_DATE_EPOCH": AS_OF_EPOCH}
    variables |= {"NO_MKDOCS_2_WARNING": "1"}
    for number in (-2, -1):
        say(root, number)
        killed, length = build_until(root, variables, float("inf"), 0)
        assert not killed
    before, hits = read(site), collections.Counter[str]()
    for number, moment in zip(range(KILLS), moments(length), strict=False):
        say(root, number)
        inode, former = site.stat().st_ino, touched(spare)
        killed, _ = build_until(root, variables, moment, number % 2)
        shown, switched = read(site), site.stat().st_ino != inode
        where = "after the switch" if switched else "within the writing" if touched(spare) != former else "before it"
        hits[where if killed else "too late"] += 1
        faults = [str(problem) for problem in check_site(BuiltSite(site, "https://showcase.example/"))]
        build_until(root, variables, float("inf"), 0)
        after = read(site)

        assert after != before
        assert shown == (after if switched else before), (number, moment)
        assert faults == []
        assert list(drafts.iterdir()) == []
        before = after
    with capsys.disabled():
        print(f"\n{KILLS} kills of builds of {length:.1f} s: {dict(hits)}")  # noqa: T201  # what was hit

    if KILLS >= ENOUGH:
        assert hits["within the writing"] >= KILLS / 10, hits
        assert hits["after the switch"], hits
