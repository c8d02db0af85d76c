"""A paper as a Word document on the page of GB/T 9704 (paper.py)."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.table import _Row as TableRow
from docx.text.paragraph import Paragraph

from showcase.digest.paper import HEI, KAI, TITLE, WIDTH, begin_paper, indent, set_run, width_of
from showcase.digest.section import Digest, Section, cut
from showcase.files.sheets import Cell, Column, Row, Sheet
from showcase.schema.words import say_date, say_number

_NAME_SIZE = 36
_POINTS = WIDTH / 25.4 * 72
_NUMBER = re.compile(r"[+−]?[\d,]+(\.\d+)?")
_PADDING = 0.9
"""Millimetres beside what stands in a cell."""
_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff（“，、。；：]) (?=\d)|(?<=[\d%]) (?=[\u4e00-\u9fff])")


def render_word(digest: Digest) -> bytes:
    document = begin_paper()
    _set_properties(document, digest)
    if not digest.brief:
        _add_head(document, digest)
    document.add_paragraph(digest.title, "Title")
    if digest.subtitle:
        document.add_paragraph(tight(digest.subtitle), "Subtitle")
    document.add_paragraph()
    for heading, section in zip(digest.headings, digest.printed, strict=True):
        _add_section(document, heading, section)
    if digest.quiet:
        document.add_paragraph(tight(digest.quiet), "Body Text")
    for number, note in enumerate(digest.notes):
        document.add_paragraph(("注：" if not number else "") + tight(note), "Note")
    _sign_off(document, digest)
    target = io.BytesIO()
    document.save(target)
    return _without_times(target.getvalue())


def tight(text: str) -> str:
    """Papers have no space between Chinese and a number."""
    return _LOOSE.sub("", text)


def _set_properties(document: Document, digest: Digest) -> None:
    properties = document.core_properties
    properties.title = digest.title
    properties.author = digest.head.office
    properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.combine(digest.day, time())
    properties.language = "zh-CN"


def _add_head(document: Document, digest: Digest) -> None:
    """The issue's name in red, its number, who issues it and when, and a red line."""
    if not digest.name:
        return
    name = document.add_paragraph()
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    size = min(_NAME_SIZE, int(_POINTS / max(1, len(digest.name))))
    name.paragraph_format.line_spacing = Pt(size * 1.4)
    set_run(name.add_run(digest.name), TITLE, size, red=True)
    serial = document.add_paragraph(f"{digest.year}年第{digest.serial}期")
    serial.alignment = WD_ALIGN_PARAGRAPH.CENTER
    issuer = document.add_paragraph(f"{digest.head.office}\t{say_date(digest.day)}")
    issuer.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _underline(issuer)
    document.add_paragraph()


def _underline(paragraph: Paragraph, side: str = "bottom", color: str = "FF0000", size: int = 18) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", 4), ("color", color)):
        line.set(qn(f"w:{name}"), str(value))
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)  # noqa: SLF001


_AFTER_BORDERS = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:spacing", "w:ind"),
    *("w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:textDirection", "w:outlineLvl", "w:rPr", "w:sectPr"),
)


def _add_section(document: Document, heading: str, section: Section) -> None:
    if heading:
        title = document.add_paragraph(heading, "Heading 1")
        title.paragraph_format.page_break_before = section.new_page
    if section.text:
        said = document.add_paragraph(tight(section.text), "Body Text")
        said.paragraph_format.keep_with_next = bool(section.tables and not section.points)
    for point in section.points:
        paragraph = document.add_paragraph(style="Body Text")
        set_run(paragraph.add_run(point.lead), KAI)
        paragraph.add_run(tight(point.text))
    for table in section.tables:
        if len(section.tables) > 1:
            document.add_paragraph(tight(table.name), "Heading 2")
        _add_table(document, cut(table), section.shown)


def _add_table(document: Document, sheet: Sheet, shown: int) -> None:
    table = document.add_table(rows=1, cols=len(sheet.columns), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _pad(table)
    widths = _widths(sheet.columns)
    for width, target in zip(widths, table.columns, strict=True):
        target.width = Mm(width)
    _fill(table.rows[0], [column.label for column in sheet.columns], widths, head=True)
    _mark(table.rows[0], "w:tblHeader")
    for cells in sheet.rows[:shown]:
        _fill(table.add_row(), cells, widths)
    left = len(sheet.rows) - shown
    after = document.add_paragraph(f"（余{left}项见同名工作簿“{sheet.name}”）" if left > 0 else "", "Cell")
    after.paragraph_format.space_after = Pt(6)


def _pad(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(_PADDING).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001  # python-docx has no margins of cells


def _widths(columns: tuple[Column, ...]) -> list[float]:
    whole = sum(column.width for column in columns)
    return [WIDTH * column.width / whole for column in columns]


def _fill(row: TableRow, cells: Row, widths: list[float], *, head: bool = False) -> None:
    _mark(row, "w:cantSplit")
    for target, cell, width in zip(row.cells, cells, widths, strict=True):
        target.width = Mm(width)
        paragraph = target.paragraphs[0]
        paragraph.style = "Cell"
        if head or _NUMBER.fullmatch(_say(cell)):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout = paragraph.paragraph_format
        layout.space_before, layout.space_after = Pt(2), Pt(2)
        run = paragraph.add_run(_say(cell))
        if head:
            set_run(run, HEI)


def _say(cell: Cell) -> str:
    if isinstance(cell, int | float):
        return say_number(cell)
    return "" if cell is None else say_date(cell) if not isinstance(cell, str) else cell


def _mark(row: TableRow, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  # python-docx has no name for it


def _sign_off(document: Document, digest: Digest) -> None:
    """Office and day at the right, the day two characters behind the office's first (7.3.5.2)."""
    office, day = digest.head.office, say_date(digest.day)
    signed, dated = width_of(office), width_of(day)
    if not digest.brief:
        document.add_paragraph()
    if office:
        _at_right(document, office, max(2.0, dated + 4 - signed))
    _at_right(document, day, max(2.0, signed - dated) if office else 4)
    if digest.head.copies and not digest.brief:
        copies = document.add_paragraph(style="Note")
        copies.add_run(f"分送：{digest.head.copies}")
        copies.paragraph_format.space_before = Pt(12)
        copies.paragraph_format.keep_with_next = True
        _underline(copies, "top", "000000", 8)
        contact = document.add_paragraph(f"联系：{digest.head.contact}" if digest.head.contact else "", "Note")
        _underline(contact, "bottom", "000000", 8)


def _at_right(document: Document, text: str, distance: float) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.keep_with_next = True
    indent(paragraph._p.get_or_add_pPr(), right=distance)  # noqa: SLF001


def _without_times(document: bytes) -> bytes:
    """The same archive with no hour of its making in it, so that the same digest gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
