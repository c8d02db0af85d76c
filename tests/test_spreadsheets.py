"""Spreadsheets as programs write them: what a cell shows is what is read."""

from __future__ import annotations

import decimal
import io
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.authoring import tables
from showcase.authoring.tables import load_tables
from showcase.files.spreadsheets import archive
from showcase.files.spreadsheets.apart import TOO_HEAVY, read_apart
from showcase.files.spreadsheets.archive import BROKEN
from showcase.files.spreadsheets.formats import show_number, show_text
from showcase.files.spreadsheets.kind import load_sheets
from showcase.files.spreadsheets.shown import SheetRead, UnreadableError
from showcase.schema.notation.words import join_words, split_loosely

SHOWN: list[tuple[float, str, str]] = [
    (0.85, "0%", "85%"),
    (0.8547, "0%", "85%"),
    (0.8547, "0.0%", "85.5%"),
    (1200000, "0,", "1200"),
    (1234567, "#,##0,", "1,235"),
    (123456789, "0.0,,", "123.5"),
    (123456, '0!.0,"万"', "12.3万"),
    (123456, '0\\.0,"万"', "12.3万"),
    (1234.5, "#,##0.00", "1,234.50"),
    (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
    (1234.5, '"¥"#,##0.00', "¥1,234.50"),
    (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
    (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (1234.5, '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "¥1,234.50"),
    (2.5, "# ?/?", "2 1/2"),
    (0.5, "# ?/?", "1/2"),
    (0.3333, "# ??/??", "1/3"),
    (2.3125, "# ?/16", "2 5/16"),
    (12345.678, "0.00E+00", "1.23E+04"),
    (0.00012, "0.0E+00", "1.2E-04"),
    (12345, "##0.0E+0", "12.3E+3"),
    (46266, "yyyy/m/d", "2026/9/1"),
    (46266, 'yyyy"年"m"月"d"日"', "2026年9月1日"),
    (46266, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二六年九月一日"),
    (46387, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二六年十二月三十一日"),
    (46266, "[$-804]aaaa", "星期二"),
    (46266.6, '上午/下午h"时"mm"分"', "下午2时24分"),
    (46266.6, "[$-409]h:mm AM/PM;@", "2:24 PM"),
    (46266.6, "yyyy-mm-dd hh:mm:ss", "2026-09-01 14:24:00"),
    (1.5, "[h]:mm", "36:00"),
    (46266, "[$-F800]dddd, mmmm dd, yyyy", "2026年9月1日"),
    (46266, "yyyy\\-mm\\-dd", "2026-09-01"),
    (46266, "[$-409]d/mmm/yy;@", "1/Sep/26"),
    (46266, 'm"月"d"日"', "9月1日"),
    (53288888888, "0000-00000000", "0532-88888888"),
    (123, "000000", "000123"),
    (3.14159, "0.00", "3.14"),
    (3, "0.##", "3."),
    (1 / 3, "General", "0.333333333"),
    (1e15, "General", "1E+15"),
    (123456789012, "General", "123456789012"),
    (0.1 + 0.2, "General", "0.3"),
    (92.0, "General", "92"),
    (1.23e17, "General", "1.23E+17"),
    (0.5, "0;-0;零", "1"),
    (0, "0;-0;零", "零"),
    (5, '0"个"', "5个"),
    (5, '"约"0', "约5"),
    (50, '[>=100]"高";[<100]"低"', "低"),
    (123, "[DBNum1]General", "一百二十三"),
    (1020, "[DBNum2]General", "壹仟零贰拾"),
    (10, "[DBNum1]0", "十"),
    (1234567.891, "#,##0.0#", "1,234,567.89"),
    (0.5, ".00", ".50"),
    (12, "G/通用格式", "12"),
    (12, 'G/通用格式"mg/L"', "12mg/L"),
    (1.5, "@", "1.5"),
    (-5, "0", "-5"),
    (-0.4, "0", "0"),
    (0.05, '0.0"‰"', "0.1‰"),
    (75, "0\\%", "75%"),
    (1e-10, "General", "1E-10"),
    (100, '#,##0"万元"', "100万元"),
    (46266, "yyyy/m/d;@", "2026/9/1"),
    (46266.5, "yyyy/m/d h:mm;@", "2026/9/1 12:00"),
    (46266, "e/m/d", "2026/9/1"),
    (0.25, "h:mm", "6:00"),
    (1500, '0.0,"k"', "1.5k"),
    (18.5, '0.0"℃"', "18.5℃"),
    (1234, '0" "000', "1 234"),
    (4001234567, "000-000-0000", "400-123-4567"),
    (1234.5678, "###,###.00", "1,234.57"),
    (12, "00000", "00012"),
    (0.1234, "0.00%;[Red]-0.00%", "12.34%"),
    (-0.1234, "0.00%;[Red]-0.00%", "-12.34%"),
    (46266, 'yyyy"."mm"."dd', "2026.09.01"),
    (46266, "mmm d, yyyy", "Sep 1, 2026"),
    (1.005, "0.00", "1.01"),
    (5, ";;;", ""),
    (46266.999999, "yyyy-mm-dd", "2026-09-01"),
    (1234.5, "#,##0.00 [$€-407]", "1,234.50 €"),
    (1234, "[Red][<0]-0;0", "1234"),
]
"""A number, its format, and what Excel shows of it in a wide column."""


def test_what_numbers_show() -> None:
    """Percent, scaling, currency, masks, fractions, exponents, days and times, Chinese numerals, sections."""
    assert [show_number(number, code).text for number, code, _text in SHOWN] == [text for *_number, text in SHOWN]


def test_formats_of_texts() -> None:
    """A format may put words around a text."""
    assert show_text("2020", '"ZL"@') == "ZL2020"
    assert show_text("a", "General") == "a"


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(rows: str, parts: Mapping[str, str] = {}, *, main: str = MAIN, book_part: str = "") -> bytes:
    """A workbook with one sheet of these rows, written as XML; `parts` are further files, without styles by default."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{LINKS}">{book_part}<sheets>'
        '<sheet name="成果" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{LINKS}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}" xmlns:r="{LINKS}"><sheetData>{rows}</sheetData></worksheet>',  # noqa: E501  # XML as it is written
    } | dict(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts_of:
        for name, text in files.items():
            parts_of.writestr(name, text)
    return target.getvalue()


def styles(*codes: str) -> dict[str, str]:
    """A style for each format, in their order."""
    formats = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(codes)))
    return {
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'  # noqa: E501  # XML as it is written
    }


def texts(raw: bytes) -> dict[tuple[int, int], str]:
    """What the cells of the first sheet show; of one that cannot be read, why, after an exclamation mark."""
    cells = load_sheets(raw)[0].cells
    return {
        (row, column): f"!{cell.trouble[0].zh}" if cell.trouble else cell.text
        for row, line in cells.items()
        for column, cell in line.items()
    }


def shared(items: str) -> dict[str, str]:
    return {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>'}


def test_rich_text() -> None:
    """Raised and lowered characters stay what they are, readings do not count, what has no sign is told."""
    run = '<r><rPr><vertAlign val="{0}"/></rPr><t>{1}</t></r>'
    items = [
        f"<si><r><t>m</t></r>{run.format('superscript', '2')}</si>",
        f"<si><r><t>CO</t></r>{run.format('subscript', '2')}</si>",
        f'<si><r><t xml:space="preserve">10</t></r>{run.format("superscript", "-3")}<r><t> mol</t></r></si>',
        f"<si><r><t>注</t></r>{run.format('superscript', '甲')}</si>",
        '<si><t>青岛</t><rPh sb="0" eb="2"><t>チンタオ</t></rPh></si>',
        "<si><r><t>旧</t></r><r><rPr><strike/></rPr><t>名</t></r></si>",
        "<si><t>一_x000D_二_x005F_x000D_</t></si>",
    ]
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(len(items)))
    read = list(texts(book(f"<row>{cells}</row>", shared("".join(items)))).values())

    assert read == [
        "m²", "CO₂", "10⁻³ mol", "!上标“甲”不能原样变成纯文字", "青岛", "!这一格里有带删除线的文字", "一\n二_x000D_",
    ]  # fmt: skip


def test_cells_without_a_value() -> None:
    """Formulas that were never computed, failed ones of any year and pictures are told; an empty result is nothing."""
    rows = (
        '<row><c><f>A1*2</f></c><c><f>A1*2</f><v></v></c><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c>'
        '<c t="e"><v>#SPILL!</v></c><c t="e"><v>#BUSY!</v></c><c t="e" vm="1"><v>#VALUE!</v></c>'
        '<c t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c><c t="e"><f>_xlfn.IMAGE("x")</f><v>#NAME?</v></c>'  # noqa: E501  # XML as it is written
        '<c t="b"><v>1</v></c><c t="inlineStr"><is><t>#CALC!</t></is></c></row>'
    )
    assert texts(book(rows)) == {
        (0, 0): "!这一格是公式，文件里没有算好的值",
        (0, 1): "!这一格是公式，文件里没有算好的值",
        (0, 3): "2",
        (0, 4): "!这一格的公式出错",
        (0, 5): "!这一格的公式出错",
        (0, 6): "!这一格是图片、数据类型或出错的公式，没有可读的文字",
        (0, 7): "!这一格是图片，没有文字",
        (0, 8): "!这一格是图片，没有文字",
        (0, 9): "TRUE",
        (0, 10): "!这一格的公式出错",
    }
    stale = book(
        "<row><c><f>60+20</f><v>0</v></c><c><f>60+20</f><v>80</v></c></row>", book_part='<calcPr fullCalcOnLoad="1"/>'
    )
    assert texts(stale) == {(0, 0): "!这一格是公式，文件里没有算好的值", (0, 1): "80"}


def test_numbers_that_lost_digits() -> None:
    """A spreadsheet keeps fifteen digits: what was longer is told, unless it is shown as a power of ten."""
    rows = '<row><c s="0"><v>1.23456789012346E+17</v></c><c s="1"><v>1.23E+17</v></c><c s="0"><v>2020101234562</v></c></row>'  # noqa: E501  # XML as it is written
    read = texts(book(rows, styles("General", "0.00E+00")))

    assert read == {
        (0, 0): "!这一格是数，表格软件只留住前 15 位，后面的数字已丢失",
        (0, 1): "1.23E+17",
        (0, 2): "2020101234562",
    }


def test_excel_for_mac_counts_from_1904() -> None:
    """The same number is another day where the workbook says so."""
    rows = '<row><c s="0"><v>44804</v></c></row>'
    raw = book(rows, styles("yyyy/m/d"), book_part='<workbookPr date1904="1"/>')

    assert str(load_sheets(raw)[0].cells[0][0].day) == "2026-09-01"


@pytest.mark.parametrize(
    ("parts", "main"),
    [
        ({}, STRICT),
        ({"xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{LINKS}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>'}, MAIN),  # noqa: E501  # XML as it is written
        ({"xl/styles.xml": "<styleSheet/>"}, MAIN),
    ],
    ids=["strict", "absolute targets", "no styles in it"],
)  # fmt: skip
def test_other_programs_workbooks(parts: dict[str, str], main: str) -> None:
    """Strict workbooks, absolute targets, cells without places, texts in the cell itself, a wrong extent."""
    rows = '<row><c t="inlineStr"><is><t>甲</t></is></c><c t="inlineStr"><is><r><t>乙</t></r></is></c></row><row r="5"><c r="C5"><v>3</v></c></row>'  # noqa: E501  # XML as it is written
    assert texts(book(rows, parts, main=main)) == {(0, 0): "甲", (0, 1): "乙", (4, 2): "3"}


def test_names_of_parts_in_any_case() -> None:
    """Backslashes and capitals in the names of parts are met."""
    raw = book(
        '<row><c t="s"><v>0</v></c></row>', {"xl\\SharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>甲</t></si></sst>'}
    )
    assert texts(raw) == {(0, 0): "甲"}


def test_hidden_merged_and_far_cells() -> None:
    """What is hidden or merged is known; a cell in the last corner costs nothing."""
    rows = '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    extra = f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="3" hidden="1"/></cols><sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B3"/></mergeCells></worksheet>'  # noqa: E501  # XML as it is written
    [sheet] = load_sheets(book("", {"xl/worksheets/sheet1.xml": extra}))

    assert sheet.hidden_rows == {0}
    assert sheet.hidden_columns == {1, 2}
    assert sheet.merged == [(0, 0, 2, 1)]
    assert sheet.cells[1_048_575][16_383].text == "2"


def ods(body: str, styles: str = "") -> bytes:
    """An OpenDocument spreadsheet with these rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="成果">{body}</table:table></office:spreadsheet></office:body></office:document-content>'  # noqa: E501  # XML as it is written
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as target_zip:
        target_zip.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target_zip.writestr("content.xml", content)
    return target.getvalue()


def test_open_document_texts() -> None:
    """Tabs, blanks, line breaks and raised characters are kept, notes beside a cell are no part of it."""
    style = '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'  # noqa: E501  # XML as it is written
    cells = [
        "<table:table-cell><text:p>列一<text:tab/>列二</text:p></table:table-cell>",
        '<table:table-cell><text:p>甲<text:s text:c="3"/>乙<text:line-break/>丙</text:p><text:p>丁</text:p></table:table-cell>',  # noqa: E501  # XML as it is written
        '<table:table-cell><text:p>m<text:span text:style-name="T1">2</text:span></text:p></table:table-cell>',
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>正文</text:p></table:table-cell>",
        '<table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85%</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>',  # noqa: E501  # XML as it is written
        '<table:table-cell table:style-name="ce1"><text:p>旧名</text:p></table:table-cell>',
    ]
    style += (
        '<style:style style:name="ce1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    raw = ods(f"<table:table-row>{''.join(cells)}</table:table-row>", style)

    assert list(texts(raw).values()) == [
        *("列一\t列二", "甲   乙\n丙\n丁", "m²", "正文", "85%", "!这一格的公式出错", "!这一格里有带删除线的文字"),
    ]
    assert load_sheets(raw)[0].comments == 1


def test_open_document_repetitions() -> None:
    """Empty rows and cells that are repeated cost nothing; filled ones are refused beyond a limit."""
    empty = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # noqa: E501  # XML as it is written
    filled = '<table:table-row table:number-rows-repeated="{0}"><table:table-cell table:number-columns-repeated="{1}"><text:p>x</text:p></table:table-cell></table:table-row>'  # noqa: E501  # XML as it is written

    assert texts(ods(empty + filled.format(1, 2))) == {(1_048_575, 0): "x", (1_048_575, 1): "x"}
    with pytest.raises(UnreadableError) as refused:
        load_sheets(ods(filled.format(1_048_576, 16_384)))
    assert "超过 1000000 个" in refused.value.message.zh


def bomb() -> bytes:
    """A small file whose sheet unpacks to 8 MiB."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(""))) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.endswith("sheet1.xml"):
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData>")
            for _number in range(8):
                part.write(b" " * 1024 * 1024)
    return target.getvalue()


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to more than is allowed (here 4 MiB) is told before it fills the machine."""
    monkeypatch.setattr(archive, "MAX_UNPACKED", 4 * 1024 * 1024)
    with pytest.raises(UnreadableError) as refused:
        load_sheets(bomb())
    assert "解压后过大" in refused.value.message.zh


def test_elements_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any number of empty rows is met; a text of more pieces than are allowed (here 1,000) is refused."""
    monkeypatch.setattr(archive, "MAX_HELD", 1_000)
    assert texts(book("<row/>" * 20_000 + "<row><c><v>1</v></c></row>")) == {(20_000, 0): "1"}
    with pytest.raises(UnreadableError):
        load_sheets(book("", shared(f"<si>{'<r><t>x</t></r>' * 1_000}</si>")))


def test_no_document_type() -> None:
    """A part that brings entities of its own is refused."""
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'  # noqa: E501  # XML as it is written
    with pytest.raises(UnreadableError):
        load_sheets(book("", {"xl/worksheets/sheet1.xml": evil}))


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as target_zip:
        for name in names:
            target_zip.writestr(name, "x")
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "文件是空的"),
        (b"\0" * 600, "文件是空的"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "其实是网页"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "其实是XML 表格"),
        (b"%PDF-1.7", "其实是PDF"),
        (b"\x89PNG\r\n", "其实是图片"),
        (zipped("word/document.xml", "[Content_Types].xml"), "其实是Word 文档"),
        (zipped("Index/Document.iwa"), "其实是Numbers 表格"),
        (zipped("xl/workbook.bin", "[Content_Types].xml"), "其实是二进制工作簿"),
        (zipped("成果.xlsx"), "其实是压缩包"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "文件有密码"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "其实是Word 文档"),
        (OLE + b"\0" * 4000, "打不开这个文件"),
        (b"PK\x03\x04 broken", "打不开这个文件"),
        (book("")[:-300], "打不开这个文件"),
        (b"\x09\x08\x10\x00 broken", "打不开这个文件"),
        ('名称,简介\n"没有结束,x\n'.encode(), "引号没有成对"),
    ],
    ids=range(17),
)
def test_a_file_is_known_by_its_first_bytes(raw: bytes, said: str) -> None:
    """What is no spreadsheet is named as what it is, whatever its suffix."""
    with pytest.raises(UnreadableError) as refused:
        load_sheets(raw)
    assert said in refused.value.message.zh
    assert refused.value.hint.zh


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv(encoding: str, separator: str) -> None:
    """Each encoding with each separator; quoted separators do not count, fields may be longer than Python's limit."""
    long = "长" * 200_000
    text = f'名称{separator}"甲，乙;丙\t丁,戊"{separator}="0532"\r\n{long}{separator}x{separator}y\r\n'
    [sheet] = load_sheets(text.encode(encoding))

    assert [cell.text for cell in sheet.cells[0].values()] == ["名称", "甲，乙;丙\t丁,戊", "0532"]
    assert sheet.cells[1][0].text == long


def test_csv_that_names_its_separator() -> None:
    """A first line sep=; is Excel's own hint, also where a program saved it as a cell or ended lines its own way."""
    for text in (
        "sep=;\r\n名称;简介,长\r\n",
        "sep=;\r名称;简介,长\r",
        '"sep=;"\n名称;简介,长\n',
        "SEP=;;;\n名称;简介,长\n",
    ):
        [sheet] = load_sheets(text.encode())
        assert [cell.text for cell in sheet.cells[0].values()] == ["名称", "简介,长"], text
    [sheet] = load_sheets('sep=;,,\n名称,"简介;长"\n'.encode())
    assert [cell.text for cell in sheet.cells[0].values()] == ["名称", "简介;长"]
    [sheet] = load_sheets("sep=\t\n名称\t简介,长\n".encode())
    assert [cell.text for cell in sheet.cells[0].values()] == ["名称", "简介,长"]


def test_csv_whose_rows_a_quotation_mark_joins() -> None:
    """A mark in one row and its partner in a later one would hide the rows between in a cell: told with the line."""
    row = "名称{0},简介,状态,日期,产业,{1}正文{0}{2}\n"
    text = "名称,简介,状态,日期,产业,正文\n" + row.format(1, '"', "") + row.format(2, "", "") + row.format(3, "", '"')
    with pytest.raises(UnreadableError) as refused:
        load_sheets(text.encode())
    assert refused.value.message.zh == "第 2 行起好几行连成了一格，引号没有成对"
    [sheet] = load_sheets('名称,正文\n甲,"一,二\n三,四,五"\n'.encode())
    assert sheet.cells[1][1].text == "一,二\n三,四,五"


def test_csv_whose_full_width_commas_stand_in_texts_too() -> None:
    """Where a row has more cells than the headers nobody knows which comma parts columns: one sentence, no guess."""
    [sheet] = load_sheets("名称，简介，状态\n甲，一句话，可对接\n".encode())
    assert [cell.text for cell in sheet.cells[1].values()] == ["甲", "一句话", "可对接"]
    with pytest.raises(UnreadableError) as refused:
        load_sheets("名称，简介，状态\n甲，一句话，很长，可对接\n".encode())
    assert refused.value.message.zh == "列之间是全角逗号，文字里也有，分不清"


def test_csv_with_blanks_behind_its_separators() -> None:
    """Quotation marks count behind a blank too; a mark of the encoding may stand there twice."""
    [sheet] = load_sheets('\ufeff\ufeff"名称", "简介,长"\n"甲", "乙"\n'.encode())

    assert [[cell.text for cell in line.values()] for line in sheet.cells.values()] == [
        ["名称", "简介,长"],
        ["甲", "乙"],
    ]


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([code for _n, code, _t in SHOWN]))
def test_any_number_in_any_format(number: float, code: str) -> None:
    """Whatever the number and the format, something is shown and nothing fails."""
    assert isinstance(show_number(number, code).text, str)


@given(st.lists(st.text("甲乙丙a1①② 、；,/|\\（(.\n", min_size=1).map(str.strip).filter(bool), max_size=5))
def test_words_joined_and_split(words: list[str]) -> None:
    """Whatever signs stand inside words, they come apart as they were joined."""
    assert split_loosely(join_words(words)) == [[word] for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("筏架 缆绳张力 预警", ["筏架", "缆绳张力", "预警"]),
        ("筏架/缆绳张力／预警", ["筏架", "缆绳张力", "预警"]),
        ("筏架|缆绳｜预警", ["筏架", "缆绳", "预警"]),
        ("筏架、缆绳\n张力、预警", ["筏架", "缆绳", "张力", "预警"]),
        ("筏架、缆绳、\n", ["筏架", "缆绳"]),
        ("1.筏架 2.缆绳 3.预警", ["筏架", "缆绳", "预警"]),
        ("（1）筏架；（2）缆绳", ["筏架", "缆绳"]),
        ("①筏架②缆绳；③ 预警", ["筏架", "缆绳", "预警"]),
        ("筏架①、缆绳③", ["筏架①", "缆绳③"]),
        ("①号泵②号泵", ["①号泵②号泵"]),
        ("氧化①、②型", ["氧化①", "②型"]),
        ("①②", ["①②"]),
        ("①筏架②", ["①筏架②"]),
        ("machine learning、AC/DC、DP-3 定位", ["machine learning", "AC/DC", "DP-3 定位"]),
        ("AUV/水下机器人", ["AUV", "水下机器人"]),
        ("筏架\\缆绳", ["筏架", "缆绳"]),
        ("2.5 mm、3D 打印", ["2.5 mm", "3D 打印"]),
    ],
)
def test_words_as_people_write_them(text: str, words: list[str]) -> None:
    """Blanks, slashes, bars, breaks and numbers between words; words with such signs of their own stay whole."""
    assert [word for parts in split_loosely(text) for word in parts] == words


def test_sheets_are_lists_of_cells() -> None:
    """A sheet holds only what is filled in."""
    assert SheetRead("x").cells == {}


SHEETS = Path(__file__).parent / "sheets"


def as_shown(name: str) -> dict[tuple[int, int], str]:
    """The cells of a workbook that LibreOffice saved (tests/sheets/make.py)."""
    return texts((SHEETS / name).read_bytes())


def test_libreoffices_workbooks() -> None:
    """Of the same sheet in three forms the same is read: what LibreOffice itself shows, as its .ods says."""
    shown = as_shown("shown.ods")

    assert as_shown("shown.xlsx") == shown
    assert as_shown("shown.xls") == shown
    assert [shown[row, 0] for row in (0, 4, 10, 15)] == ["85%", "1,234.50", "2026年9月1日", "0532-88888888"]
    assert [shown[row, 1] for row in range(8)] == [
        *("面积 m²", "CO₂减排", "列一\t列二", "甲   乙\n丙", "!这一格的公式出错", "80", "TRUE", "合并"),
    ]


def test_what_libreoffice_hides() -> None:
    """Hidden rows and columns and merged cells are known in each of the forms."""
    for name in ("shown.ods", "shown.xls", "shown.xlsx"):
        [sheet] = load_sheets((SHEETS / name).read_bytes())
        assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == ({9}, {3}, [(7, 1, 8, 1)]), name


def test_public_reports_of_misread_sheets() -> None:
    """What other readers got wrong: a text without a number, an error in .ods, a locale's sign, text in an exponent."""
    empty = book('<row><c t="s"><v/></c><c t="s"><v>1</v></c></row>', shared("<si><t>甲</t></si><si><t>乙</t></si>"))
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>'  # noqa: E501  # XML as it is written
    heads = f"<table:table-header-rows><table:table-row>{error}</table:table-row></table:table-header-rows>"

    assert texts(empty) == {(0, 1): "乙"}
    assert texts(ods(heads)) == {(0, 0): "!这一格的公式出错"}
    assert show_number(7, "[$-10409]#,##0;\\-#,##0").text == "7"
    assert show_number(12.3456789, '0"abde".0"??"000E+00').text == "1abde.2??346E+01"
    assert show_number(9234, '0!.0,"万"').text == "0.9万"


def _sleeps(_raw: bytes) -> list[SheetRead]:
    time.sleep(60)
    return []


def _fails(_raw: bytes) -> list[SheetRead]:
    raise decimal.InvalidOperation


def _fills(raw: bytes) -> list[SheetRead]:
    return [SheetRead(str(len(raw * 2**40)))]


@pytest.mark.parametrize(
    ("reader", "said"),
    [(_sleeps, "too much time or memory"), (_fills, "too much time or memory"), (_fails, "no spreadsheet, or broken")],
)
def test_a_reader_has_limits(
    reader: Callable[[bytes], list[SheetRead]], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A workbook that leads its parser astray ends in a sentence, not in a standstill, a full memory or a traceback."""
    start = time.monotonic()
    with pytest.raises(UnreadableError, match=said):
        read_apart(reader, b"x", seconds=4)

    assert time.monotonic() - start < 30
    assert "Traceback" not in capfd.readouterr().err


HIDDEN = '<col min="1" max="16384" hidden="1"/>'
BOMBS: dict[str, Callable[[], bytes]] = {
    "an attribute without end": lambda: book('<row r="' + "1" * 40_000_000 + '"/>'),
    "columns hidden again and again": lambda: book(
        "", {"xl/worksheets/sheet1.xml": f"<worksheet><cols>{HIDDEN * 300_000}</cols></worksheet>"}
    ),
    "a long text that stands in every cell": lambda: book(
        '<row><c t="s"><v>0</v></c></row>' * 100_000, shared(f"<si><t>{'字' * 2_000_000}</t></si>")
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_end_in_a_sentence(bomb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small workbook that keeps its parser busy for minutes is told within the limit, which is two seconds here.

    Newer parsers refuse some of them at once: then the file is broken.
    """
    (tmp_path / "a.xlsx").write_bytes(BOMBS[bomb]())
    monkeypatch.setattr(tables, "SECONDS", 2)
    start = time.monotonic()
    sheets, problems = load_tables(tmp_path / "a.xlsx")

    assert sheets == []
    assert [problem.message for problem in problems] in ([TOO_HEAVY.message], [BROKEN.message])
    assert time.monotonic() - start < 20


def test_a_format_longer_than_excel_knows() -> None:
    """A number under it is shown as it is: thirty thousand decimals have no room in any cell."""
    assert texts(book('<row><c s="0"><v>1.5</v></c></row>', styles("0." + "0" * 30_000))) == {(0, 0): "1.5"}


def test_a_row_that_is_wider_than_any_sheet() -> None:
    """A million columns of CSV are told, not searched for headers."""
    with pytest.raises(UnreadableError, match="16384"):
        load_sheets(b"a," * 1_000_000)
