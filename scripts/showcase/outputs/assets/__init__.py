"""Style sheets and scripts → the few files that pages load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from showcase.derived.views import Output
from showcase.files.brand import Palette
from showcase.files.digests import digest, folder_digest, value_digest
from showcase.files.kept import recall_each
from showcase.outputs.assets.icon import COVER, render_app_icons, render_cover, render_icon
from showcase.outputs.assets.scripts import join_modules
from showcase.outputs.assets.styles import OWN_SHEETS, render_embed_style, render_own_style, render_style

__all__ = ["CLASSIC", "COVER", "MODULES", "render_assets"]

MODULES = (
    *("assets/site.js", "assets/search/page.js", "assets/search/suggesting.js"),
    *(
        "assets/saved/page.js",
        "saved/table.js",
        "assets/form/page.js",
        "submit/gate.js",
        "assets/need/page.js",
        "assets/booklet/page.js",
        "assets/record/sending.js",
    ),
    *("assets/sheet/page.js", "assets/sheet/check.js", "assets/shared/qr.js"),
)
"""The modules that pages load, at once or when they are needed, each joined with all that it imports: one request
instead of twenty. A page's own module imports site.js, which every other page loads."""
CLASSIC = ("assets/theme.js", "assets/form/worker.js", "assets/offline/worker.js")
"""Scripts that are no modules: one must run before the page is drawn, the others are workers."""


def render_assets(
    theme: Path, palette: Palette, frame: str, pages: Sequence[str], compiled: Mapping[str, str]
) -> Iterator[Output]:
    """`frame` is the sheet of the theme below ours and `pages` what it has made: of it only what they use is kept.

    `compiled` are modules that the build has made, by their path from the site's root.
    """
    yield "assets/showcase.css", render_style(theme, frame, pages)
    for name in OWN_SHEETS:
        yield f"assets/{name}.css", render_own_style(theme, name)
    yield "assets/embed.css", render_embed_style(theme)
    yield "assets/favicon.svg", render_icon(theme, palette)
    yield COVER, render_cover(theme, palette)
    yield from render_app_icons(theme, palette)
    scripts = CLASSIC + MODULES
    known = folder_digest(theme / "assets"), value_digest(compiled)
    keys = [digest(path, *known) for path in scripts]
    made = recall_each("scripts", keys, lambda number: join_modules(theme, scripts[number], compiled))
    yield from zip(scripts, made, strict=True)
