"""A digest as GitHub-flavoured Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.digest.section import Digest
from showcase.files.sheets import Cell, Sheet

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")


def render_markdown(digest: Digest) -> bytes:
    return ("\n".join(_lines(digest)) + "\n").encode()


def _lines(digest: Digest) -> Iterator[str]:
    yield f"# {_text(digest.title)}"
    yield from ("", digest.period.label)
    for note in digest.notes:
        yield from ("", f"> {_text(note)}")
    for heading, section in zip(digest.headings, digest.sections, strict=True):
        yield from ("", f"## {_text(heading)}", "", _text(section.text))
        for table in section.tables:
            if len(section.tables) > 1:
                yield from ("", f"### {_text(table.name)}")
            yield from ("", *_table(table))


def _table(table: Sheet) -> Iterator[str]:
    yield _line(column.label for column in table.columns)
    yield _line("---" for _ in table.columns)
    for row in table.rows:
        yield _line(_text(cell) for cell in row)


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(cell: Cell) -> str:
    """No markup of an author's title works here."""
    return "" if cell is None else _SPECIAL.sub(r"\\\1", str(cell)).replace("\n", " ")
