"""What the sources say in words (docstrings, comments, pages about the code), and the names that they may use."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

from building import REPOSITORY

PACKAGE = REPOSITORY / "scripts" / "showcase"
_COMMENTS = {
    **dict.fromkeys((".js", ".mjs", ".css"), r"/\*.*?\*/|(?<![:\"'`])//[^\n]*"),
    ".html": r"\{#.*?#\}|<!--.*?-->",
    **dict.fromkeys((".yml", ".toml", ".conf", ""), r"#[^\n]*"),
    ".md": r".+",
}
_NOT_OURS = ("content/", "tests/corpus/", "tests/catalogue/", "tests/golden/")


def tracked_files() -> list[str]:
    """Every file that git keeps, or would keep, from the repository's root."""
    command = ["git", "-c", "core.quotepath=off", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for path in found if (REPOSITORY / path).is_file()]


def read_prose() -> Iterator[tuple[str, str]]:
    """Path and text of every docstring, comment and page about the code; addresses on the web are left out."""
    for path in tracked_files():
        suffix = Path(path).suffix
        if path.startswith(_NOT_OURS) or (suffix != ".py" and suffix not in _COMMENTS):
            continue
        text = (REPOSITORY / path).read_text(encoding="utf-8")
        found = _python(text) if suffix == ".py" else re.findall(_COMMENTS[suffix], text, re.DOTALL)
        yield from ((path, re.sub(r"https?://\S+", "", part)) for part in found)


def _python(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def build_names() -> set[str]:
    """The full dotted name of every module of the package, of all that is defined in it, and of classes' members."""
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        module = ".".join(parts).removesuffix(".__init__")
        names.add(module)
        if path.name == "__init__.py":
            names |= {f"{module}.{name}" for name in _passed_on(path)}
        for name, node in _defined(ast.parse(path.read_text(encoding="utf-8")).body):
            names.add(f"{module}.{name}")
            if isinstance(node, ast.ClassDef):
                names |= {f"{module}.{name}.{member}" for member, _ in _defined(node.body)}
    return names


def _passed_on(path: Path) -> Iterator[str]:
    """What a package imports so that it can be had from it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def _defined(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, node) for target in targets if isinstance(target, ast.Name))
