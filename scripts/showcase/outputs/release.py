"""A finished build → the site's folder: what changed is overwritten, what is gone is removed.

Nothing is touched before everything has been made, so a build that fails leaves the site as it was.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_site(folder: Path, outputs: Mapping[str, bytes]) -> int:
    """Make `folder` hold exactly `outputs` (path → bytes); returns how many files were written.

    A file is replaced in one step, so that a reader never meets half of it.
    """
    written = 0
    for path, data in outputs.items():
        target = folder / path
        if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.new")
        draft.write_bytes(data)
        draft.replace(target)
        written += 1
    _remove_others(folder, set(outputs))
    return written


def _remove_others(folder: Path, keep: set[str]) -> None:
    for parent, folders, files in os.walk(folder, topdown=False):
        here = Path(parent)
        for name in files:
            if (here / name).relative_to(folder).as_posix() not in keep:
                (here / name).unlink()
        for name in folders:
            child = here / name
            if child.is_symlink():
                child.unlink()
            elif not any(child.iterdir()):
                child.rmdir()
