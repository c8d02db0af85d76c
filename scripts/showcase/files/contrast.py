"""Whether the brand's colours can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from showcase.files.brand import TOKEN, TOKENS, load_palette
from showcase.files.problem import Message, Problem, Severity

DARK = Path("theme/styles/dark.css")
TEXT, SHAPE = 4.5, 3.0
"""The least ratios of WCAG 2.2, 1.4.3 and 1.4.11."""
_STATES = ("amber", "green", "blue", "red")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, TEXT) for ink in ("ink", "ink-soft", "ink-faint", "sea") for ground in ("ground", "paper", "sunk")),
    *((state, ground, TEXT) for state in _STATES for ground in ("ground", "paper", f"{state}-soft")),
    *(("ink", f"{soft}", TEXT) for soft in ("mark", "sea-soft", *(f"{state}-soft" for state in _STATES))),
    *(("paper", filled, TEXT) for filled in ("sea", "sea-strong")),
    *((text, "deep", TEXT) for text in ("on-deep", "on-deep-soft")),
    ("sea", "sea-soft", TEXT),
    *((f"chart-{number}", "paper", SHAPE) for number in (1, 2, 3)),
)
"""What stands on what, as the components put the tokens together, and the least ratio."""


def check_contrast(root: Path) -> Iterator[Problem]:
    """文字与底色的对比度至少 4.5，图形至少 3，浅色、深色都要（WCAG 2.2）。"""
    light = load_palette(root / TOKENS).colors
    for path in (TOKENS, DARK):
        text = (root / path).read_text("utf-8") if (root / path).is_file() else ""
        lines = {found[1]: text[: found.start(1)].count("\n") + 1 for found in TOKEN.finditer(text)}
        colors = {**light, **load_palette(root / path).colors}
        for ink, ground, least in PAIRS:
            if lines.keys() & {ink, ground} and (ratio := _ratio(colors, ink, ground)) < least:
                place = (path.as_posix(), lines.get(ink, lines.get(ground, 1)), 1)
                yield Problem(*place, Severity.WARNING, "contrast", (), _message(ink, ground, ratio, least))


def _ratio(colors: Mapping[str, str], ink: str, ground: str) -> float:
    return contrast(colors[ink], colors[ground]) if ink in colors and ground in colors else SHAPE + TEXT


def _message(ink: str, ground: str, ratio: float, least: float) -> Message:
    return Message(
        f"--sc-{ink} 在 --sc-{ground} 上的对比度是 {ratio:.2f}，应不低于 {least}，否则看不清",
        f"--sc-{ink} on --sc-{ground} has a contrast of {ratio:.2f}; less than {least} cannot be read",
    )


def contrast(one: str, other: str) -> float:
    """Of two colours `#rrggbb`, 1–21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # sRGB's own numbers
