"""The market's sign → the icons of its pages and of the installed site, and the picture beside a shared address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typst

from showcase.files.brand import Palette
from showcase.files.scratch import scratch

SIGN = Path("partials/logo.svg")
"""Within the theme: lines in `currentColor` on a square of 32."""


COVER = "assets/cover.png"
_COVER = """#set page(width: 1200pt, height: 630pt, margin: 0pt, fill: rgb("{ground}"))
#place(center + horizon, image("sign.svg", height: 320pt))
"""
"""As wide as the programs that show a shared address want it; no text, since machines that build have no font alike."""


def render_icon(theme: Path, palette: Palette) -> bytes:
    """The sign in the header's colours on a rounded square."""
    ground, ink = palette.colors["deep"], palette.colors["on-deep"]
    sign = (theme / SIGN).read_text("utf-8").strip().replace("<svg ", '<svg x="4" y="4" width="24" height="24" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" color="{ink}">'
        f'<rect width="32" height="32" rx="7" fill="{ground}"/>{sign}</svg>\n'
    ).encode()


@dataclass(frozen=True)
class AppIcon:
    """An icon of the installed site; what the system cuts to its own shape (`maskable`) is filled to the edge."""

    size: int
    purpose: str = "any"


APP_ICONS = {
    "assets/icon-192.png": AppIcon(192),
    "assets/icon-512.png": AppIcon(512),
    "assets/icon-maskable.png": AppIcon(512, "maskable"),
}
_ICON = """#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: none)
#place(rect(width: 100%, height: 100%, radius: {radius}, fill: rgb("{ground}")))
#place(center + horizon, image("sign.svg", height: {height}))
"""
"""Within four fifths of its width a maskable icon is never cut (https://www.w3.org/TR/appmanifest/#icon-masks)."""


def render_app_icons(theme: Path, palette: Palette) -> Iterator[tuple[str, bytes]]:
    """APP_ICONS as PNG."""
    for path, icon in APP_ICONS.items():
        radius, height = ("0%", "50%") if icon.purpose == "maskable" else ("22%", "75%")
        page = _ICON.format(size=icon.size, radius=radius, height=height, ground=palette.colors["deep"])
        yield path, _render_sign(theme, palette, page)


def render_cover(theme: Path, palette: Palette) -> bytes:
    """The sign on the brand's ground, 1200 × 630 points as PNG."""
    return _render_sign(theme, palette, _COVER.format(ground=palette.colors["deep"]))


def _render_sign(theme: Path, palette: Palette, page: str) -> bytes:
    """A page of Typst that has the sign beside it, a point a pixel, as PNG."""
    sign = (theme / SIGN).read_text("utf-8").replace("currentColor", palette.colors["on-deep"])
    with scratch() as folder:
        (folder / "sign.svg").write_text(sign, "utf-8")
        (folder / "page.typ").write_text(page, "utf-8")
        picture = typst.compile(str(folder / "page.typ"), format="png", ppi=72, ignore_system_fonts=True)
    assert isinstance(picture, bytes)  # one page
    return picture
