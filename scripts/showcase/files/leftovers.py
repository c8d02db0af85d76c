"""What comes along when a text is taken out of a document: its pages' furniture, its edits, names of its pictures.

Nothing of it is swallowed, all of it would be shown. Headings that skip a level belong here, too: outlines of word
processors do, and who reads by headings misses one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.markup import Markup
from showcase.files.problem import shorten
from showcase.files.swallowed import Swallowed, Trouble

_KINDS: tuple[tuple[Trouble, re.Pattern[str]], ...] = (
    (
        "furniture",
        re.compile(
            r"^[ \t]*(第 ?\d{1,4} ?页(?:[ ,，/]{0,3}共 ?\d{1,4} ?页)?|[-—] ?\d{1,3} ?[-—]"
            r"|[Pp]age ?\d{1,4} ?(?:of|/) ?\d{1,4}"
            r"|[^\n.…·]{1,60}(?:\.{6,99}|…{3,40}|·{6,99})[ \t]{0,9}\d{1,4})[ \t]*$",
            re.MULTILINE,
        ),
    ),
    (
        "picture-name",
        re.compile(
            r"^[ \t]*([^\s\[\](){}<>|/\\“”]{1,60}\.(?:png|jpe?g|gif|bmp|webp|tiff?|svg|emf|wmf))[ \t]*$",
            re.MULTILINE | re.IGNORECASE,
        ),
    ),
    (
        "raw",
        re.compile(
            r"(\{%[^%\n]{1,80}%\}|\{\{[^{}\n]{1,80}\}\}|\{(?:\+\+|--|>>|==)[^{}\n]{1,80}(?:\+\+|--|<<|==)\}"
            r"|\\(?:sub){0,2}section\*?\{[^{}\n]{0,80}\}|\\(?:item|cite|ref|label|caption|textbf)(?![A-Za-z]))"
        ),
    ),
)
_SIGNS = re.compile(r"页|[Pp]age|\.[A-Za-z]{3}|\.{6}|…{3}|·{6}|\{[%{+=>-]|\\|^[ \t]*[-—] ?\d", re.MULTILINE)
"""Prose without any of these holds nothing of the kind."""


def find_leftovers(markup: Markup) -> Iterator[Swallowed]:
    """What the page would show and its author did not mean to write."""
    for trouble, pattern in _KINDS if _SIGNS.search(markup.prose) else ():
        for found in pattern.finditer(markup.prose):
            yield Swallowed(trouble, shorten(found[1].replace("\0", "").strip()), found.start(1))
    yield from _skipped(markup)


def _skipped(markup: Markup) -> Iterator[Swallowed]:
    """The first heading more than one level below the one before it; the page's own is of the first."""
    level = 1
    for span in sorted((one for one in markup.spans if re.fullmatch("h[1-6]", one.tag)), key=lambda one: one.start):
        below = int(span.tag[1])
        if below > level + 1:
            yield Swallowed("heading-skips", shorten(markup.line_of(span.start).strip()), span.start)
            return
        level = below
