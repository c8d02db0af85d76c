"""Cells and rows as people leave them: read as shown, applied where it is plain, told once where it is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from showcase.authoring.columns import Headers
from test_import import NEW_PATH, ROW, files, load, sheet, text

Cell = Any
"""A value, or a number with its format."""


def write(
    path: Path, rows: Sequence[Sequence[Cell]], extra: Callable[[Any, Any], object] = lambda _b, _s: None
) -> Path:
    """A sheet of achievements; a pair is a number and its format."""
    with xlsxwriter.Workbook(str(path)) as book:
        target = book.add_worksheet("成果")
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, tuple):
                    target.write_number(line, column, cell[0], book.add_format({"num_format": cell[1]}))
                elif isinstance(cell, str):
                    target.write_string(line, column, cell)
                elif isinstance(cell, date):
                    target.write_datetime(line, column, cell, book.add_format({"num_format": "yyyy/m/d"}))
                elif cell is not None:
                    target.write(line, column, cell)
        extra(book, target)
    return path


def imported(root: Path, *rows: dict[str, Cell] | list[Cell], extra: Any = None) -> str:
    """What an import of these rows says; the first has the headers."""
    known = sheet(*(row for row in rows if isinstance(row, dict)))
    lines = iter(known[1:])
    table = [known[0], *(next(lines) if isinstance(row, dict) else row for row in rows)]
    return load(root, write(root / "in.xlsx", table, extra or (lambda _b, _s: None))).stdout


@pytest.mark.parametrize(
    ("change", "written"),
    [
        ({"优势指标1·本成果": (0.85, "0%")}, '{metric: 去除率, value: "85", unit: "%"}'),
        ({"优势指标1·本成果": (0.857, "0.0%")}, 'value: "85.7"'),
        ({"优势指标1·本成果": "≥85%"}, "value: ≥85"),
        ({"优势指标1·本成果": (1_234_567, "0,"), "优势指标1·单位": "千元"}, 'value: "1235"'),
        ({"优势指标1·本成果": (2.5, "# ?/?"), "优势指标1·单位": "倍"}, "value: 2 1/2"),
        ({"优势指标1·本成果": (12_345.6, "0.00E+00"), "优势指标1·单位": "个"}, 'value: "1.23E+04"'),
        ({"优势指标1·本成果": (85, '0.0"mg/L"'), "优势指标1·单位": "mg/L"}, 'value: "85.0"'),
        ({"发布日期*": (46_093, '[DBNum1][$-804]yyyy"年"m"月"d"日"')}, "published: 2026-03-12"),
        ({"发布日期*": 20260312}, "published: 2026-03-12"),
        ({"发布日期*": "二〇二六年三月十二日"}, "published: 2026-03-12"),
        ({"发布日期*": "“2026-03-12”"}, "published: 2026-03-12"),
        ({"联系方式·电话": (53_288_888_888, "0000-00000000")}, "phone: 0532-88888888"),
        ({"联系方式·电话": "（0532）88888888转8"}, "phone: 0532-88888888-8"),
        ({"报价·方式": "", "报价·万元，起": "50-100万"}, "price: {mode: range, min: 50, max: 100}"),
        ({"报价·方式": "", "报价·万元，起": "面议"}, "price: {mode: negotiable}"),
        ({"报价·方式": "定额", "报价·万元，起": "1.2亿"}, "price: {mode: fixed, min: 12000}"),
        ({"合同类型": "技术许可 技术服务"}, "contract_types: [licensing, service]"),
        ({"合同类型": "技术许可/技术服务、\n"}, "contract_types: [licensing, service]"),
        ({"合同类型": "技术许可和技术服务"}, "contract_types: [licensing, service]"),
        ({"关键词*": "筏架、缆绳\n张力、预警"}, "keywords: [筏架, 缆绳, 张力, 预警]"),
        ({"关键词*": "筏架、缆绳、\n"}, "keywords: [筏架, 缆绳]"),
        ({"关键词*": "筏架，缆绳；预警。"}, "keywords: [筏架, 缆绳, 预警]"),
        ({"关键词*": "“筏架”“缆绳”、“预警”"}, "keywords: [筏架, 缆绳, 预警]"),
        ({"关键词*": "“雪龙”号、缆绳"}, "keywords: [“雪龙”号, 缆绳]"),
        ({"优势指标1·本成果": "'92"}, 'value: "92"'),
        ({"优势指标1·本成果": "’85-90"}, "value: 85-90"),
        ({"关键词*": "'n' 型电池、缆绳"}, "keywords: [\"'n' 型电池\", 缆绳]"),
        ({"编号": "A2026–LANHAI－001"}, "id: a2026-lanhai-001"),
    ],
)
def test_what_is_plain_is_applied(tree: Path, change: dict[str, Cell], written: str) -> None:
    """What can mean one thing only is stored in its form, without a word."""
    said = imported(tree, ROW | change)

    assert said.startswith(f"新增 {NEW_PATH}"), said
    assert written in text(tree)


RIGHT = {"知识产权1·种类": "发明专利", "知识产权1·状态": "已授权", "知识产权1·名称": "填料"}


@pytest.mark.parametrize(
    ("change", "written"),
    [
        ({"知识产权1·号码": "ZL 2023 1 0123456.6"}, "number: ZL202310123456.6"),
        ({"知识产权1·号码": (2_023_101_234_566, "General")}, 'number: "202310123456.6"'),
        ({"知识产权1·号码": (202_310_123_456.6, "General")}, 'number: "202310123456.6"'),
        ({"知识产权1·号码": (2_023_101_234_566, "0.00E+00")}, 'number: "202310123456.6"'),
        ({"知识产权1·种类": "境外或国际专利", "知识产权1·号码": "US 10,123,456 B2"}, "number: US10123456B2"),
    ],
)
def test_numbers_of_rights(tree: Path, change: dict[str, Cell], written: str) -> None:
    """As the certificate prints it, as a spreadsheet keeps it, of other offices."""
    said = imported(tree, ROW | RIGHT | change)

    assert said.startswith(f"新增 {NEW_PATH}"), said
    assert written in text(tree)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"联系方式·电话": 53_288_888_888},
            "（S2）: warning[sheet]: 开头的 0 丢了（表格里请把这一格设为“文本”），按 0532-88888888",
        ),
        ({"联系方式·电话": (53_288_888_888, "0.00E+00")}, "（S2）: warning[sheet]: 开头的 0 丢了"),
        ({"发布日期*": (46_093, 'm"月"d"日"')}, "这一格只显示“3月12日”，按 2026-03-12 读入"),
        ({"关键词*": "筏架 缆绳张力 预警"}, "按 3 个词读入：筏架、缆绳张力、预警"),
        ({"关键词*": "筏架/缆绳"}, "按 2 个词读入：筏架、缆绳"),
        ({"英文名称": "无", "优势指标1·对照": "/", "应用场景": "无"}, "“无”按没有内容处理：S2、U2"),
    ],
)
def test_what_is_applied_with_a_word(tree: Path, change: dict[str, Cell], said: str) -> None:
    """Where something was lost or taken apart, the row is imported and the cell named."""
    result = imported(tree, ROW | change)

    assert said in result
    assert "新增 1 条" in result
    assert "无" not in text(tree)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"优势指标1·本成果": (1.23e17, "General")}, "只留住前 15 位"),
        ({"优势指标1·本成果": (0.25, "h:mm")}, "变成了日期或时间"),
        ({"优势指标1·本成果": "#SPILL!"}, "这一格的公式出错"),
        ({"优势指标1·本成果": '=DISPIMG("ID_1",1)'}, "这一格是图片"),
        ({"发布日期*": (46_093, 'yyyy"年"m"月"')}, "只显示到月；请写到日"),
        ({"发布日期*": "3/4/2026"}, "可能是 2026-03-04，也可能是 2026-04-03"),
        ({"联系方式·电话": "5.3289E+10"}, "这一格是科学记数，只剩前几位，后面的数字已丢失"),
        ({"联系方式·电话": "0532-88888888/9"}, "只能写一个电话"),
        ({"报价·方式": "定额", "报价·万元，起": (120, '"¥"#,##0.00')}, "是元就写 0.012，是万元就写 120.00"),
        ({"报价·方式": "定额", "报价·万元，起": "约80万"}, '是否想写 "80"？'),
        (RIGHT | {"知识产权1·号码": "CN112345678B"}, "不是专利号；请写证书或公告首页上的专利号或申请号"),
        (RIGHT | {"知识产权1·号码": "US10123456B2"}, "种类请用“境外或国际专利”"),
    ],
)
def test_what_is_in_doubt_is_refused_by_cell(tree: Path, change: dict[str, Cell], said: str) -> None:
    """One cause, one message, with the remedy; nothing is written."""
    result = imported(tree, ROW | change)

    assert said in result, result
    assert "共 1 行：1 个错误" in result
    assert files(tree) == {}


HEADERS = list(ROW)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["填表人：张三　　日期：2026年9月"]], "第 3 行是说明或签名（“填表人：张三　　日期：2026年9月”）"),
        ([["填表人：张三", "审核人：李四", "电话：88888888"]], "第 3 行是说明或签名"),
        ([["注：以上内容已审核。"]], "第 3 行是说明或签名"),
        ([["以下空白"]], "第 3 行是说明或签名"),
        ([["说明", "请如实填写", "联系科技处", "一式两份"]], "第 3 行是说明或签名"),
        ([["合计", "", "", 1]], "第 3 行是合计"),
        ([["一、海洋装备类"]], "第 3 行只有一两格有内容（“一、海洋装备类”），没有当作记录"),
        ([HEADERS], "第 3 行又是表头，没有当作记录"),
        ([["无", "/", "—"]] * 20, "第 3–22 行在认识的列里没有内容"),
        (
            [{"状态*": "可对接", "服务机构*": "蓝海转移中心", "发布日期*": "2026-03-12"}] * 30,
            "第 3–32 行只有下拉和日期",
        ),
        ([["示例"]], "第 3 行标着“示例”，没有当作记录"),
        ([[f"（{number}）" for number in range(1, 9)]], "第 3 行是各列的序号"),
        ([["必填", "必填", "下拉", "日期", "（选填）", "文本"]], "第 3 行是各列的填写要求"),
    ],
    ids=[
        *(
            "a signature",
            "a signature in three cells",
            "a note",
            "blank below",
            "cells",
            "a total",
            "a heading between",
        ),
        *("headers", "placeholders", "dragged down", "an example", "numbers of columns", "demands"),
    ],
)
def test_rows_that_are_no_records(tree: Path, rows: list[Any], said: str) -> None:
    """Each kind of line is told once, and the record is imported."""
    result = imported(tree, ROW, *rows)

    assert result.count("没有当作记录") == 1, result
    assert said in result
    assert "新增 1 条" in result


def test_numbered_rows(tree: Path) -> None:
    """Thirty rows with a number only: one sentence, not three hundred errors."""
    result = imported(tree, {"序号": 1} | ROW, *({"序号": number} for number in range(2, 31)))

    assert "第 3–31 行在认识的列里没有内容，没有当作记录" in result
    assert result.count("\n") == 4


def test_an_example_typed_over(tree: Path) -> None:
    """What somebody wrote over the template's example is not lost because its mark was left."""
    result = imported(tree, {"编号": "示例（不导入）"} | ROW)

    assert "这一行还标着“示例”，内容却已改过；是真的记录，请清空“编号”一格" in result
    assert files(tree) == {}


def test_headers_in_two_lines(tree: Path) -> None:
    """Merged headings over the parts of a group are understood; a title above them is told."""
    path = tree / "in.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        target = book.add_worksheet("成果")
        target.write_string(0, 0, "2026 年成果汇总表")
        for column, header in enumerate(HEADERS):
            group, _, part = header.partition("·")
            target.write_string(1 if part else 2, column, group)
            target.write_string(2, column, part or header)
            target.write(3, column, str(ROW[header]))
        advantages = [column for column, header in enumerate(HEADERS) if header.startswith("优势指标1")]
        target.merge_range(1, advantages[0], 1, advantages[-1], "优势指标1")
    result = load(tree, path).stdout

    assert "第 1 行: warning[sheet]: 表头上方的文字（“2026 年成果汇总表”）没有导入" in result
    assert "新增 1 条" in result


def test_what_lies_under_a_merged_cell(tree: Path) -> None:
    """A cell that a merged one covers shows nothing, whatever the file still holds there."""
    path = write(tree / "in.xlsx", sheet(ROW))
    kept = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(kept)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            merged = b'</sheetData><mergeCells count="1"><mergeCell ref="O2:P2"/></mergeCells>'
            new.writestr(name, old.read(name).replace(b"</sheetData>", merged))
    result = load(tree, path).stdout

    assert "（O2）: warning[sheet]: 这一格与右边合并，优势指标1·单位 按空处理" in result
    assert '{metric: 去除率, value: "92"}' in text(tree)


def test_another_table_below(tree: Path) -> None:
    """A second row of headers with other columns is no record and ends the table."""
    result = imported(tree, ROW, ["名称*", "状态*", "关键词*", "合同类型"], ["甲", "乙", "丙", "丁"])

    assert "第 3 行: error[sheet]: 这里又有一行表头，列与上面的不同" in result


def test_hidden_and_pictures_are_told(tree: Path) -> None:
    """Hidden rows and columns are read and named; a sheet without headers is not passed over in silence."""

    def hide(book: Any, target: Any) -> None:
        target.set_row(1, None, None, {"hidden": True})
        target.set_column(1, 1, None, None, {"hidden": True})
        book.add_worksheet("草稿").write_string(0, 0, "随便")

    result = imported(tree, ROW, extra=hide)

    assert "第 2 行是隐藏或筛掉的，也读入了" in result
    assert "隐藏的列也读入了：一句话简介" in result
    assert "草稿!第 1 行: warning[sheet]: 这张表前 10 行里没有表头，没有导入" in result
    assert "新增 1 条" in result


def test_faults_in_columns_of_the_authors_own(tree: Path) -> None:
    """A failed formula in an unknown column is named and stops nothing."""
    result = imported(tree, ROW | {"自己算": "#BUSY!"})

    assert "这一格的公式出错（#BUSY!）；这一列不导入，可以不管" in result
    assert "新增 1 条" in result


def test_what_is_struck_out_as_a_whole(tree: Path) -> None:
    """A row that is struck out is no record; a cell that is among others is asked about."""

    def strike(book: Any, target: Any) -> None:
        for column, header in enumerate(HEADERS):
            target.write_string(2, column, str(ROW[header]), book.add_format({"font_strikeout": True}))

    said = imported(tree, ROW, ROW | {"名称*": "另一条"}, extra=strike)
    assert "第 3 行整行划了删除线，没有当作记录；要导入就去掉删除线" in said
    assert "新增 1 条" in said
    crossed = {"extra": lambda book, target: target.write(1, 0, "甲", book.add_format({"font_strikeout": True}))}
    assert "「名称」（A2）: error[sheet]: 这一格里有带删除线的文字" in imported(tree, ROW, **crossed)


def test_comments_are_told(tree: Path) -> None:
    """What somebody asked for beside a cell is not imported, and not passed over in silence."""
    said = imported(tree, ROW, extra=lambda _book, target: target.write_comment(1, 0, "请改名"))

    assert "表上有 1 条批注，没有导入；要改的请直接改在格子里" in said


SURROUNDED = {
    "名称*": "1.名称（必填）",
    "一句话简介*": "2、一句话简介（20-160字）",
    "状态*": "③状态【下拉】",
    "发布日期*": "（四）发布日期（年-月-日）",
    "海洋产业": "海洋产业(可多选)",
    "关键词*": "关键词：",
    "服务机构*": "服务机构★",
    "公开审查·审查单位*": "公开审查：审查单位",
    "公开审查·审查日期*": "公开审查/审查日期",
    "持有单位*": "持有单位（全称）",
}


def test_headers_with_what_people_write_around_them(tree: Path) -> None:
    """Numbers, remarks in brackets, stars and colons are no part of a header; what makes another name of it is."""
    said = imported(tree, {SURROUNDED.get(header, header): value for header, value in ROW.items()})
    assert said.startswith(f"新增 {NEW_PATH}"), said
    assert "warning" not in said
    said = imported(tree, {"名称（英文）" if header == "名称*" else header: value for header, value in ROW.items()})
    assert "不认识“名称（英文）”这一列" in said
    asked = Headers("achievement")
    others = ("摘要（英文）", "关键词（英文）", "关键词 (English)", "摘要[EN]", "名称（曾用名）")
    assert [asked.near(header) for header in others] == [None] * len(others)
    assert asked.near("摘要（万字）") == "一句话简介"


def test_a_misspelt_header_is_told_once(tree: Path) -> None:
    """That its field is missing in every row is no news; a row's other faults are."""
    rows = [{"关键字" if header == "关键词*" else header: value for header, value in ROW.items()}] * 3
    said = imported(
        tree, *(row | {"名称*": f"第{number}种填料的制法", "状态*": "开"} for number, row in enumerate(rows))
    )

    assert said.count("是否想写“关键词”") == 1
    assert "缺少必填字段" not in said
    assert said.count("error[status]") == 3


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["2026 年汇总"], ["成果名称", "成果状态", "关键词"]], "第 2 行像是表头，列名请照 showcase template 写出的表头：“成果名称”改为“名称”"),  # noqa: E501  # as it is told
        ([[header, "甲"] for header in HEADERS], "这张表的项目竖着排成一列：请复制后“选择性粘贴”，勾选“转置”"),
        ([["甲", "乙", "丙"]], "前 10 行里找不到表头；请用 showcase template 写出的表头"),
    ],
    ids=["nearly", "upright", "none"],
)  # fmt: skip
def test_where_headers_were_meant(tree: Path, rows: list[list[Cell]], said: str) -> None:
    """A sheet without headers is told which row looks like them, and what to call its columns."""
    assert said in load(tree, write(tree / "in.xlsx", rows)).stdout


def test_a_list_that_the_sheet_has_no_columns_for(tree: Path) -> None:
    """The remedy is one that a sheet knows: to write [] is not."""
    said = imported(tree, {header: value for header, value in ROW.items() if header != "知识产权1·种类"})

    assert "缺少必填字段“知识产权”；请加上以“知识产权1”开头的列；没有内容就留空" in said


def test_nothing_below_the_headers(tree: Path) -> None:
    """A table without a record is not imported in silence, and not called done."""
    result = load(tree, write(tree / "in.xlsx", [HEADERS]))

    assert result.exit_code == 1
    assert "warning[sheet]: 表头下面没有记录；请每行填一条" in result.stdout
    assert result.stdout.endswith("没有读到一条记录，什么也没有写。\n")


def test_a_form_that_stands_upright_in_a_sheet_of_any_name(tree: Path) -> None:
    """Nothing of it can be read: that is no import that is done."""
    path = tree / "in.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Sheet1")
        for line, (header, value) in enumerate(ROW.items()):
            page.write_row(line, 0, [header, str(value)])
    result = load(tree, path)

    assert result.exit_code == 1
    assert "竖着排成一列" in result.stdout


def test_a_group_in_one_column(tree: Path) -> None:
    """What a group's columns are called is said; its cell is not left out in silence."""
    said = imported(tree, ROW | {"优势指标": "去除率 92%"})

    assert "“优势指标”要分几列写；列名如“优势指标1·指标”“优势指标1·本成果”" in said


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("联系电话", "没有名为“联系电话”的列；是否想写“联系方式·电话”？"),
        ("完成单位（全称）", "没有名为“完成单位（全称）”的列；是否想写“持有单位”？"),
        ("2、标签", "没有名为“2、标签”的列；是否想写“关键词”？"),
        ("专利", "“专利”要分几列写；列名如“知识产权1·种类”“知识产权1·号码”"),
        ("指标", "“指标”要分几列写；列名如“优势指标1·指标”"),
    ],
)
def test_headers_of_paper_forms(tree: Path, header: str, said: str) -> None:
    """What registration forms call a column is told by the name that it has here."""
    own = {"持有单位*", "关键词*", "持有单位", "关键词"}
    row = {name: value for name, value in ROW.items() if name not in own or said.find(name.strip("*")) < 0}

    assert said in imported(tree, row | {header: "海洋"})


def test_two_tables_side_by_side(tree: Path) -> None:
    """One sentence, not one for each of their columns."""
    rows = [[*HEADERS, "", *HEADERS], [*ROW.values(), "", *ROW.values()]]
    said = load(tree, write(tree / "in.xlsx", rows)).stdout

    assert f"有 {len(HEADERS)} 列的列名前面已经有了，像是两张表并排；请一张表放一个工作表，各有自己的表头" in said
    assert said.count("error[") == 1


@pytest.mark.parametrize("sign", ["同上", "〃"])
def test_signs_for_the_same_as_above(tree: Path, sign: str) -> None:
    """A row stands for itself: it may be sorted, or sent alone."""
    agency = next(header for header in ROW if header.startswith("服务机构"))

    assert "每一行都要写全，不写“同上”" in imported(tree, ROW | {agency: sign})


def test_radicals_in_a_cell_are_one_problem(tree: Path) -> None:
    """Told at their cell, once."""
    title = next(header for header in ROW if header.startswith("名称"))
    said = imported(tree, ROW | {title: "⽔下机器⼈锚泊监测装置"})

    assert said.count("含有形似汉字的字符 ⽔（应为“水”）、⼈（应为“人”）") == 1


def test_ordinals_below_the_header_of_ids(tree: Path) -> None:
    """Clerks number their rows below 编号."""
    said = imported(tree, ROW | {"编号": 1})

    assert "“1”是序号，按没有编号处理" in said
    assert (tree / "content/achievements/2026/a2026-lanhai-001.md").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"持有单位*": "海滨大学/渔业研究所"}, "只能选一个，其余写进正文"),
        ({"报价·方式": "50-80"}, "金额写在“万元，起”“万元，止”两列"),
        ({"正文": "字" * 32_767}, "这一格正好满 32767 字，后面的多半被截去了"),
    ],
)
def test_what_a_cell_cannot_hold(tree: Path, change: dict[str, Cell], said: str) -> None:
    """Several names where one is wanted, amounts beside their columns, a text that was cut off."""
    assert said in imported(tree, ROW | change)


def test_signs_that_a_csv_lost(tree: Path) -> None:
    """Excel writes ? for what its encoding lacks; a question and an address are no such loss."""
    lines = [HEADERS, ["" if value is None else str(value) for value in ROW.values()]]
    body = HEADERS.index("正文")
    said = []
    for words in ("面积 3 m²，CO₂", "是否可行?见 https://a.example/?id=3"):
        lines[1][body] = words
        (tree / "in.csv").write_bytes("\n".join(",".join(line) for line in lines).encode("gbk", errors="replace"))
        said.append("存不下的字（如 m²、CO₂）变成了“?”" in load(tree, tree / "in.csv", "--check").stdout)

    assert said == [True, False]


def test_what_an_open_workbook_leaves_beside_it(tree: Path) -> None:
    """It is no workbook; which one is meant is said."""
    (tree / "~$in.xlsx").write_bytes(b"\x05" * 165)

    assert "请选名字不带“~$”的那一份" in load(tree, tree / "~$in.xlsx").stdout
