"""A site that stands as it would be built is left alone, and nothing that matters is ever overlooked."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import AS_OF_EPOCH, git
from showcase.cli import main
from showcase.files import digests, kept
from showcase.publishing.standing import find_standing, load_inputs

RECORD = "content/achievements/2026/a2026-ceshi-003.md"
PAGE = "site/achievements/a2026-ceshi-003/index.html"


def run(root: Path) -> str:
    """`showcase build` in `root`: what it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def standing(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the project, built by the command, with what was kept of it; its tests put back what they change."""
    root = tmp_path_factory.mktemp("standing") / "project"
    shutil.copytree(sources, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOWCASE_CACHE", str(root.with_name("cache")))
        patch.setenv("SOURCE_DATE_EPOCH", AS_OF_EPOCH)
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        run(root)
        yield root


def shelves() -> Path:
    """The file in which things are kept."""
    folder = kept.cache_folder()
    assert folder is not None
    (found,) = folder.glob("*.sqlite")
    return found


def edit(path: Path) -> Callable[[], object]:
    """Change a byte and leave size and time as they were; returns what undoes it."""
    data, found = path.read_bytes(), path.stat()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    return lambda: path.write_bytes(data)


def add(path: Path) -> Callable[[], object]:
    path.write_bytes(b"")
    return path.unlink


def remove(path: Path) -> Callable[[], object]:
    data = path.read_bytes()
    path.unlink()
    return lambda: path.write_bytes(data)


def add_folder(path: Path) -> Callable[[], object]:
    path.mkdir()
    return path.rmdir


def link(path: Path) -> Callable[[], object]:
    """A link to a file of the same bytes in its place."""
    twin = path.with_name("twin")
    path.rename(twin)
    path.symlink_to(twin)

    def undo() -> None:
        path.unlink()
        twin.rename(path)

    return undo


def commit(root: Path) -> Callable[[], object]:
    git(root, "commit", "-q", "--allow-empty", "-m", "more")
    return lambda: git(root, "reset", "-q", "--hard", "HEAD^")


CHANGES: dict[str, Callable[[Path], Callable[[], object]]] = {
    "a record": lambda root: edit(root / RECORD),
    "an empty file": lambda root: add(root / "content/guide/new.md"),
    "a record that is gone": lambda root: remove(root / RECORD),
    "an empty folder": lambda root: add_folder(root / "content/vocabularies/new"),
    "a vocabulary": lambda root: edit(root / "content/vocabularies/agencies.yml"),
    "a guide": lambda root: edit(root / "content/guide/index.md"),
    "a template": lambda root: edit(root / "theme/pages/record.html"),
    "a script": lambda root: edit(root / "theme/assets/site.js"),
    "a link in place of a record": lambda root: link(root / RECORD),
    "a setting": lambda root: edit(root / "mkdocs.yml"),
    "a commit": commit,
    "a page of the site": lambda root: edit(root / PAGE),
    "a page that is gone": lambda root: remove(root / PAGE),
    "a strange file in the site": lambda root: add(root / "site/strange.html"),
    "a link in the site": lambda root: link(root / PAGE),
    "the cache is gone": lambda _root: remove(shelves()),
    "the cache is of another version": lambda _root: _renamed(shelves()),
    "the cache is no database": lambda _root: _overwritten(shelves(), lambda data: b"x" * len(data)),
    "the cache is half written": lambda _root: _overwritten(shelves(), lambda data: data[: len(data) // 2]),
    "the cache holds something else": lambda _root: _spoilt(shelves()),
}


def _renamed(path: Path) -> Callable[[], object]:
    other = path.with_name("other.sqlite")
    path.rename(other)
    return lambda: other.rename(path)


def _overwritten(path: Path, change: Callable[[bytes], bytes]) -> Callable[[], object]:
    data = path.read_bytes()
    path.write_bytes(change(data))
    return lambda: path.write_bytes(data)


def _spoilt(path: Path) -> Callable[[], object]:
    """One bit of every value."""
    data = path.read_bytes()
    with sqlite3.connect(path) as opened:
        rows = opened.execute("SELECT key, value FROM kept").fetchall()
        for key, value in rows:
            opened.execute("UPDATE kept SET value = ? WHERE key = ?", (value[:-40] + b"\0" + value[-39:], key))
    opened.close()
    return lambda: path.write_bytes(data)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changed_is_seen(standing: Path, change: Callable[[Path], Callable[[], object]]) -> None:
    """Each thing that a site is made from, each file of it, and the cache itself: changed, the site is built anew."""
    assert find_standing(standing, None) is not None
    undo = change(standing)
    changed = find_standing(standing, None)
    undo()

    assert changed is None
    assert find_standing(standing, None) is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [("SOURCE_DATE_EPOCH", str(int(AS_OF_EPOCH) + 86400)), ("SHOWCASE_SITE_URL", "https://other.example/")],
)
def test_day_and_settings_of_the_environment_count(
    standing: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Another day or another address makes another site."""
    monkeypatch.setenv(name, value)

    assert find_standing(standing, None) is None


def test_another_version_of_the_package_counts(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the package or of a library made is not taken for one's own."""
    before = digests.package_digest()
    monkeypatch.setattr(kept, "package_digest", lambda: before[::-1])

    assert find_standing(standing, None) is None


def test_the_key_that_signs_counts(standing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a setting names is read, not only its name."""
    key = tmp_path / "key"
    monkeypatch.setenv("SHOWCASE_SIGNING_KEY", str(key))
    found = []
    for text in ("one", "other", "one"):
        key.write_text(text, "utf-8")
        found.append(load_inputs(standing))

    assert found[0] == found[2] != found[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("site_dir: site", "site_dir: site\nhooks: [more.py]"),
        ("docs_dir: content", "docs_dir: elsewhere"),
        ("  - tables", "  - pymdownx.snippets"),
        ("plugins:\n", "plugins:\n  - search\n"),
    ],
)
def test_what_reads_elsewhere_is_always_built(standing: Path, old: str, new: str) -> None:
    """With settings by which a build reads other files, nothing is taken as known."""
    settings = standing / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert old in text
    settings.write_text(text.replace(old, new, 1), "utf-8")
    inputs = load_inputs(standing)
    settings.write_text(text, "utf-8")

    assert inputs is None
    assert load_inputs(standing) is not None


def test_the_cache_lies_outside_the_checkout(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless told otherwise, things are kept in the user's own folder, whatever lies in the checkout."""
    home = standing.with_name("home")
    shutil.copytree(standing.with_name("cache"), standing / ".cache" / "showcase")
    monkeypatch.delenv("SHOWCASE_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(standing)
    found = find_standing(standing, None)
    shutil.rmtree(standing / ".cache")

    assert found is None
    assert kept.cache_folder() == home / ".cache" / "showcase"


def test_command_leaves_a_standing_site_alone(standing: Path) -> None:
    """The command says the same of the records, writes nothing, and builds again once something has changed."""
    before = {path: path.stat().st_mtime_ns for path in (standing / "site").rglob("*")}
    said = run(standing)
    assert "没有需要更新的地方" in said
    assert "条记录" in said
    assert {path: path.stat().st_mtime_ns for path in (standing / "site").rglob("*")} == before

    record, text = standing / RECORD, (standing / RECORD).read_text("utf-8")
    record.write_text(text.replace("清洗剂三次", "清洗剂四次"), "utf-8")
    assert "没有需要更新的地方" not in run(standing)
    assert "清洗剂四次" in (standing / PAGE).read_text("utf-8")
