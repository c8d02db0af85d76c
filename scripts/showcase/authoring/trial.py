"""Changed files are tried in a copy of the content before they are kept, and kept all or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from showcase.catalogue.load import load
from showcase.files.problem import Problem

Files = Mapping[str, str | bytes]
"""New texts of records, and attachments as they are, by path from the root."""


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
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "content", copy / "content", symlinks=True, copy_function=_link)
        for name, text in files.items():
            path = copy / name
            path.unlink(missing_ok=True)  # a link to the real file: to write into it would change that
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_bytes(text))
        return list(load(copy, as_of).problems)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def write_files(root: Path, files: Files) -> None:
    """All of them or, if one cannot be written, none."""
    ready: list[tuple[Path, Path]] = []
    try:
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.new")
            ready.append((draft, path))
            draft.write_bytes(_bytes(text))
    except OSError:
        for draft, _path in ready:
            draft.unlink(missing_ok=True)
        raise
    for draft, path in ready:
        draft.replace(path)
