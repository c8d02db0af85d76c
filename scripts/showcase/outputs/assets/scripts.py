"""ES modules → one: a page on a slow line waits once instead of once for each depth of imports.

Each module becomes a function that returns what it exports, run once, after those that it imports. The part of the
language that the theme's modules use is known here and the rest refused; a circle of imports is refused too.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from rjsmin import jsmin

_STATIC = re.compile(
    r'^import (?:(?:\* as (?P<whole>[\w$]+)|\{(?P<names>[^}]*)\}) from )?"(?P<path>[^"]+)";\n?', re.MULTILINE
)
_LAZY = re.compile(r'\bimport\("(?P<path>[^"]+)"\)')
_DECLARED = re.compile(r"^export (?=(?:async )?(?:function|class|const)\*? (?P<name>[\w$]+))", re.MULTILINE)
_PASSED_ON = re.compile(r'^export (?:\*|\{(?P<names>[^}]*)\}) from "(?P<path>[^"]+)";\n?', re.MULTILINE)
_LISTED = re.compile(r"^export \{(?P<names>[^}]*)\};\n?", re.MULTILINE)
_DIVIDED = re.compile(r"(?:=>|\b(?:await|case|delete|do|else|in|instanceof|of|typeof|void|yield))/.{0,40}")
"""Behind these rjsmin takes a regular expression for a division, and its blanks for what nobody needs."""
_OTHER = re.compile(r"^\s*(?:import|export)\b.*", re.MULTILINE)


class ModuleError(ValueError):
    """A module that cannot be joined."""


def join_modules(theme: Path, path: str, generated: Mapping[str, str]) -> bytes:
    """The module at `path` (from the site's root) with all that it imports, without comments.

    A module that is imported lazily stays a file of its own, unless it is part of this one anyway.
    """
    joined = _Joined(theme, generated)
    body = joined.body(path, ())
    text = "\n".join([*joined.parts, body])
    minified = str(jsmin(_LAZY.sub(lambda found: joined.lazily(found["path"], path), text)))
    if divided := _DIVIDED.search(minified):
        raise ModuleError(f"{path}: put the regular expression between brackets, its blanks are lost: {divided[0]}")
    return minified.encode()


class _Joined:
    """Modules in the order in which they run; `names` holds the variable of each."""

    def __init__(self, theme: Path, generated: Mapping[str, str]) -> None:
        self.theme = theme
        self.generated = generated
        self.names: dict[str, str] = {}
        self.parts: list[str] = []

    def body(self, path: str, importers: tuple[str, ...]) -> str:
        """A module's text with its imports taken from variables; the modules that it imports are then in `parts`."""
        if path in importers:
            raise ModuleError(f"modules import each other in a circle: {' → '.join((*importers, path))}")
        text = self.generated[path] if path in self.generated else (self.theme / path).read_text("utf-8")

        def take(found: re.Match[str]) -> str:
            variable = self.add(_beside(path, found["path"]), (*importers, path))
            if found["whole"]:
                return f"const {found['whole']} = {variable};\n"
            return f"const {{{found['names'].replace(' as ', ': ')}}} = {variable};\n" if found["names"] else ""

        return _LAZY.sub(lambda found: f'import("{_beside(path, found["path"])}")', _STATIC.sub(take, text))

    def add(self, path: str, importers: tuple[str, ...]) -> str:
        """The variable that holds what the module exports."""
        if path not in self.names:
            body = self.body(path, importers)
            exports = [*_exports(body), *self.passed_on(path, body, (*importers, path))]
            plain = _refuse_others(_LISTED.sub("", _PASSED_ON.sub("", _DECLARED.sub("", body))), path)
            self.names[path] = f"module{len(self.names)}"
            returned = f"return {{ {', '.join(exports)} }};"
            self.parts.append(f"const {self.names[path]} = (() => {{\n{plain}\n{returned}\n}})();")
        return self.names[path]

    def passed_on(self, path: str, body: str, importers: tuple[str, ...]) -> Iterator[str]:
        """What a module exports that it has from others."""
        for found in _PASSED_ON.finditer(body):
            variable = self.add(_beside(path, found["path"]), importers)
            if found["names"] is None:
                yield f"...{variable}"
            else:
                yield from (f"{other}: {variable}.{name}" for name, other in _pairs(found["names"]))

    def lazily(self, target: str, importer: str) -> str:
        """What stands for `import(…)` of a module: itself, if it is here, else the way to its file."""
        if target in self.names:
            return f"Promise.resolve({self.names[target]})"
        return f'import("./{posixpath.relpath(target, posixpath.dirname(importer))}")'


def _exports(text: str) -> Iterator[str]:
    """`name` or `name: value` of each export of the module's own."""
    yield from (found["name"] for found in _DECLARED.finditer(text))
    for found in _LISTED.finditer(text):
        yield from (f"{other}: {name}" for name, other in _pairs(found["names"]))


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    """`a as b, c` → (a, b), (c, c)."""
    for part in filter(None, map(str.strip, names.split(","))):
        name, _, other = part.partition(" as ")
        yield name, other or name


def _refuse_others(text: str, path: str) -> str:
    if other := _OTHER.search(text):
        raise ModuleError(f"{path}: this form of import or export is not known: {other[0]}")
    return text


def _beside(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
