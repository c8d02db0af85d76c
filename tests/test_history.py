"""When a file last changed, from real git repositories."""

from __future__ import annotations

import os
import subprocess
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from showcase.files.git import _trusted
from showcase.past import history
from showcase.past.clock import settle_times
from showcase.past.day import SHANGHAI, check_clock
from showcase.past.history import Commit, HistoryError, load_history
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


def told(root: Path) -> dict[str, tuple[Commit, ...]]:
    """The commits of every file that some step of main holds as it is, newest first."""
    history = load_history(root, date(1970, 1, 3))
    files = [path for path in (root / "content").rglob("*") if path.is_file()]
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    return {name: commits for name, raw in found.items() if (commits := history.commits(name, raw))}


def fault(root: Path) -> str:
    """Why the past cannot be told."""
    with pytest.raises(HistoryError) as caught:
        load_history(root, date(1970, 1, 3))
    return caught.value.message.zh


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--initial-branch", "main")
    return tmp_path


def test_commits_of_each_file_newest_first(repository: Path) -> None:
    """Each file has the commits that touched it, by the committer's clock, shown in Shanghai's time."""
    first = commit(repository, "one", 10, a="1", b="1")
    second = commit(repository, "two", 20, a="2")
    commit(repository, "nothing", 30)

    assert told(repository) == {A: (second, first), B: (first,)}
    assert second.time.isoformat() == "1970-01-02T08:00:20+08:00"


def test_only_content(repository: Path) -> None:
    """Files elsewhere are no part of the history."""
    put(repository, "README.md", "1")
    only = commit(repository, "one", 10, a="1")

    assert told(repository) == {A: (only,)}


@pytest.mark.parametrize("stage", [False, True], ids=["edited", "staged"])
def test_uncommitted_changes_are_left_out(repository: Path, stage: bool) -> None:
    """A file that says something else than its last commit has no history; a new file has none either."""
    only = commit(repository, "one", 10, a="1", b="1")
    put(repository, A, "2")
    put(repository, "content/c.md", "new")
    if stage:
        git(repository, "add", "--all")

    assert told(repository) == {B: (only,)}


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

    assert told(repository) == {A: (only,), f"content/{name}.md": (only,), B: (later,)}


def test_name_that_looks_like_a_commit(repository: Path) -> None:
    """A name cannot pass for the line that announces a commit."""
    name = f"a\x01{'0' * 40} 1"
    only = commit(repository, "one", 10, **{name: "1"})

    assert told(repository) == {f"content/{name}.md": (only,)}


def test_merge(repository: Path) -> None:
    """A merge counts for no file that it leaves as one side had it; it is the step that brings the side to main."""
    base = commit(repository, "one", 10, a="1", b="1")
    git(repository, "switch", "-c", "side")
    side = commit(repository, "side", 20, a="2")
    git(repository, "switch", "main")
    main = commit(repository, "main", 30, b="2")
    git(repository, "merge", "--no-ff", "-m", "merge", "side", at=40)
    steps = load_history(repository, date(1970, 1, 3)).revisions

    assert told(repository) == {A: (side, base), B: (main, base)}
    assert [sorted(step.blobs) for step in steps] == [[A, B], [B], [A]]


def test_shallow_clone_has_no_past(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A shallow clone would name its oldest commit for every file: better nothing than that."""
    commit(repository, "one", 10, a="1")
    commit(repository, "two", 20, b="1")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--depth", "1", repository.as_uri(), ".")

    assert (clone / A).exists()
    assert "git fetch --unshallow" in fault(clone)


def test_full_clone_is_the_same(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A whole clone has the whole history."""
    commit(repository, "one", 10, a="1")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", repository.as_uri(), ".")

    assert told(clone) == told(repository) != {}


def test_without_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository, and without git, that is said."""
    put(tmp_path, A, "1")
    assert fault(tmp_path) == "这里不是 git 仓库"
    git(tmp_path, "init")
    monkeypatch.setenv("PATH", "")
    assert fault(tmp_path) == "没有安装 git"


def test_without_commit(repository: Path) -> None:
    """A repository that has no commit yet has no history."""
    put(repository, A, "1")

    assert fault(repository) == "仓库里还没有提交"


def test_catalogue_in_a_subfolder_of_the_repository(repository: Path) -> None:
    """Paths count from the catalogue's root, wherever the repository begins."""
    put(repository, f"sub/{A}", "1")
    only = commit(repository, "one", 10, b="1")

    assert told(repository / "sub") == {A: (only,)}


SETTINGS = """\
[color]\n\tui = always\n\tdiff = always
[core]\n\tquotePath = true\n\tabbrev = 4\n\tautocrlf = true\n\tpager = false\n\tfsmonitor = false
[diff]\n\torderFile = order\n\trenames = copies\n\trelative = true\n\tnoprefix = true\n\texternal = false
[log]\n\tshowRoot = false\n\tshowSignature = true\n\tfollow = true\n\tdate = relative\n\tdiffMerges = off
[format]\n\tpretty = oneline
[i18n]\n\tlogOutputEncoding = UTF-16\n\tcommitEncoding = GBK
"""


@pytest.mark.parametrize("place", [".git/config", "home/.gitconfig", "environment"])
def test_settings_of_git_change_nothing(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is set in the repository, at home or by a hook, the past is the same."""
    commit(repository, "one", 10, a="1\n", b="1\n2\n3\n")
    git(repository, "mv", B, "content/c.md", at=20)
    commit(repository, "two", 20, a="2\n")
    before = load_history(repository, date(1970, 1, 3)).revisions
    if place == "environment":
        monkeypatch.setenv("GIT_DIR", "nowhere")
        monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
        monkeypatch.setenv("GIT_CONFIG_KEY_0", "log.showRoot")
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")
    else:
        home = tmp_path_factory.mktemp("home")
        monkeypatch.setenv("HOME", str(home))
        file = repository / place if place.startswith(".git") else home / ".gitconfig"
        with file.open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
    (repository / "order").write_text("content/c.md\ncontent/b.md\n", encoding="utf-8")
    history._read_log.cache_clear()

    assert load_history(repository, date(1970, 1, 3)).revisions == before
    assert [sorted(step.blobs) for step in before] == [[A, B], [A, B, "content/c.md"]]


@pytest.mark.parametrize("convert", [b"\r\n", b"\n"], ids=["crlf", "lf"])
def test_line_ends_of_a_checkout(repository: Path, convert: bytes) -> None:
    """A file whose lines the checkout has ended in another way is the file that main holds; another text is not."""
    put(repository, A, "1\n2\n")
    (repository / B).write_bytes(b"1\r\n2\r\n")
    only = commit(repository, "one", 10)
    for name in (A, B):
        (repository / name).write_bytes(b"1\n2\n".replace(b"\n", convert))

    assert told(repository) == {A: (only,), B: (only,)}


@pytest.mark.parametrize(
    ("said", "settled"),
    [
        ([10, 20, 30], [10, 20, 30]),
        ([10, 99, 30, 40], [10, 10, 30, 40]),
        ([10, 35, 20, 30], [10, 10, 20, 30]),
        ([10, 20, 99], [10, 20, 20]),
        ([10, 30, 20, 40], [10, 30, 30, 40]),
        ([99, 20, 30], [20, 20, 30]),
        ([10, 5], [10, 10]),
        ([98, 99], [98, 99]),
        ([], []),
    ],
    ids=["right", "ahead", "a little ahead", "the last", "behind", "the first", "two", "all", "none"],
)
def test_wrong_clocks(said: list[int], settled: list[int]) -> None:
    """One wrong clock moves its own step only; 50 is now."""
    assert settle_times(said, 50) == settled


@pytest.mark.parametrize("moment", ["99999999999999 +0000", "18446744073709551615 +0000", "", "1790000000 +9999", "x"])
def test_a_commit_of_no_moment(repository: Path, moment: str) -> None:
    """A time that no calendar holds, or that is none, counts as a wrong clock: the step keeps its place."""
    first = commit(repository, "one", 10, a="1")
    put(repository, A, "2\n")
    git(repository, "add", "--all")
    who = f"a <a@a.example> {moment}"
    text = f"tree {git(repository, 'write-tree')}\nparent {first.sha}\nauthor {who}\ncommitter {who}\n\ntwo\n"
    put(repository, ".git/odd", text)
    sha = git(repository, "hash-object", "-t", "commit", "-w", "--literally", ".git/odd")
    git(repository, "update-ref", "HEAD", sha)
    steps = load_history(repository, date(1970, 1, 3)).revisions

    assert [step.commit.sha for step in steps] == [first.sha, sha]
    assert all(before.commit.time <= after.commit.time for before, after in pairwise(steps))
    assert (check_clock(repository, datetime(2027, 1, 1, tzinfo=SHANGHAI)) is None) == (moment[:2] not in ("99", "18"))


def test_a_foreign_owner_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git refuses another user's repository the message says what to run; that setting of the user is heeded."""
    only = commit(repository, "one", 10, a="1")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr("showcase.files.git._KEPT", ("GIT_TEST_ASSUME_DIFFERENT_OWNER",))
    assert "git config --global --add safe.directory" in fault(repository)
    home = repository.parent / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[safe]\n\tdirectory = *\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    _trusted.cache_clear()

    assert told(repository) == {A: (only,)}
    _trusted.cache_clear()
