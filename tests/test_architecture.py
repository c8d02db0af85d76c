"""The shape of the package: what may import what, how long a module may be, what it may be called."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scripts" / "showcase"

# The rooms from the ground up: a module imports only from rooms on lower floors and, inside its own room, from its
# neighbours, never in a circle. A new room is put where it belongs.
LAYERS = (
    {"files"},
    {"schema"},
    {"past", "forge", "mirror"},
    {"rules"},
    {"catalogue"},
    {"derived", "authoring", "review"},
    {"outputs", "digest"},
    {"publishing"},
    {"plugin"},
    {"commands"},
    {"cli"},
)
LAYER_OF = {name: number for number, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = sorted((PACKAGE.parent.parent / "theme" / "assets").resolve().rglob("*.js"))
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "data", "process", "misc", "common_utils"}
MOST_LINES = 300


def module_id(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part(path: Path) -> str:
    """The module or package directly below showcase that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, by full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            if node.module == "showcase":
                yield from (f"showcase.{alias.name}" for alias in node.names)


def imported_parts(path: Path) -> set[str]:
    """The parts of the package that a file imports."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("showcase.")}


def test_only_the_plugin_imports_mkdocs() -> None:
    """MkDocs has one door, so that the catalogue outlives it."""
    users = {
        module_id(path)
        for path in MODULES
        if any(name.split(".")[0] in ("mkdocs", "material") for name in imports(path))
    }

    assert users <= {"plugin.py"}


def test_every_module_has_a_layer() -> None:
    """A new module is put into the table above, and one that is gone is taken out of it."""
    assert {part(path) for path in MODULES} - {"__init__"} == set(LAYER_OF)


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_imports_follow_the_flow(path: Path) -> None:
    """A module imports only from lower layers."""
    own = part(path)
    wrong = {name for name in imported_parts(path) if name != own and LAYER_OF[name] >= LAYER_OF.get(own, len(LAYERS))}

    assert wrong == set()


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_length(path: Path) -> None:
    """A module is short enough to be read at one sitting."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_template_string_holds_another() -> None:
    """The minifier of scripts takes a nested template string for two and spoils the text between."""
    nested = re.compile(r"`[^`]*\$\{[^}`]*`")

    assert SCRIPTS
    assert [path.name for path in SCRIPTS if nested.search(path.read_text(encoding="utf-8"))] == []


def test_scripts_import_in_no_circle() -> None:
    """A script of the browser stands on others that do not stand on it, by whatever way."""
    imported = re.compile(r"""(?:\bfrom|\bimport\(?)\s*"(\.[^"]+\.js)\"""")
    graph = {
        path: [(path.parent / name).resolve() for name in imported.findall(path.read_text(encoding="utf-8"))]
        for path in SCRIPTS
    }

    assert sum(map(len, graph.values())) > len(SCRIPTS)
    list(TopologicalSorter(graph).static_order())  # raises CycleError, which names the scripts


def test_names() -> None:
    """A module is named after what it is about."""
    assert {module_id(path) for path in MODULES if path.stem in NAMES_THAT_SAY_NOTHING} == set()
