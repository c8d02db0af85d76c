"""The copy on disk.

    DIR/current       a link to the version that readers read
    DIR/versions/     complete copies of the source; a file that did not change is one file in all of them
    DIR/incoming/     files that an interrupted run has fetched and proved, by sha256
    DIR/mirror.json   the source's address, the ETag of its manifest, the keys that must have signed it

A version is made aside, whole, and is shown by replacing the link, which is one step. The version before it
stays until the next run, so that a reader who has resolved the link can finish.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ValidationError

from showcase.files.minisign import PublicKey, parse_public_key
from showcase.files.refusals import remedy
from showcase.mirror.manifest import MANIFEST, File, MirrorError

_KEPT = 2


class _State(BaseModel):
    """What mirror.json holds."""

    url: str
    etag: str | None
    keys: list[str] = []


class Store:
    """The folder of a mirror; `available` are the proved files by sha256."""

    def __init__(self, folder: Path, url: str, keys: Sequence[PublicKey] = ()) -> None:
        self.folder = folder
        self.incoming = folder / "incoming"
        self.versions = folder / "versions"
        self.current = folder / "current"
        held = self._check(url)
        self.etag = held.etag if held and self.current.exists() else None  # without a manifest it proves nothing
        self.keys = tuple(keys) or tuple(parse_public_key(line) for line in (held.keys if held else ()))
        self.url = url
        self.incoming.mkdir(parents=True, exist_ok=True)
        self.versions.mkdir(exist_ok=True)
        self._write_state(self.etag)
        self.available: dict[str, Path] = {}

    def load_available(self) -> None:
        """Look through what is there already; a file counts by what it holds, not by its name."""
        for part in self.incoming.glob("*.part"):
            part.unlink()
        shown = self.shown
        for folder in (self.incoming, *([shown] if shown else [])):
            for path in folder.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    with path.open("rb") as file:
                        self.available[hashlib.file_digest(file, "sha256").hexdigest()] = path

    @property
    def shown(self) -> Path | None:
        """The version that readers see, if there is one."""
        return self.current.resolve() if self.current.exists() else None

    def load_manifest(self) -> bytes | None:
        """The manifest that readers see, unspoilt."""
        if not self.shown or not (self.shown / MANIFEST).is_file():
            return None
        raw = (self.shown / MANIFEST).read_bytes()
        return raw if self.shown.name.endswith(_short(raw)) else None

    def is_shown(self, files: Iterable[File], manifest: bytes) -> bool:
        """Whether readers see exactly these files already, unspoilt."""
        wanted = {file.path: file.sha256 for file in files} | {MANIFEST: hashlib.sha256(manifest).hexdigest()}
        shown = self.shown
        if shown is None:
            return False
        held = {path.relative_to(shown).as_posix(): path for path in shown.rglob("*") if not path.is_dir()}
        return held.keys() == wanted.keys() and all(_holds(held[path], digest) for path, digest in wanted.items())

    def write_version(self, files: Iterable[File], manifest: bytes) -> None:
        """Show these files, all of which are available, and the manifest; then clear away what is not needed."""
        former = self._names()
        name = f"{int(former[-1].split('-')[0]) + 1 if former else 1:06}-{_short(manifest)}"
        draft = self.versions / ".draft"
        shutil.rmtree(draft, ignore_errors=True)
        for file in files:
            target = draft / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(self.available[file.sha256], target)
        (draft / MANIFEST).parent.mkdir(parents=True, exist_ok=True)
        (draft / MANIFEST).write_bytes(manifest)
        draft.rename(self.versions / name)
        self._show(name)
        for old in former[: 1 - _KEPT]:
            shutil.rmtree(self.versions / old)

    def finish(self, etag: str | None) -> None:
        """Remember what readers see by the ETag of its manifest; nothing that came in is needed any more."""
        self._write_state(etag)
        shutil.rmtree(self.incoming)

    def _show(self, name: str) -> None:
        link = self.folder / ".current"
        link.unlink(missing_ok=True)
        try:
            link.symlink_to(Path("versions") / name)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS):
                raise
            raise MirrorError(
                f"{self.folder} 的文件系统不能建链接（网络共享、U 盘多是这样）；请换到本机的磁盘。"
            ) from None
        link.replace(self.current)

    def _names(self) -> list[str]:
        return sorted(path.name for path in self.versions.iterdir() if not path.name.startswith("."))

    def _check(self, url: str) -> _State | None:
        """Refuse a folder that is no mirror of `url`; returns what it says of itself."""
        state = self.folder / "mirror.json"
        if state.is_file():
            try:
                held = _State.model_validate_json(state.read_bytes())
            except ValidationError:
                raise MirrorError(f"{state} 已损坏；请换一个空文件夹重新复制。") from None
            if held.url != url and self.current.exists():
                raise MirrorError(f"{self.folder} 是 {held.url} 的镜像，不是 {url} 的；请换一个文件夹。")
            return held
        if self.folder.exists() and (not self.folder.is_dir() or any(_others(self.folder))):
            raise MirrorError(f"{self.folder} 已有别的内容，也不是镜像；请给出空文件夹或新文件夹。")
        return None

    def _write_state(self, etag: str | None) -> None:
        draft = self.folder / ".mirror.json"
        draft.write_text(
            _State(url=self.url, etag=etag, keys=[key.line for key in self.keys]).model_dump_json() + "\n", "utf-8"
        )
        draft.replace(self.folder / "mirror.json")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder against a second run at the same time."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise MirrorError(f"{remedy(error)}。") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MirrorError(f"另一个同步正在写 {folder}，请等它结束。") from None
        yield


def _short(manifest: bytes) -> str:
    return hashlib.sha256(manifest).hexdigest()[:12]


def _others(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.name != ".lock")


def _holds(path: Path, digest: str) -> bool:
    return not path.is_symlink() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _link(source: Path, target: Path) -> None:
    """One file under two names, or a copy where the file system knows no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
