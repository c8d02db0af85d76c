"""Changed files are tried in a copy of the content before they are kept."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

from showcase.catalogue.load import load
from showcase.files.journal import Files
from showcase.files.problem import Problem
from showcase.files.scratch import scratch


def check_files(root: Path, files: Files, as_of: date | None = None) -> list[Problem]:
    """What `showcase check` would say of these files, and what they would break in others; no older errors."""
    found = _problems_with(root, files, as_of) if files else []
    known = {_sense(problem) for problem in load(root, as_of).problems} if any(p.is_error for p in found) else set()
    return [
        problem for problem in found if (_sense(problem) not in known if problem.is_error else problem.path in files)
    ]


def _sense(problem: Problem) -> tuple[object, ...]:
    """What a problem says, wherever in its file it stands by now."""
    return (problem.path, problem.code, problem.loc, problem.message.zh)


def _problems_with(root: Path, files: Files, as_of: date | None) -> list[Problem]:
    with scratch() as copy:
        _copy(root / "content", copy / "content")
        for name, text in files.items():
            path = copy / name
            path.unlink(missing_ok=True)  # a link to the real file: to write into it would change that
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return list(load(copy, as_of).problems)


def _copy(source: Path, target: Path) -> None:
    """A folder out of links to its files; raises the first OSError, where copytree would collect them all."""
    target.mkdir()
    for path in source.iterdir():
        if path.is_dir() and not path.is_symlink():
            _copy(path, target / path.name)
            continue
        try:
            os.link(path, target / path.name, follow_symlinks=False)
        except OSError:  # another file system
            shutil.copy2(path, target / path.name, follow_symlinks=False)
