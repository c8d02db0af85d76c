"""The workbook that agencies fill in: a sheet a kind, made from the schema, with drop-downs from the vocabularies."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from showcase.authoring.choices import choices, offered
from showcase.authoring.columns import BODY, VERSION, Place
from showcase.authoring.examples import build_example
from showcase.authoring.labels import in_labels
from showcase.authoring.rows import Written, build_sheet
from showcase.authoring.templates import render_outline
from showcase.files.brand import PLAIN, Palette
from showcase.files.digests import value_digest
from showcase.files.kept import recall
from showcase.files.sheets import FONT, LINE, Cell, build_formats, write_cell
from showcase.schema.names import PROPOSED
from showcase.schema.records import MODELS, WORDS, Kind
from showcase.schema.shapes import LATER
from showcase.schema.vocabulary import PROPOSABLE, Vocabularies

GUIDE, CODES = "说明", "代码"
EXAMPLE = "示例"
ID_HELP = "新记录留空，导入时自动编号；修改已有记录时照抄，不要改"
READY = 300
"""Empty rows that are made ready to be filled in."""

_BANDS = ("sea-soft", "green-soft")
_WIDTHS = {"summary": 44, "title": 30, BODY: 60, "keywords": 26, "id": 20}


RENEWAL = ("id", "title", "status", "deadline", "reviewed", VERSION)
"""What an agency sees of records that it is to look at again: all else in them stays as it is."""


def render_renewal_workbook(
    records: Mapping[Kind, Sequence[Written]], vocabularies: Vocabularies, created: date, palette: Palette = PLAIN
) -> bytes:
    """The records that are due, to be imported when the day of review has been typed over where they still hold."""
    return _render(records, vocabularies, created, palette, RENEWAL)


def render_workbook(
    records: Mapping[Kind, Sequence[Written]], vocabularies: Vocabularies, created: date, palette: Palette = PLAIN
) -> bytes:
    """A sheet for each kind in `records` with its records, a sheet that explains, and a hidden one of choices."""
    return _render(records, vocabularies, created, palette, ())


def _render(
    records: Mapping[Kind, Sequence[Written]],
    vocabularies: Vocabularies,
    created: date,
    palette: Palette,
    fields: Sequence[str],
) -> bytes:
    """With the columns of some fields only, if any are named."""

    def make() -> bytes:
        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            book.set_properties({"created": datetime.combine(created, time())})
            formats = build_formats(book, palette) | _formats(book, palette)
            sheets = {kind: book.add_worksheet(WORDS[kind]) for kind in records}
            _write_guide(book.add_worksheet(GUIDE), formats, _RENEWAL_GUIDE if fields else _GUIDE)
            codes = _Codes(book.add_worksheet(CODES))
            for kind, written in records.items():
                places, rows = _chosen(*build_sheet(kind, written, vocabularies), fields)
                sheet = sheets[kind]
                used = {number for row in rows for number, cell in enumerate(row) if cell is not None}
                _write_heads(sheet, places, [_help(place, kind, vocabularies) for place in places], used, formats)
                for line, row in enumerate(rows, start=2):
                    _write_row(sheet, line, row, formats)
                for number, place in enumerate(places):
                    _offer(sheet, number, place, codes, vocabularies, last=len(rows) + READY)
                sheet.freeze_panes(2, 2)
                sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
                sheet.autofilter(1, 0, len(rows) + READY, len(places) - 1)
        return target.getvalue()

    return recall("workbooks", value_digest((records, vocabularies.digest, created, palette, tuple(fields))), make)


def render_blank_workbook(vocabularies: Vocabularies, created: date, palette: Palette = PLAIN) -> bytes:
    """The workbook to be filled in, with a row in each sheet that shows how and is not imported."""
    examples: dict[Kind, list[Written]] = {
        kind: [Written(build_example(kind, f"{EXAMPLE}（不导入）", vocabularies), render_outline(kind))]
        for kind in MODELS
    }
    return render_workbook(examples, vocabularies, created, palette)


def _formats(book: xlsxwriter.Workbook, palette: Palette) -> dict[str, Format]:
    base = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
    help_text = {"font_size": 9, "italic": True, "valign": "bottom"} | palette.cell(font_color="ink-faint")
    band = {"bold": True, "bottom": 1, "right": 1} | palette.cell(right_color="line-strong")
    bands = {
        f"band{number}": book.add_format(base | band | palette.cell(bg_color=color))
        for number, color in enumerate(_BANDS)
    }
    title = {"bold": True, "font_size": 14}
    example = {"italic": True, "valign": "top"} | palette.cell(font_color="amber", bg_color="amber-soft")
    return bands | {
        "help": book.add_format(base | help_text),
        "title": book.add_format(base | title),
        "example": book.add_format(base | example),
        "star": book.add_format({"bold": True} | palette.cell(font_color="red")),
    }


def _write_heads(
    sheet: Worksheet, places: list[Place], helps: list[str], used: set[int], formats: dict[str, Format]
) -> None:
    """What to write above, the headers below; columns of one field shaded alike, the help of a field said once.

    Fields of a record's later life are folded away while nothing is in them.
    """
    sheet.set_row(0, LINE * 5)
    sheet.set_row(1, LINE * 2.4)
    band, before = 0, ""
    for number, place in enumerate(places):
        top = str(place.loc[:2]) if len(place.loc) > 2 else place.name  # noqa: PLR2004  # a group of several
        band = band if top == before else 1 - band
        date_or_code = place.shape is not None and place.shape.holds in ("date", "number", "flag")
        unused = place.name in LATER and place.name != "id" and number not in used
        options = {"level": 1, "hidden": True} if unused else {}
        width = _WIDTHS.get(place.name, 13 if date_or_code else 18)
        sheet.set_column(number, number, width, formats[_style(place)], options)
        sheet.write_string(0, number, helps[number] if top != before else "", formats["help"])
        if place.required:
            sheet.write_rich_string(1, number, place.label, formats["star"], "*", formats[f"band{band}"])
        else:
            sheet.write_string(1, number, place.label, formats[f"band{band}"])
        before = top


def _write_row(sheet: Worksheet, line: int, row: Sequence[Cell], formats: dict[str, Format]) -> None:
    example = formats["example"]
    marked = dict.fromkeys(("text", "number", "date"), example) if str(row[0]).startswith(EXAMPLE) else {}
    for number, cell in enumerate(row):
        write_cell(sheet, line, number, str(cell) if marked and cell is not None else cell, formats | marked)
    sheet.set_row(line, LINE * 3)


def _help(place: Place, kind: Kind, vocabularies: Vocabularies) -> str:
    """What stands above a column: for codes that drop down, no list of codes."""
    if place.name == "id":
        return ID_HELP
    said = in_labels(place.help, kind, place.loc[:1], vocabularies)
    said = said.replace("没有写 []", "没有的留空").replace("可为 []", "可留空")
    if place.shape is None or place.shape.holds != "code" or len(place.loc) > 1:
        return said
    several = "，可填几个，用顿号隔开" if place.shape.many else ""
    coded = "代码" in place.help or any(code in place.help for code in choices(place.shape, vocabularies))
    return f"从下拉列表里选{several}" + ("" if coded or not place.help else f"；{said}")


def _style(place: Place) -> str:
    """Texts are texts, lest 6.60 lose its zero and 3-5 become a day in March."""
    return place.shape.holds if place.shape is not None and place.shape.holds in ("date", "number") else "text"


def _offer(sheet: Worksheet, number: int, place: Place, codes: _Codes, vocabularies: Vocabularies, last: int) -> None:
    """Drop-downs for codes; a list of codes can be typed as well."""
    shape = place.shape
    if shape is None or shape.holds not in ("code", "choice", "flag"):
        return
    labels = list(offered(shape, vocabularies).values())
    options: dict[str, object] = {"validate": "list", "source": codes.source(shape.title, labels)}
    if shape.many:
        message = f"可填 {shape.most} 个以内，用顿号隔开：甲、乙"
        options |= {"input_title": shape.title, "input_message": message, "show_error": False}
    elif shape.vocabulary in PROPOSABLE:
        message = f"请从下拉列表里选一个；列表里没有的，写“{PROPOSED}全称”，由编辑收入。"
        options |= {"error_title": "列表里没有", "error_message": message, "error_type": "warning"}
    else:
        options |= {"error_title": "没有这个选项", "error_message": "请从下拉列表里选一个。"}
    sheet.data_validation(2, number, last, number, options)


class _Codes:
    """The hidden sheet: one column for each list of choices."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.sheet.hide()
        self.known: dict[tuple[str, ...], str] = {}

    def source(self, title: str, labels: list[str]) -> str:
        """The range that holds these labels."""
        key = tuple(labels)
        if key not in self.known:
            column = len(self.known)
            self.sheet.write_string(0, column, title)
            self.sheet.write_column(1, column, labels)
            letter = xlsxwriter.utility.xl_col_to_name(column)
            self.known[key] = f"={CODES}!${letter}$2:${letter}${len(labels) + 1}"
        return self.known[key]


def _chosen(places: list[Place], rows: list[list[Cell]], fields: Sequence[str]) -> tuple[list[Place], list[list[Cell]]]:
    kept = [number for number, place in enumerate(places) if not fields or place.name in fields]
    return [places[number] for number in kept], [[row[number] for number in kept] for row in rows]


def _write_guide(sheet: Worksheet, formats: dict[str, Format], lines: Sequence[str]) -> None:
    sheet.set_column(0, 0, 100, formats["text"])
    sheet.write_string(0, 0, "怎样填这份表", formats["title"])
    for line, text in enumerate(lines, start=1):
        sheet.write_string(line, 0, text, formats["text"])


_RENEWAL_GUIDE = (
    "1. 逐条看网站上的内容还对不对。仍然有效的，把“复核日期”改成今天；有效期自动顺延一年。",
    "2. 情况变了的，改“状态”，如 已签约、暂停；需求延期的，改“截止日期”。",
    "3. 这次不复核的，原样留着就行。要改别的内容，到网站上那条记录的页面点“修改”。",
    "4. 编号、名称和最后一列“版本”不要动。存盘后把这份表发回给市场的编辑，或自己运行 showcase import 文件名。",
)
_GUIDE = (
    "1. 一行一条记录：成果填在“成果”表，需求填在“需求”表。表头带 * 的必填，表头上方一行说明怎样填。",
    "2. 编号：新记录留空，导入时自动取本机构的下一个编号；修改已有记录时不要改编号、发布日期、曾用编号。",
    "3. 代码类的格子从下拉列表里选。可以填几个的（如合同类型、10+1 产业），在一格里用顿号隔开：技术许可、技术服务。",
    "4. 关键词用顿号隔开。应用场景、约束每条一行，在格子里按 Alt+Enter 换行。",
    (
        "5. 优势指标、指标要求、知识产权等有几组列：第一条填“优势指标1”的几格，第二条填“优势指标2”的几格。"
        "不够用时照样子加列，如“优势指标5·指标”。"
    ),
    "6. 没有知识产权的，知识产权各格都留空。没有对应内容的选填格子也留空。",
    (
        "7. 修改已有记录：留空的选填格子会删去该字段；删掉整列则该字段不动。正文留空时原正文不动。"
        "最后一列“版本”不要改，也不要删。"
    ),
    "8. 列的顺序可以改，不用的选填列可以删；自己加的列（如“备注”）会被忽略。编号写“示例”的行不导入，隐藏的行照样导入。",
    (
        "9. 存盘后运行 showcase import 文件名。有问题时按表、行、列逐条指出，一条也不写入。"
        "改好再导入，重复导入不会重复新增。"
    ),
)
