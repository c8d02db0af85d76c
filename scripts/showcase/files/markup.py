"""Markdown → HTML with the place of every element: the engine, and which characters of the source it took as signs.

comrak: CommonMark and GitHub's flavour, emphasis next to Chinese punctuation as authors mean it
(https://github.com/tats-u/markdown-cjk-friendly), formulas between dollar signs, places in characters.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import comrak

from showcase.files.excess import without_excess

_EXTENSIONS = comrak.ExtensionOptions()
_PARSING = comrak.ParseOptions()
_RENDERING = comrak.RenderOptions()
for _name in ("strikethrough", "table", "autolink", "footnotes", "cjk_friendly_emphasis", "math_dollars"):
    setattr(_EXTENSIONS, _name, True)
_RENDERING.sourcepos = True

_ELEMENT = re.compile(r'<([a-z0-9]+)((?: [a-z-]+(?:="[^"]*")?)*?) data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"([^>]*)>')
_LONE = re.compile(r"\r(?!\n)")
"""What ends a line to the engine, but not to those who count lines; no record that passes the check holds one."""
TEXT, SIGN, LITERAL, LINE = 0, 1, 2, 3
"""What a character of the source is to the engine: text, a sign of Markdown, code or a formula, the end of a line."""


@dataclass(frozen=True)
class Span:
    """An element and where it stands in the source, as characters from `start` up to `end`."""

    tag: str
    start: int
    end: int
    attributes: str

    @property
    def href(self) -> str:
        """Where it leads, as the engine has written it."""
        found = re.search(r'(?:href|src)="([^"]*)"', self.attributes)
        return html.unescape(found[1]) if found else ""


class Markup:
    """A body as the engine reads it."""

    def __init__(self, body: str) -> None:
        self.body = body = _LONE.sub("\n", body)
        self._known: dict[int, bytes | list[int] | None] = {}
        self._asked: Counter[int] = Counter()
        self.html: str = comrak.render_markdown(
            without_excess(body),
            extension_options=_EXTENSIONS,
            parse_options=_PARSING,
            render_options=_RENDERING,
        )

    @cached_property
    def lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.body))]

    def offset(self, line: int, column: int) -> int:
        """The character that the engine means, which counts lines from 1, and columns from 1 in bytes of UTF-8."""
        number = min(line, len(self.lines)) - 1
        start = self.lines[number]
        if number not in self._known:
            text = self.line_of(start)
            self._known[number] = None if text.isascii() else text.encode()
        raw = self._known[number]
        if isinstance(raw, bytes):
            self._asked[number] += 1
            if self._asked[number] < _OFTEN:
                return start + len(raw[: column - 1].decode(errors="ignore"))
            raw = self._known[number] = _places(raw)
        return start + (raw[min(column - 1, len(raw) - 1)] if raw else column - 1)

    def line_of(self, offset: int) -> str:
        """The line that holds a character."""
        start = self.lines[bisect_right(self.lines, offset) - 1]
        end = self.body.find("\n", start)
        return self.body[start : end if end >= 0 else None]

    @cached_property
    def spans(self) -> list[Span]:
        """Every element, outer ones first; of quotations within quotations the outermost."""
        found: list[Span] = []
        quoted = -1
        for match in _ELEMENT.finditer(self.html):
            line, column, last, end = (int(match[number]) for number in range(3, 7))
            start = self.offset(line, column)
            span = Span(match[1], start, max(start, self.offset(last, end) + 1), match[2] + match[7])
            if span.tag != "blockquote" or start >= quoted:
                found.append(span)
                quoted = span.end if span.tag == "blockquote" else quoted
        return found

    @cached_property
    def uncovered(self) -> list[tuple[int, str]]:
        """Lines with something in them of which the page shows nothing, as start and text."""
        covered = bytearray(len(self.lines))
        for span in self.spans:
            if span.tag in _LEAVES:
                first, last = self.line_number(span.start), self.line_number(max(span.start, span.end - 1))
                covered[first : last + 1] = b"\1" * (last + 1 - first)
        lines = zip(self.lines, self.body.split("\n"), covered, strict=True)
        return [(start, line) for start, line, shown in lines if not shown and line.strip(" \t>")]

    def line_number(self, offset: int) -> int:
        """The line of a character, from 0."""
        return bisect_right(self.lines, offset) - 1

    @cached_property
    def block_lines(self) -> frozenset[int]:
        """Lines on which a block begins, from 0."""
        return frozenset(self.line_number(span.start) for span in self.spans if span.tag in _BLOCKS)

    def begins_block(self, offset: int) -> bool:
        """Whether something new begins on the line of a character."""
        return self.line_number(offset) in self.block_lines

    @cached_property
    def marks(self) -> bytearray:
        """TEXT, SIGN, LITERAL or LINE for each character of the source."""
        marks = bytearray(len(self.body))
        for span in self.spans:
            for start, end, mark in _signs(self.body, span):
                marks[start:end] = bytes([mark]) * (end - start)
        for start, line in self.uncovered:
            marks[start : start + len(line)] = bytes([SIGN]) * len(line)
        for match in _DEFINITION.finditer(self.body):  # the engine loses count of places in a paragraph below one
            if marks[match.start()] == TEXT:
                marks[match.start() : match.end()] = bytes([SIGN]) * len(match.group())
        for match in _ESCAPE.finditer(self.body):
            if marks[match.start()] == TEXT:
                marks[match.start()] = SIGN
                if self.body[match.end()] == "&":  # no character reference begins here
                    marks[match.end()] = LITERAL
        for start in self.lines[1:]:
            marks[start - 1] = LINE
        return marks

    @cached_property
    def prose(self) -> str:
        """The source with a NUL for all but text, every character in its place."""
        return self._kept("\0", TEXT)

    @cached_property
    def literal(self) -> str:
        """What code and formulas hold, with blanks for all else."""
        return self._kept(" ", LITERAL)

    def shown(self) -> str:
        """The source with blanks for Markdown's signs: what a reader should see."""
        return self._kept(" ", TEXT, LITERAL)

    def _kept(self, blank: str, *kinds: int) -> str:
        kept = bytes({*kinds, LINE})
        runs = re.finditer(rb"[" + re.escape(kept) + rb"]+|[^" + re.escape(kept) + rb"]+", self.marks)
        parts = (
            self.body[run.start() : run.end()] if run[0][0] in kept else blank * (run.end() - run.start())
            for run in runs
        )
        return "".join(parts)


def _places(raw: bytes) -> list[int]:
    """For each byte of a line, and for its end, the number of the character that it belongs to."""
    places: list[int] = []
    number = -1
    for byte in raw:
        number += byte & 0xC0 != 0x80  # noqa: PLR2004  # a byte that continues a character
        places.append(number)
    return [*places, number + 1]


_OFTEN = 32
"""A line that is asked about so often gets a table, lest it be read from its start again and again."""
_LEAVES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "table", "li"}
_BLOCKS = _LEAVES | {"blockquote", "ul", "ol"}
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^\n]+\]:[ \t]*<?(?:https?:|mailto:)\S+.*$", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[!-/:-@[-`{-~\n])")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=\s|$)|\[\^[^\[\]]{1,200}\]:")
_FENCE = re.compile(r"(`{3,}|~{3,}).*\n?")
_CLOSING_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*\Z", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+|(?<=[-*+.)] )>(?=.)|^>", re.MULTILINE)
_HEADING = re.compile(r"\A#{1,6}(?=\s|$)")
_HEADING_END = re.compile(r"(?:^|(?<=\s))#+\s*\Z|\n[ >]*[=-]+[ \t]*\Z")
_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITERS = re.compile(
    r"^[ \t>]{0,20}\|?[ \t]{0,20}:?-+:?[ \t]{0,20}(?:\|[ \t]{0,20}:?-+:?[ \t]{0,20})*\|?[ \t]{0,20}$", re.MULTILINE
)
_LINK_END = re.compile(r"\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])?\Z", re.DOTALL)
_EDGES = {"em": 1, "strong": 2, "del": 2}


def _signs(body: str, span: Span) -> Iterator[tuple[int, int, int]]:
    """Which characters of an element are Markdown's signs (and which literal), as start, end and mark."""
    start, end = span.start, span.end
    if span.tag in _EDGES:
        width = 1 if span.tag == "del" and not body.startswith("~~", start) else _EDGES[span.tag]
        yield start, start + width, SIGN
        yield end - width, end, SIGN
    elif span.tag in ("hr", "img", "sup", "br"):
        yield start, end, SIGN
    elif span.tag in _WHOLE:
        yield from _WHOLE[span.tag](start, end, body[start:end])
    elif span.tag == "li" and (marker := _ITEM.match(body, start, end)):
        yield start, marker.end(), SIGN
    elif span.tag in _BLOCK_SIGNS:
        for pattern in _BLOCK_SIGNS[span.tag]:
            for found in pattern.finditer(body[start:end]):
                yield start + found.start(), start + found.end(), SIGN


def _literal(start: int, end: int, text: str) -> Iterator[tuple[int, int, int]]:
    width = len(text) - len(text.lstrip(text[0]))
    yield start, end, LITERAL
    yield start, start + width, SIGN
    yield end - width, end, SIGN


def _code(start: int, end: int, text: str) -> Iterator[tuple[int, int, int]]:
    yield start, end, LITERAL
    if opening := _FENCE.match(text):
        yield start, start + opening.end(), SIGN
        if closing := _CLOSING_FENCE.search(text, opening.end()):
            yield start + closing.start(), end, SIGN


def _link(start: int, end: int, text: str) -> Iterator[tuple[int, int, int]]:
    if text.startswith("<"):
        yield start, start + 1, SIGN
        yield end - 1, end, SIGN
    elif text.startswith("[") and (target := _LINK_END.search(text)):
        yield start, start + 1, SIGN
        yield start + target.start(), end, SIGN


_WHOLE = {"code": _literal, "span": _literal, "pre": _code, "a": _link}
_BLOCK_SIGNS: dict[str, tuple[re.Pattern[str], ...]] = {
    "blockquote": (_QUOTE,),
    "table": (_PIPE, _DELIMITERS),
    **{f"h{level}": (_HEADING, _HEADING_END) for level in range(1, 7)},
}
