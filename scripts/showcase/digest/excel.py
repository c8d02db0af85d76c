"""A digest as a workbook: one sheet a table."""

from __future__ import annotations

from showcase.digest.section import Digest
from showcase.files.sheets import Column, Sheet, render_xlsx


def render_excel(digest: Digest) -> bytes:
    """The first sheet says what the others hold."""
    rows = [(heading, section.text) for heading, section in zip(digest.headings, digest.sections, strict=True)]
    head = (digest.title, digest.period.label)
    notes = [("说明", note) for note in digest.notes]
    contents = Sheet("说明", (Column(head[0], 40), Column(head[1], 90)), (*notes, *rows))
    tables = [table for section in digest.sections for table in section.tables]
    return render_xlsx([contents, *tables], digest.period.last, digest.palette)
