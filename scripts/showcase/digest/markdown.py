"""A paper as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.digest.section import Digest, Section, cut
from showcase.files.sheets import Cell, Sheet
from showcase.schema.words import say_date

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")


def render_markdown(digest: Digest) -> bytes:
    return ("\n".join(_lines(digest)) + "\n").encode()


def _lines(digest: Digest) -> Iterator[str]:
    yield f"# {_text(digest.title)}"
    if digest.name:
        yield from ("", _text(f"{digest.name} {digest.year}年第{digest.serial}期"))
    yield from ("", _text(digest.period.label))
    for heading, section in zip(digest.headings, digest.printed, strict=True):
        yield from _section(heading, section)
    if digest.quiet:
        yield from ("", _text(digest.quiet))
    for note in digest.notes:
        yield from ("", f"> {_text(note)}")
    yield from ("", "  \n".join(_text(part) for part in (digest.head.office, say_date(digest.day)) if part))


def _section(heading: str, section: Section) -> Iterator[str]:
    if heading:
        yield from ("", f"## {_text(heading)}")
    if section.text:
        yield from ("", _text(section.text))
    for point in section.points:
        yield from ("", f"**{_text(point.lead)}**{_text(point.text)}")
    for table in section.tables:
        if len(section.tables) > 1:
            yield from ("", f"### {_text(table.name)}")
        yield from ("", *_table(cut(table), section.shown))


def _table(table: Sheet, shown: int) -> Iterator[str]:
    yield _line(column.label for column in table.columns)
    yield _line("---" for _ in table.columns)
    for row in table.rows[:shown]:
        yield _line(_text(cell) for cell in row)
    if len(table.rows) > shown:
        yield from ("", f"（余 {len(table.rows) - shown} 项见同名工作簿“{table.name}”）")


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(cell: Cell) -> str:
    """No markup of an author's title works here."""
    return "" if cell is None else _SPECIAL.sub(r"\\\1", str(cell)).replace("\n", " ")
