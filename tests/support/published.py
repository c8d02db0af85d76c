"""The published site as the tests' settings address it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ORIGIN = "https://showcase.example/"


def load_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def load_files(site: Path) -> list[dict[str, Any]]:
    """What the manifest says of every file, by all its parts, the parts themselves left out."""
    parts = load_json(site / "api/v1/index.json")["parts"]
    return [file for part in parts for file in load_json(site / part["path"])["files"]]


def load_items(site: Path, name: str) -> list[dict[str, Any]]:
    """The items of a list of the API and of its older files, newest first."""
    items: list[dict[str, Any]] = []
    address: str | None = f"{ORIGIN}api/v1/{name}.json"
    while address:
        document = load_json(site / address.removeprefix(ORIGIN))
        items += document["items"]
        address = document["next_url"]
    return items
