"""A page and the shell that Material renders for it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from showcase.derived.english import FOLDER, NAME
from showcase.derived.site import Site
from showcase.outputs.assets.icon import COVER

SLOT = re.compile(r"@@showcase:([a-z-]+)@@")
SECTIONS = (
    "achievements",
    "demands",
    "need",
    "industry",
    "contract-type",
    "task-force",
    "institution",
    "guide",
    "search",
    "en",
)

Language = Literal["zh", "en"]
Shell = tuple[Language, int]
"""What a shell is there for: a language and a depth of address."""
_FOLDERS: dict[Language, str] = {"zh": "shell", "en": "shell-en"}
SHELLS: dict[str, Shell] = {
    f"{folder}{path}": (language, depth)
    for language, folder in _FOLDERS.items()
    for depth, path in enumerate((".md", "/two.md", "/two/three.md", "/two/three/four.md"), start=1)
}
"""By the Markdown file of MkDocs' that the frame makes it of."""


@dataclass(frozen=True)
class Page:
    """What fills a shell. `path` is the address from the site's root, ending in a slash, or empty for home.

    `content` is HTML; the other texts are plain. `section` lights one link of the header.
    """

    path: str
    title: str
    description: str
    content: str
    section: str = ""
    linked_data: dict[str, Any] | None = None
    indexed: bool = True
    """Whether search engines are asked in."""
    feeds: tuple[tuple[str, str], ...] = ()
    """Media type and address, from the site's root, of the feeds of what the page lists."""
    moved_to: str | None = None
    """The address, from the site's root, of the page that took its place."""
    script: str = "site.js"
    """The module that it loads, from assets/; one of `outputs.assets.MODULES`."""

    image: str = COVER
    """The picture shown beside its shared address, from the site's root."""
    twin: str | None = None
    """The address, from the site's root, of the same page in the other language."""

    @property
    def depth(self) -> int:
        return self.path.count("/")

    @property
    def language(self) -> Language:
        return "en" if self.path.startswith(FOLDER) else "zh"

    @property
    def shell(self) -> Shell:
        return self.language, self.depth

    @property
    def file(self) -> str:
        return f"{self.path}index.html"


_FRAME_ONLY = re.compile(r' data-md-[a-z-]+="[^"]*"')
_BLANKS = re.compile(r"\s++")


_LANGUAGE = re.compile(r'(<html lang=")[^"]*')


def slim_shell(shell: str, language: Language) -> str:
    """A shell without what only the frame's own scripts ask for, and without its blanks: it stands in every page."""
    shell = _LANGUAGE.sub(rf"\g<1>{language}", shell, count=1)
    return _BLANKS.sub(lambda found: "\n" if "\n" in found[0] else found[0], _FRAME_ONLY.sub("", shell))


_FOOTERS = re.compile(r"@@showcase:whole@@(.*?)@@showcase:short@@(.*?)@@showcase:end@@", re.DOTALL)


@cache
def _with_footer(shell: str, *, short: bool) -> str:
    """A shell with one of the two footers that it brings: pages of records, which are many, have the short one."""
    return _FOOTERS.sub(r"\2" if short else r"\1", shell)


_CONTROLS = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>'
)
"""What Material's scripts work with: without them dead weight, and `autocomplete` on a checkbox is an error of HTML."""


def without_controls(html: str) -> str:
    """A page of Material's without what only its scripts work with."""
    return _CONTROLS.sub("", html)


def fill_shell(shell: str, page: Page, site: Site) -> bytes:
    """Put the page into the shell's slots (`@@showcase:name@@`)."""
    name = _name(page, site)
    slots = {
        "title": html.escape(f"{page.title} · {name}" if page.title != name else name),
        "twin": "../" * page.depth + (page.twin or "") or "./",
        "head": _head(page, site),
        "content": page.content,
        "script": page.script,
        "header": " sc-header--compact" if page.linked_data else "",
    } | {f"nav-{name}": ' aria-current="true"' if name == page.section else "" for name in SECTIONS}
    return SLOT.sub(lambda match: slots[match[1]], _with_footer(shell, short=bool(page.linked_data))).encode()


def _name(page: Page, site: Site) -> str:
    """What the site is called in the page's language."""
    return NAME if page.language == "en" else site.name


def _head(page: Page, site: Site) -> str:
    address = html.escape(site.absolute(page.path if page.moved_to is None else page.moved_to))
    title, description = html.escape(page.title), html.escape(page.description)
    tags = [
        f'<meta name="description" property="og:description" content="{description}">',
        f'<link rel="canonical" href="{address}">',
        f'<meta property="og:type" content="{"article" if page.linked_data else "website"}">',
        f'<meta property="og:site_name" content="{html.escape(_name(page, site))}">',
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:url" content="{address}">',
        f'<meta property="og:image" content="{html.escape(site.absolute(page.image))}">',
    ]
    if page.moved_to:
        target = "../" * page.depth + page.moved_to
        tags.append(f'<meta http-equiv="refresh" content="0; url={html.escape(target)}">')
    if page.twin is not None:
        tags += _languages(page, page.twin, site)
    if not page.indexed:
        tags.append('<meta name="robots" content="noindex">')
    for media_type, path in page.feeds:
        href = html.escape("../" * page.depth + path)
        tags.append(f'<link rel="alternate" type="{media_type}" title="{title}" href="{href}">')
    if page.linked_data:
        tags.append(f'<script type="application/ld+json">{script_json(page.linked_data)}</script>')
    return "\n".join(tags)


def _languages(page: Page, twin: str, site: Site) -> list[str]:
    """Both languages on both pages, as search engines ask; who reads neither gets the Chinese one: it is whole."""
    chinese, english = (twin, page.path) if page.language == "en" else (page.path, twin)
    addresses = {"zh-CN": chinese, "en": english, "x-default": chinese}
    return [
        f'<link rel="alternate" hreflang="{language}" href="{html.escape(site.absolute(path))}">'
        for language, path in addresses.items()
    ]


def script_json(document: Any) -> str:
    """JSON that is safe inside a script element."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
