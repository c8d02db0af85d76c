"""A build shows its site in one step: killed, doubled, refused by the disk, the former site stands whole."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from building import build
from showcase.files import exchange
from showcase.outputs import release
from showcase.outputs.inventory import take_inventory
from showcase.outputs.release import MARK, ReleaseError, drafting
from showing import read, show

Outputs = Mapping[str, bytes]
KILLS = 60


def publication(number: int, files: int = 120) -> Outputs:
    """A site of which half the files change and some come and go from one publication to the next."""
    same = {f"same/{name}.html": b"same" * 200 for name in range(files // 2)}
    changed = {f"changed/{name}/index.html": b"%d" % number * 300 for name in range(files // 2)}
    return same | changed | {f"only/{number}.json": b"{}"}


def test_site_is_what_was_written(tmp_path: Path) -> None:
    """Each publication holds its own files only, and what did not change stays the very same file."""
    site = tmp_path / "site"
    show(site, publication(1))
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    for number in (2, 3, 2, 4):
        fresh = show(site, publication(number))

        assert read(site) == publication(number)
        assert {path for path in fresh if path.startswith("same/")} == set()
    assert all(path.stat().st_mtime_ns == then for path, then in times.items() if path.parent.name == "same")


def test_an_account_that_hides_what_it_makes(tmp_path: Path) -> None:
    """A web server reads the site whatever umask its build had, and what was built before under another one, too."""
    site = tmp_path / "site"

    def hidden() -> list[Path]:
        return [path for path in (site, *site.rglob("*")) if path.stat().st_mode & 0o044 != 0o044]

    mask = os.umask(0o077)
    try:
        show(site, publication(1))
        assert hidden() == []
        for path in (site, *site.rglob("*"), site.with_name(".site.spare")):
            if path.exists():
                path.chmod(0o700 if path.is_dir() else 0o600)
        for number in (2, 3):
            show(site, publication(number))
            assert hidden() == []
            assert read(site) == publication(number)
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(mask)


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    """The same publication again names no file as new."""
    show(tmp_path / "site", publication(1))

    assert show(tmp_path / "site", publication(1)) == []


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed at a random moment of its writing, a build leaves one whole publication, and the next one succeeds."""
    site, moments = tmp_path / "site", random.Random(7)  # noqa: S311  # moments, no secrets
    show(site, publication(0))
    halves, started = 0, 0
    for number in range(1, KILLS + 1):
        child = os.fork()
        if not child:
            show(site, publication(number))
            os._exit(0)
        time.sleep(moments.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        shown = read(site)
        started += os.WIFSIGNALED(status)

        assert shown in [publication(earlier) for earlier in range(number + 1)], f"kill {number}"
        spare = read(site.with_name(".site.spare"))
        halves += spare not in [publication(earlier) for earlier in range(number + 1)]
    show(site, publication(KILLS + 1))

    assert read(site) == publication(KILLS + 1)
    assert started > KILLS / 4
    assert halves > KILLS / 10, "the kills missed the window that matters"


def test_killed_where_there_is_no_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system cannot exchange folders, what was moved aside is put back by the next build."""
    monkeypatch.setattr(exchange, "_exchange", lambda *_: errno.ENOSYS)
    site = tmp_path / "site"
    show(site, publication(1))
    show(site, publication(2))
    assert read(site) == publication(2)

    site.rename(tmp_path / ".site.former")
    with drafting(site):
        assert read(site) == publication(2)


def test_what_moves_with_its_folder_is_linked(tmp_path: Path) -> None:
    """The folder of the search is named after all that it holds: its files are not written anew for its name."""
    site = tmp_path / "site"
    show(site, {"search/1/a.bin": b"a", "search/1/b.bin": b"b"})
    sums = {f"search/1/{name}.bin": hashlib.sha256(name.encode()).digest() for name in "ab"}
    stayed = (site / "search/1/a.bin").stat().st_ino
    with drafting(site, take_inventory(site, sums)) as draft:
        draft.write("search/2/a.bin", b"a")
        draft.write("search/2/b.bin", b"B")
        draft.finish()
        draft.show()

    assert read(site) == {"search/2/a.bin": b"a", "search/2/b.bin": b"B"}
    assert (site / "search/2/a.bin").stat().st_ino == stayed
    assert {*draft.fresh} == {"search/2/a.bin", "search/2/b.bin"}, "readers find both at new addresses"
    assert {*draft.gone} == {*sums}


def test_two_builds_at_once(tmp_path: Path) -> None:
    """The second is told so at once, and the first is not disturbed."""
    site = tmp_path / "site"
    with drafting(site) as draft:
        with pytest.raises(ReleaseError, match="另一个生成正在写"), drafting(site):
            pass
        draft.write("a.html", b"a")
        draft.finish()
        draft.show()

    assert read(site) == {"a.html": b"a"}


@pytest.mark.parametrize("marked", [False, True], ids=["somebody's", "through a link"])
def test_folders_of_others_are_left_alone(tmp_path: Path, *, marked: bool) -> None:
    """A folder that no build made, and one behind a link, keep every file, the hidden ones too."""
    mine = tmp_path / "mine"
    show(mine, publication(1))
    if not marked:
        (mine / MARK).unlink()
        (tmp_path / ".mine.lock").unlink()
    (mine / ".hidden").write_text("kept", "utf-8")
    before, site = read(mine), mine
    if marked:
        site = tmp_path / "site"
        site.symlink_to(mine)
    with pytest.raises(ReleaseError, match=r"没有改动它|不会写入"):
        show(site, publication(2))

    assert read(mine) == before
    assert marked or not list(tmp_path.glob(".mine.*"))


def test_empty_folder_is_taken(tmp_path: Path) -> None:
    """An empty folder, as MkDocs' preview gives one, becomes the site."""
    (tmp_path / "site").mkdir()
    show(tmp_path / "site", publication(1))

    assert read(tmp_path / "site") == publication(1)


def test_links_put_into_the_site_are_not_followed(tmp_path: Path) -> None:
    """A link that somebody put into a site is replaced; what it points at stays as it is."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "0.html").write_bytes(b"same" * 200)
    for number in (1, 2):
        show(site, publication(number))
        shutil.rmtree(site / "same")
        (site / "same").symlink_to(outside)
    show(site, publication(3))

    assert read(site) == publication(3)
    assert not (site / "same").is_symlink()
    assert [path.name for path in outside.iterdir()] == ["0.html"]


def test_full_disk(tmp_path: Path) -> None:
    """What cannot be written is told with its remedy; the former site stands and the room is given back."""
    site = tmp_path / "site"
    show(site, publication(1))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))  # beyond it writing fails, as on a full disk
        with pytest.raises(ReleaseError, match="原有网站未动"):
            show(site, publication(2) | {"large.bin": b"x" * 5000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)

    assert read(site) == publication(1)
    assert not (tmp_path / ".site.spare").exists()


def test_what_the_system_says_is_told_with_a_remedy() -> None:
    """A full disk, a missing permission and a place that can only be read are told in Chinese."""
    said = {number: str(release.refused(OSError(number, "?"))) for number in (errno.ENOSPC, errno.EACCES, errno.EROFS)}

    assert "腾出空间" in said[errno.ENOSPC]
    assert "权限" in said[errno.EACCES]
    assert "换一个位置" in said[errno.EROFS]


def test_build_refuses_a_folder_of_others(project: Path, tmp_path: Path) -> None:
    """`mkdocs build --site-dir` into a folder with other content says so without a traceback and changes nothing."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("precious", "utf-8")
    result = build(project, arguments=("--site-dir", str(tmp_path / "mine")))

    assert result.returncode == 1
    assert "没有改动它" in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_mark_says_how_many_files(site: Path) -> None:
    """The mark counts the site's files, itself not."""
    assert json.loads((site / MARK).read_text("utf-8"))["files"] == len(read(site))
