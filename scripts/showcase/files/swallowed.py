"""What an author wrote and the page does not show, and signs of Markdown that it shows as they stand.

The engine says which characters it took as signs; what remains is what a reader should see. What still looks like
Markdown among that was meant as such and failed; what is missing from the rendered text was swallowed.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from showcase.files.excess import find_excess
from showcase.files.intent import MORE_THAN, Intent
from showcase.files.markup import Markup, Span
from showcase.files.problem import shorten

Trouble = Literal[
    "raw",
    "bold",
    "picture",
    "link-blank",
    "link-empty",
    "address",
    "heading-blank",
    "heading-empty",
    "row-by-chance",
    "table",
    "table-by-blanks",
    "cells",
    "task",
    "note",
    "entity",
    "latex",
    "subscript",
    "wide-indent",
    "fence",
    "code",
    "setext",
    "quotation",
    "sign-as-item",
    "furniture",
    "picture-name",
    "heading-skips",
    "heading-by-hand",
    "section-empty",
    "table-empty",
    "drawing",
    "platform",
    "review",
    "sheet-error",
    "lost",
]
LOSSES: tuple[Trouble, ...] = ("cells", "lost")
"""Where what was written is gone."""


@dataclass(frozen=True)
class Swallowed:
    """Something that the page would not show as it was meant; `offset` counts characters of the body."""

    trouble: Trouble
    text: str
    offset: int


_HAN = "\u4e00-\u9fff"
_LATEX = (
    "alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|nu|pi|rho|sigma|tau|phi|omega|Delta|Omega|Sigma|frac|sqrt|times"
    "|cdot|leq?|geq?|neq|approx|pm|circ|mathrm|mathbf|text|sum|int|infty|partial|left|right|begin|end|rightarrow|to"
)
_OPENED = r"(?<![*\d])\*\*(?![*\s\d）)，。；、]|[Pp] ?[<>=＜≤]|表示|代表)[^*\n]{0,40}"
_CLOSED = r"(?<=[^\s*\d（(，。；、])\*\*(?=[\s，。；：！？、]|$)(?!\*)"
_APART = r"(?<![\d)*])(?<![\d)] )\*\*[ \t]+(?![Pp] ?[<>=＜≤]|表示|代表)[^*\n\0]{1,40}(?:\*\*|\0\0)"
_PAIRS = "|".join(rf"{mark}[^{mark[-1]}\n]{{0,60}}[{_HAN}][^{mark[-1]}\n]{{0,60}}{mark}" for mark in ("__", "~~", "=="))
# Each pattern is looked for in what the engine left as text; the first group, if any, is what is shown.
_RAW: tuple[tuple[Trouble, re.Pattern[str]], ...] = (
    ("picture", re.compile(r"!\[[^\[\]\n]{0,200}\](?:\([^)\n]{0,200}\)?)?")),
    (
        "link-blank",
        re.compile(
            r"\[[^\[\]\n]{1,200}\][ \t]*[(（][ \t\0]*(?:https?:|www\.|mailto:)[^)）\n]{0,200}[)）]?"
            r"|[(（][^()（）\n]{1,200}[)）]\[https?:[^\]\n]{0,200}\]"
            r"|【[^【】\n]{1,100}】[ \t]?[(（][ \t\0]*(?:https?:|www\.)[^)）\n]{0,200}[)）]?"
            rf"|(?<!\])\[(?=[^\[\]\n]*[{_HAN}A-Za-z])[^\[\]\n]{{1,60}}\]\[[\w-]{{1,20}}\]"
            r"|(?<!!)\[[^\[\]\n]{1,200}\]\([^()\n]{1,160}\.[A-Za-z0-9]{2,5}\)"
        ),
    ),
    ("note", re.compile(r"\[\^[^\[\]\n]{1,60}\]")),
    ("bold", re.compile(f"{_APART}|{_OPENED}|{_CLOSED}|{_PAIRS}", re.MULTILINE)),
    (
        "heading-blank",
        re.compile(
            rf"^[ \t\0]*(#{{2,}}(?=[^\s#])[^\n]{{0,20}}|#(?=[{_HAN}])[^\n]{{0,20}}|＃+[^\n]{{0,20}})", re.MULTILINE
        ),
    ),
    ("task", re.compile(r"^[ \t\0]*(\[[ xX]\])(?= )", re.MULTILINE)),
    (
        "wide-indent",
        re.compile(
            r"^[ \t]{0,8}[\u3000\u00a0][ \t\u3000\u00a0]{0,20}(#{1,6} |[-*+] |\d{1,2}\. |> ?|\|(?=[^\n]*\|))",
            re.MULTILINE,
        ),
    ),
    (
        "raw",
        re.compile(
            rf"(?<![A-Za-z:\\])(\\n)(?=[ \t]*(?:\d{{1,2}}[.、)）]|[-*#] |[{_HAN}（]))"
            r"|^[ \t]*(\[(?:TOC|toc)\])[ \t]*$|^[ \t]*((?:!!!|\?\?\?)\+?[ ]+[a-z]+|:{3,}[ \t]*[a-z]*)"
            r"|(?<![\w:：])(:[a-z][a-z0-9_+-]{2,30}:)(?![\w:])|(\{[:#.][\w .#:=-]{1,40}\})[ \t]*$"
            rf"|(\$\$)|(<！)|^[ \t]*(h[1-6]\. |bq\. )|(\[\[(?=[^\[\]\n]{{0,59}}[{_HAN}A-Za-z])[^\[\]\n]{{1,60}}\]\])",
            re.MULTILINE,
        ),
    ),
    ("entity", re.compile(r"&(?:lt|gt|amp|nbsp|quot|deg|times|plusmn|micro|le|ge)\b(?!;)")),
    (
        "latex",
        re.compile(
            rf"\\(?:{_LATEX})(?![A-Za-z])|\0\([^()\n]{{0,80}}[\\^_][^()\n]{{0,80}}\0\)|\0\[[^\n\]]{{0,80}}[\\^_][^\n\]]{{0,80}}\0\]"
        ),
    ),
    ("subscript", re.compile(r"[A-Za-z)）]\0?(~\d{1,2}\0?~)|[A-Za-z\d)）](\^[-+\d]{1,3}\^)")),
    ("fence", re.compile(r"^[ \t\0]*(```[^\n]*)", re.MULTILINE)),
)
_MARKS = re.compile(r"[\[*_~=#＃&\\^`:!?{\u3000\u00a0$【！]|h[1-6]\. |bq\. ")
"""Prose without any of these holds nothing that was meant as Markdown."""
_CELLS = re.compile(r"\t|(?<=[^\s\0])(?: {2,}|[ \u3000]*\u3000[ \u3000]*)(?=[^\s\0])")
_PIPE = re.compile(r"(?<!\\)\|")


def find_swallowed(intent: Intent, plain: str) -> Iterator[Swallowed]:
    """Everything that the page, whose words are `plain`, does not show as its author wrote it."""
    markup = intent.markup
    found = [*_raw(markup), *_tables(markup), *_taken(markup)]
    yield from found or _lost(markup, plain)


def _raw(markup: Markup) -> Iterator[Swallowed]:
    prose = markup.prose
    for trouble, pattern in _RAW if _MARKS.search(prose) else ():
        for match in pattern.finditer(prose):
            group = match.lastindex or 0
            yield Swallowed(trouble, shorten(match[group].replace("\0", "").strip()), match.start(group))


def _tables(markup: Markup) -> Iterator[Swallowed]:
    """Lines that were meant as a table: with bars, tabs, wide blanks or commas, two or more in a row."""
    lines = markup.prose.split("\n")
    rows: tuple[tuple[Trouble, Callable[[str], int]], ...] = (("table", _bars), ("table-by-blanks", _columns))
    for trouble, measure in rows:
        run, former = 0, ""
        for start, line in zip(markup.lines, lines, strict=True):
            if not line.strip() and former.lstrip().startswith("|"):
                continue  # word processors put an empty line below each
            found = measure(line)
            run = run + found if found else 0
            if run >= _FEWEST > run - found:
                yield Swallowed(trouble, shorten(" ".join(line.replace("\0", "").split())), start)
            former = line


_FEWEST = 2
"""So many rows, and so many bars in each, make a table."""


def _bars(line: str) -> int:
    """Whether it is a row, by its bars; the line that parts the head from the rest says enough alone."""
    line = _ABSOLUTE.sub("", line.replace("｜", "|")).strip(" \t\0")
    signs = set(line)
    if len(line) > _FEWEST and signs <= _RULED and signs & _ENDS and signs & _DASHES:
        return _FEWEST
    return int(line.count("|") >= _FEWEST or line.startswith("|"))


_ENDS, _DASHES = set("|+"), set("-—–─－")
_RULED = _ENDS | _DASHES | set(": \t")
_ABSOLUTE = re.compile(r"\|[A-Za-z\u0370-\u03ff][\w-]{0,8}\|(?=[ ]?[<>=≤≥+*/，。；）)-])")


def _columns(line: str) -> int:
    by_blanks = len(_CELLS.findall(line.strip(" \u3000"))) >= (1 if "\t" in line.strip() else 2)
    return int(by_blanks or _COMMAS.fullmatch(line) is not None)


_COMMAS = re.compile(r"(?=[^\n]{0,99}[^\d,.\s])[^,\s，。；：、]{1,30}(?:,[^,\s，。；：、]{1,30}){2,30}")


def _taken(markup: Markup) -> Iterator[Swallowed]:
    """Elements that their author hardly meant."""
    for span in markup.spans:
        if span.tag in _TAKEN:
            yield from _TAKEN[span.tag](markup, span)


def _code(markup: Markup, span: Span) -> Iterator[Swallowed]:
    text = markup.body[span.start : span.end]
    if not text.startswith(("```", "~~~")):
        yield Swallowed("code", shorten(text.strip()), span.start)
    elif not re.search(r"\n[ \t>]*(?:`{3,}|~{3,})[ \t]*\Z", text.rstrip("\n")):
        yield Swallowed("fence", shorten(text.partition("\n")[0]), span.start)


def _setext(markup: Markup, span: Span) -> Iterator[Swallowed]:
    line = markup.body[span.start : span.end].rpartition("\n")[2]
    if re.fullmatch(r"[ >]*(=+|-+)[ \t]*", line):
        yield Swallowed("setext", line.strip(), span.end - len(line.lstrip()))


def _quotation(markup: Markup, span: Span) -> Iterator[Swallowed]:
    line = markup.line_of(span.start)[span.start - markup.offset(markup.line_number(span.start) + 1, 1) :]
    if MORE_THAN.match(line, 1):
        yield Swallowed("quotation", shorten(line), span.start)


_LONE_SIGN = re.compile(r"[-+*][ \t]+(?:\d+(?:\.\d+)?[ \t]*(?:℃|°|%|％|[~～至])|[Pp] ?[<＜])|\+[ \t]+\d")
_SIGN_OF_ALL = re.compile(r"-[ \t]+\d+(?:\.\d+)?[ \t]*(?:℃|°)|\+[ \t]+\d|\*[ \t]+[Pp] ?[<＜]")


def _item(markup: Markup, span: Span) -> Iterator[Swallowed]:
    """A list whose items all begin with a temperature, or of one with a share: the dash may be a minus sign."""
    lines = [line.strip() for line in markup.body[span.start : span.end].split("\n") if line.strip()]
    pattern = _LONE_SIGN if len(lines) == 1 else _SIGN_OF_ALL
    if lines and all(pattern.match(line) for line in lines):
        yield Swallowed("sign-as-item", shorten(lines[0]), span.start)


def _cells(markup: Markup, span: Span) -> Iterator[Swallowed]:
    """Cells beyond those of the table's head, and a paragraph right below that became a row."""
    lines = markup.body[span.start : span.end].split("\n")
    start = span.start
    for line in lines:
        if _width(line) > _width(lines[0]):
            yield Swallowed("cells", shorten(line.strip()), start)
        elif "|" not in line and _width(lines[0]) > 1 and line.strip():
            yield Swallowed("row-by-chance", shorten(line.strip()), start)
        start += len(line) + 1


def _width(row: str) -> int:
    return len(_PIPE.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1


_PART = r"[^\s，。；、！？（）()<>\[\]]"
_GOES_ON = re.compile(rf"(?<=[/=?&_-][>)])[{_HAN}](?={_PART}{{0,60}}?[/.?=&#%]\w){_PART}*")


def _anchor(markup: Markup, span: Span) -> Iterator[Swallowed]:
    """A link without words; an address that ends where Chinese begins although it seems to go on."""
    text = markup.body[span.start : span.end]
    if re.match(r"\[\s*\]\(", text):
        yield Swallowed("link-empty", shorten(text), span.start)
    elif text.startswith(("<http", "[www")) and (goes_on := _GOES_ON.match(markup.body, span.end)):
        yield Swallowed("address", shorten(span.href + goes_on.group()), span.start)


def _heading(markup: Markup, span: Span) -> Iterator[Swallowed]:
    if not markup.body[span.start : span.end].strip("# \t"):
        yield Swallowed("heading-empty", markup.body[span.start : span.end].strip(), span.start)
    elif span.tag == "h2":
        yield from _setext(markup, span)


_TAKEN = {
    "pre": _code,
    "a": _anchor,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": _quotation,
    "ul": _item,
    "table": _cells,
}
OMITTED = "<!-- raw HTML omitted -->"
_SEEN = re.compile(r"[0-9A-Za-z\u0370-\u03ff\u4e00-\u9fff~<>≤≥±×÷=+%‰℃°μ−-]")


def _lost(markup: Markup, plain: str) -> Iterator[Swallowed]:
    """Whatever else a reader should see and does not; of HTML and of excess other rules speak."""
    if OMITTED in markup.html or any(find_excess(markup.body)):
        return
    # Code and formulas show a character reference as it stands.
    missing = Counter(html.unescape(markup.prose)) + Counter(markup.literal) - Counter(plain)
    for character in filter(_SEEN.match, missing):
        place = _place_of(markup, character)
        yield Swallowed("lost", shorten(markup.line_of(place).strip()), place)
        return


def _place_of(markup: Markup, character: str) -> int:
    """Where a character stands last that readers should see, by itself or as a character reference."""
    places = zip(markup.lines, markup.shown().split("\n"), strict=True)
    start, line = [place for place in places if character in place[1] + html.unescape(place[1])][-1]
    return start + max(line.rfind(character), 0)
