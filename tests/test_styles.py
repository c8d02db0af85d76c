"""Colours and sizes have one home, and styles and scripts keep to the oldest browsers that the site serves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import REPOSITORY
from showcase.outputs.assets.floor import FLOOR

STYLES = REPOSITORY / "theme" / "styles"
TOKENS = ("tokens.css", "dark.css")
NEWER = json.loads((Path(__file__).parent / "floor" / "newer.json").read_text("utf-8"))

COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color|color-mix)\(|:[^;]*\b(?:white|black)\b(?!-)"
)
SIZE = re.compile(r"(?<![\w.-])\d*\.?\d+(?:rem|pt|mm|cm|in|pc)\b|(?<![\w.-])(?:[5-9]|\d{2,})(?:\.\d+)?px\b")
"""Lines of up to four pixels, parts of the text's own size (em) and of the window (vw) are no sizes of the house."""
GRACEFUL = {
    "accent-color": "a tick in the system's colour",
    "field-sizing": "the box has the height that @supports gives it",
    "line-clamp": "the prefixed one is beside it",
    "scrollbar-width": "the bar is as wide as the system's",
    "text-autospace": "no gap between Chinese and Latin",
    "text-spacing-trim": "punctuation as wide as a character",
    "text-wrap": "lines as long as they come",
    "text-underline-offset": "the line stands closer",
    "forced-color-adjust": "before it there was no such mode in the browser",
    "forced-colors": "the same",
    "color-scheme": "controls stay light in the dark",
    "print-color-adjust": "the prefixed one is beside it",
    "text-size-adjust": "the frame's, prefixed too",
    "touch-action": "the frame's",
    "mask-image": "the prefixed one is beside it",
    "user-select": "the prefixed one is beside it",
    "resize": "phones never had the handle",
    "size": "paper as the printer has it",
    "outline": "rounded only later",
    "focus-visible": "the browser draws its own ring",
    "page": "margins as the printer has them",
}
"""What a browser that does not know it may leave out, and what its reader then sees."""


def rules(path: Path) -> Iterator[tuple[int, str]]:
    """Number and text of each line of a style sheet, without comments."""
    text = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), path.read_text("utf-8"), flags=re.DOTALL)
    return enumerate(text.splitlines(), start=1)


@pytest.mark.parametrize("pattern", [COLOUR, SIZE], ids=["colours", "sizes"])
def test_tokens_are_the_only_home(pattern: re.Pattern[str]) -> None:
    """No component says a colour or a size of its own: tokens.css does, and dark.css its colours for the dark."""
    raw = [
        f"{path.name}:{number}: {found[0]}"
        for path in sorted(STYLES.glob("*.css"))
        if path.name not in TOKENS
        for number, line in rules(path)
        for found in pattern.finditer(line)
    ]

    assert raw == []


def test_tokens_are_used_and_there() -> None:
    """Every token is read somewhere, and what is read is a token."""
    texts = {path.name: path.read_text("utf-8") for path in STYLES.glob("*.css")}
    scripts = "".join(path.read_text("utf-8") for path in (REPOSITORY / "theme").rglob("*.html"))
    defined = set(re.findall(r"^  (--sc-[\w-]+):", texts["tokens.css"], re.MULTILINE))
    read = set(re.findall(r"var\((--sc-[\w-]+)", "".join(texts.values()) + scripts))

    assert read == defined
    assert set(re.findall(r"^  (--sc-[\w-]+):", texts["dark.css"], re.MULTILINE)) <= defined


def test_specificity_is_flat() -> None:
    """A component's class is never prefixed to win: elements alone are reset, and only what is hidden is forced."""
    forced = [
        f"{path.name}:{number}"
        for path in sorted(STYLES.glob("*.css"))
        for number, line in rules(path)
        if re.search(r"\.sc-content [^{]|#[a-z][\w-]*[^{};]*\{", line)
        or ("!important" in line and "display: none" not in line)
    ]

    assert forced == []


def test_floor_is_current() -> None:
    """The list of what is newer was made for the floor that is stated: after a change, `make floor`."""
    assert NEWER["floor"] == FLOOR


@pytest.mark.parametrize("name", ["showcase.css", "form.css"])
def test_styles_keep_to_the_floor(site: Path, name: str) -> None:
    """What pages load needs nothing that the oldest browsers lack, unless it is graceful or asked for first."""
    sheet = without_supports((site / "assets" / name).read_text("utf-8"))
    used = {
        "at-rules": set(re.findall(r"@([a-z-]+)", sheet)),
        "selectors": set(re.findall(r"::?([a-z-]+)(?=[^;{}]*\{)", sheet)),
        "properties": set(re.findall(r"[{;]([a-z-]+):", sheet)),
        "functions": set(re.findall(r"([a-z-]+)\(", sheet)),
        "units": set(re.findall(r"\d([a-z]+)\b", sheet)),
    }

    assert len(used["properties"]) > 20
    assert {kind: sorted((names & set(NEWER[kind])) - GRACEFUL.keys()) for kind, names in used.items()} == {
        kind: [] for kind in used
    }


def without_supports(sheet: str) -> str:
    """A sheet without what a browser has been asked for first."""
    while (start := sheet.find("@supports")) >= 0:
        depth, end = 0, sheet.index("{", start)
        while not (depth == 1 and sheet[end] == "}"):
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        sheet = sheet[:start] + sheet[end + 1 :]
    return sheet


SYNTAX = {
    "a static block": r"\bstatic\s*\{",
    "a private member": r"\bthis\.#|^\s*#\w",
    "look-behind": r"/[^/\n]*\(\?<[=!]",
    "a pattern's flag v or d": r"/[gimsuy]*[vd][gimsuy]*[.,;)]",
    "await outside a function": r"^(?:const .*= )?await\b",
}
"""Notations that the oldest browsers do not read, by name."""
DECLARED = re.compile(
    r"\b(?:function|const|let|class|get) (\w+)|^\s+(?:async )?(\w+)\(.*\{$|\bthis\.(\w+) = |\b(\w+): (?:async )?\(",
    re.MULTILINE,
)


def test_scripts_keep_to_the_floor() -> None:
    """Scripts call nothing and write nothing that the oldest browsers do not know; their own names are theirs."""
    scripts = sorted((REPOSITORY / "theme" / "assets").rglob("*.js"))
    sources = {path.name: re.sub(r"(?<!:)//.*|/\*\*.*?\*/", "", path.read_text("utf-8")) for path in scripts}
    own = {name for text in sources.values() for names in DECLARED.findall(text) for name in names}
    newer = set(NEWER["scripts"]) - own
    called = {
        f"{name}: {word}"
        for name, text in sources.items()
        for word in re.findall(r"[.\s(](\w+)(?=\()", text)
        if word in newer
    }
    written = {
        f"{name}: {what}"
        for name, text in sources.items()
        for what, form in SYNTAX.items()
        if re.search(form, text, re.MULTILINE)
    }

    assert sorted(called | written) == []
