"""When each file of the content last changed, from git."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from showcase.files.git import ask_git

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Commit:
    """A commit that touched a file; `time` is its committer date in Shanghai."""

    sha: str
    time: datetime


History = dict[str, tuple[Commit, ...]]


def load_history(root: Path) -> History:
    """Commits of every file below content/, newest first, by path from `root`.

    Empty outside a git repository and in a shallow clone, where git would name the wrong commit.
    Files with uncommitted changes are left out: no commit holds what they say now.
    """
    if (ask_git(root, "rev-parse", "--is-shallow-repository") or "").strip() != "false":
        return {}
    # -z: names of files come as they are, not quoted; a NUL is the one character that none can hold.
    log = ask_git(root, "log", "--format=%x00%H %ct", "--name-only", "--relative", "-z", "--", "content") or ""
    history: dict[str, list[Commit]] = {}
    commit = None
    parts = iter(log.split("\0"))
    for part in parts:
        if part and commit:
            history.setdefault(part.removeprefix("\n"), []).append(commit)
        elif head := next(parts, ""):  # an empty part announces the next commit
            sha, seconds = head.split()
            commit = Commit(sha, datetime.fromtimestamp(int(seconds), SHANGHAI))
    dirty = (ask_git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "content") or "").split("\0")
    return {name: tuple(commits) for name, commits in history.items() if name not in dirty}
