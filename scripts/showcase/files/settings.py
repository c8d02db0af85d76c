"""mkdocs.yml: as data, and as a source whose faults have places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from showcase.files.problem import text_line
from showcase.files.source import Source, load_text, load_yaml
from showcase.files.yaml_tree import Dialect

SETTINGS = Path("mkdocs.yml")
_ODD = {"yaml-alias", "yaml-depth", "yaml-tag"}
"""Codes of what is refused in a record, and is none of ours in a file that MkDocs reads."""


class SettingsError(Exception):
    """mkdocs.yml cannot be read; the message, in Chinese, says where and why."""


def load_settings(root: Path) -> dict[str, Any]:
    """mkdocs.yml as data, for those who do not run MkDocs; the objects that it names are left out.

    Raises SettingsError.
    """
    try:
        found = yaml.load((root / SETTINGS).read_text("utf-8"), _Settings)  # noqa: S506  # a safe loader
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        problems = read_settings(root).problems
        said = "\n".join(map(text_line, problems)) or f"{SETTINGS} 读不出来：{error}"
        raise SettingsError(f"{said}\n请先改正设置。") from error
    return found if isinstance(found, dict) else {}


def section(settings: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """What stands below these names, one within the other; nothing where something else does."""
    found: Any = settings
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def read_settings(root: Path) -> Source:
    """mkdocs.yml with the place of everything in it, and why it cannot be read; without fields where it is odd YAML."""
    source = load_text(root, root / SETTINGS)
    if source.problems or not source.text.strip():
        return source
    parsed = load_yaml(root, root / SETTINGS, Dialect.MKDOCS)
    return source if any(problem.code in _ODD for problem in parsed.problems) else parsed


class _Settings(yaml.SafeLoader):
    """YAML as MkDocs reads it: with variables of the environment, and without the objects of Python that it names."""


_Settings.add_constructor("!ENV", construct_env_tag)
_Settings.add_constructor("!relative", lambda _loader, _node: None)
_Settings.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _suffix, _node: None)
