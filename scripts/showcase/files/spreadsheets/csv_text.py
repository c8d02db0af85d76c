"""CSV as Excel, WPS and databases write it: in UTF-8, GB18030 or UTF-16, between commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re

from showcase.files.guarded import read_csv_text
from showcase.files.problem import Message
from showcase.files.spreadsheets.shown import Budget, SheetRead, UnreadableError, text_cell

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_SEPARATORS = ",\t;|，"
_SAYS = re.compile(r"\"?sep=([^\r\n\"])\"?(?:([,;\t|])\2*)?(?:\r\n?|\n)", re.IGNORECASE)
"""Excel's own hint in the first line, as it is, or as saved again by a program that does not know it."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_NO_TEXT = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\uffff]")
MOST_COLUMNS = 16_384
"""Of Excel; a row with more was cut at the wrong signs, or is meant to keep whoever reads it busy."""
_TOO_WIDE = UnreadableError(
    Message(f"有一行超过 {MOST_COLUMNS} 格", f"a row has more than {MOST_COLUMNS} cells"),
    Message("请核对分隔符和引号，或另存为 .xlsx", "look at separators and quotation marks, or save it as .xlsx"),
)
_FULL_WIDTH = UnreadableError(
    Message("列之间是全角逗号，文字里也有，分不清", "full-width commas part the columns and stand in texts, too"),
    Message("请另存为 .xlsx，或改用半角逗号，含逗号的格子加引号", "save it as .xlsx, or part it by ASCII commas"),
)
_FEWEST = 5
"""Separators in a line of a cell that are no row's, however narrow the table is."""
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
"""How exports keep a leading zero from Excel: ="0532"."""


def load_csv(raw: bytes) -> SheetRead:
    """The only sheet, without a name. Raises UnreadableError."""
    ended = raw.rstrip(b"\0\x1a")  # the end mark of an old system; where every other byte is 0, it is half a character
    text, encoding = _decoded(raw if b"\0" in ended else ended)
    text = text.lstrip("\ufeff")  # programs that add to a file add a mark, too
    separator = ""
    if said := _SAYS.match(text):
        # Behind it stand separators of a program that took it for a cell: those are the ones that it wrote.
        separator, text = said[2] or said[1], text[said.end() :]
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # only ever raised: the file's own size limits it
    sheet = SheetRead("", of_windows=encoding == "gb18030")
    budget = Budget()
    separator = separator or _separator(text)
    spaced = re.search(rf'"{re.escape(separator)} +"', text[:20_000]) is not None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=spaced)
    widest = begun = 0
    try:
        for row, cells in enumerate(reader):
            if len(cells) > MOST_COLUMNS:
                raise _TOO_WIDE
            if separator == "，" and widest and len(cells) > widest:
                raise _FULL_WIDTH
            widest = max(widest, len(cells))
            for column, cell in enumerate(cells):
                if cell:
                    if "\n" in cell and _holds_rows(cell, separator, widest):
                        raise _swallowed(begun + 1)
                    budget.spend()
                    sheet.put(row, column, text_cell(_plain(cell)))
            begun = reader.line_num
    except csv.Error as fault:
        raise UnreadableError(
            Message(
                f"第 {reader.line_num} 行附近的引号没有成对",
                f"a quotation mark near line {reader.line_num} has no partner",
            ),
            Message("格子里的引号要写成两个，或另存为 .xlsx", "write two of them inside a cell, or save it as .xlsx"),
        ) from fault
    return sheet


def _holds_rows(cell: str, separator: str, widest: int) -> bool:
    """Whether a cell holds whole rows: a quotation mark in one and its partner in a later one join what is between."""
    return any(line.count(separator) >= max(widest - 1, _FEWEST) for line in cell.split("\n"))


def _swallowed(line: int) -> UnreadableError:
    return UnreadableError(
        Message(
            f"第 {line} 行起好几行连成了一格，引号没有成对",
            f"from line {line} on several rows are one cell: a quotation mark",
        ),
        Message("格子里的引号要写成两个，或另存为 .xlsx", "write two of them inside a cell, or save it as .xlsx"),
    )


def _plain(cell: str) -> str:
    found = _AS_TEXT.fullmatch(cell)
    return found[1].replace('""', '"') if found else read_csv_text(cell)


def _separator(text: str) -> str:
    """The sign that stands most often outside quotation marks in the first lines."""
    head = _QUOTED.sub("", "\n".join(text[:20_000].splitlines()[:3]))
    best = max(_SEPARATORS, key=head.count)
    return best if head.count(best) else ","


def _decoded(raw: bytes) -> tuple[str, str]:
    """By the mark at its beginning; else UTF-16 if bytes are 0, UTF-8, or what Chinese Windows writes."""
    marked = next((encoding for mark, encoding in _MARKS.items() if raw.startswith(mark)), "")
    zeros = (raw[:2000:2].count(0), raw[1:2000:2].count(0))
    guessed = "" if zeros == (0, 0) else "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    for encoding in [marked] if marked else [guessed] if guessed else ["utf-8", "gb18030"]:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return text, encoding
    raise UnreadableError(
        Message("看不懂这个文件的编码", "the file's encoding is unknown"),
        Message("请另存为 .xlsx 或“CSV UTF-8”", "save it as .xlsx or as CSV UTF-8"),
    )
