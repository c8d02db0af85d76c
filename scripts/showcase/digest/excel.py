"""A paper's workbook: one sheet a table, all rows and numbers of records with it."""

from __future__ import annotations

from showcase.digest.section import Digest
from showcase.files.sheets import Column, Sheet, render_xlsx


def render_excel(digest: Digest) -> bytes:
    """The first sheet says what the others hold."""
    rows = [(section.title, section.text) for section in digest.filled]
    notes = [("说明", note) for note in digest.notes]
    quiet = [("其他", digest.quiet)] if digest.quiet else []
    contents = Sheet("说明", (Column(digest.title, 40), Column(digest.period.label, 90)), (*notes, *rows, *quiet))
    tables = [table for section in digest.filled for table in section.tables]
    return render_xlsx([contents, *tables], digest.period.last, digest.palette)
