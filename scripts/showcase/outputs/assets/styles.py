"""theme/styles → style sheets without comments, in the notation of the oldest browsers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from lightningcss import process_stylesheet

from showcase.outputs.assets.floor import FLOOR

STYLES = (
    "tokens",
    "base",
    "header",
    "footer",
    "card",
    "home",
    "list",
    "record",
    "proposals",
    "search",
    "saved",
    "sending",
    "prose",
    "case",
    "event",
    "ledger",
    "chart",
    "touch",
    "forced",
    "print",
)
OWN_SHEETS = ("form", "need", "booklet", "offline")
"""Sheets that only a few pages need, beside the one of every page."""
TARGETS = [f"{browser} {version}" for browser, version in FLOOR.items()]
OWN_TYPOGRAPHY = {"md-typeset"}
"""What base.css and prose.css do themselves: most of the frame's sheet, for an element that never holds a text."""
DARK = (
    ("screen and (prefers-color-scheme: dark)", ":root:not([data-scheme=light])"),
    ("screen", ":root[data-scheme=dark]"),
)
"""Where the dark tokens hold: as the system wishes until the reader chooses (theme.js). Paper is always light."""

_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)|@keyframes ([\w-]+)")
_NAMED = re.compile(r'(?:class|id)="([^"]*)"')
_SET, _READ = re.compile(r"(--[\w-]{1,60})\s{0,9}:"), re.compile(r"var\((--[\w-]+)")


def render_style(theme: Path, frame: str, pages: Sequence[str]) -> bytes:
    """The sheet of every page: what these pages use of the frame's, the tokens for light and dark, the components."""
    dark = _read(theme, "dark")
    schemes = [f"@media {medium} {{ {dark.replace(':root', root)} }}" for medium, root in DARK]
    tokens, *components = (_read(theme, name) for name in STYLES)
    return (subset(frame, pages) + _compile("\n".join((tokens, *schemes, *components)))).encode()


def render_own_style(theme: Path, name: str) -> bytes:
    """One of OWN_SHEETS."""
    return _compile(_read(theme, name)).encode()


def render_embed_style(theme: Path) -> bytes:
    """The sheet of the pages that other sites frame: the tokens that it reads, light or dark as the system wishes."""
    medium, root = DARK[0]
    dark = f"@media {medium} {{ {_read(theme, 'dark').replace(':root', root)} }}"
    return prune(_compile("\n".join((_read(theme, "tokens"), dark, _read(theme, "embed"))))).encode()


def subset(sheet: str, pages: Iterable[str]) -> str:
    """A sheet without the rules for classes, ids and variables that no page has; what names none of them stays."""
    used = {name for page in pages for names in _NAMED.findall(page) for name in names.split()}
    known = {name for names in _NAME.findall(sheet) for name in names if name}
    return prune(_compile(sheet, (known - used) | OWN_TYPOGRAPHY))


def prune(kept: str) -> str:
    """A compiled sheet without the variables that nothing in it reads."""
    while unread := set(_SET.findall(kept)) - set(_READ.findall(kept)):
        before, kept = kept, _compile(kept, unread)
        if kept == before:
            break  # what is left is the compiler's own
    return kept


def _compile(sheet: str, unused: set[str] | None = None) -> str:
    return process_stylesheet(sheet, unused_symbols=unused, browsers_list=TARGETS)


def _read(theme: Path, name: str) -> str:
    return (theme / "styles" / f"{name}.css").read_text("utf-8")
