"""Folders for what a run needs while it lasts; what a killed run left behind, the next one clears."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".showcase-scratch-"
"""Nobody else's folder is called so: what bears it may be removed."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_ROOM = 1 << 20
"""Bytes: with less of it the folder is what is full, whatever file was being copied."""


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder, removed at the end. It is locked while its run lives: one without a lock is nobody's."""
    _clear()
    folder, held = _make()
    try:
        yield folder
    except OSError as error:
        if error.errno in _FULL and shutil.disk_usage(folder).free < _ROOM:
            error.filename = f"临时文件夹 {folder.parent}，可用环境变量 TMPDIR 另指一处"
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _make() -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        # Between its making and its lock another run may have taken it for one left behind.
        with suppress(FileNotFoundError):
            held = os.open(folder, os.O_RDONLY)
            fcntl.flock(held, fcntl.LOCK_EX)
            if folder.exists():
                return folder, held
            os.close(held)


def _clear() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # somebody else's, in use, or gone meanwhile
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)
