"""Two folders trade places."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_CWD = -100  # AT_FDCWD of Linux' fcntl.h
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP}


def exchange(one: Path, other: Path) -> None:
    """Let two folders trade places in one step (Linux renameat2(2), macOS renamex_np(2)).

    Where the file system has no such step, in two: killed between them the site is missing until the next build,
    which begins by putting it back.
    """
    if (fault := _exchange(one, other)) == 0:
        return
    if fault not in _NOT_HERE:
        raise OSError(fault, os.strerror(fault), str(one))
    aside = aside_of(one)
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def _exchange(one: Path, other: Path) -> int:
    """0, or the number of the error."""
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_CWD, first, _AT_CWD, second, _EXCHANGE)
    else:
        return errno.ENOSYS
    return ctypes.get_errno() if failed else 0


def aside_of(folder: Path) -> Path:
    """Where a folder lies between the two steps."""
    return folder.with_name(f".{folder.name}.former")
