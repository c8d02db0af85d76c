"""The page of Chinese official papers: GB/T 9704-2012, 党政机关公文格式 (http://www.gb688.cn/).

A4 with 37 mm above and 28 mm left of a text area of 156 × 225 mm, in which 22 lines of 28 characters stand; 小标宋 of
22 pt for the title, 仿宋 of 16 pt for the text, 黑体 and 楷体 for headings, — 1 — below the text area, right on odd and
left on even pages. The fonts are named as those machines have them that write such papers; the font table says by
which others a program may replace them.
"""

from __future__ import annotations

from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer as Footer
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

TITLE, FANG, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
_REPLACED_BY = {
    TITLE: ("方正小标宋_GBK", "华文中宋", "STZhongsong", SONG, "SimSun"),
    FANG: ("仿宋", "FangSong", "华文仿宋", "STFangsong", "方正仿宋_GBK"),
    HEI: ("SimHei", "华文黑体", "方正黑体_GBK", "Noto Sans CJK SC"),
    KAI: ("楷体", "KaiTi", "华文楷体", "STKaiti", "方正楷体_GBK"),
    SONG: ("SimSun", "华文宋体", "STSong", "方正书宋_GBK", "Noto Serif CJK SC"),
}
_FAMILIES = {TITLE: "roman", FANG: "modern", HEI: "swiss", KAI: "modern", SONG: "roman"}

WIDTH = 156
"""Millimetres of the text area."""
_LINES, SIGNS = 22, 28
"""Lines of a page, characters of a line."""
_TWIPS_A_MM = 1440 / 25.4
PITCH = int(225 * _TWIPS_A_MM / _LINES)
"""Twips from line to line."""
SIZE = 16
_CLOSER = int(WIDTH * _TWIPS_A_MM / SIGNS) - SIZE * 20
"""By how many twips characters are closer than their size, since 28 of 16 pt do not go into 156 mm.

Said of the styles and not of the page's grid: LibreOffice sets 18 characters to a line where a grid of type
linesAndChars has a negative charSpace.
"""
_NUMBER_SIZE = 14


@dataclass(frozen=True)
class Look:
    """A style: its font and size in points, the characters by which its first line is indented, how it is set."""

    font: str
    size: float
    indent: int = 0
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    line: int = PITCH
    kept: bool = False
    grid: bool = True


_CENTER = WD_ALIGN_PARAGRAPH.CENTER
LOOKS = {
    "Normal": Look(FANG, SIZE),
    "Body Text": Look(FANG, SIZE, 2),
    "Title": Look(TITLE, 22, align=_CENTER, line=660),
    "Subtitle": Look(KAI, SIZE, align=_CENTER),
    "Heading 1": Look(HEI, SIZE, 2, kept=True),
    "Heading 2": Look(KAI, SIZE, 2, kept=True),
    "Note": Look(FANG, _NUMBER_SIZE, 2, line=480),
    "Cell": Look(SONG, 10.5, align=WD_ALIGN_PARAGRAPH.LEFT, line=300, grid=False),
}


def begin_paper() -> Document:
    """An empty document of that page."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    # The dash of the page number stands 7 mm below the text area, in the middle of a line of 14 pt.
    page.header_distance, page.footer_distance = Mm(15), Mm(25.5)
    grid = page._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  # python-docx has no grid
    for name, value in (("type", "lines"), ("linePitch", PITCH)):
        grid.set(qn(f"w:{name}"), str(value))
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(page.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number_pages(page.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    for name, look in LOOKS.items():
        _set_style(document, name, look)
    _name_fonts(document)
    _speak_chinese(document)
    return document


def _set_style(document: Document, name: str, look: Look) -> None:
    styles = document.styles
    known = name in [style.name for style in styles]
    style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if name != "Normal":
        style.base_style = styles["Normal"]
    font, layout = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(look.size), False, False, RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    set_fonts(properties, look.font)
    for extra in ("w:spacing", "w:kern"):
        for node in properties.findall(qn(extra)):
            properties.remove(node)
    if look.size == SIZE:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(_CLOSER))
        properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang")
    layout.alignment, layout.keep_with_next, layout.widow_control = look.align, look.kept, False
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line / 20)
    paragraph = style.element.get_or_add_pPr()
    for border in paragraph.findall(qn("w:pBdr")):
        paragraph.remove(border)
    if not look.grid:
        snap = OxmlElement("w:snapToGrid")
        snap.set(qn("w:val"), "0")
        paragraph.insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if look.indent:
        indent(paragraph, firstLine=look.indent, size=look.size)


def indent(paragraph: BaseOxmlElement, *, size: float = SIZE, **sides: float) -> None:
    """Indents in characters, which programs that know the grid follow, and in twips for the others."""
    node = paragraph.get_or_add_ind()
    for side, signs in sides.items():
        node.set(qn(f"w:{side}Chars"), str(round(signs * 100)))
        node.set(qn(f"w:{side}"), str(round(signs * size * 20)))


def set_fonts(properties: BaseOxmlElement, font: str) -> None:
    """One font for all scripts: python-docx names that of Latin letters only, and a theme's would win over both.

    The hint makes quotation marks and dashes, which both scripts have, as wide as Chinese ones.
    """
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:hint"), "eastAsia")


def set_run(run: Run, font: str, size: float | None = None, *, red: bool = False) -> Run:
    """Another font, size or colour than the paragraph's."""
    set_fonts(run._r.get_or_add_rPr(), font)  # noqa: SLF001  # python-docx knows no fonts of Chinese
    if size:
        run.font.size = Pt(size)
    if red:
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
    return run


def _number_pages(footer: Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, a character from the edge of the text area."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Normal"
    paragraph.alignment = align
    side = "right" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left"
    indent(paragraph._p.get_or_add_pPr(), size=_NUMBER_SIZE, **{side: 1})  # noqa: SLF001
    set_run(paragraph.add_run("— "), SONG, _NUMBER_SIZE)
    for part in _page_field():
        set_run(paragraph.add_run(), SONG, _NUMBER_SIZE)._r.append(part)  # noqa: SLF001
    set_run(paragraph.add_run(" —"), SONG, _NUMBER_SIZE)


def _page_field() -> list[BaseOxmlElement]:
    """The field whole, with a result: programs that compute no fields show what stands there."""
    parts = []
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "1"), ("end", "")):
        if kind in ("", "text"):
            node = OxmlElement("w:t" if kind else "w:instrText")
            node.text = text
            node.set(qn("xml:space"), "preserve")
        else:
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
        parts.append(node)
    return parts


def _name_fonts(document: Document) -> None:
    """The font table: by what a font may be replaced where it is missing."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{_FAMILIES[name]}"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _REPLACED_BY.items()
    )
    table = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    [part] = [one.target_part for one in document.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.FONT_TABLE]
    part._blob = table.encode()  # noqa: SLF001  # a part that python-docx only carries along


def _speak_chinese(document: Document) -> None:
    """Defaults of the template speak English and name the theme's fonts."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_fonts(defaults, FANG)
    # Of Latin letters and digits English stays: LibreOffice breaks lines within numbers that speak Chinese.
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")


def width_of(text: str) -> float:
    """In Chinese characters; two Latin ones are as wide as one."""
    return sum(1 if ord(sign) > _CHINESE or sign in "—“”…" else 0.5 for sign in text)


_CHINESE = 0x2E7F
"""Behind this the wide characters begin."""
