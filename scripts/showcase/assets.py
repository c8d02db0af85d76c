"""Style sheets and scripts → the files that pages load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rjsmin import jsmin

from showcase.views import Output

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
    "form",
    "prose",
    "case",
    "ledger",
    "chart",
    "print",
)


def render_assets(theme: Path) -> Iterator[Output]:
    """One style sheet from theme/styles (dark tokens apart: their link carries the media query), scripts bare."""
    parts = [(theme / "styles" / f"{name}.css").read_text("utf-8") for name in STYLES]
    yield "assets/showcase.css", "\n".join(parts).encode()
    yield "assets/showcase-dark.css", (theme / "styles" / "dark.css").read_bytes()
    for path in sorted((theme / "assets").rglob("*.js")):
        yield path.relative_to(theme).as_posix(), jsmin(path.read_text("utf-8")).encode()
