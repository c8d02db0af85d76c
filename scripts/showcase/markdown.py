"""Untrusted record bodies → clean HTML and plain text.

GitHub-flavoured CommonMark by cmark-gfm in its safe mode, then an allow-list sanitiser; nothing
clever between. What the safe mode would leave out silently is found by `body_faults`, so that the
author hears of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import cmarkgfm
import nh3
from cmarkgfm.cmark import Options

from showcase.problem import shorten

_EXTENSIONS = ["table", "strikethrough", "autolink"]
_OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_VALIDATE_UTF8
_TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "del"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "sup", "section"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
_OMITTED_HTML = "<!-- raw HTML omitted -->"
_LINK = re.compile(r'<(a|img) (?:href|src)="([^"]*)"')
_SAFE_URL = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|h[2-6]|li|tr|td|th|pre|blockquote)>|<br>")


@dataclass(frozen=True)
class BodyFault:
    """Something that the site would not show: `line` and `column` count from 1 within the body."""

    kind: Literal["html", "link", "image", "heading"]
    text: str
    line: int
    column: int


def render_body(body: str) -> str:
    """Clean HTML; tables stand in a box that scrolls sideways."""
    clean = nh3.clean(
        _render(body),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    boxed = clean.replace("<table>", '<div class="sc-scroll" tabindex="0" role="region" aria-label="表格"><table>')
    return boxed.replace("</table>", "</table></div>").strip()


def render_plain(body_html: str) -> str:
    """The words of rendered HTML, one block a line."""
    text = html.unescape(nh3.clean(_BLOCK_END.sub("\n", body_html), tags=set()))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def body_faults(body: str, attachments: frozenset[str]) -> Iterator[BodyFault]:
    """What the rules of the body forbid: HTML, other links, foreign pictures, first-level headings."""
    rendered = _render(body)
    prose = _without_code(body)
    if found := rendered.count(_OMITTED_HTML):
        matches = re.finditer(r"<(?!https?:|mailto:)[A-Za-z/!?][^>]*>?", prose)
        places = [match for match, _ in zip(matches, range(found), strict=False)]
        yield from (_fault("html", body, match.start(), shorten(match.group())) for match in places)
        if not places:
            yield BodyFault("html", "<", 1, 1)
    for tag, raw_url in _LINK.findall(rendered):
        url = html.unescape(raw_url)
        if url in attachments or (tag == "a" and (_SAFE_URL.match(url) or url.startswith("#fn"))):
            continue
        offset = prose.find(url) if url else _unsafe_offset(prose)
        kind: Literal["link", "image"] = "link" if tag == "a" else "image"
        yield _fault(kind, body, max(offset, 0), shorten(url or _target_at(prose, offset)))
    if "<h1>" in rendered:
        heading = re.search(r"^ {0,3}#(?=\s)|^.+\n=+\s*$", prose, re.MULTILINE)
        yield _fault("heading", body, heading.start() if heading else 0, "#")


def _render(body: str) -> str:
    return str(cmarkgfm.markdown_to_html_with_extensions(body, options=_OPTIONS, extensions=_EXTENSIONS))


def _without_code(body: str) -> str:
    """The body with code blanked out, every character still in its place."""
    code = re.compile(r"^(```|~~~).*?^\1[^\n]*$|(`+)[^`].*?\2", re.MULTILINE | re.DOTALL)
    return code.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), body)


def _unsafe_offset(prose: str) -> int:
    """Where a link stands whose target the renderer dropped (javascript:, data: … or empty)."""
    targets = [match.start(1) for match in re.finditer(r"\]\(\s*([^)]*)\)|^\[[^\]]+\]:\s*(?=\S)", prose, re.MULTILINE)]
    unsafe = [offset for offset in targets if not _SAFE_URL.match(prose[offset : offset + 8])]
    return (unsafe or [0])[0]


def _target_at(prose: str, offset: int) -> str:
    return re.split(r"[)\s]", prose[max(offset, 0) :], maxsplit=1)[0]


def _fault(kind: Literal["html", "link", "image", "heading"], body: str, offset: int, text: str) -> BodyFault:
    before = body[:offset]
    return BodyFault(kind, text, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
