"""HTML as verification reads it: what a page points at, and what is not well formed (by libxml2's parser)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

_IDS = etree.XPath("//@id")
_POINTERS = {"href", "src", "srcset", "action", "poster"}
_UNKNOWN_TAG = "HTML_UNKNOWN_TAG"
"""What libxml2 says of elements that are younger than it is: svg, math, dialog."""


class Pointer(NamedTuple):
    """An address in an attribute of the element that begins on `line`."""

    line: int
    tag: str
    target: str
    rel: str


@dataclass(frozen=True)
class Markup:
    """A page: what it points at, the ids that others can point at, and (line, column, sentence) of each fault."""

    pointers: tuple[Pointer, ...]
    ids: frozenset[str]
    faults: tuple[tuple[int, int, str], ...]


def read_markup(html: bytes) -> Markup:
    """A page's addresses, ids and faults: end tags without a beginning, elements left open, ids that stand twice."""
    parser = etree.HTMLParser(encoding="utf-8")
    root = etree.fromstring(html, parser)
    faults = [
        (fault.line, fault.column, fault.message) for fault in parser.error_log if fault.type_name != _UNKNOWN_TAG
    ]
    if not html.rstrip().endswith(b"</html>"):
        faults.append((html.count(b"\n") + 1, 1, "the page does not end with </html>"))
    return Markup(tuple(_pointers(root)), frozenset(_IDS(root)), tuple(faults))


def _pointers(root: etree._Element) -> Iterator[Pointer]:
    for element in root.iter(etree.Element):
        for name, value in element.items():
            if name in _POINTERS:
                for target in _targets(name, value):
                    yield Pointer(element.sourceline or 1, element.tag, target, element.get("rel", ""))


def _targets(attribute: str, value: str) -> list[str]:
    """A srcset names several addresses, each followed by a width or a density."""
    if attribute == "srcset":
        return [part.split()[0] for part in value.split(",") if part.split()]
    return [value.strip()]
