"""Untrusted record bodies → clean HTML and plain text.

The body is read as its author meant it (intent.py), rendered by the engine in its safe mode (markup.py) and cleaned by
an allow-list sanitiser. What the engine leaves out is told: links and pictures here, signs and text in swallowed.py.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

import nh3

from showcase.files.excess import DEEPEST, Excess, find_excess
from showcase.files.formulas import formulas_as_text, render_formulas
from showcase.files.intent import Intent, read_intent
from showcase.files.markup import Markup, Span
from showcase.files.names import address_of, composed
from showcase.files.problem import shorten

_TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "del"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "sup", "section", "span"),
}
_ATTRIBUTES = {
    "a": {"href", "id"},
    "img": {"src", "alt"},
    "ol": {"start", "class"},
    "li": {"id", "value"},
    "span": {"data-math-style"},
    "th": {"align"},
    "td": {"align"},
}
_SAFE_URL = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_FOOTNOTE_ID = re.compile(r"fn(ref)?-\S+")
_BLOCK_END = re.compile(r"</(?:p|h[2-6]|li|tr|td|th|pre|blockquote)>|<br>")


Kind = Literal["link", "citation", "image"] | Excess


@dataclass(frozen=True)
class BodyFault:
    """A link or picture that the site would not show: `offset` counts characters of the body from 0."""

    kind: Kind
    text: str
    offset: int


def render_body(body: str) -> str:
    """Clean HTML; tables stand in a box that scrolls sideways."""
    clean = nh3.clean(
        _as_numbered(read_intent(body).markup),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_footnote_ids_only,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    boxed = _joined(clean).replace(
        "<table>", '<div class="sc-scroll" tabindex="0" role="group" aria-label="表格"><table>'
    )
    return render_formulas(_RELATIVE.sub(_encoded, boxed.replace("</table>", "</table></div>").strip()))


_HAN = "\u3400-\u9fff"
_WRAPPED = re.compile(rf"(?<=[^\n<>]{{19}}[{_HAN}，、])\n(?=[{_HAN}])")
"""Where a long line of Chinese was wrapped: a browser would show a blank there, and a search would miss the word."""
_RELATIVE = re.compile(r'(?<= src=")([^"<>]*)(?=")|(?<=<a href=")(?![a-z]{2,10}:|#)([^"<>]*)(?=")', re.IGNORECASE)


def _joined(clean: str) -> str:
    """The HTML with lines of Chinese that were wrapped as one; code stays as it is."""
    first, *others = clean.split("<pre>")
    parts = [_WRAPPED.sub("", first)]
    for code, end, rest in (other.partition("</pre>") for other in others):
        parts += ["<pre>", code, end, _WRAPPED.sub("", rest)]
    return "".join(parts)


def _encoded(address: re.Match[str]) -> str:
    """The address of an attachment, whatever signs its name holds."""
    return address_of(unquote(html.unescape(address[0])))


def _footnote_ids_only(_tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "id" or _FOOTNOTE_ID.fullmatch(value) else None


_LIST_TAG = re.compile(r'<(ol|ul|li)((?: data-sourcepos="(\d+):(\d+)-[^"<>]*")?[^<>]*)>|</(ol|ul)>')
_MARKER = re.compile(r"(\d{1,9})([.)])")


def _as_numbered(markup: Markup) -> str:
    """The engine's HTML with each item numbered as its author did, and `1)` kept apart from `1.`.

    Items that all have the number of the first are numbered by the browser, as elsewhere.
    """
    if "<ol" not in markup.html:
        return markup.html
    lists: list[list[int]] = []  # of those that are open: the first number and the next one

    def rewritten(tag: re.Match[str]) -> str:
        if tag[5]:
            lists.pop()
        if not tag[1]:
            return tag[0]
        marker = _MARKER.match(markup.body, markup.offset(int(tag[3]), int(tag[4]))) if tag[3] else None
        if tag[1] != "li":
            lists.append([int(marker[1]), int(marker[1])] if marker and tag[1] == "ol" else [])
            kind = ' class="sc-list-parenthesis"' if marker and tag[1] == "ol" and marker[2] == ")" else ""
            return f"<{tag[1]}{kind}{tag[2]}>"
        return f"<li{_item_number(lists[-1], marker) if lists else ''}{tag[2]}>"

    return _LIST_TAG.sub(rewritten, markup.html)


def _item_number(numbers: list[int], marker: re.Match[str] | None) -> str:
    if not numbers or not marker:
        return ""
    written, (first, expected) = int(marker[1]), numbers
    numbers[1] = (expected if written == first else written) + 1
    return f' value="{written}"' if written not in (first, expected) else ""


def render_plain(body_html: str) -> str:
    """The words of rendered HTML, one block a line; a formula as its LaTeX."""
    text = html.unescape(nh3.clean(_BLOCK_END.sub("\n", formulas_as_text(body_html)), tags=set()))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def body_faults(body: str, attachments: frozenset[str]) -> Iterator[BodyFault]:
    """Links to elsewhere than the web and the own mail, foreign pictures, too many quotations or cells."""
    intent = read_intent(body)
    for span in intent.markup.spans:
        if span.tag in ("a", "img") and not _leads_well(span, attachments):
            yield _link_fault(intent, span)
    found = dict(find_excess(body))
    if intent.markup.html.count("<blockquote") > DEEPEST:
        found.setdefault("nesting", max(body.find(">"), 0))
    yield from (BodyFault(kind, "", offset) for kind, offset in found.items())


def _leads_well(span: Span, attachments: frozenset[str]) -> bool:
    address = unquote(span.href)
    return composed(address) in attachments or (span.tag == "a" and bool(_SAFE_URL.match(address)))


_INLINE_TARGET = re.compile(r"\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)[^\]]*\Z")
_LABEL = re.compile(r"\[([^\[\]]+)\](?:\[\])?\Z")
_CITATION = re.compile(r"\[[\d ,，、–—-]+\]\(")


def _link_fault(intent: Intent, span: Span) -> BodyFault:
    body = intent.markup.body
    text = body[span.start : span.end]
    offset, target = span.start, text
    if text.startswith("<"):
        offset, target = span.start + 1, text[1:-1]
    elif inline := _INLINE_TARGET.search(text):
        offset, target = span.start + inline.start(1), inline[1]
    elif (label := _LABEL.search(text)) and (place := _definition(body, label[1])):
        offset, target = place.start(1), place[1]
    kind: Kind = "citation" if _CITATION.match(text) else "link" if span.tag == "a" else "image"
    shown = text if kind == "citation" else unquote(target)
    return BodyFault(kind, shorten(shown), intent.source_offset(span.start if kind == "citation" else offset))


def _definition(body: str, label: str) -> re.Match[str] | None:
    return re.search(rf"^ {{0,3}}\[{re.escape(label)}\]:\s*<?([^\s>]*)", body, re.MULTILINE | re.IGNORECASE)
