"""HTML tables for the guides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BOX = '<div class="sc-scroll" tabindex="0" role="group" aria-label="表格">'
_TABLE = re.compile(f"^{re.escape(_BOX)}.*$", re.MULTILINE)
_PLACE = re.compile(r'<div data-table="(\d{1,4})"></div>')


def render_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in a box that scrolls; the cells are HTML."""
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"{_BOX}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def set_aside(markdown: str) -> tuple[str, list[str]]:
    """A guide with a mark in place of each table, and the tables: Markdown reads HTML cell by cell."""
    tables = _TABLE.findall(markdown)
    numbers = iter(range(len(tables)))
    return _TABLE.sub(lambda _found: f'<div data-table="{next(numbers)}"></div>', markdown), tables


def put_back(html: str, tables: Sequence[str]) -> str:
    """A guide's HTML with its tables."""
    return _PLACE.sub(lambda found: tables[int(found[1])], html)
