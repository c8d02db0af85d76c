"""How a preview learns what was saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from showcase.publishing import watching
from showcase.publishing.watching import is_shared, watch_natively

SOON = 5.0
"""Seconds in which the system has told of everything."""


@contextmanager
def watched(folder: Path) -> Iterator[LiveReloadServer]:
    """A server that is told of what changes in the folder, and builds nothing."""
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(folder))
    server.watch(str(folder))
    watch_natively(server, folder)
    server.observer.start()
    try:
        yield server
    finally:
        server.observer.stop()
        server.observer.join()
        server.server_close()


def told(server: LiveReloadServer) -> bool:
    """Whether a build is asked for, now or soon."""
    end = time.monotonic() + SOON
    while not server._want_rebuild and time.monotonic() < end:
        time.sleep(0.01)
    return server._want_rebuild


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "a.md").write_text("甲", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "save",
    [
        lambda folder: (folder / "2026" / "a.md").write_text("乙", "utf-8"),
        lambda folder: (folder / "2026" / "b.md").write_text("乙", "utf-8"),
        lambda folder: (folder / "2026" / "a.md").unlink(),
        lambda folder: (folder / "2026" / "a.md").rename(folder / "2026" / "c.md"),
        lambda folder: (folder / "2026").rename(folder.parent / f"{folder.name}-out"),
        lambda folder: (folder / "2026").rename(folder / "2025"),
    ],
    ids=["written", "new", "removed", "renamed", "folder taken away", "folder renamed"],
)
def test_what_was_saved_is_told(folder: Path, save: Callable[[Path], object]) -> None:
    """By the system, whatever an editor does to save."""
    with watched(folder) as server:
        assert not isinstance(server.observer, PollingObserver)
        save(folder)

        assert told(server)


def test_what_was_read_is_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build reads every file, of folders too that are watched later on: it must not follow from itself."""
    monkeypatch.setattr("test_watching.SOON", 0.5)
    later = folder.parent / f"{folder.name}-theme"
    later.mkdir()
    (later / "a.html").write_text("甲", "utf-8")
    with watched(folder) as server:
        server.watch(str(later))
        for path in (folder / "2026" / "a.md", later / "a.html"):
            assert path.read_text("utf-8") == "甲"
        assert not told(server)

        (later / "a.html").write_text("乙", "utf-8")
        assert told(server)


@pytest.mark.parametrize(
    ("mounts", "shared"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", False),
        ("/dev/sda1 / ext4 rw 0 0\nC:\\134 /mnt/c 9p rw 0 0\n", True),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt nfs4 rw 0 0\n/dev/sdb1 /mnt/c ext4 rw 0 0\n", False),
        ("/dev/sda1 / ext4 rw 0 0\n//pc/x /mnt/c/共享\\040盘 cifs rw 0 0\n", False),
        ("overlay / overlay rw 0 0\nx /mnt/c fuse.sshfs rw 0 0\n", True),
        ("overlay / overlay rw 0 0\n/run/host_mark/Users /mnt/c fakeowner rw,fakeowner 0 0\n", True),
    ],
)
def test_where_others_may_write(mounts: str, shared: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file system that the folder lies on decides, not one above or beside it."""
    table = tmp_path / "mounts"
    table.write_text(mounts, "utf-8")
    monkeypatch.setattr(watching, "MOUNTS", table)

    assert is_shared(Path("/mnt/c/catalogue/content")) is shared


def test_a_place_with_a_blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table writes blanks as octal numbers."""
    table = tmp_path / "mounts"
    table.write_text("/dev/sda1 / ext4 rw 0 0\n//pc/x /mnt/共享\\040盘 cifs rw 0 0\n", "utf-8")
    monkeypatch.setattr(watching, "MOUNTS", table)

    assert is_shared(Path("/mnt/共享 盘/content"))
    monkeypatch.setattr(watching, "MOUNTS", tmp_path / "none")
    assert not is_shared(Path("/mnt/共享 盘/content"))


def test_where_the_system_watches_no_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then MkDocs looks by itself, as it always has."""

    def refuse(_observer: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching.Observer, "start", refuse)
    with watched(folder) as server:
        assert isinstance(server.observer, PollingObserver)
        (folder / "2026" / "b.md").write_text("乙", "utf-8")

        assert told(server)
