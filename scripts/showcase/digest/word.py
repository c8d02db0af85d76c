"""A digest as a Word document: A4, real headings, tables whose head repeats, the fonts of Chinese official papers."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Row as TableRow
from docx.text.paragraph import Paragraph

from showcase.digest.section import Digest
from showcase.files.sheets import Column, Row, Sheet

_SONG, _HEI, _FANG = "宋体", "黑体", "仿宋"
_FONTS = (("Normal", _FANG, 12), ("Title", _HEI, 20), ("Heading 1", _HEI, 14), ("Heading 2", _SONG, 12))
_MARGINS = {"top_margin": Mm(30), "bottom_margin": Mm(25), "left_margin": Mm(22), "right_margin": Mm(22)}
_WIDTH = 210 - 2 * 22
"""Millimetres between the margins."""


def render_word(digest: Digest) -> bytes:
    document = docx.Document()
    _set_up(document, digest)
    document.add_heading(digest.title, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(digest.period.label).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for heading, section in zip(digest.headings, digest.sections, strict=True):
        document.add_heading(heading, 1)
        document.add_paragraph(section.text)
        for table in section.tables:
            if len(section.tables) > 1:
                document.add_heading(table.name, 2)
            _add_table(document, table)
    document.add_heading("说明", 1)
    for note in digest.notes:
        document.add_paragraph(note)
    target = io.BytesIO()
    document.save(target)
    return _without_times(target.getvalue())


def _set_up(document: Document, digest: Digest) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    for name, length in _MARGINS.items():
        setattr(page, name, length)
    for name, font, size in _FONTS:
        _set_font(document.styles[name], font, size)
    document.styles["Normal"].paragraph_format.line_spacing = 1.3
    document.styles["Title"].element.pPr.remove(document.styles["Title"].element.pPr.find(qn("w:pBdr")))
    _number_pages(page.footer.paragraphs[0])
    properties = document.core_properties
    properties.title = f"{digest.title}（{digest.period.label}）"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.combine(digest.period.last, time())
    properties.language = "zh-CN"


def _set_font(style: ParagraphStyle, font: str, size: int) -> None:
    style.font.name, style.font.size, style.font.color.rgb = "Times New Roman", Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), font)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001  # python-docx has no fields
    paragraph.add_run(" —")


def _add_table(document: Document, sheet: Sheet) -> None:
    sheet = _without_ids(sheet)
    table = document.add_table(rows=1, cols=len(sheet.columns), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    whole = sum(column.width for column in sheet.columns)
    for column, target in zip(sheet.columns, table.columns, strict=True):
        target.width = Mm(_WIDTH * column.width / whole)
    _fill(table.rows[0], [column.label for column in sheet.columns], bold=True)
    _mark(table.rows[0], "w:tblHeader")
    for cells in sheet.rows:
        _fill(table.add_row(), cells)
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _without_ids(sheet: Sheet) -> Sheet:
    """A page is narrow: the id goes below the title."""
    if [column.label for column in sheet.columns[:2]] != ["编号", "名称"]:
        return sheet
    rows = tuple((f"{title}\n{id_}", *others) for id_, title, *others in sheet.rows)
    return Sheet(sheet.name, (Column("名称与编号", sheet.columns[1].width), *sheet.columns[2:]), rows)


def _fill(row: TableRow, cells: Row, *, bold: bool = False) -> None:
    _mark(row, "w:cantSplit")
    for target, cell in zip(row.cells, cells, strict=True):
        paragraph = target.paragraphs[0]
        layout = paragraph.paragraph_format
        layout.line_spacing, layout.space_before, layout.space_after = 1, Pt(2), Pt(2)
        if isinstance(cell, int | float):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run("" if cell is None else str(cell))
        run.font.size, run.bold = Pt(9), bold


def _mark(row: TableRow, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  # python-docx has no name for it


def _without_times(document: bytes) -> bytes:
    """The same archive with no hour of its making in it, so that the same digest gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
