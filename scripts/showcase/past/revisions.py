"""Every version of every record file that main published, read from git with two processes.

What main published is the first-parent line of HEAD: a merge is one step, whatever happened on the
branch before it.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from showcase.files.git import GitError, run_git
from showcase.files.problem import Message
from showcase.past.history import SHANGHAI, Commit
from showcase.schema.records import FOLDERS

REGULAR = ("100644", "100755")
_GONE = "000000"
_LOG = (
    *("-c", "log.showRoot=true", "log", "--first-parent", "--diff-merges=first-parent", "--reverse"),
    *("--raw", "--no-abbrev", "--no-renames", "--relative", "-z", "--format=%x00%H %ct"),
)
_HEADER = re.compile(rb"([0-9a-f]{40,64}) (\d+)")


class HistoryError(Exception):
    """The content's past cannot be told. `serious`: there is a repository, so it ought to be possible."""

    def __init__(self, message: Message, *, serious: bool) -> None:
        super().__init__(message.en)
        self.message = message
        self.serious = serious


@dataclass(frozen=True)
class Revision:
    """A step of main: its commit and, by path from the root, each record file's blob or None if it is gone."""

    commit: Commit
    blobs: dict[str, str | None]


def load_revisions(root: Path) -> tuple[Revision, ...]:
    """The steps that touched record files, oldest first; raises HistoryError.

    A step dated before its predecessor counts as made at the same moment, so that time never runs backwards.
    What is no regular file (a link, a submodule) is no version: the former one stands.
    """
    check_complete(root)
    return _read_log(root, _git(root, "rev-parse", "HEAD"))


@lru_cache(maxsize=1)
def _read_log(root: Path, _head: bytes) -> tuple[Revision, ...]:
    """As `load_revisions`; one commit has one past, which check, build and a preview's next build share."""
    log = _git(root, *_LOG, "--", *(f"content/{folder}" for folder in FOLDERS.values()))
    revisions: list[Revision] = []
    for part in (parts := iter(log.split(b"\0"))):
        if header := _HEADER.fullmatch(part.rstrip(b"\n")):
            time = datetime.fromtimestamp(int(header[2]), SHANGHAI)
            if revisions:
                time = max(time, revisions[-1].commit.time)
            revisions.append(Revision(Commit(header[1].decode(), time), {}))
        elif part.lstrip(b"\n").startswith(b":"):
            # A name follows its line at once: whatever it holds, it cannot pass for a line.
            _, mode, _, blob, _ = part.decode().strip().split(" ")
            name = os.fsdecode(next(parts))
            if mode in (*REGULAR, _GONE):
                revisions[-1].blobs[name] = None if mode == _GONE else blob
    return tuple(revisions)


def load_blobs(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each blob, in the given order."""
    with tempfile.TemporaryFile() as names:
        names.write("".join(f"{blob}\n" for blob in blobs).encode())
        names.seek(0)
        command = ["git", "cat-file", "--batch", "--buffer"]
        with subprocess.Popen(command, cwd=root, stdin=names, stdout=subprocess.PIPE) as process:  # noqa: S603  # fixed
            assert process.stdout is not None
            while header := process.stdout.readline():
                blob, kind, *size = header.decode().split()
                if kind != "blob":
                    raise _unreadable(f"{blob} {kind}")
                yield blob, process.stdout.read(int(size[0]))
                process.stdout.read(1)  # the line break after each blob


def check_complete(root: Path) -> None:
    """Raises HistoryError unless `root` is in a repository with commits and its whole history."""
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        raise HistoryError(Message("这里不是 git 仓库", "this is no git repository"), serious=False)
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        message = Message(
            "这是浅克隆，缺少历史；请运行 git fetch --unshallow（CI 中取全部历史，如 fetch-depth: 0）",
            "this is a shallow clone, without its history: run git fetch --unshallow (on CI, fetch-depth: 0)",
        )
        raise HistoryError(message, serious=True)
    if not _git(root, "rev-list", "--all", "--max-count=1"):
        raise HistoryError(Message("仓库里还没有提交", "the repository has no commit yet"), serious=False)


def _git(root: Path, *arguments: str) -> bytes:
    try:
        return run_git(root, *arguments)
    except GitError as error:
        raise _unreadable(str(error)) from None


def _unreadable(words: str) -> HistoryError:
    return HistoryError(
        Message(f"git 读不出历史：{words}", f"git cannot read the history: {words}"),
        serious=True,
    )
