"""What an author meant where Markdown reads a sign as its own: the source, so rewritten that the engine shows it.

A range keeps its tildes, a product its asterisks, `>95%` its sign; an address ends where Chinese begins. Only what is
unambiguous is rewritten; everything else is told (swallowed.py). Code and true formulas are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from showcase.files.addresses import address_within
from showcase.files.asterisks import is_name, is_power, multiplies, opens_with_power
from showcase.files.figures import HAN, stands_between
from showcase.files.formulas import holds_latex, is_formula
from showcase.files.lines import begins_anew
from showcase.files.markup import SIGN, TEXT, Markup, Span

Kind = Literal[
    "tilde",
    "star",
    "underscore",
    "more",
    "number",
    "backslash",
    "indent",
    "definition",
    "hash",
    "dollar",
    "link",
    "break",
]
_ROUNDS = 6
_MEANING = re.compile(r"[~*>$\\#\[\t\n]|__|    |\d[.)]|://|www\.|xmpp:")  # a body without these is read as it stands


@dataclass(frozen=True)
class Edit:
    """`text` in place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str
    kind: Kind


@dataclass(frozen=True)
class Intent:
    """A body as it was meant; `changes` are kinds of edits and where in the author's text they were made."""

    markup: Markup
    origin: Sequence[int]
    changes: tuple[tuple[Kind, int], ...] = ()

    def source_offset(self, offset: int) -> int:
        """Where in the author's text a character of the rewritten one stands."""
        return self.origin[min(offset, len(self.origin) - 1)]


@lru_cache(maxsize=4)
def read_intent(body: str) -> Intent:
    """The body rewritten until the engine takes no sign for its own that its author meant."""
    origin: Sequence[int] = range(len(body) + 1)
    changes: list[tuple[Kind, int]] = []
    for _round in range(_ROUNDS):
        markup = Markup(body)
        edits = _sorted(_edits(markup, first=not changes)) if _MEANING.search(body) else []
        if not edits:
            break
        changes += [(edit.kind, origin[edit.start]) for edit in edits]
        body, origin = _apply(body, origin, edits)
    return Intent(Markup(body), origin, tuple(changes))


def _sorted(edits: Iterator[Edit]) -> list[Edit]:
    """Edits in order, none within another."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _apply(body: str, origin: Sequence[int], edits: list[Edit]) -> tuple[str, list[int]]:
    text: list[str] = []
    places: list[int] = []
    done = 0
    for edit in edits:
        text += [body[done : edit.start], edit.text]
        places += [*origin[done : edit.start], *([origin[edit.start]] * len(edit.text))]
        done = edit.end
    return "".join([*text, body[done:]]), [*places, *origin[done:]]


def _edits(markup: Markup, *, first: bool) -> Iterator[Edit]:
    for span in markup.spans:
        if span.tag in _MEANT:
            yield from _MEANT[span.tag](markup, span)
    yield from _loose_formulas(markup)
    yield from _definitions(markup)
    if first:  # later on some are this module's own
        yield from _backslashes(markup)
    yield from _breaks(markup)


def _escape(kind: Kind, *offsets: int) -> Iterator[Edit]:
    for offset in offsets:
        yield Edit(offset, offset, "\\", kind)


def _struck(markup: Markup, span: Span) -> Iterator[Edit]:
    """One tilde is a range; two strike out, unless they stand between figures, with or without a unit."""
    body, start, end = markup.body, span.start, span.end
    if body[start : start + 1] != "~":
        return
    if not body.startswith("~~", start):
        yield from _escape("tilde", start, end - 1)
    elif stands_between(body[:start], body[end:]):
        yield from _escape("tilde", start, start + 1, end - 2, end - 1)


def _product(markup: Markup, span: Span) -> Iterator[Edit]:
    """Asterisks between two numbers, letters or measures multiply."""
    body, start, end = markup.body, span.start, span.end
    if body[start] == "_" and not (body[start + 1].isalnum() or body[end - 2].isalnum()):
        yield from _escape("star", start, end - 1)  # a face such as <_< >_>
    elif body[start] == "*" and multiplies(body[:start][-8:], body[start + 1 : end - 1], body[end : end + 8]):
        yield from _escape("star", start, end - 1)


def _power(markup: Markup, span: Span) -> Iterator[Edit]:
    """Two asterisks before figures on both sides raise to a power; two lines around a name of a program are its own."""
    body, start, end = markup.body, span.start, span.end
    around = body[max(0, start - 2) : start], body[start + 2 : end - 2], body[end : end + 4]
    lined = body.startswith("__", start)
    if is_name(body[start:end]) if lined else is_power(*around):
        yield from _escape("underscore" if lined else "star", start, start + 1, end - 2, end - 1)
    elif not lined and opens_with_power(*around[:2]):
        yield from _escape("star", start, start + 1)


MORE_THAN = re.compile(
    r"[>＞=＝ \t]{0,8}[-+±−~～约φΦ ]{0,3}(?!\d{4}年)[0-9０-９]++(?:[.,][0-9]++)*[ \t]*+(?![.、．)）月日号])"
)


def _greater(markup: Markup, span: Span) -> Iterator[Edit]:
    """`>` before a figure is the sign, where every line of the quotation is such a one."""
    lines = [line.lstrip(" \t") for line in markup.body[span.start : span.end].split("\n")]
    quoted = [line for line in lines if line.startswith(">")]
    if quoted and all(MORE_THAN.match(line, 1) for line in quoted):
        yield from _escape("more", span.start)


_NUMBER = re.compile(r"(\d{3,9}|0{1,9})[.)]")
_DECIMAL = re.compile(r"\d{1,9}[.][ \t]+\d")


def _numbered(markup: Markup, span: Span) -> Iterator[Edit]:
    """A year before a full stop, or a decimal with a stray blank, is no item of a list."""
    marker = _NUMBER.match(markup.body, span.start)
    lone = _DECIMAL.match(markup.body, span.start) and "\n" not in markup.body[span.start : span.end].strip()
    if marker or lone:
        yield from _escape("number", markup.body.index(".", span.start) if not marker else marker.end() - 1)


_CLOSING = re.compile(r"[ \t]#+[ \t]*\Z")


def _heading(markup: Markup, span: Span) -> Iterator[Edit]:
    """A # at the end of a heading is part of its text, unless as many close it as open it."""
    text = markup.body[span.start : span.end]
    closing = _CLOSING.search(text)
    if closing and closing.group().strip() != text[: len(text) - len(text.lstrip("#"))]:
        yield from _escape("hash", span.start + closing.start() + 1)


_BARE = re.compile(r"https?:|ftp:|xmpp:|www\.", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:https?://|www\.)[A-Za-z0-9]", re.IGNORECASE)


def _address(markup: Markup, span: Span) -> Iterator[Edit]:
    """A bare address ends where Chinese or full-width signs begin; only web and mail addresses are linked."""
    text = markup.body[span.start : span.end]
    if not _BARE.match(text):
        return
    if not _DOMAIN.match(text):
        yield from _escape("link", span.start + text.find(":") + 1)
    elif end := address_within(text):
        www = text.startswith(("www.", "WWW."))
        yield Edit(span.start, span.start, "[" if www else "<", "link")
        yield Edit(span.start + len(end), span.start + len(end), f"](http://{end})" if www else ">", "link")


def _formula(markup: Markup, span: Span) -> Iterator[Edit]:
    """Chinese between two dollar signs is no formula: they are prices."""
    text = markup.body[span.start : span.end]
    if not is_formula(text):
        yield from _escape("dollar", *range(span.start, span.start + len(text) - len(text.lstrip("$"))))


_LOOSE = re.compile(r"\$([ \t]{0,4})[^$\n \t](?:[^$\n]{0,198}[^$\n \t])?([ \t]{0,4})\$")


def _loose_formulas(markup: Markup) -> Iterator[Edit]:
    """Blanks beside the dollar signs of a formula are no part of it."""
    for found in _LOOSE.finditer(markup.prose) if "$" in markup.body else ():
        if holds_latex(found.group()) and is_formula(found.group()):
            for start, end in (found.span(1), found.span(2)):
                if start < end:
                    yield Edit(start, end, "", "link")


_INDENT = 4


def _indented(markup: Markup, span: Span) -> Iterator[Edit]:
    """Chinese behind four blanks or a tab is a paragraph of Word's, no code: its lines stay lines."""
    body = markup.body
    if body.startswith(("```", "~~~"), span.start) or not re.search(f"[{HAN}]", body[span.start : span.end]):
        return
    first = body.rfind("\n", 0, span.start) + 1
    margin = len(body[first : span.start].expandtabs(_INDENT)) - _INDENT
    for start, line in _lines(body, first, span.end):
        if line.strip():
            yield Edit(start, start + len(line) - len(line.lstrip(" \t")), " " * max(0, margin), "indent")
            yield Edit(start + len(line), start + len(line), "  ", "break")


def _lines(body: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for line in body[start:end].split("\n"):
        yield start, line
        start += len(line) + 1


_DEFINITION = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(\[(\^?[^\[\]\n]+)\]:)[ \t]*(\S*)", re.MULTILINE)
_TARGET = re.compile(
    r"<?(?:https?:|mailto:|javascript:|data:|vbscript:|file:|ftp:|/|#|\.|[\w%.-]{1,80}\.\w)", re.IGNORECASE
)


def _definitions(markup: Markup) -> Iterator[Edit]:
    """`[甲]: 文字` that no link uses, or that names no address, is text, which the engine would leave out."""
    found = list(_DEFINITION.finditer(markup.body)) if "]:" in markup.body else []
    labels = Counter(label.casefold() for label in _LABEL.findall(markup.body)) if found else Counter()
    for one in found:
        used = labels[one[2].casefold()] > 1
        if not used or (not one[2].startswith("^") and not _TARGET.match(one[3])):
            kind: Kind = "link" if one[2].startswith("^") else "definition"
            yield from _escape(kind, *([one.start(1)] if markup.marks[one.start(1)] in (TEXT, SIGN) else ()))


_LABEL = re.compile(r"\[([^\[\]\n]+)\]")
_PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[^\s，。；、）\"“”]*|(?<!\\)\\\\[A-Za-z0-9][^\s，。；、）]*")
_FOLDED = re.compile(r"\\(?=[!-/:-@\[-`{-~\n])")
_NO_ESCAPE = re.compile(r"\\(?=[%,;:\"'/=@^?])")


def _backslashes(markup: Markup) -> Iterator[Edit]:
    """A backslash in a path, or before a sign that needs none, is shown."""
    body, marks = markup.body, markup.marks
    if "\\" not in body:
        return
    places = {found.start() for found in _NO_ESCAPE.finditer(body) if not body.endswith("\\", 0, found.start())}
    for path in _PATH.finditer(body):
        places |= {found.start() for found in _FOLDED.finditer(body, path.start(), path.end() + 1)}
    yield from _escape("backslash", *(place for place in sorted(places) if marks[place] in (TEXT, SIGN)))


def _breaks(markup: Markup) -> Iterator[Edit]:
    """Lines of one paragraph that are numbered by hand, or begin with a label each, stay lines."""
    body, marks = markup.body, markup.marks
    for start, following in pairwise(markup.lines):
        if not begins_anew(body, start, following) or marks[following] not in (TEXT, SIGN):
            continue
        if markup.begins_block(following) or body[start : following - 1].endswith(("  ", "\\")):
            continue
        if body[start:following].strip():
            yield Edit(following - 1, following - 1, "  ", "break")


_MEANT: dict[str, Callable[[Markup, Span], Iterator[Edit]]] = {
    "del": _struck,
    "em": _product,
    "strong": _power,
    "blockquote": _greater,
    "ol": _numbered,
    "a": _address,
    "span": _formula,
    "pre": _indented,
    **{f"h{level}": _heading for level in range(1, 7)},
}
