"""The catalogue as main published it at the end of a past day.

The files of the last commit of that day are read again and checked by today's rules: a past record that breaks a
rule made since is left out, and `States.unsound` counts those. Nothing comes from the working tree, so that
a digest can be made again, from any full clone, with the same result.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from showcase.catalogue import Catalogue, load
from showcase.digest.period import Period
from showcase.history import SHANGHAI, History, load_history


class PastError(Exception):
    """Why the past cannot be told, in Chinese, with a remedy."""


@dataclass(frozen=True)
class States:
    """The catalogue on the eve of a period and at its end; None before the first commit."""

    before: Catalogue | None
    after: Catalogue

    @property
    def unsound(self) -> int:
        """Record files of the end that today's rules refuse."""
        return len({problem.path for problem in self.after.errors})


def load_states(root: Path, period: Period) -> States:
    """Both ends of a period from git; raises PastError."""
    _check_repository(root)
    history = load_history(root)
    after = _load_state(root, period.last, history)
    if after is None:
        raise PastError(f"{period.label}结束时还没有任何提交，没有可以汇总的内容。")
    return States(_load_state(root, period.eve, history), after)


def _load_state(root: Path, day: date, history: History) -> Catalogue | None:
    end = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    commit = _last_commit(root, end)
    if commit is None:
        return None
    known = {path: tuple(step for step in steps if step.time < end) for path, steps in history.items()}
    with tempfile.TemporaryDirectory(prefix="showcase-") as folder:
        _export(root, commit, Path(folder))
        return load(Path(folder), day, known)


def _last_commit(root: Path, end: datetime) -> str | None:
    """The last step of main before a moment; a step dated before its predecessor was made at the same moment."""
    found, latest = None, 0
    for line in reversed(_git(root, "log", "--first-parent", "--format=%H %ct").decode().splitlines()):
        sha, seconds = line.split()
        latest = max(latest, int(seconds))
        if latest >= end.timestamp():
            break
        found = sha
    return found


def _export(root: Path, commit: str, folder: Path) -> None:
    (folder / "content").mkdir()
    if not _git(root, "ls-tree", "--name-only", commit, "content"):
        return
    with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", "--format=tar", commit, "content"))) as archive:
        files = [member for member in archive.getmembers() if member.isfile() or member.isdir()]
        archive.extractall(folder, files, filter="data")


def _check_repository(root: Path) -> None:
    shallow = _git(root, "rev-parse", "--is-shallow-repository").strip()
    if shallow != b"false":
        raise PastError("这是浅克隆，缺少历史；请运行 git fetch --unshallow 之后再试。")
    if not _git(root, "rev-list", "--all", "--max-count=1"):
        raise PastError("仓库里还没有提交，没有可以汇总的内容。")


def _git(root: Path, *arguments: str) -> bytes:
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True).stdout  # noqa: S603, S607  # git, wherever it is
    except FileNotFoundError:
        raise PastError("没有找到 git；专报由 git 历史生成，请先安装 git。") from None
    except subprocess.CalledProcessError as fault:
        words = fault.stderr.decode(errors="replace").strip()
        raise PastError(f"git 读不出历史：{words}") from None
