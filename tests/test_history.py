"""When a file last changed, from real git repositories."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from showcase.past.history import SHANGHAI, Commit, load_history
from tree import put

A = "content/a.md"
B = "content/b.md"


def git(root: Path, *arguments: str, at: int = 0) -> str:
    """Run git as nobody in particular, `at` seconds after 1970-01-02."""
    when = f"@{86_400 + at} +0000"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
        "GIT_COMMITTER_DATE": when,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@a.example",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@a.example",
    }
    command = ("git", *arguments)
    result = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, text=True)
    return result.stdout.strip()


def commit(root: Path, message: str, at: int, **files: str) -> Commit:
    """Write files (by their last letter), commit everything and say what the history should say of it."""
    for name, text in files.items():
        put(root, f"content/{name}.md", text)
    git(root, "add", "--all")
    git(root, "commit", "--allow-empty", "-m", message, at=at)
    return Commit(git(root, "rev-parse", "HEAD"), datetime.fromtimestamp(86_400 + at, SHANGHAI))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--initial-branch", "main")
    return tmp_path


def test_commits_of_each_file_newest_first(repository: Path) -> None:
    """Each file has the commits that touched it, by the committer's clock, shown in Shanghai's time."""
    first = commit(repository, "one", 10, a="1", b="1")
    second = commit(repository, "two", 20, a="2")
    commit(repository, "nothing", 30)

    assert load_history(repository) == {A: (second, first), B: (first,)}
    assert second.time.isoformat() == "1970-01-02T08:00:20+08:00"


def test_only_content(repository: Path) -> None:
    """Files elsewhere are no part of the history."""
    put(repository, "README.md", "1")
    only = commit(repository, "one", 10, a="1")

    assert load_history(repository) == {A: (only,)}


@pytest.mark.parametrize("stage", [False, True], ids=["edited", "staged"])
def test_uncommitted_changes_are_left_out(repository: Path, stage: bool) -> None:
    """A file that says something else than its last commit has no history; a new file has none either."""
    only = commit(repository, "one", 10, a="1", b="1")
    put(repository, A, "2")
    put(repository, "content/c.md", "new")
    if stage:
        git(repository, "add", "--all")

    assert load_history(repository) == {B: (only,)}


@pytest.mark.parametrize(
    "name",
    [
        "岩藻 黄素",
        "two  spaces ",
        'quote"d',
        "back\\slash",
        "tab\there",
        "line\nbreak",
        "\nfirst",
        "start\x01of",
        os.fsdecode(b"\xff"),
    ],
)
def test_names_of_files(repository: Path, name: str) -> None:
    """Names come as they are, whatever they hold: one hostile name neither hides a file nor stops the build."""
    only = commit(repository, "one", 10, a="1", **{name: "1"})
    later = commit(repository, "two", 20, b="1")

    assert load_history(repository) == {A: (only,), f"content/{name}.md": (only,), B: (later,)}


def test_name_that_looks_like_a_commit(repository: Path) -> None:
    """A name cannot pass for the line that announces a commit."""
    name = f"a\x01{'0' * 40} 1"
    only = commit(repository, "one", 10, **{name: "1"})

    assert load_history(repository) == {f"content/{name}.md": (only,)}


def test_merge(repository: Path) -> None:
    """A merge counts for no file that it leaves as one side had it."""
    base = commit(repository, "one", 10, a="1", b="1")
    git(repository, "switch", "-c", "side")
    side = commit(repository, "side", 20, a="2")
    git(repository, "switch", "main")
    main = commit(repository, "main", 30, b="2")
    git(repository, "merge", "--no-ff", "-m", "merge", "side", at=40)

    assert load_history(repository) == {A: (side, base), B: (main, base)}


def test_shallow_clone_is_empty(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A shallow clone would name its oldest commit for every file: better nothing than that."""
    commit(repository, "one", 10, a="1")
    commit(repository, "two", 20, b="1")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--depth", "1", repository.as_uri(), ".")

    assert (clone / A).exists()
    assert load_history(clone) == {}


def test_full_clone_is_the_same(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A whole clone has the whole history."""
    commit(repository, "one", 10, a="1")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", repository.as_uri(), ".")

    assert load_history(clone) == load_history(repository) != {}


def test_without_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository, and without git, the history is empty."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    put(tmp_path, A, "1")
    assert load_history(tmp_path) == {}
    monkeypatch.setenv("PATH", "")
    assert load_history(tmp_path) == {}


def test_without_commit(repository: Path) -> None:
    """A repository that has no commit yet has no history."""
    put(repository, A, "1")

    assert load_history(repository) == {}


def test_catalogue_in_a_subfolder_of_the_repository(repository: Path) -> None:
    """Paths count from the catalogue's root, wherever the repository begins."""
    put(repository, f"sub/{A}", "1")
    only = commit(repository, "one", 10, b="1")

    assert load_history(repository / "sub") == {A: (only,)}
