"""What is wrong with the settings, at its place: before MkDocs says so in English, or a page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from showcase.files.problem import Loc, Message, Problem
from showcase.files.settings import SETTINGS, read_settings
from showcase.files.source import Source, Tree
from showcase.schema.fields import quoted
from showcase.schema.names import nearest
from showcase.schema.settings import Extra, Plugin, Settings
from showcase.schema.validation import check_model

PLUGIN = "showcase"
_ELSEWHERE = {"INHERIT", "site_name"}
"""Where one of these stands, a name may come from another file or from the environment."""


def check_settings(root: Path) -> list[Problem]:
    """The problems of mkdocs.yml; of a repository without settings none."""
    if not (root / SETTINGS).exists():
        return []
    source = read_settings(root)
    if source.problems or not source.data:
        return list(source.problems)
    problems = [
        problem
        for problem in check_model(Settings, source, source.data, (), {})[2]
        if not (_is_theirs(problem) or (problem.code == "required" and _ELSEWHERE & source.data.keys()))
    ]
    for loc, options in _own_options(source.data.get("plugins")):
        problems += check_model(Plugin, source, options, loc, {})[2]
    if source.data.get("docs_dir", "content") == "content":
        problems += _check_nav(root, source, source.data.get("nav"), ("nav",))
    return problems


def _is_theirs(problem: Problem) -> bool:
    """Whether it is but that somebody keeps a setting of another name there, as MkDocs lets everybody."""
    above, *names = problem.loc or ("",)
    unknown = problem.code == "unknown-field" and above == "extra" and len(names) == 1
    return unknown and nearest(str(names[0]), list(Extra.model_fields)) is None


def _own_options(plugins: Tree) -> Iterator[tuple[Loc, Tree]]:
    """Plugins are a list of names, or of one field each; or a mapping."""
    listed = plugins.items() if isinstance(plugins, dict) else ()
    for number, item in enumerate(plugins if isinstance(plugins, list) else ()):
        if isinstance(item, dict) and item.get(PLUGIN):
            yield ("plugins", number, PLUGIN), item[PLUGIN]
    for name, options in listed:
        if name == PLUGIN and options:
            yield ("plugins", name), options


def _check_nav(root: Path, source: Source, tree: Tree, loc: Loc) -> Iterator[Problem]:
    """Pages of the navigation are there."""
    if isinstance(tree, str):
        if tree.endswith(".md") and not _ELSE.match(tree) and not (root / "content" / tree).is_file():
            there = sorted(path.relative_to(root / "content").as_posix() for path in _pages(root))
            near = nearest(tree, there)
            hint = Message(f"是否想写 {near}？", f"did you mean {near}?") if near else _PAGES
            message = Message(f"导航里的 {quoted(tree)} 没有这个页面", f"there is no page {quoted(tree)}")
            yield source.problem("page", loc, message, hint)
        return
    parts = enumerate(tree) if isinstance(tree, list) else tree.items() if isinstance(tree, dict) else ()
    for key, part in parts:
        yield from _check_nav(root, source, part, (*loc, key))


def _pages(root: Path) -> Iterator[Path]:
    yield from (root / "content").glob("*.md")
    yield from (root / "content" / "guide").glob("*.md")


_ELSE = re.compile("[a-z]{1,20}:|//")
"""How an address begins."""
_PAGES = Message("页面放在 content/ 或 content/guide/", "pages lie in content/ or content/guide/")
