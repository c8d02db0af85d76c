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
from itertools import islice
from typing import Literal
from urllib.parse import unquote

import cmarkgfm
import nh3
from cmarkgfm.cmark import Options

from showcase.files.problem import shorten

_EXTENSIONS = ["table", "strikethrough", "autolink"]
_OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_VALIDATE_UTF8
_TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "del"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "sup", "section"),
}
_ATTRIBUTES = {
    "a": {"href", "id"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "li": {"id"},
    "th": {"align"},
    "td": {"align"},
}
_OMITTED_HTML = "<!-- raw HTML omitted -->"
_LINK = re.compile(r'<(a|img) (?:href|src)="([^"]*)"')
_SAFE_URL = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_FOOTNOTE_ID = re.compile(r"fn(ref)?-\S+")
_QUOTATIONS = 50  # the sanitiser's time grows with the square of their depth
_BLOCK_END = re.compile(r"</(?:p|h[2-6]|li|tr|td|th|pre|blockquote)>|<br>")


Kind = Literal["html", "link", "image", "heading", "nesting"]


@dataclass(frozen=True)
class BodyFault:
    """Something that the site would not show: `line` and `column` count from 1 within the body."""

    kind: Kind
    text: str
    line: int
    column: int


def render_body(body: str) -> str:
    """Clean HTML; tables stand in a box that scrolls sideways."""
    clean = nh3.clean(
        _render(body),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_footnote_ids_only,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    boxed = clean.replace("<table>", '<div class="sc-scroll" tabindex="0" role="group" aria-label="表格"><table>')
    return boxed.replace("</table>", "</table></div>").strip()


def _footnote_ids_only(_tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "id" or _FOOTNOTE_ID.fullmatch(value) else None


def render_plain(body_html: str) -> str:
    """The words of rendered HTML, one block a line."""
    text = html.unescape(nh3.clean(_BLOCK_END.sub("\n", body_html), tags=set()))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def body_faults(body: str, attachments: frozenset[str]) -> Iterator[BodyFault]:
    """What the rules of the body forbid: HTML, other links, foreign pictures, first-level headings."""
    rendered = _render(body)
    prose = without_code(body)
    yield from _html_faults(rendered, body, prose)
    yield from _link_faults(rendered, body, prose, attachments)
    if "<h1>" in rendered:
        heading = _FIRST_LEVEL.search(prose)
        yield _fault("heading", body, heading.end() if heading else 0, "#")
    if rendered.count("<blockquote>") > _QUOTATIONS:
        yield _fault("nesting", body, max(prose.find(">"), 0), ">")


_FIRST_LEVEL = re.compile(r"^[ >*+-]*(?=#(?:\s|$))|^(?=.+\n[ >]*=+[ ]*$)", re.MULTILINE)
# HTML as CommonMark knows it: a tag, a comment or declaration, or a tag that opens a line and stays open.
_HTML = re.compile(
    r"(?<!\\)<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|[?!][^<>\n]*>?)"
    r"|^[ >]*</?[A-Za-z][A-Za-z0-9-]*(?=\s|$)[^<>\n]*",
    re.MULTILINE,
)
_TARGET = re.compile(
    r"\]\(\s*([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)|^ {0,3}\[[^\]\n]+\]:\s*(\S+)"
    r"|<((?:javascript|vbscript|file|data):[^<>\s]*)>",
    re.MULTILINE | re.IGNORECASE,
)
_DROPPED_TARGET = re.compile(r"<?(javascript:|vbscript:|file:|data:(?!image/(png|gif|jpeg|webp))|>?$)", re.IGNORECASE)


def _html_faults(rendered: str, body: str, prose: str) -> Iterator[BodyFault]:
    omitted = rendered.count(_OMITTED_HTML)
    places = list(islice(_HTML.finditer(prose), omitted))
    for match in places:
        yield _fault("html", body, match.start(), shorten(match.group().strip()))
    if omitted and not places:
        yield BodyFault("html", "<", 1, 1)


def _link_faults(rendered: str, body: str, prose: str, attachments: frozenset[str]) -> Iterator[BodyFault]:
    dropped = _dropped_targets(prose)
    for tag, raw_url in _LINK.findall(rendered):
        encoded = html.unescape(raw_url)
        url = unquote(encoded)  # the renderer encodes what is not ASCII
        if url in attachments or (tag == "a" and (_SAFE_URL.match(url) or encoded.startswith("#fn"))):
            continue
        kind: Kind = "link" if tag == "a" else "image"
        offset, text = (max(prose.find(url), prose.find(encoded), 0), url) if url else next(dropped, (0, ""))
        yield _fault(kind, body, offset, shorten(text))


def _dropped_targets(prose: str) -> Iterator[tuple[int, str]]:
    """Where links stand whose target the renderer drops (javascript:, data: …) or that have none."""
    for match in _TARGET.finditer(prose):
        group = match.lastindex or 1
        if _DROPPED_TARGET.match(html.unescape(match[group])):
            yield match.start(group), match[group]


def _render(body: str) -> str:
    return str(cmarkgfm.markdown_to_html_with_extensions(body, options=_OPTIONS, extensions=_EXTENSIONS))


# The look-behind keeps a run of backticks whole: without it a long run costs quadratic time.
_CODE = re.compile(r"^(```|~~~).*?(?:^\1[^\n]*$|\Z)|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)


def without_code(body: str) -> str:
    """The body with code blanked out, every character still in its place."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), body)


def _fault(kind: Kind, body: str, offset: int, text: str) -> BodyFault:
    before = body[:offset]
    return BodyFault(kind, text, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
