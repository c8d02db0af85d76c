"""Writes tests/floor/newer.json: what browsers learnt after the oldest that the site serves (outputs/assets/floor.py).

Run: make floor (fetches MDN's browser-compat-data, CC0, from the npm registry and calls this with its data.json).
A feature is listed if any browser of the floor lacks it. Of scripts only names are listed that nothing older bears.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from showcase.outputs.assets.floor import FLOOR

TARGET = Path(__file__).parents[2] / "tests" / "floor" / "newer.json"
NAMES = {"chrome": "chrome", "edge": "edge", "safari": "safari", "ios_saf": "safari_ios", "firefox": "firefox"}
"""browserslist's names of browsers → MDN's."""
Feature = dict[str, Any]


def main(source: Path) -> None:
    data = json.loads(source.read_text("utf-8"))
    css = data["css"]
    found = {
        "at-rules": _newer(css["at-rules"]),
        "properties": _newer(css["properties"]),
        "selectors": _newer(css["selectors"]),
        "functions": _newer(css["types"]) | _newer(css["types"]["color"]),
        "units": _units(css["types"]["length"]),
        "scripts": _script_names(data),
    }
    lines = {name: sorted(one for one in names if not one.startswith("-")) for name, names in found.items()}
    head = {"source": f"@mdn/browser-compat-data {data['__meta']['version']} (CC0)", "floor": FLOOR}
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(head | lines, indent=1) + "\n", "utf-8")


def _units(lengths: Feature) -> set[str]:
    """`dvh` and the like; MDN has some in groups."""
    groups = {
        "container_query_length_units": ("cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax"),
        **{
            f"viewport_percentage_units_{name}": tuple(f"{name[0]}v{end}" for end in ("w", "h", "i", "b", "min", "max"))
            for name in ("dynamic", "large", "small")
        },
    }
    return {unit for name in _newer(lengths) for unit in groups.get(name, (name,))}


def _newer(parent: Feature) -> set[str]:
    return {name for name, node in parent.items() if name != "__compat" and not _known(node)}


def _script_names(data: Feature) -> set[str]:
    """Interfaces, globals, methods and properties that all browsers of the floor lack under every interface."""
    known: set[str] = set()
    newer: set[str] = set()
    for group in (data["javascript"]["builtins"], data["api"]):
        for name, node in group.items():
            for member, inner in [(name, node), *node.items()]:
                (known if _known(inner) else newer).add(member.removesuffix("_static"))
    return {name for name in newer - known if re.fullmatch(r"\w+", name) and not name.startswith("__")}


def _known(node: Feature) -> bool:
    """Whether every browser of the floor has it; what says nothing of support is not judged."""
    if "__compat" not in node:
        return True
    support = node["__compat"]["support"]
    return all(_has(support.get(NAMES[browser], {}), version) for browser, version in FLOOR.items())


def _has(support: Feature | list[Feature], version: str) -> bool:
    statements = support if isinstance(support, list) else [support]
    return any(_holds(statement, version) for statement in statements)


def _holds(statement: Feature, version: str) -> bool:
    added = statement.get("version_added", False)
    if not isinstance(added, str) or added == "preview" or {"flags", "prefix", "alternative_name"} & statement.keys():
        return False
    return _number(added.removeprefix("≤")) <= _number(version) and "version_removed" not in statement


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
