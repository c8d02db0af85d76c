"""A booklet as Word, to be edited: headings for its navigation, contents by a field, a page a record."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from showcase.files.pictures import render_plain
from showcase.outputs.booklet.paper import render_code
from showcase.outputs.booklet.sheet import Booklet, Sheet

LATIN, CHINESE = "Arial", "微软雅黑"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_word(booklet: Booklet) -> bytes:
    document = docx.Document()
    _set_up(document, booklet)
    if len(booklet.sheets) > 1:
        _add_cover(document, booklet)
    for number, sheet in enumerate(booklet.sheets):
        if number:
            _break(document)
        _add_sheet(document, sheet)
    if len(booklet.sheets) > 1:
        _add_index(document, booklet)
    target = io.BytesIO()
    document.save(target)
    return _without_times(target.getvalue())


def _set_up(document: Document, booklet: Booklet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
        style = document.styles[name]
        style.font.name = LATIN
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), CHINESE)
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.title, properties.author = booklet.title, booklet.site
    properties.created = properties.modified = datetime.combine(booklet.day, time(), UTC)
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{booklet.site}　{booklet.day.isoformat()}　第 ")
    _field(footer, "PAGE", "1")
    footer.add_run(" 页")


def _add_cover(document: Document, booklet: Booklet) -> None:
    document.add_paragraph(booklet.site)
    document.add_paragraph(booklet.title, "Title")
    document.add_paragraph(f"{booklet.counts}　{booklet.day.isoformat()}　{booklet.address}")
    _break(document)
    document.add_heading("目录", 1)
    _field(document.add_paragraph(), 'TOC \\o "2-2" \\h \\z', "（在 Word 里按 F9 更新目录）")
    for sheet in booklet.sheets:
        document.add_paragraph(f"{sheet.title}　{sheet.id}")
    _break(document)


def _add_sheet(document: Document, sheet: Sheet) -> None:
    document.add_heading(sheet.title, 2)
    marks = [sheet.kind, sheet.state, *(["演示"] if sheet.demo else []), sheet.id, sheet.closes]
    document.add_paragraph("　".join(marks))
    document.add_paragraph(sheet.party)
    document.add_paragraph(sheet.summary)
    if sheet.picture:
        document.add_picture(render_plain(sheet.picture.read_bytes()), height=Mm(70))
    _table(document, [list(fact) for fact in sheet.facts])
    if sheet.measures:
        demand = sheet.kind == "需求"
        document.add_heading("要达到什么" if demand else "好多少", 3)
        head = ["指标", "要求"] if demand else ["指标", "本成果", "对照"]
        _table(document, [head, *(list(row[: len(head)]) for row in sheet.measures)])
    for name, lines in sheet.lists:
        document.add_heading(name, 3)
        for line in lines:
            document.add_paragraph(line, "List Bullet")
    document.add_heading("首问联系", 3)
    document.add_paragraph(f"{sheet.office}　{'　'.join(sheet.ways)}　来电请报编号 {sheet.id}")
    document.add_paragraph(sheet.address)
    document.add_picture(io.BytesIO(render_code(sheet.address, "png", scale=6)), width=Mm(26))


def _add_index(document: Document, booklet: Booklet) -> None:
    _break(document)
    document.add_heading("按产业查找", 1)
    titles = {sheet.id: sheet.title for sheet in booklet.sheets}
    for industry, ids in booklet.index.items():
        document.add_heading(industry, 3)
        for identifier in ids:
            document.add_paragraph(f"{titles[identifier]}　{identifier}", "List Bullet")


def _table(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(0, len(rows[0]), "Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _break(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), (None, shown), ("end", "")):
        run = paragraph.add_run()
        if kind is None:
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001  # python-docx has no fields
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)  # noqa: SLF001


def _without_times(data: bytes) -> bytes:
    """The same file with one moment for all its parts, so that the same booklet is the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for item in source.infolist():
            packed.writestr(zipfile.ZipInfo(item.filename, _EPOCH), source.read(item), zipfile.ZIP_DEFLATED)
    return target.getvalue()
