"""git, as the rest of the package asks it."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path


class GitError(Exception):
    """What git said when it refused, or that it is not installed."""


def run_git(root: Path, *arguments: str) -> bytes:
    """What `git arguments` writes in `root`; raises GitError."""
    try:
        result = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603, S607  # no shell; git is wherever the machine keeps it
    except FileNotFoundError:
        raise GitError("git: command not found") from None
    if result.returncode:
        raise GitError(result.stderr.decode(errors="replace").strip())
    return result.stdout


def ask_git(root: Path, *arguments: str) -> str | None:
    """As `run_git`, as text in which any file name survives; None where git refuses or is missing."""
    try:
        return run_git(root, *arguments).decode("utf-8", "surrogateescape")
    except GitError:
        return None


def write_content(root: Path, commit: str, target: Path) -> None:
    """Put content/ as it was at `commit` below `target`; what is no file of its own becomes a dangling link."""
    if not run_git(root, "ls-tree", commit, "--", "content"):
        return
    archive = run_git(root, "archive", "--format=tar", commit, "content")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(target, filter=_harmless)  # noqa: S202  # filtered


def _harmless(member: tarfile.TarInfo, target: str) -> tarfile.TarInfo | None:
    if member.issym():
        return member.replace(linkname="nowhere", deep=False)
    return tarfile.data_filter(member, target)
