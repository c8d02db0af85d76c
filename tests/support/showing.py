"""Publications without MkDocs, as the plugin's last step writes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from showcase.outputs.release import MARK, drafting


def show(folder: Path, outputs: Mapping[str, bytes]) -> list[str]:
    """Let `folder` be a site of these files; returns those written anew."""
    with drafting(folder) as draft:
        for path, data in outputs.items():
            draft.write(path, data)
        draft.finish()
        draft.show()
        return draft.fresh


def read(folder: Path) -> dict[str, bytes]:
    """Every file of a site or of a copy of it by its path, but for the build's mark."""
    folder = folder.resolve()
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARK
    }
