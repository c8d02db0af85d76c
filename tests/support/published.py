"""The published site as the tests' settings address it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ORIGIN = "https://showcase.example/"


def load_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
