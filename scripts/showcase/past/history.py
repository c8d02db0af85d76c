"""What main published, from one reading of git's log: its steps, and for each file the commits that touched it.

What main published is the first-parent line of HEAD: a merge is one step, whatever happened on the branch before it.
What is told of a single file is finer: the commits in which somebody changed it, those of a branch included.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from pathlib import Path

from showcase.files import git
from showcase.files.git import NOT_INSTALLED, REGULAR, GitError, run_git
from showcase.files.problem import Message
from showcase.past.clock import settle_times
from showcase.past.day import SHANGHAI, seconds_of

_GONE = "000000"
_LOG = (
    *("log", "--diff-merges=first-parent", "--raw", "--no-abbrev", "--no-renames", "--relative"),
    *("-z", "--format=%x00%H %ct %P"),
)
"""Not only of content/: the parents of the commits between are what tells the first-parent line."""
_HEADER = re.compile(rb"([0-9a-f]{40,64}) (\d*) ([0-9a-f ]*)")


class HistoryError(Exception):
    """The content's past cannot be told. `serious`: there is a repository, so it ought to be possible."""

    def __init__(self, message: Message, *, serious: bool) -> None:
        super().__init__(message.en)
        self.message = message
        self.serious = serious


@dataclass(frozen=True)
class Commit:
    """A commit; `time` is when it was made, by the committer's clock unless that was wrong, in Shanghai."""

    sha: str
    time: datetime


@dataclass(frozen=True)
class Revision:
    """A step of main: its commit and, by path from the root, each file's blob or None if it is gone."""

    commit: Commit
    blobs: dict[str, str | None]


@dataclass(frozen=True)
class History:
    """The steps that touched content/, oldest first; by path the commits that changed a file, newest first.

    `ahead` are the steps whose clocks said a day that is to come, with that day.
    """

    root: Path
    revisions: tuple[Revision, ...]
    touches: Mapping[str, tuple[Commit, ...]]
    ahead: tuple[tuple[Revision, date], ...] = ()

    def until(self, end: datetime) -> History:
        """What was known before a moment."""
        return replace(
            self,
            revisions=tuple(step for step in self.revisions if step.commit.time < end),
            touches={path: tuple(one for one in all_ if one.time < end) for path, all_ in self.touches.items()},
        )

    @property
    def last(self) -> Commit | None:
        return self.revisions[-1].commit if self.revisions else None

    def holds(self, path: str, raw: bytes) -> str | None:
        """The blob that a file is at the last step, if it says now what it said then."""
        blob = self._held.get(path)
        return blob if blob is not None and blob in _names_of(raw, len(blob)) else None

    def commits(self, path: str, raw: bytes) -> tuple[Commit, ...]:
        """The commits that changed a file, newest first; none if no step holds what it says now."""
        return self.touches.get(path, ()) if self.holds(path, raw) else ()

    @cached_property
    def _held(self) -> dict[str, str | None]:
        return {path: blob for revision in self.revisions for path, blob in revision.blobs.items()}


def _names_of(raw: bytes, length: int) -> Iterator[str]:
    """What git calls a file of these bytes, whichever way a checkout has ended its lines."""
    unix = raw.replace(b"\r\n", b"\n")
    for data in (raw, *([unix] if unix != raw else []), unix.replace(b"\n", b"\r\n")):
        # Git's name for content, nothing that is to be kept secret.
        name = hashlib.new("sha1" if length == _SHA1 else "sha256", b"blob %d\0" % len(data), usedforsecurity=False)
        name.update(data)
        yield name.hexdigest()


_SHA1 = 40


def load_history(root: Path, as_of: date) -> History:
    """The past of the catalogue at `root`, told on the day `as_of`; raises HistoryError."""
    said = _read_log(root, check_complete(root))
    steps = [entry for entry in _main_line(said) if entry.blobs]
    tomorrow = datetime.combine(max(as_of, datetime.now(SHANGHAI).date()) + timedelta(days=1), time(), SHANGHAI)
    settled = settle_times([entry.seconds for entry in steps], int(tomorrow.timestamp()) - 1)
    times = {entry.sha: _moment(seconds) for entry, seconds in zip(steps, settled, strict=True)}
    revisions = tuple(Revision(Commit(entry.sha, times[entry.sha]), entry.blobs) for entry in steps)
    newest = max(times.values(), default=tomorrow)
    touches: dict[str, list[Commit]] = {}
    for entry in said:
        own = min(_moment(entry.seconds), newest)
        for path in entry.blobs if len(entry.parents) <= 1 else ():
            touches.setdefault(path, []).append(Commit(entry.sha, times.get(entry.sha, own)))
    return History(
        root,
        revisions,
        {path: tuple(commits) for path, commits in touches.items()},
        tuple(
            (revision, _moment(entry.seconds).date())
            for revision, entry in zip(revisions, steps, strict=True)
            if _moment(entry.seconds) >= tomorrow
        ),
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, SHANGHAI)


@dataclass(frozen=True)
class _Logged:
    """A commit as the log has it: of a merge, what it brought to its first parent."""

    sha: str
    seconds: int
    parents: tuple[str, ...]
    blobs: dict[str, str | None]


def _main_line(said: tuple[_Logged, ...]) -> list[_Logged]:
    """The first-parent line, oldest first."""
    by_sha = {entry.sha: entry for entry in said}
    line = [said[0]]
    while line[-1].parents:
        line.append(by_sha[line[-1].parents[0]])
    return line[::-1]


@lru_cache(maxsize=1)
def _read_log(root: Path, _head: str) -> tuple[_Logged, ...]:
    """All commits, newest first; one commit has one past, which a preview's next build shares.

    What is no regular file (a link, a submodule) is no version: the former one stands.
    """
    log = read_git(root, *_LOG)
    said: list[_Logged] = []
    for part in (parts := iter(log.split(b"\0"))):
        if header := _HEADER.fullmatch(part.rstrip(b"\n")):
            said.append(_Logged(header[1].decode(), seconds_of(header[2]), tuple(header[3].decode().split()), {}))
        elif part.lstrip(b"\n").startswith(b":"):
            # A name follows its line at once: whatever it holds, it cannot pass for a line.
            _, mode, _, blob, _ = part.decode().strip().split(" ")
            name = os.fsdecode(next(parts))
            if mode in (*REGULAR, _GONE) and name.startswith("content/"):
                said[-1].blobs[name] = None if mode == _GONE else blob
    return tuple(said)


def load_blobs(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each blob, in the given order; raises HistoryError."""
    try:
        yield from git.load_blobs(root, blobs)
    except GitError as error:
        raise _unreadable(error) from None


def check_complete(root: Path) -> str:
    """HEAD's commit; raises HistoryError unless `root` is in a repository with commits and its whole history."""
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        raise HistoryError(Message("这里不是 git 仓库", "this is no git repository"), serious=False)
    shallow = read_git(root, "rev-parse", "--is-shallow-repository").strip()
    if shallow.startswith(b"-"):  # what git does not know, it says again
        raise HistoryError(_OUTDATED, serious=True)
    if shallow != b"false":
        message = Message(
            "这是浅克隆，没有全部历史；请运行 git fetch --unshallow（CI 中取全部历史，如 fetch-depth: 0）",
            "this is a shallow clone, without its history: run git fetch --unshallow (on CI, fetch-depth: 0)",
        )
        raise HistoryError(message, serious=True)
    if (head := git.ask_git(root, "rev-parse", "--verify", "--quiet", "HEAD")) is None:
        raise HistoryError(Message("仓库里还没有提交", "the repository has no commit yet"), serious=False)
    return head.strip()


def read_git(root: Path, *arguments: str) -> bytes:
    """What `git arguments` writes in `root`; raises HistoryError."""
    try:
        return run_git(root, *arguments)
    except GitError as error:
        raise _unreadable(error) from None


_OUTDATED = Message(git.OUTDATED, "git is too old here: install 2.20 or newer")


def _unreadable(error: GitError) -> HistoryError:
    if error.outdated:
        return HistoryError(_OUTDATED, serious=True)
    if error.foreign:
        message = Message(
            "这个仓库属于另一个用户，git 不肯读；核实来源后运行 git config --global --add safe.directory <仓库的路径>",
            "the repository belongs to another user: if you trust it, run git config --global --add safe.directory"
            " <its path>",
        )
    elif str(error) == NOT_INSTALLED:
        message = Message("没有安装 git", "git is not installed")
    elif "promisor remote" in str(error):
        message = Message(
            "git 读不出历史：这是部分克隆，缺少旧版本的内容，也没能取到；请联网后重试，或重新完整克隆（不加 --filter）",
            "git cannot read the history: a partial clone lacks it and could not fetch it; go online, or clone without"
            " --filter",
        )
    elif "not a git repository" in str(error):
        message = Message(
            "这里不是 git 仓库，或 .git 已损坏；请重新克隆", "no git repository, or a broken one: clone it anew"
        )
    else:
        detail = str(error).rpartition("\n")[2]
        message = Message(
            f"git 读不出历史，仓库可能已损坏或不完整；请运行 git fsck 检查，或重新克隆（git 的原话：{detail}）",
            f"git cannot read the history, the repository may be broken: run git fsck, or clone again ({detail})",
        )
    return HistoryError(message, serious=True)
