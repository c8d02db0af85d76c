"""The market's sign → the icon of its pages."""

from __future__ import annotations

from pathlib import Path

from showcase.files.brand import Palette

SIGN = Path("partials/logo.svg")
"""Within the theme: lines in `currentColor` on a square of 32."""


def render_icon(theme: Path, palette: Palette) -> bytes:
    """The sign in the header's colours on a rounded square."""
    ground, ink = palette.colors["deep"], palette.colors["on-deep"]
    sign = (theme / SIGN).read_text("utf-8").strip().replace("<svg ", '<svg x="4" y="4" width="24" height="24" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" color="{ink}">'
        f'<rect width="32" height="32" rx="7" fill="{ground}"/>{sign}</svg>\n'
    ).encode()
