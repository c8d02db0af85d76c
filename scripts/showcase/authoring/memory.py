"""What is kept from one run to the next: an unfinished record, and the agency and task force that one writes for."""

from __future__ import annotations

import json
from pathlib import Path

from showcase.files.git import config_git
from showcase.files.source import Tree
from showcase.schema.records import Kind

REMEMBERED = ("agency", "task_force")


def load_draft(root: Path, kind: Kind) -> dict[str, Tree]:
    """The answers given before the last run broke off; empty if there are none."""
    try:
        found = json.loads(_draft(root, kind).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_draft(root: Path, kind: Kind, data: dict[str, Tree]) -> None:
    """Keep the answers below .cache/, which git ignores; without answers, keep nothing."""
    path = _draft(root, kind)
    if not data:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _draft(root: Path, kind: Kind) -> Path:
    return root / ".cache" / "showcase" / f"new-{kind}.json"


def load_habits(root: Path) -> dict[str, str]:
    """Agency and task force of this copy of the repository, from `git config showcase.agency` and `.taskForce`."""
    found = {name: _config(root, _key(name)) for name in REMEMBERED}
    return {name: value for name, value in found.items() if value}


def write_habits(root: Path, data: dict[str, Tree]) -> None:
    """Remember them for the next record."""
    for name in REMEMBERED:
        if isinstance(value := data.get(name), str):
            _config(root, _key(name), value)


def _key(name: str) -> str:
    first, *others = name.split("_")
    return "showcase." + first + "".join(word.title() for word in others)


def _config(root: Path, *arguments: str) -> str:
    return config_git(root, *arguments)
