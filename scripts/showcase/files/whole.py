"""A file that is made for people to take away: whole under its name, or as it was before."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Beside its place first, so that a full disk or a kill leaves the former file; a device is written to as it is."""
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Several: none comes to its place before all are written."""
    drafts: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            place = Path(os.path.realpath(path))
            if place.exists() and not place.is_file():
                path.write_bytes(data)
                continue
            drafts[place] = place.with_name(f".{place.name}.new")
            drafts[place].write_bytes(data)
        for place, draft in drafts.items():
            if place.exists():
                draft.chmod(place.stat().st_mode & 0o777)
            draft.replace(place)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
