"""Texts in CSV, which has no types: one that a spreadsheet would run gets an apostrophe before it.

https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"^'*(?:\s*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def csv_text(text: str) -> str:
    """A text as a cell; blanks before a sign make it no safer."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def read_csv_text(cell: str) -> str:
    """The text of a cell that `csv_text` wrote."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
