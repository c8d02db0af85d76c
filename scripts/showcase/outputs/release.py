"""A finished build → the site's folder, in one step.

    site/            what readers see; always one whole build
    .site.spare/     the build before it, out of which the next one is made
    .site.lock       held by the build that is running

The next site is put together in the spare folder: what stands there already stays, what the live site holds is
linked, only the rest is written, and nothing that is live is ever opened for writing. Then the two folders trade
places in one step of the file system. Killed at any moment, the site is the former one or the new one; what a
killed build leaves in the spare folder is put right by the next, since every file there is compared again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from showcase.files.exchange import aside_of, exchange
from showcase.files.refusals import remedy
from showcase.outputs.inventory import Inventory, files_below, holds_still

MARK = ".showcase-build.json"
"""In every folder that a build made: `files`, their number. Without it a folder is somebody else's."""


class ReleaseError(Exception):
    """The site was not written and is as it was; the message, in Chinese, is for whoever called the build."""


_HIDDEN, _READERS, _READABLE = 0o077, 0o055, 0o044
"""Of the rights of a file: a mask that hides it, and what others need to enter a folder and to read."""


class Written(NamedTuple):
    """A file of a draft: its SHA-256, and whether the live site holds other bytes or none there."""

    path: str
    sha256: bytes
    fresh: bool


class Draft:
    """The next site, in the making beside `live`; `former` is what the live one held when it was built.

    Whoever makes a file puts it there, a worker too; only what the draft's own process has adopted belongs to it.

    `fresh` are the paths whose bytes the live site does not hold; `sums` the SHA-256 of all that was written; `gone`,
    once it is finished, the paths that only the live site has.
    """

    def __init__(self, live: Path, former: Inventory) -> None:
        self.live = live
        self.folder = live.with_name(f".{live.name}.spare")
        self.fresh: list[str] = []
        self.gone: list[str] = []
        self.sums: dict[str, bytes] = {}
        self._former = former
        self._rooms: set[str] = set()

    @cached_property
    def _places(self) -> dict[bytes, str]:
        """Where the live site holds what a sum names: what moves with its folder is not written anew."""
        return {item.sha256: path for path, item in self._former.items()}

    def write(self, path: str, data: bytes) -> None:
        """Put a file there and adopt it."""
        self.adopt(self.put(path, data))

    def adopt(self, written: Written) -> None:
        self.sums[written.path] = written.sha256
        if written.fresh:
            self.fresh.append(written.path)

    def put(self, path: str, data: bytes) -> Written:
        """Let `path`, relative to the site's root, hold `data`; raises ReleaseError, as all that touches the disk."""
        sha256 = hashlib.sha256(data).digest()
        place = path if path in self._former else self._places.get(sha256)
        if place is not None and self._linked(path, place, sha256):
            return Written(path, sha256, fresh=place != path)
        target, former = f"{self.folder}/{path}", f"{self.live}/{path}"
        live = _holds(former, data)
        if not _holds(target, data):
            with self._refusals():
                self._make_room(path)
                if not (live and _link(former, target)):
                    with open(target, "xb") as file:  # noqa: PTH123  # thousands
                        file.write(data)
        return Written(path, sha256, fresh=not live)

    def _linked(self, path: str, place: str, sha256: bytes) -> bool:
        """Let `path` hold what the live site holds at `place`, if `sha256` names that, and a link can be made."""
        item = self._former[place]
        if item.sha256 != sha256:
            return False
        former, target = f"{self.live}/{place}", f"{self.folder}/{path}"
        with self._refusals():
            if (found := _status(former)) is None or not holds_still(former, found, item):
                return False
            there = _status(target)
            if there is None or not os.path.samestat(there, found):
                self._make_room(path)
                return _link(former, target)
        return True

    def _make_room(self, path: str) -> None:
        """Folders for `path`, and nothing at the place itself; what is in the way is removed."""
        self._make_folder(path.rpartition("/")[0])
        target = f"{self.folder}/{path}"
        try:
            os.unlink(target)  # noqa: PTH108  # thousands
        except FileNotFoundError:
            pass
        except (IsADirectoryError, PermissionError):  # of a folder, the former on Linux, the latter on macOS
            if not Path(target).is_dir():
                raise
            shutil.rmtree(target)

    def _make_folder(self, path: str) -> None:
        if not path or path in self._rooms:
            return
        self._make_folder(path.rpartition("/")[0])
        here = self.folder / path
        if here.is_symlink() or here.is_file():
            here.unlink()
        here.mkdir(exist_ok=True)
        self._rooms.add(path)

    def finish(self) -> None:
        """Remove what this build did not make, and mark the folder as a build's."""
        self.write(MARK, json.dumps({"made_by": "showcase", "files": len(self.sums)}).encode())
        with self._refusals():
            _remove_others(self.folder, self.sums)
            if self.live.exists():
                self.gone = [path for path, _entry in files_below(self.live) if path not in self.sums]

    def show(self) -> None:
        """Let readers see it, in one step."""
        with self._refusals():
            if self.live.exists() and any(self.live.iterdir()):
                exchange(self.live, self.folder)
            else:
                self.folder.replace(self.live)

    def discard(self) -> None:
        """Remove the spare folder and the lock: nobody will build here again."""
        shutil.rmtree(self.folder, ignore_errors=True)
        _lock_of(self.live).unlink(missing_ok=True)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """What the operating system refuses ends the draft; its room is given back."""
        try:
            yield
        except OSError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise refused(error) from error


@contextmanager
def drafting(live: Path, former: Inventory | None = None) -> Iterator[Draft]:
    """A draft of the site in the folder `live`, held against a second build; raises ReleaseError.

    `former` is the inventory of the live site, if there is one: what it names need not be read again.
    """
    live = Path(os.path.abspath(live))  # noqa: PTH100  # a link must be seen, not followed
    _check_owned(live)  # before anything is put beside a folder that is somebody else's
    with _open_to_readers(), holding(live):
        draft = Draft(live, former or {})
        try:
            _recover(draft)
        except OSError as error:
            raise refused(error) from error
        yield draft


@contextmanager
def _open_to_readers() -> Iterator[None]:
    """A site is public: whoever serves it may read it, even if this account hides what it makes (umask 077)."""
    hidden = os.umask(_HIDDEN)
    os.umask(hidden & ~_READERS)
    try:
        yield
    finally:
        os.umask(hidden)


@contextmanager
def holding(live: Path) -> Iterator[None]:
    """Keep builds away from the site; raises ReleaseError if one is running."""
    try:
        live.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock_of(live).open("w")
    except OSError as error:
        raise refused(error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReleaseError(f"另一个生成正在写 {live}，请等它结束再试。") from None
        yield


def _lock_of(live: Path) -> Path:
    return live.with_name(f".{live.name}.lock")


def _recover(draft: Draft) -> None:
    """Put back what a build that was killed between two steps has moved aside, and begin with a folder of one's own."""
    aside = aside_of(draft.live)
    if aside.is_dir() and not draft.live.exists():
        aside.rename(draft.live)
    if draft.folder.is_symlink():
        draft.folder.unlink()
    elif draft.folder.is_dir() and not _is_open(draft.folder):  # made before under another mask
        shutil.rmtree(draft.folder)
    draft.folder.mkdir(exist_ok=True)
    for parent, folders, _files in os.walk(draft.folder):
        for name in folders:
            if (link := Path(parent, name)).is_symlink():  # what lies behind it is not ours to compare with
                link.unlink()


def _check_owned(live: Path) -> None:
    """Only a folder that a build made, an empty one or none at all is written."""
    if live.is_symlink():
        raise ReleaseError(f"{live} 是一个链接，不会写入它所指的地方。请给出文件夹本身，或删去这个链接。")
    if not live.exists():
        return
    if not live.is_dir():
        raise ReleaseError(f"{live} 是一个文件，不是文件夹。请换一个位置。")
    if any(live.iterdir()) and not (live / MARK).is_file():
        raise ReleaseError(
            f"{live} 里已有别的内容，不是本工具生成的网站，没有改动它。"
            "请换一个空文件夹；确实不要这些内容时，请先自行删去。"
        )


def _remove_others(folder: Path, kept: Container[str]) -> None:
    for path, entry in list(files_below(folder)):
        if path not in kept:
            os.unlink(entry.path)  # noqa: PTH108  # thousands
    for parent, folders, _files in os.walk(folder, topdown=False):
        for name in folders:
            with suppress(OSError):  # it holds what is kept
                Path(parent, name).rmdir()


def _holds(path: str, data: bytes) -> bool:
    found = _status(path)
    if found is None or found.st_size != len(data):
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # thousands
            return file.read() == data
    except OSError:
        return False


def _status(path: str) -> os.stat_result | None:
    """Of a file of its own; None where there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _is_open(path: str | Path) -> bool:
    return os.stat(path).st_mode & _READABLE == _READABLE  # noqa: PTH116  # thousands


def _link(source: str, target: str) -> bool:
    """One file under two names; False where the file system knows no such thing, or readers could not read it."""
    try:
        if not _is_open(source):
            return False
        os.link(source, target)
    except OSError:
        return False
    return True


def refused(error: OSError) -> ReleaseError:
    """What is said when the operating system refuses to write."""
    return ReleaseError(f"没有写成网站，原有网站未动：{remedy(error)}。")
