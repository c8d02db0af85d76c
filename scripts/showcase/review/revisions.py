"""The state that a change starts from, read from git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from showcase.files.git import SUBMODULE, ask_git
from showcase.files.problem import Message
from showcase.past.history import HistoryError, check_complete, read_git

RECORDS = ("content/achievements", "content/demands")
VOCABULARIES = "content/vocabularies"


_NAMED = ("tags", "heads", "remotes")


def load_merge_base(root: Path, revision: str) -> str:
    """The commit that HEAD and `revision` have in common; raises HistoryError."""
    check_complete(root)
    named = {f"refs/{kind}/{revision}" for kind in _NAMED}
    if len(named.intersection((ask_git(root, "for-each-ref", "--format=%(refname)") or "").splitlines())) > 1:
        message = Message(
            f"“{revision}”既是标签又是分支，git 会取标签；请写全，如 refs/heads/{revision} 或 refs/remotes/{revision}",
            f"{revision} names a tag and a branch, and git would take the tag: write refs/heads/{revision}",
        )
        raise HistoryError(message, serious=True)
    if any(not (root / name).exists() for name in _unwatched(root)):
        raise HistoryError(_SPARSE, serious=True)
    # Not --end-of-options, which a git of before 2020 takes for a name: no revision begins with a hyphen.
    known = not revision.startswith("-")
    commit = ask_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") if known else None
    if commit is None and known and ask_git(root, "rev-parse", "--verify", "--quiet", revision):
        message = Message(
            f"“{revision}”读不出一次提交：名称不对，或仓库不完整；请核对名称，或重新克隆",
            f"{revision} gives no commit: the name is wrong, or the repository is not complete",
        )
        raise HistoryError(message, serious=True)
    if commit is None:
        message = Message(
            f"找不到版本“{revision}”；请先运行 git fetch，或核对名称，如 origin/main",
            f"there is no revision {revision}: run git fetch, or look at the name again, as origin/main",
        )
        raise HistoryError(message, serious=True)
    base = ask_git(root, "merge-base", commit.strip(), "HEAD")
    if base is None:
        message = Message(
            f"当前分支与“{revision}”没有共同的历史，无法比较", f"HEAD and {revision} have no history in common"
        )
        raise HistoryError(message, serious=True)
    return base.strip()


def _unwatched(root: Path) -> Iterator[str]:
    """Files of the content that git was told not to look at: left out by a sparse checkout, or assumed unchanged."""
    for line in os.fsdecode(read_git(root, "ls-files", "-v", "-z", "--", "content")).split("\0"):
        if line.startswith("S ") or line[:1].islower():
            yield line[2:]


_SPARSE = Message(
    "这是稀疏检出，content/ 没有全部取出；请运行 git sparse-checkout disable",
    "this is a sparse checkout without all of content/: run git sparse-checkout disable",
)


def load_changed(root: Path, base: str) -> frozenset[str]:
    """Paths below content/ that differ between `base` and the working tree, the new, moved and deleted ones too."""
    tracked = _names(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", "content")
    return frozenset(tracked | {*_unwatched(root)} | _names(root, "ls-files", "--others", "-z", "--", "content"))


def _names(root: Path, *arguments: str) -> set[str]:
    """The names of files that git lists; raises HistoryError."""
    return set(filter(None, os.fsdecode(read_git(root, *arguments)).split("\0")))


def load_others(root: Path, base: str) -> tuple[str, ...]:
    """Paths that differ outside content/'s records and vocabularies, named from the repository's top folder.

    So is a submodule, wherever it stands: another repository, of which nothing is read here. Untracked files count
    too, but for what .gitignore names: the built site lies there.
    """
    top = Path((ask_git(root, "rev-parse", "--show-toplevel") or str(root)).strip("\n"))
    changed = _diff(top, base)
    untracked = _names(top, "ls-files", "--others", "--exclude-standard", "-z")
    prefix = (ask_git(root, "rev-parse", "--show-prefix") or "").strip("\n")
    reviewed = tuple(f"{prefix}{folder}/" for folder in (*RECORDS, VOCABULARIES))
    others = {name for name in {*changed} | untracked if not name.startswith(reviewed)}
    return tuple(sorted(others | {name for name, mode in changed.items() if mode == SUBMODULE}))


def _diff(top: Path, base: str) -> dict[str, str]:
    """What differs between `base` and the working tree, with the mode that it has now."""
    told = os.fsdecode(read_git(top, "diff", "--raw", "--no-renames", "--no-relative", "-z", base)).split("\0")
    return {name: about.split(" ")[1] for about, name in zip(told[::2], told[1::2], strict=False)}


def load_used(root: Path, base: str) -> dict[str, str]:
    """Every id that a record file ever had up to `base`, with the file's last path."""
    log = read_git(
        root,
        "log",
        "--diff-filter=A",
        "--no-renames",
        "--name-only",
        "--format=",
        "--relative",
        "-z",
        base,
        "--",
        *RECORDS,
    )
    paths = [PurePosixPath(name.strip("\n")) for name in os.fsdecode(log).split("\0") if name.strip("\n")]
    return {path.stem: path.as_posix() for path in reversed(paths) if path.suffix == ".md"}


def load_last(root: Path, base: str, path: str) -> str:
    """The text of a file as it was before it was deleted; empty if it never was."""
    commit = ask_git(root, "log", "-1", "--format=%H", "--diff-filter=D", "--no-renames", base, "--", path)
    return (ask_git(root, "cat-file", "blob", f"{commit.strip()}^:./{path}") or "") if commit else ""
