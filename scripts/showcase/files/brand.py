"""What the market looks like: its name from mkdocs.yml, its colours from theme/styles/tokens.css and dark.css.

These are the only homes of both. Pages, spreadsheets, digests and the icon take them from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from showcase.files.settings import load_settings

TOKENS = Path("theme/styles/tokens.css")

TOKEN = re.compile(r"^\s*--sc-([\w-]+):\s*(#[0-9a-f]{6})\s*;", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Palette:
    """Colours by their token's name without the prefix, as `#rrggbb`; empty where there is no theme."""

    colors: Mapping[str, str] = field(default_factory=dict)

    def cell(self, **tokens: str) -> dict[str, str]:
        """What a cell's format says: `cell(bg_color="sea-soft")`. A colour that is not known is left out."""
        return {name: self.colors[token] for name, token in tokens.items() if token in self.colors}


PLAIN = Palette()


@dataclass(frozen=True)
class Brand:
    """`name` is the site's whole name: the market's, and after a dot in the middle what this site is of it."""

    name: str = ""
    palette: Palette = PLAIN

    @property
    def short(self) -> str:
        """The market's name alone: 青岛海洋科技大市场."""
        return self.name.partition(" · ")[0]

    @property
    def tagline(self) -> str:
        """What the site is, or nothing: 成果与需求目录."""
        return self.name.partition(" · ")[2]


def load_brand(root: Path) -> Brand:
    """The brand of a repository; what its files do not say stays empty."""
    return Brand(str(load_settings(root).get("site_name", "")), load_palette(root / TOKENS))


def load_palette(path: Path) -> Palette:
    return Palette(dict(TOKEN.findall(path.read_text("utf-8"))) if path.is_file() else {})
