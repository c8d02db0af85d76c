"""The shape of the package: what may import what, how long a module may be, what names mean."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from pathlib import Path

from building import REPOSITORY
from prose import PACKAGE, build_names, read_prose, tracked_files

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
# The same inside the two largest rooms.
INNER_LAYERS = {
    "derived": (
        {"english", "movement", "progress", "site", "wording"},
        {"stays"},
        {"advice", "census", "changes", "events", "freshness", "results", "routes", "supply"},
        {"card", "indexes", "matching"},
        {"views"},
    ),
    "outputs": (
        {"assets", "inventory", "ledgers"},
        {"feeds", "form", "offline", "search"},
        {"reminders"},
        {"workbooks"},
        {"compiled", "pages"},
        {"ahead", "booklet", "table"},
        {"release"},
    ),
}
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
SCRIPTS = sorted((REPOSITORY / "theme" / "assets").resolve().rglob("*.js"))
MOST_ROOMS = 16
MOST_LINES = 300
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "data", "process", "misc", "common_utils"}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, by full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from names & MODULES.keys()
            if not names <= MODULES.keys():
                yield node.module or ""


GRAPH = {name: {found for found in imports(path) if found in MODULES} for name, path in MODULES.items()}
"""What each module of the package imports of it."""


def floors(room: str, layers: Sequence[set[str]]) -> dict[str, int]:
    """The floor of everything directly in a room, a package or module; the table must name them all and no other."""
    floor_of = {f"{room}.{name}": floor for floor, names in enumerate(layers) for name in names}
    depth = room.count(".") + 2
    there = {".".join(name.split(".")[:depth]) for name in MODULES if name.startswith(f"{room}.")}
    assert there == set(floor_of), "put it into the table above"
    return floor_of


def upward(room: str, layers: Sequence[set[str]]) -> list[str]:
    """Imports inside a room that do not go down."""
    floor_of = floors(room, layers)
    depth = room.count(".") + 2
    below = {name: ".".join(name.split(".")[:depth]) for name in MODULES if name.startswith(f"{room}.")}
    return [
        f"{name} imports {found}"
        for name, own in below.items()
        for found in GRAPH[name]
        if (other := below.get(found)) and other != own and floor_of[other] >= floor_of[own]
    ]


def test_only_the_plugin_imports_mkdocs() -> None:
    """MkDocs has one door, so that the catalogue outlives it."""
    users = {
        name
        for name, path in MODULES.items()
        if any(found.split(".")[0] in ("mkdocs", "material") for found in imports(path))
    }

    assert users <= {"showcase.plugin"}


def test_imports_follow_the_flow() -> None:
    """Every room stands in the table above, and a module imports only from rooms on lower floors."""
    assert upward("showcase", LAYERS) == []


def test_large_rooms_have_floors_too() -> None:
    """Inside the two largest rooms the order is fixed as well."""
    assert [fault for room, layers in INNER_LAYERS.items() for fault in upward(f"showcase.{room}", layers)] == []


def test_no_circle() -> None:
    """No module imports, over however many others, itself: each can be read after those that it stands on."""
    order = list(TopologicalSorter(GRAPH).static_order())  # raises CycleError with the circle

    assert len(order) == len(MODULES)


def test_the_folder_list_is_short() -> None:
    """Whoever lists the package sees the plan of the house, not its furniture."""
    rooms = {name.split(".")[1] for name in MODULES if "." in name}

    assert len(rooms) <= MOST_ROOMS
    assert {name for name in rooms if (PACKAGE / f"{name}.py").exists()} == {"cli", "plugin"}


def test_length() -> None:
    """A module is short enough to be read at one sitting."""
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}

    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_template_string_holds_another() -> None:
    """The minifier of scripts takes a nested template string for two and spoils the text between."""
    nested = re.compile(r"`[^`]*\$\{[^}`]*`")

    assert SCRIPTS
    assert [path.name for path in SCRIPTS if nested.search(path.read_text(encoding="utf-8"))] == []


def test_what_scripts_import_is_there() -> None:
    """Every name that a script imports is exported by the script that it names: joined, it would only be undefined."""
    imports_ = re.compile(r"""(?:import|export) \{([^}]*)\} from "(\.[^"]+\.js)\"""")
    exported = re.compile(r"^export (?:async )?(?:function\*?|class|const) ([\w$]+)|^export \{([^}]*)\}", re.MULTILINE)
    missing = []
    for path in SCRIPTS:
        for names, target in imports_.findall(path.read_text(encoding="utf-8")):
            other = (path.parent / target).resolve()
            text = other.read_text(encoding="utf-8") if other.exists() else ""  # else the build makes it
            there = {name for one, several in exported.findall(text) for name in (one, *several.split(",")) if name}
            said = {name.partition(" as ")[2].strip() or name.strip() for name in there}
            wanted = {name.partition(" as ")[0].strip() for name in names.split(",")} - {""}
            if text and "export *" not in text:
                missing += [f"{path.name}: {name} of {target}" for name in sorted(wanted - said)]

    assert missing == []


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
    assert [name for name in MODULES if name.split(".")[-1] in NAMES_THAT_SAY_NOTHING] == []


def test_tests_and_what_they_share_lie_apart() -> None:
    """Beside tests and fixtures nothing lies in their folders: what several tests take is in tests/support."""
    folders = (REPOSITORY / "tests", REPOSITORY / "tests" / "browser")
    scripts = [path for folder in folders for path in folder.iterdir() if path.suffix in (".py", ".mjs")]

    assert [path.name for path in scripts if not path.name.startswith(("test_", "conftest"))] == []


SUFFIXES = r"(?:py|js|mjs|html|css|yml|toml|conf|md)"
PATH = re.compile(rf"(?<![\w/<>{{}}*.-])[\w.-][\w*./-]+\.{SUFFIXES}\b(?![./<])")
DOTTED = re.compile(r"(?<![\w/.@<>{}*#-])`?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\b(?![/@<{-])")
DATA = re.compile(
    r"\.(?:json|jsonld|ndjson|lock|xlsx|csv|txt|zip|atom|xml|ics|br|gz|service|timer|example|org|com|cn|test)$"
)
FOREIGN_FILES = {
    *("Node.js", "lunr.js", "lunr.py"),
    "material/templates/assets/javascripts/workers/search.*.min.js",
}
MADE_FILES = {"saved/table.js", "sw.js", "submit/gate.js", "submit/rules.js", "submit/sheet.js", "submit/worker.js"}
"""What the build writes into the site."""
FOREIGN_NAMES = {"minisign", "date", "re"}
KEYS = {
    "disclosure.cleared",
    "extra.digest",
    "extra.footer",
    "extra.footer.sponsor",
    "item.name",
    "price.max",
    "showcase.agency",
    "Model.field",
}
"""Codes, paths of fields and settings, which are written alike."""


def test_files_that_texts_name_are_there() -> None:
    """A path in a docstring, a comment or a page about the code is that of a file, or its end."""
    ends = {"/" + path for path in tracked_files()} | {"/" + path for path in FOREIGN_FILES | MADE_FILES}
    found = {(path, name) for path, text in read_prose() for name in PATH.findall(text)}

    assert len(found) > 100
    wrong = sorted(
        f"{path} names {name}"
        for path, name in found
        if not any(end.endswith("/" + name) or ("*" in name and Path(end).match(name)) for end in ends)
    )
    assert not wrong, "\n".join(wrong)


def test_names_that_texts_mention_are_there() -> None:
    """A name with a point in it is defined in the module, or the class, that the text says.

    Looked at is what stands in backticks, and what begins as a module or a class of this package does.
    """
    names = build_names()
    ends = {".".join(parts[start:]) for name in names for parts in [name.split(".")] for start in range(len(parts))}
    found = {
        (path, name.removeprefix("`"))
        for path, text in read_prose()
        for name in DOTTED.findall(text)
        if (name.startswith("`") or name.split(".")[0] in ends)
        and not re.search(rf"\.{SUFFIXES}$", name)
        and not DATA.search(name)
    }

    assert len(found) > 20
    wrong = sorted(
        f"{path} mentions {name}"
        for path, name in found
        if name not in ends | KEYS and name.split(".")[0] not in FOREIGN_NAMES
    )
    assert not wrong, "\n".join(wrong)
