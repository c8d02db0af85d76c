"""git, as the rest of the package asks it: in a configuration of our own, so that it answers alike on every machine."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""What a file begins with where Git LFS has not put the file itself."""
REGULAR = ("100644", "100755")
SUBMODULE = "160000"
_LINK = "120000"

_SETTINGS = {
    "color.ui": "false",  # `always` colours even what a program reads
    "core.attributesFile": os.devnull,
    "core.autocrlf": "input",  # a checkout that ends lines with CRLF has not changed
    "core.fsmonitor": "false",  # a program that the repository names
    "core.quotePath": "false",
    "core.untrackedCache": "false",
    "diff.external": "",
    "diff.ignoreSubmodules": "none",
    "diff.orderFile": os.devnull,
    "diff.relative": "false",
    "diff.renames": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "log.diffMerges": "off",
    "log.follow": "false",
    "log.mailmap": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
}
"""What a repository's own settings may change of an answer; those of the machine and of the user are not read."""

_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_ENVIRONMENT = {
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_GRAFT_FILE": f"{os.devnull}/none",  # as replaced objects: the same commit would have another past
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "C",
    "LC_ALL": "C",
}
_FOREIGN = "dubious ownership"
_UNKNOWN_TO_GIT = ("unknown option", "is not a git command", "usage: git")
OUTDATED = "这台机器的 git 太旧，请升级到 2.20 或更新的版本"
NOT_INSTALLED = "没有安装 git"


class GitError(Exception):
    """What git said when it refused, or that it is not installed."""

    @property
    def nameless(self) -> bool:
        """Whether git does not know who commits."""
        return "user.email" in str(self)

    @property
    def outdated(self) -> bool:
        """Whether git is too old to know what it was asked."""
        return any(words in str(self) for words in _UNKNOWN_TO_GIT)

    @property
    def foreign(self) -> bool:
        """Whether git will not read the repository since it belongs to another user."""
        return _FOREIGN in str(self)


def run_git(root: Path, *arguments: str) -> bytes:
    """What `git arguments` writes in `root`; raises GitError."""
    return _run(root, [*_command(), *arguments], _environment())


def commit_git(root: Path, *arguments: str) -> None:
    """Run a command of git's that makes a branch or a commit: as this user has set it up; raises GitError."""
    _run(root, ["git", "--no-pager", *arguments], os.environ | {"LANGUAGE": "C", "LC_ALL": "C"})


def _run(root: Path, command: list[str], environment: Mapping[str, str]) -> bytes:
    try:
        result = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)  # noqa: S603  # no shell
    except FileNotFoundError:
        raise GitError(NOT_INSTALLED) from None
    if result.returncode:
        raise GitError(result.stderr.decode(errors="replace").strip())
    return result.stdout


def _command() -> list[str]:
    settings = [f"{name}={value}" for name, value in _SETTINGS.items()]
    settings += [f"safe.directory={folder}" for folder in _trusted()]
    return ["git", "--no-pager", *(part for setting in settings for part in ("-c", setting))]


def _environment() -> dict[str, str]:
    """The caller's, without what a hook or a user may have told git."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return own | _ENVIRONMENT


@lru_cache(maxsize=1)
def _trusted() -> tuple[str, ...]:
    """The folders of others that this user has told git to trust: the one setting of theirs that counts here."""
    return tuple(config_git(Path(Path.cwd().anchor), "--get-all", "safe.directory").splitlines())


def ask_git(root: Path, *arguments: str) -> str | None:
    """As `run_git`, as text in which any file name survives; None where git refuses or is missing."""
    try:
        return run_git(root, *arguments).decode("utf-8", "surrogateescape")
    except GitError:
        return None


def config_git(root: Path, *arguments: str) -> str:
    """What the user has set, or sets, by `git config`: here their own settings do count."""
    command = ["git", "config", *arguments]
    try:
        result = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603  # no shell
    except FileNotFoundError:
        return ""
    return "" if result.returncode else os.fsdecode(result.stdout).strip()


def load_blobs(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each blob, in the given order; raises GitError for one that is not there."""
    wanted = "".join(f"{blob}\n" for blob in blobs)
    if not wanted:
        return
    with tempfile.TemporaryFile() as names, tempfile.TemporaryFile() as said:
        names.write(wanted.encode())
        names.seek(0)
        command = [*_command(), "cat-file", "--batch", "--buffer"]
        with subprocess.Popen(  # noqa: S603  # fixed words
            command, cwd=root, env=_environment(), stdin=names, stdout=subprocess.PIPE, stderr=said
        ) as process:
            assert process.stdout is not None
            while header := process.stdout.readline():
                blob, kind, *size = header.decode().split()
                if kind != "blob":
                    raise GitError(f"{blob} {kind}")
                yield blob, process.stdout.read(int(size[0]))
                process.stdout.read(1)  # the line break after each blob
        if process.returncode:
            said.seek(0)
            raise GitError(said.read().decode(errors="replace").strip())


def write_content(root: Path, commit: str, target: Path) -> None:
    """Put content/ and the settings as they were at `commit` below `target`.

    What is no file of its own becomes a dangling link. Blob by blob: `git archive` would turn line ends and leave out
    what attributes say.
    """
    listed = os.fsdecode(run_git(root, "ls-tree", "-r", "-z", commit, "--", "content", "mkdocs.yml")).split("\0")
    files: dict[str, list[Path]] = {}
    for line in filter(None, listed):
        place, _, name = line.partition("\t")
        mode, _, blob = place.split(" ")
        path = target / PurePosixPath(name)
        if ".." in path.parts:  # git itself makes no such tree, and checks none out
            raise GitError(f"{commit}: invalid path {name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        if mode in REGULAR:
            files.setdefault(blob, []).append(path)
        elif mode == _LINK:
            path.symlink_to("nowhere")
    for blob, data in load_blobs(root, files):
        for path in files[blob]:
            path.write_bytes(data)
