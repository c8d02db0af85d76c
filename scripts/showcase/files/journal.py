"""Several files changed at once: all of them or none, whenever the command is stopped.

Each new file is written beside its place, as `.<name>.new`; only then are they put into their places. A journal in
the root tells what is going on, and the next command reads it first: what was not yet decided is taken back, what
was decided is carried through. Its name says which: one step of the file system turns the one into the other.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

Files = Mapping[str, str | bytes]
"""New texts of records, and other files as they are, by path from the root."""
_BEGUN = ".showcase.begun"
_DECIDED = ".showcase.decided"


def write_files(root: Path, files: Files) -> None:
    """All of them or, if one cannot be written, none."""
    if not files:
        return
    with _held(root):
        _recover(root)
        begun = root / _BEGUN
        try:
            begun.write_text(json.dumps(sorted(files)), encoding="utf-8")
            for name, content in files.items():
                _write_beside(root / name, content)
        except BaseException:
            _take_back(root, files)
            raise
        begun.rename(root / _DECIDED)
        _carry_through(root, files)


def finish_writing(root: Path) -> None:
    """Put right what a command that was killed has left half done."""
    if any((root / name).exists() for name in (_BEGUN, _DECIDED)):
        with _held(root):
            _recover(root)


def _recover(root: Path) -> None:
    if (root / _DECIDED).exists():
        _carry_through(root, _told(root / _DECIDED))
    elif (root / _BEGUN).exists():
        _take_back(root, _told(root / _BEGUN))


def _told(journal: Path) -> list[str]:
    """The paths that a journal tells, none where its own writing was broken off; no path that leads out of the root."""
    try:
        names = json.loads(journal.read_bytes())
    except ValueError:
        return []
    told = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return [name for name in told if not Path(name).is_absolute() and ".." not in Path(name).parts]


def _write_beside(path: Path, content: str | bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(21, "Is a directory", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path)
    draft.write_bytes(content.encode() if isinstance(content, str) else content)
    if path.exists():  # whoever could read it still can
        draft.chmod(path.stat().st_mode & 0o777)


def _carry_through(root: Path, names: Iterable[str]) -> None:
    for name in names:
        path = root / name
        with suppress(FileNotFoundError):  # in its place already
            _draft(path).replace(path)
    (root / _DECIDED).unlink()


def _take_back(root: Path, names: Iterable[str]) -> None:
    """Remove the drafts, and the folders made for them."""
    for name in names:
        path = root / name
        with suppress(FileNotFoundError, NotADirectoryError):
            _draft(path).unlink()
        with suppress(OSError):  # it holds something, or is not there
            for folder in list(path.relative_to(root).parents)[:-1]:
                (root / folder).rmdir()
    (root / _BEGUN).unlink(missing_ok=True)


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


@contextmanager
def _held(root: Path) -> Iterator[None]:
    """One at a time; a second waits. The folder itself is what is locked."""
    lock = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
