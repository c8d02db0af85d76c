"""Style sheets and scripts → the files that pages load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from showcase.derived.views import Output

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
    "prose",
    "case",
    "ledger",
    "chart",
    "touch",
    "print",
)


def render_assets(theme: Path) -> Iterator[Output]:
    """One style sheet from theme/styles, scripts as they are, all without comments.

    Dark tokens stand apart, since their link carries the media query, and so do the form's, which two pages need.
    """
    parts = [(theme / "styles" / f"{name}.css").read_text("utf-8") for name in STYLES]
    yield "assets/showcase.css", cssmin("\n".join(parts)).encode()
    yield "assets/showcase-dark.css", cssmin((theme / "styles" / "dark.css").read_text("utf-8")).encode()
    yield "assets/form.css", cssmin((theme / "styles" / "form.css").read_text("utf-8")).encode()
    for path in sorted((theme / "assets").rglob("*.js")):
        yield path.relative_to(theme).as_posix(), jsmin(path.read_text("utf-8")).encode()
