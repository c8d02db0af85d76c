"""Whether a site stands as a build would make it: then there is nothing to do.

It does if all that a build reads is what it was (`Inputs`), and no file of the site has been touched since
(`outputs/inventory.py`). Only a build without a warning is remembered: the others have something to say each time.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from showcase.files.digests import digest, folder_digest
from showcase.files.kept import find_kept, keep
from showcase.files.settings import SETTINGS, SettingsError, load_settings
from showcase.outputs.inventory import Inventory, stands, take_inventory
from showcase.outputs.release import Draft, ReleaseError, holding
from showcase.past.day import SHANGHAI, today
from showcase.past.history import HistoryError, check_complete

_SHELF = "sites"
_FOLDERS = {"docs_dir": "content", "custom_dir": "theme"}
_ELSEWHERE = {"INHERIT", "hooks"}
"""Settings by which a build reads files that are not looked at here."""
_OWN = {"showcase"}
"""Plugins that read nothing else; of Markdown's extensions, those that come with it do not."""


@dataclass(frozen=True)
class Standing:
    """A site as its last build left it: of which inputs, with which files, and what was said of the records."""

    inputs: str
    inventory: Inventory
    report: str


def load_inputs(root: Path) -> str | None:
    """The digest of all that a build at `root` reads beside this package; None where that cannot be known."""
    try:
        settings = load_settings(root)
        if not _is_plain(settings):
            return None
        folders = [folder_digest(root / name) for name in _FOLDERS.values()]
        text = (root / SETTINGS).read_bytes()
        named = [path.read_bytes() for path in _named_files(settings)]
    except (OSError, ValueError, SettingsError):
        return None
    try:
        head = check_complete(root)
    except HistoryError as error:
        if error.serious:
            return None
        head = error.message.en
    days = today().isoformat(), datetime.now(SHANGHAI).date().isoformat()
    return digest(str(root), repr(settings), text, *folders, head, *days, *named)


def _is_plain(settings: dict[str, Any]) -> bool:
    """Whether all that the settings name lies where a build's inputs are looked for."""
    theme = settings.get("theme")
    named = settings | (theme if isinstance(theme, dict) else {})
    extensions = [name.removeprefix("markdown.extensions.") for name in _names(settings.get("markdown_extensions"))]
    return (
        not _ELSEWHERE & named.keys()
        and all(named.get(key) == name for key, name in _FOLDERS.items())
        and set(_names(settings.get("plugins"))) == _OWN
        and not any("." in name for name in extensions)
    )


def _named_files(settings: dict[str, Any]) -> list[Path]:
    """Files that the plugin's options name, as that of the key by which a site is signed."""
    options = [option for item in settings["plugins"] if isinstance(item, dict) for option in item.values()]
    values = [value for option in options if isinstance(option, dict) for value in option.values()]
    return [Path(value) for value in values if isinstance(value, str) and "\n" not in value and Path(value).is_file()]


def _names(listed: Any) -> list[str]:
    """A list of MkDocs' settings: names, some with options."""
    return [str(name) for item in listed or () for name in (item if isinstance(item, dict) else [item])]


def find_standing(root: Path, site: Path | None) -> Standing | None:
    """The site that a build at `root` would make, if it is there already; `site` is its folder, unless it is said by
    the settings."""
    if (inputs := load_inputs(root)) is None:
        return None
    folder = site or root / str(load_settings(root).get("site_dir", "site"))
    if not folder.is_dir():
        return None
    try:
        with holding(folder):
            standing = load_standing(folder)
            same = standing is not None and standing.inputs == inputs and stands(folder, standing.inventory)
    except (OSError, ReleaseError):
        return None
    return standing if same else None


def load_standing(site: Path) -> Standing | None:
    """What is known of the site in a folder, whatever has happened to it since."""
    key = _key(site)
    found = find_kept(_SHELF, [key]).get(key)
    return found if isinstance(found, Standing) else None


def keep_standing(draft: Draft, inputs: str | None, report: str) -> None:
    """Remember the site that has just been shown; without `inputs`, only its files."""
    standing = Standing(inputs or "", take_inventory(draft.live, draft.sums), report)
    keep(_SHELF, {_key(draft.live): standing})


def _key(site: Path) -> str:
    return digest(os.path.abspath(site))  # noqa: PTH100  # whatever it is a link to
