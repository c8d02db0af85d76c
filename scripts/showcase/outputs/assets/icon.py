"""The market's sign → the icon of its pages, and the picture beside a shared address."""

from __future__ import annotations

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


def render_cover(theme: Path, palette: Palette) -> bytes:
    """The sign on the brand's ground, 1200 × 630 points as PNG."""
    sign = (theme / SIGN).read_text("utf-8").replace("currentColor", palette.colors["on-deep"])
    with scratch() as folder:
        (folder / "sign.svg").write_text(sign, "utf-8")
        (folder / "cover.typ").write_text(_COVER.format(ground=palette.colors["deep"]), "utf-8")
        picture = typst.compile(str(folder / "cover.typ"), format="png", ppi=72, ignore_system_fonts=True)
    assert isinstance(picture, bytes)  # one page
    return picture
