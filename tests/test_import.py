"""Spreadsheets in and out: nothing lost, everything said by row and header."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from building import CONTENT, REPOSITORY
from drawn import KINDS, kind_of, records, values
from showcase.authoring.cells import render_cell
from showcase.authoring.edits import format_text, plain
from showcase.authoring.grids import read_grid
from showcase.authoring.manuscript import parse_manuscript, render_record
from showcase.authoring.merging import merge
from showcase.authoring.readings import parse_cell
from showcase.authoring.rows import Written
from showcase.authoring.tables import load_tables
from showcase.authoring.workbook import render_workbook
from showcase.catalogue.load import Catalogue
from showcase.cli import main
from showcase.files.sheets import Cell
from showcase.files.source import load_source
from showcase.files.spreadsheets.formats import GENERAL, show_number
from showcase.files.spreadsheets.shown import Shown
from showcase.rules import RULES
from showcase.schema.notation.placeholders import is_placeholder
from showcase.schema.notation.reading import half_width
from showcase.schema.records import MODELS, Kind
from showcase.schema.shapes import shapes
from showcase.schema.vocabulary_files import load_vocabularies
from tree import CORPUS, make_tree, put

FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
VOCABULARIES = load_vocabularies(CONTENT.parent)[0]
Sheets = dict[str, Sequence[Sequence[Any]]]
DEMO_AGENCY = """\
label: 服务机构
label_en: Agencies
terms:
  - {code: shili, label: 示例服务中心, status: verified, demo: true, contact: {phone: 0532-00000001}}
"""
NEW_PATH = "content/achievements/2026/a2026-lanhai-001.md"
ROW = {
    "名称*": "刺参养殖循环水脱氮填料",
    "一句话简介*": "以可缓释碳源的填料在同一塔内完成硝化和反硝化，换水量降到每天5%。",
    "状态*": "可对接",
    "发布日期*": date(2026, 3, 12),
    "海洋产业": "现代渔业",
    "关键词*": "刺参、循环水",
    "合同类型": "技术许可、技术服务",
    "服务专班*": "第一服务专班",
    "服务机构*": "蓝海转移中心",
    "公开审查·审查单位*": "海滨大学科技处",
    "公开审查·审查日期*": "2026-03-02",
    "持有单位*": "海滨大学",
    "所处阶段*": "中试",
    "优势指标1·指标": "去除率",
    "优势指标1·本成果": 92.0,
    "优势指标1·单位": "%",
    "知识产权1·种类": "",
    "正文": "## 来历\n\n三年试验。",
}
NEW = (Path(__file__).parent / "golden" / "imported.md").read_text(encoding="utf-8")


def run(root: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, arguments)


def load(root: Path, path: Path | str, *arguments: str) -> Result:
    """`showcase import` on a fixed day."""
    return run(root, "import", str(path), "--as-of", "2026-10-01", *arguments)


def workbook(path: Path, sheets: Sheets) -> Path:
    """A workbook with these cells, each as what it is."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str) and not cell.startswith("="):
                        sheet.write_string(line, column, cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                    elif cell is not None:
                        sheet.write(line, column, cell)
    return path


def sheet(*rows: dict[str, Any]) -> list[list[Any]]:
    """A header of all keys and a line for each row."""
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return [headers, *([row.get(header) for header in headers] for row in rows)]


def achievements(path: Path, *rows: dict[str, Any]) -> Path:
    return workbook(path, {"成果": sheet(*rows)})


def text(root: Path, path: str = NEW_PATH) -> str:
    return (root / path).read_text(encoding="utf-8")


def files(root: Path) -> dict[str, bytes]:
    """Every record file by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.glob("content/*s/20*/*.md"))}


def test_a_row_becomes_a_record(tree: Path) -> None:
    """A row without an id gets the next one; labels become codes, 92.0 is 92; the file is in canonical form."""
    result = load(tree, achievements(tree / "in.xlsx", ROW))

    assert result.stdout == f"新增 {NEW_PATH}\n导入完成：新增 1 条，修改 0 条，0 条没有变化。\n"
    assert text(tree) == NEW
    assert format_text(NEW, "achievement") == NEW


def test_an_invented_agencys_record_is_a_demonstration(tree: Path) -> None:
    """Nobody has to say so in the sheet."""
    put(tree, "content/vocabularies/agencies.yml", DEMO_AGENCY)
    row = ROW | {"编号": "", "服务机构*": "示例服务中心", "持有单位*": "示例大学", "演示数据": "", "曾用编号": None}
    path = achievements(tree / "in.xlsx", row)

    assert load(tree, path).exit_code == 0
    assert load(tree, path).stdout == "导入完成：新增 0 条，修改 0 条，1 条没有变化。\n"
    assert "\ndemo: true\n" in text(tree, NEW_PATH.replace("lanhai", "shili"))


def test_importing_twice_changes_nothing(tree: Path) -> None:
    """A row without an id is known again by its title and agency."""
    path = achievements(tree / "in.xlsx", ROW, ROW | {"名称*": "另一项脱氮填料"})
    assert "新增 2 条" in load(tree, path).stdout
    before = files(tree)

    assert load(tree, path).stdout == "导入完成：新增 0 条，修改 0 条，2 条没有变化。\n"
    assert files(tree) == before


def test_check_only(tree: Path) -> None:
    """--check says what would happen and writes nothing."""
    assert "可以导入：新增 1 条" in load(tree, achievements(tree / "in.xlsx", ROW), "--check").stdout
    assert files(tree) == {}


def test_an_edited_row_touches_what_it_changes(tree: Path) -> None:
    """Comments, order, line ends and the untouched lines of the body stay."""
    written = NEW.replace("stage: pilot", "stage: pilot  # 已验收").replace("keywords:", "# 用户的词\nkeywords:")
    written = written.replace("三年试验。", "三年试验。  \n第二行\n\n\n- 第三行").replace("\n", "\r\n")
    put(tree, NEW_PATH, written)
    changed = ROW | {
        "编号": "a2026-lanhai-001",
        "所处阶段*": "产业化",
        "正文": "## 来历\n\n三年试验。  \n第二行改\n\n\n- 第三行",
    }
    result = load(tree, achievements(tree / "in.xlsx", changed))

    assert result.exit_code == 0, result.stdout
    expected = written.replace("stage: pilot", "stage: production").replace("第二行", "第二行改")
    assert (tree / NEW_PATH).read_bytes().decode() == expected


def cells_of(path: Path) -> list[list[str]]:
    """The texts of the first sheet, row by row, empty cells too."""
    cells = load_tables(path)[0][0].cells
    width = max(max(row) for row in cells.values()) + 1
    return [
        [cells[row][column].text if column in cells.get(row, {}) else "" for column in range(width)]
        for row in range(max(cells) + 1)
    ]


def exported(root: Path, suffix: str, **changes: str) -> list[list[Any]]:
    """The catalogue's achievements as the export writes them, in each row these cells set otherwise, by header."""
    assert run(root, "export", f"out.{suffix}", "--kind", "achievement").exit_code == 0
    rows = cells_of(root / f"out.{suffix}")
    start = next(number for number, row in enumerate(rows) if "编号" in row)
    for header, value in changes.items():
        for row in rows[start + 1 :]:
            row[rows[start].index(header)] = value
    return rows[start:]


def without(rows: list[list[Any]], header: str) -> list[list[Any]]:
    """The same table with this column deleted."""
    place = rows[0].index(header)
    return [[*row[:place], *row[place + 1 :]] for row in rows]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_stale_sheet_reverts_nothing(tree: Path, suffix: str) -> None:
    """A row whose record was changed after the export is refused with the whole sheet, and says how to go on."""
    put(tree, NEW_PATH, NEW)
    stale = exported(tree, suffix, **{"关键词*": "刺参、脱氮"})
    path = workbook(tree / "in.xlsx", {"成果": stale, "新增": sheet(ROW | {"名称*": "另一项脱氮填料"})})
    colleague = NEW.replace("stage: pilot", "stage: production")
    put(tree, NEW_PATH, colleague)
    result = load(tree, path)

    assert re.search(
        r"第 2 行「版本」（[A-Z]+2）: error\[outdated\]: 这份表导出之后，这条记录已被改过；请重新导出", result.stdout
    )
    assert result.exit_code == 1
    assert files(tree) == {NEW_PATH: colleague.encode()}


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_fresh_sheet_changes_its_record(tree: Path, suffix: str) -> None:
    """Comments and line ends may change meanwhile; the second import finds its own change and nothing to do."""
    put(tree, NEW_PATH, NEW)
    rows = exported(tree, suffix, **{"关键词*": "刺参、脱氮", "状态*": "洽谈中"})
    path = workbook(tree / "in.xlsx", {"成果": rows})
    put(tree, NEW_PATH, NEW.replace("\nstage:", "\n# 见合同\nstage:").replace("\n", "\r\n"))

    assert load(tree, path).stdout == (
        f"修改 {NEW_PATH}：状态、关键词\n导入完成：新增 0 条，修改 1 条，0 条没有变化。\n"
    )
    assert load(tree, path).stdout == "导入完成：新增 0 条，修改 0 条，1 条没有变化。\n"


def test_a_sheet_without_versions_is_taken_at_its_word(tree: Path) -> None:
    """With the column deleted, or its cell empty, the row is what counts."""
    put(tree, NEW_PATH, NEW)
    rows = exported(tree, "xlsx", 正文="## 来历\n\n四年试验。")
    emptied = exported(tree, "xlsx", 版本="", 正文="## 来历\n\n五年试验。")
    put(tree, NEW_PATH, NEW.replace("stage: pilot", "stage: production"))

    for number, table in enumerate((without(rows, "版本"), emptied)):
        result = load(tree, workbook(tree / f"{number}.xlsx", {"成果": table}))
        assert result.stdout.startswith(f"修改 {NEW_PATH}："), result.stdout
    assert text(tree) == NEW.replace("三年试验", "五年试验")


def test_new_rows_have_no_version(tree: Path) -> None:
    """A new row below exported ones, its version empty or copied from the row above, becomes a record."""
    put(tree, NEW_PATH, NEW)
    rows = exported(tree, "xlsx")
    number, title, version = (rows[0].index(header) for header in ("编号", "名称*", "版本"))
    copies = [list(rows[1]), list(rows[1])]
    for copy, name in zip(copies, ("第二种脱氮填料", "第三种脱氮填料"), strict=True):
        copy[number], copy[title] = "", name
    copies[0][version] = ""
    result = load(tree, workbook(tree / "in.xlsx", {"成果": [*rows, *copies]}))

    assert "新增 2 条，修改 0 条，1 条没有变化" in result.stdout, result.stdout
    run(tree, "template", "blank.xlsx")
    assert [row[-1] for row in cells_of(tree / "blank.xlsx")[1:3]] == ["版本", ""]


def test_a_missing_column_leaves_the_field_alone(tree: Path) -> None:
    """What the sheet has no column for is not touched, in groups and lists of groups neither."""
    record = NEW.replace("ip: []", "ip: []\nprice: {mode: range, min: 80, max: 150}").replace(
        'unit: "%"}', 'unit: "%", baseline: 旧法}\n  - {metric: 寿命, value: "10"}\n  - {metric: 成本, value: "3"}'
    )
    put(tree, NEW_PATH, record)
    row = {
        "编号": "a2026-lanhai-001",
        "名称": "新的名称",
        "报价·万元，止": 120,
        "优势指标1·本成果": 95,
        "优势指标2·本成果": "12",
    }
    result = load(tree, achievements(tree / "in.xlsx", row))

    assert result.exit_code == 0, result.stdout
    expected = record.replace("title: 刺参养殖循环水脱氮填料", "title: 新的名称").replace("max: 150", "max: 120")
    assert text(tree) == expected.replace('"92"', '"95"').replace('"10"', '"12"')


def test_an_empty_cell_removes(tree: Path) -> None:
    """An empty cell of a column that is there takes the field, the part or the group out; the body stays."""
    record = NEW.replace("stage: pilot", "stage: pilot\ntrl: 6").replace(
        'unit: "%"}', 'unit: "%"}\n  - {metric: 寿命, value: "10", unit: 年}'
    )
    put(tree, NEW_PATH, record)
    row = ROW | {
        "编号": "a2026-lanhai-001",
        "技术就绪度": "",
        "正文": "",
        "优势指标1·指标": "",
        "优势指标1·本成果": "",
        "优势指标1·单位": "",
        "优势指标2·指标": "寿命",
        "优势指标2·本成果": "10",
        "优势指标2·单位": None,
    }
    result = load(tree, achievements(tree / "in.xlsx", row))

    assert result.exit_code == 0, result.stdout
    assert text(tree) == NEW.replace('{metric: 去除率, value: "92", unit: "%"}', '{metric: 寿命, value: "10"}')


IP = [f"知识产权2·{part}" for part in ("种类", "状态", "号码", "名称")]
MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    ({"名称*": ""}, "名称", "缺少必填字段“名称”"),
    ({"名称*": "短"}, "名称", "至少 4 字，现为 1 字"),
    ({"名称*": "含有<b>标记</b>的名称"}, "名称", "不能含标记"),
    ({"名称*": "两行的\n名称写法"}, "名称", "应写成一行"),
    ({"名称*": "零宽\u200b字符的名称"}, "名称", "含有看不见的字符 U+200B（零宽空格）"),
    ({"一句话简介*": "太短"}, "一句话简介", "至少 20 字"),
    ({"状态*": "可对按"}, "状态", "是否想选“可对接”？"),
    ({"状态*": "撤回了"}, "状态", "应为 可对接、洽谈中"),
    ({"状态*": "已撤回"}, "状态", "已撤回的记录须写撤回日期和原因"),
    ({"发布日期*": "2026-02-30"}, "发布日期", "应为真实日期"),
    ({"发布日期*": "去年三月"}, "发布日期", "应为真实日期"),
    ({"海洋产业": "现代渔业、现代鱼业"}, "海洋产业", '现为 "现代鱼业"'),
    ({"海洋产业": ""}, "10+1 产业", "10+1 产业与海洋产业至少填一个"),
    ({"海洋产业": "现代渔业、现代渔业"}, "海洋产业", "重复"),
    ({"关键词*": ""}, "关键词", "缺少必填字段“关键词”"),
    ({"关键词*": "一、二、三、四、五、六、七、八、九"}, "关键词", "至多 8 项，现为 9 项"),
    ({"合同类型": ""}, "合同类型", "至少选一种合同类型"),
    ({"服务专班*": "第七服务专班"}, "服务专班", '现为 "第七服务专班"'),
    ({"服务机构*": "不知名机构"}, "服务机构", '现为 "不知名机构"'),
    ({"服务机构*": "潮生服务公司"}, "服务机构", "该机构没有登记联系方式"),
    ({"公开审查·审查单位*": ""}, "公开审查·审查单位", "缺少必填字段“审查单位”"),
    ({"公开审查·审查日期*": date(2026, 3, 13)}, "公开审查·审查日期", "审查日期须不晚于发布日期"),
    ({"持有单位*": "示例大学"}, "服务机构", "演示记录不得挂在真实单位名下"),
    ({"技术就绪度": 12}, "技术就绪度", "不得大于 9，现为 12"),
    ({"技术就绪度": 6.5}, "技术就绪度", "应为整数"),
    ({"报价·方式": "区间", "报价·万元，起": 90, "报价·万元，止": 80}, "报价·万元，起", "“万元，起”90 大于“万元，止”80"),
    ({"报价·方式": "定额", "报价·万元，起": "约80"}, "报价·万元，起", "应为不带单位的数"),
    ({"优势指标2·指标": "寿命"}, "优势指标2·本成果", "缺少必填字段“本成果”"),
    ({"优势指标2·指标": "配比", "优势指标2·本成果": date(2026, 3, 5)}, "优势指标2·本成果", "变成了日期或时间"),
    (
        {
            "知识产权2·种类": "发明专利",
            "知识产权2·状态": "已授权",
            "知识产权2·号码": "ZL202310123456.7",
            "知识产权2·名称": "填料",
        },
        "知识产权2·号码",
        "校验位与前面的数字不符",
    ),
    ({"联系方式·电话": "13800000000"}, "联系方式·电话", "应为固定电话"),
    ({"编号": "a2026-lanhai-1"}, "编号", "应为 a 或 d、年份"),
    ({"编号": "d2026-lanhai-001"}, "编号", "成果的编号以 a 开头"),
    ({"正文": "# 一级标题"}, "正文", "正文标题从二级（##）开始"),
]


def test_every_mistake_is_said_by_row_and_header(tree: Path) -> None:
    """Thirty-four different mistakes in one sheet: each with its row and header, and nothing is written."""
    rows = [ROW | {"名称*": f"第{number}种脱氮填料"} | change for number, (change, _, _) in enumerate(MISTAKES)]
    every = {key: None for row in rows for key in row} | {"10+1 产业": None}
    result = load(tree, achievements(tree / "in.xlsx", *(every | row for row in rows)), "--format", "json")
    found = [
        (problem["line"], problem["field"], problem["message"] + str(problem["hint"]))
        for problem in json.loads(result.stdout)["problems"]
    ]

    for line, (_change, header, said) in enumerate(MISTAKES, start=2):
        assert any(row == line and field == header and said in message for row, field, message in found), (
            line,
            header,
            said,
            [f for f in found if f[0] == line],
        )
    assert result.exit_code == 1
    assert files(tree) == {}


QUOTED = re.compile(r'"[^"]*"|“[^”]*”|《[^》]*》')
ROWS_A_SHEET = 80
TYPE_NAMES = {"str", "int", "float", "bool", "list", "dict", "None", "NoneType", "null"}


def names_for_files() -> set[str]:
    """Every key of the schema at whatever depth, every code that is a word, and Python's names of types."""
    fields = [field for kind in KINDS for field in shapes(kind).values()]
    for field in fields:
        fields.extend(field.fields)
    vocabularies = [VOCABULARIES[field.vocabulary] for field in fields if field.vocabulary]
    codes = {code for vocabulary in vocabularies for code in vocabulary if code.isalpha()}
    return {field.name for field in fields} | codes | TYPE_NAMES


def bare_names(problems: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """What of those names stands in problems, outside of quotes, with the sentence around it."""
    texts = {f"{problem['message']}；{problem['hint']}" for problem in problems if problem["line"]}
    known = names_for_files() - {"None"}
    return {(name, text) for text in texts for name in re.findall("[A-Za-z_]+", QUOTED.sub("", text)) if name in known}


def corpus_rows(paths: Iterable[Path]) -> Iterator[tuple[Kind, Written]]:
    """The corpus' records as rows, as far as a file can be read."""
    for path in paths:
        kind: Kind = "demand" if b"\nid: d" in path.read_bytes() else "achievement"
        source = load_source(CORPUS, path)
        row = Written(source.data, source.body)
        try:
            render_workbook({kind: [row]}, VOCABULARIES, date(2026, 9, 21))
        except (AttributeError, TypeError, ValueError):
            continue  # a list for a text, and the like: no cell can hold it
        if source.data:
            yield kind, row


def corpus_sheets(folder: Path) -> Iterator[Path]:
    """Those rows on a few sheets, since each is read in a process of its own."""
    paths = sorted([*CORPUS.glob("invalid/*.md"), *CORPUS.glob("warning/*.md")])
    links = [path for path in paths if path.stem.startswith("links_")]  # looked at where all else is sound
    found = list(corpus_rows(path for path in paths if path not in links))
    assert len(found) > 100
    parts = [found[start : start + ROWS_A_SHEET] for start in range(0, len(found), ROWS_A_SHEET)]
    for number, part in enumerate([*parts, *([row] for row in corpus_rows(links))]):
        records = {kind: [row for other, row in part if other == kind] for kind in MODELS}
        yield put(folder, f"corpus-{number}.xlsx", render_workbook(records, VOCABULARIES, date(2026, 9, 21)))


def test_messages_speak_in_labels(tree: Path) -> None:
    """No message about a sheet names a key, a code or a type: whoever reads it sees headers and choices."""
    rows = [ROW | {"名称*": f"第{number}种脱氮填料"} | change for number, (change, _, _) in enumerate(MISTAKES)]
    codes: set[str] = set()
    for path in (*corpus_sheets(tree), achievements(tree / "mistakes.xlsx", *rows)):
        result = load(tree, path, "--check", "--format", "json")
        problems = json.loads(result.stdout)["problems"] if result.stdout.startswith("{") else []
        codes |= {problem["code"] for problem in problems}

        assert bare_names(problems) == set(), path

    assert codes >= {rule.code for rule in RULES} - {
        "file-name",
        "comments",
        "told-in-comments",
        "films",
    }  # no sheet has them


def test_the_help_above_the_columns_speaks_in_labels(tree: Path) -> None:
    """What a sheet says above its columns names neither a key nor a code."""
    run(tree, "template", "in.xlsx")
    book = CalamineWorkbook.from_path(tree / "in.xlsx")
    helps = [text for name in ("成果", "需求") for text in book.get_sheet_by_name(name).to_python()[0] if text]

    assert len(helps) > 20
    assert bare_names([{"line": 1, "message": text, "hint": ""} for text in helps]) == set()


def test_the_place_of_a_problem(tree: Path) -> None:
    """File, sheet, row, header and the cell as spreadsheets call it; the count says that nothing was written."""
    result = load(tree, achievements(tree / "in.xlsx", ROW | {"所处阶段*": "中式"}))

    assert result.stdout == (
        "in.xlsx：成果!第 2 行「所处阶段」（M2）: error[stage]: "
        '应为 研发、小试、中试、产业化 之一，现为 "中式"；请从下拉列表里选\n'
        "共 1 行：1 个错误，0 个警告。没有写入任何文件。\n"
    )
    assert files(tree) == {}


def test_what_spreadsheets_do_to_values(tree: Path) -> None:
    """Serial days, full-width digits, blanks, formulas, merged cells, other columns and orders are all met."""
    row = {
        "备注": "内部用", "发布日期": 46093.0, "编号": "  ", "技术就绪度": "６", "公开审查·审查日期": "2026年3月2日",
        "状态": "可对接\u3000", "联系方式·电话": "０５３２-００００００１１",
        "报价·方式": "定额", "报价·万元，起": "80万元", " 服务机构 ＊": "lanhai",
    }  # fmt: skip
    row |= {
        key.removesuffix("*"): value for key, value in ROW.items() if key.removesuffix("*") not in {*row, "服务机构"}
    }
    result = load(
        tree,
        workbook(
            tree / "in.xlsx",
            {"成果": [["2026 年成果汇总"], [], *sheet(dict(reversed(row.items())))], "草稿": [["随便"]]},
        ),
    )

    assert result.exit_code == 0, result.stdout
    assert "「备注」" in result.stdout
    assert "warning[sheet]: 不认识“备注”这一列，已忽略" in result.stdout
    for line in ("published: 2026-03-12", "trl: 6", "date: 2026-03-02}", "contact: {phone: 0532-00000011}"):
        assert line in text(tree)


def test_merged_and_hidden_rows(tree: Path) -> None:
    """A cell merged over rows holds for each of them; a hidden row is a row."""
    path = tree / "in.xlsx"
    headers = list(ROW)
    with xlsxwriter.Workbook(str(path)) as book:
        target = book.add_worksheet("成果")
        target.write_row(0, 0, headers)
        for line in (1, 2):
            for column, header in enumerate(headers):
                if header != "服务机构*":
                    target.write(line, column, str(ROW[header]) + (str(line) if header == "名称*" else ""))
        target.merge_range(1, headers.index("服务机构*"), 2, headers.index("服务机构*"), "蓝海转移中心")
        target.set_row(2, None, None, {"hidden": True})

    assert "新增 2 条" in load(tree, path).stdout


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"名称": "x", "状态": "x", "关键宇": "x", "所处阶段": "x"}], "没有名为“关键宇”的列；是否想写“关键词”？"),
        ([{"名称": "x", "名称*": "y", "状态": "x", "所处阶段": "x"}], "“名称*”有两列；请只留一列"),
        ([{"甲": "x"}], "前 10 行里找不到表头"),
        ([ROW, ROW], "与 in.xlsx 的“成果”表第 2 行是同一条记录"),
        ([ROW | {"优势指标1·本成果": "#DIV/0!"}], "这一格的公式出错"),
    ],
    ids=["a slip in a header", "a header twice", "no header", "a row twice", "a formula that fails"],
)
def test_wrong_sheets(tree: Path, rows: list[dict[str, Any]], said: str) -> None:
    """What is wrong with a sheet as a whole is said as well, with the remedy."""
    result = load(tree, achievements(tree / "in.xlsx", *rows))

    assert said in result.stdout
    assert result.exit_code == 1
    assert files(tree) == {}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("发布日期*", "2026-03-11", "发布日期不改；复核请用 showcase renew，现有 2026-03-12"),
        ("曾用编号", "a2025-lanhai-007", "曾用编号不改，否则旧网址会失效"),
    ],
)
def test_what_never_changes(tree: Path, column: str, value: str, said: str) -> None:
    """Day of publication and former ids of a record are not changed by a sheet."""
    put(tree, NEW_PATH, NEW)
    result = load(tree, achievements(tree / "in.xlsx", ROW | {"编号": "a2026-lanhai-001", column: value}))

    assert said in result.stdout
    assert text(tree) == NEW


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv(tree: Path, encoding: str, separator: str) -> None:
    """CSV in the encodings and with the separators that spreadsheets write; its kind is known by its headers."""
    rows = [[str(cell or "") for cell in row] for row in sheet(ROW)]
    lines = [separator.join(f'"{cell}"' for cell in row) for row in rows]
    path = put(tree, "in.csv", "\r\n".join(lines).encode(encoding))

    assert load(tree, path).exit_code == 0, load(tree, path).stdout
    assert text(tree) == NEW.replace('"92"', '"92.0"')


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("in.csv", b"\xff\xff\x00\x81", "看不懂这个文件的编码"),
        ("in.xlsx", b"PK\x03\x04 broken", "打不开这个文件"),
        ("in.xlsx", b"", "文件是空的"),
        ("in.csv", b"", "文件是空的"),
        ("in.csv", b"a,b\n1,2\n", "前 10 行里找不到表头"),
    ],
)
def test_what_is_no_sheet(tree: Path, name: str, content: bytes, said: str) -> None:
    """A file that is something else gives a sentence and no traceback."""
    result = load(tree, put(tree, name, content))

    assert said in result.stdout
    assert result.exit_code == 1


def test_hostile_ids_stay_in_the_content(tree: Path) -> None:
    """An id that is a path is no id."""
    result = load(tree, achievements(tree / "in.xlsx", ROW | {"编号": "../../../etc/a2026-lanhai-001"}))

    assert "「编号」" in result.stdout
    assert result.exit_code == 1


def moved(source: Path, target: Path, *, suffix: str) -> Path:
    """A catalogue exported from `source` and imported into an empty one with the same attachments."""
    make_tree(target)
    shutil.rmtree(target / "content")
    shutil.copytree(source / "content", target / "content")
    for path in target.glob("content/*s/20*/*.md"):
        path.unlink()
    tables: list[str] = []
    for arguments in [[]] if suffix == "xlsx" else [["--kind", kind] for kind in KINDS]:
        name = f"out{len(tables)}.{suffix}"
        result = run(source, "export", str(target / name), *arguments)
        assert result.exit_code == 0, result.output
        tables.append(str(target / name))
    result = load(target, *tables)
    assert result.exit_code == 0, result.stdout
    assert "修改 0 条" in load(source, *tables).stdout
    return target


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("content", [CONTENT, REPOSITORY / "content"], ids=["tests", "own"])
def test_every_record_survives(content: Path, suffix: str, tmp_path: Path) -> None:
    """Out and in again: nothing changes in place, and an empty catalogue gets the same records, written anew."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "mkdocs.yml").touch()
    shutil.copytree(content, source / "content")
    before = files(source)
    target = moved(source, tmp_path / "target", suffix=suffix)

    assert files(source) == before
    written = {name: parse_manuscript(raw.decode()) for name, raw in before.items()}
    assert files(target) == {
        name: render_record(kind_of(Path(name)), record.data, record.content).encode()
        for name, record in written.items()
    }


def test_the_sites_sheets(project: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    """The site offers the empty sheet and each agency's own, named in the guide; they are those of the commands."""
    shutil.copytree(project / "content", tmp_path / "content")
    (tmp_path / "mkdocs.yml").touch()
    sheets = sorted((project / "site" / "submit" / "sheets").iterdir())
    guide = (project / "site" / "guide" / "agencies" / "index.html").read_text("utf-8")

    assert {path.stem for path in sheets} == {entry.record.agency for entry in catalogue.entries}
    for path in sheets:
        assert f'href="../../submit/sheets/{path.name}"' in guide
        assert run(tmp_path, "export", "out.xlsx", "--agency", path.stem).exit_code == 0
        exported, offered = (CalamineWorkbook.from_path(file) for file in (tmp_path / "out.xlsx", path))
        for kind in ("成果", "需求"):
            assert offered.get_sheet_by_name(kind).to_python() == exported.get_sheet_by_name(kind).to_python()
    assert run(tmp_path, "template", "in.xlsx").exit_code == 0
    blank, template = (
        CalamineWorkbook.from_path(file).get_sheet_by_name("成果").to_python()
        for file in (project / "site" / "submit" / "template.xlsx", tmp_path / "in.xlsx")
    )
    assert blank == template


def test_a_long_body_takes_several_cells(tree: Path) -> None:
    """A body longer than a cell can be is cut over columns and put together again."""
    body = "\n\n".join(f"第 {number} 段，" + "试验数据" * 50 for number in range(200))
    put(tree, NEW_PATH, NEW.replace("三年试验。", body))
    before = files(tree)
    assert run(tree, "export", str(tree / "out.xlsx")).exit_code == 0
    (tree / NEW_PATH).unlink()

    assert load(tree, tree / "out.xlsx").exit_code == 0
    assert files(tree) == before


def test_chosen_records(tree: Path) -> None:
    """Export by id, by kind and by agency."""
    put(tree, NEW_PATH, NEW)
    put(tree, "content/achievements/2026/a2026-chaosheng-001.md", NEW.replace("lanhai", "chaosheng"))

    def count(*arguments: str) -> str:
        return run(tree, "export", "out.xlsx", *arguments).stdout

    assert count() == "已写入 out.xlsx：成果 2 条，需求 0 条。\n"
    assert count("a2026-lanhai-001") == "已写入 out.xlsx：成果 1 条，需求 0 条。\n"
    assert count("--agency", "chaosheng", "--kind", "achievement") == "已写入 out.xlsx：成果 1 条。\n"
    assert run(tree, "export", "out.xlsx", "--agency", "nobody").exit_code == 2
    assert run(tree, "export", "out.csv").exit_code == 2
    assert run(tree, "export", "out.txt").exit_code == 2
    assert run(tree, "export", "out.xlsx", "a2026-lanhai-009").exit_code == 2


def test_template(tree: Path) -> None:
    """A sheet a kind with all fields, choices behind them, an example that is not imported, and an explanation."""
    assert run(tree, "template", "in.xlsx").exit_code == 0
    book = CalamineWorkbook.from_path(tree / "in.xlsx")
    headers = book.get_sheet_by_name("成果").to_python()[1]

    assert book.sheet_names == ["成果", "需求", "说明", "代码"]
    assert [item.name for item in book.sheets_metadata if item.visible != SheetVisibleEnum.Visible] == ["代码"]
    assert {"编号", "名称*", "优势指标1·指标", "优势指标4·对照", "公开审查·审查日期*", "正文"} <= set(headers)
    assert "技术许可" in str(book.get_sheet_by_name("代码").to_python())
    result = load(tree, tree / "in.xlsx").stdout
    assert "第 3 行标着“示例”，没有当作记录" in result
    assert "同类还有 1 处：in.xlsx：需求!第 3 行" in result
    assert result.endswith("没有读到一条记录，什么也没有写。\n")


def test_the_example_would_be_a_record(tree: Path) -> None:
    """The example row is right: without the word that flags it, it can be imported."""
    run(tree, "template", "in.xlsx")
    book = CalamineWorkbook.from_path(tree / "in.xlsx")
    rows = {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in ("成果", "需求")}
    for table in rows.values():
        table[2][0] = ""
    result = load(tree, workbook(tree / "again.xlsx", rows))

    assert "新增 2 条" in result.stdout, result.stdout
    assert "2 条没有变化" in load(tree, tree / "again.xlsx").stdout


def test_vocabularies_behind_the_drop_downs(tree: Path) -> None:
    """Every column of codes has a list to choose from; only where several may stand can others be typed."""
    run(tree, "template", "in.xlsx")
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(tree / "in.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    coded = [shape for shape in shapes("achievement").values() if shape.holds in ("code", "flag", "choice")]

    assert xml.count("<dataValidation ") >= len(coded)
    assert 'type="list"' in xml
    assert "代码!$A$2:$A$" in xml


def spoken(tree: Any) -> Any:
    """The same with words in the place of signs that are taken for no content."""
    if isinstance(tree, dict):
        return {key: spoken(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [spoken(item) for item in tree]
    return f"有{tree}" if isinstance(tree, str) and is_placeholder(tree) else tree


def narrowed(tree: Any) -> Any:
    """The same with the signs of a keyboard, which ids, numbers and dates are read with."""
    if isinstance(tree, dict):
        return {key: narrowed(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [narrowed(item) for item in tree]
    return half_width(tree).strip() if isinstance(tree, str) else tree


def as_read(cell: Cell) -> Shown:
    """What the cell shows when a workbook with it is opened."""
    if isinstance(cell, date):
        return Shown(str(cell), day=cell, moment=True)
    return show_number(cell, GENERAL) if isinstance(cell, int | float) else Shown(cell or "")


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_cell_holds_the_value(kind: Any, data: st.DataObject) -> None:
    """Whatever a field may hold, its cell is read back as the same."""
    fields = [part for shape in shapes(kind).values() for part in (shape.fields or (shape,))]
    shape = data.draw(st.sampled_from(fields))
    tree = spoken(data.draw(values(shape)))
    assume(not FULL_WIDTH.search(str(tree)) or shape.longest)  # ids, numbers, dates have none
    cell = render_cell(tree, shape, VOCABULARIES)

    read = parse_cell(as_read(cell), shape, VOCABULARIES)[0]

    assert plain(read or ([] if shape.many else None)) == plain(tree)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=25, phases=[Phase.generate])
def test_a_sheet_holds_the_record(kind: Any, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever its fields hold, a record comes out of a workbook as it went in."""
    record = spoken(narrowed(data.draw(records(kind))))
    path = tmp_path_factory.mktemp("sheet") / "out.xlsx"
    path.write_bytes(render_workbook({kind: [Written(record, "正文")]}, VOCABULARIES, date(2026, 9, 21)))
    [table, *_others] = load_tables(path)[0]
    grid, problems = read_grid(table)
    assert grid is not None
    [row] = grid.rows(VOCABULARIES)
    assume(not row.problems)  # of characters that no file may hold

    assert problems == []
    assert row.body == "正文"
    assert filled(plain(merge(row, {})[0])) == filled(plain(record))


def filled(tree: Any) -> Any:
    """A tree without empty lists and groups, which a sheet cannot tell from nothing."""
    if isinstance(tree, list):
        return [filled(item) for item in tree]
    if isinstance(tree, dict):
        return {key: value for key, item in tree.items() if (value := filled(item)) not in ([], {})}
    return tree


def test_five_hundred_rows(tree: Path) -> None:
    """Five hundred new records are read, checked and written in at most 5 s of processor time."""
    path = achievements(tree / "in.xlsx", *(ROW | {"名称*": f"第{number}种脱氮填料"} for number in range(500)))
    start = time.process_time()
    result = load(tree, path)

    assert time.process_time() - start <= 5
    assert result.stdout.endswith("导入完成：新增 500 条，修改 0 条，0 条没有变化。\n")


def test_new_and_import_give_the_same_file(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The conversation's options and the sheet's cells lead to the same file."""
    other = make_tree(tmp_path_factory.mktemp("sheet"))
    body = put(tree, "body.md", ROW["正文"])
    named = {"title": "名称*", "summary": "一句话简介*", "marine-sectors": "海洋产业", "keywords": "关键词*"}
    named |= {"contract-types": "合同类型", "task-force": "服务专班*", "agency": "服务机构*", "holder": "持有单位*"}
    options = [part for name, header in named.items() for part in (f"--{name}", ROW[header])]
    options += [
        "--stage",
        "中试",
        "--published",
        "2026-03-12",
        "--advantages",
        "{metric: 去除率, value: 92, unit: '%'}",
    ]
    options += ["--disclosure", "{by: 海滨大学科技处, date: 2026-03-02}", "--set", "ip=[]", "--body", str(body)]
    result = run(tree, "new", "achievement", *options, "--no-input", "--as-of", "2026-10-01")
    load(other, achievements(other / "in.xlsx", ROW))

    assert result.exit_code == 0, result.output
    assert text(other) == text(tree)


def test_what_breaks_another_record(tree: Path) -> None:
    """A row that takes a former id of another record is refused, although it is that record that no longer fits."""
    put(tree, NEW_PATH, NEW.replace("status:", "aliases: [a2026-lanhai-007]\nstatus:"))
    result = load(tree, achievements(tree / "in.xlsx", ROW | {"名称*": "另一项填料", "编号": "a2026-lanhai-007"}))

    assert "error[aliases]" in result.stdout
    assert len(files(tree)) == 1
