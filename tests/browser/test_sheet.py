"""A sheet that is dropped onto the site is told what `showcase import` would say of it, cell by cell."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from test_ways import CELLS
from xlsxwriter.utility import xl_col_to_name

from building import AS_OF, make_project
from showcase.cli import main

NOT_OF_THE_FORM = {"duplicates", "sheet", "proposed-term"}
"""Told by the command only, or in other words: likeness to other records, notes on what a cell was read as."""

GOOD: dict[str, Any] = CELLS["成果"]
BAD = {
    **GOOD,
    "名称*": "另一项海水提锂的装置",
    "发布日期*": "下周",
    "合同类型": "技术许可证",
    "服务专班*": "第七服务专班",
    "服务机构*": "",
    "持有单位*": "新增：测例生态研究所",
    "技术就绪度": "６",
    "优势指标1·指标": "",
    "优势指标1·本成果": "",
    "优势指标1·单位": "",
    "优势指标1·对照": "",
    "优势指标2·本成果": "",
    "知识产权1·种类": "发明专利",
    "知识产权1·号码": "ZL202010123456.1",
    "知识产权1·状态": "已授权",
    "联系方式·电话": "13800000000",
    "报价·方式": "",
    "报价·万元，起": "50-100万",
    "报价·万元，止": "",
}
DEMAND = {**CELLS["需求"], "名称*": "网箱清洗", "一句话简介*": "太短"}


def write(path: Path, sheets: dict[str, list[dict[str, Any]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            headers = list(dict.fromkeys(key for row in rows for key in row))
            page.write_row(0, 0, headers)
            for line, row in enumerate(rows, 1):
                for column, header in enumerate(headers):
                    cell = row.get(header, "")
                    if isinstance(cell, date):
                        page.write_datetime(line, column, datetime.combine(cell, datetime.min.time()), day)
                    elif cell != "":
                        page.write(line, column, cell)
    return path


def told(root: Path, path: Path, passed: AbstractSet[str] = NOT_OF_THE_FORM) -> list[tuple[str, str, str]]:
    """What the command says: severity, cell and sentence."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(
            main, ["import", "--check", "--advice", "--format", "json", "--as-of", AS_OF, str(path)]
        )
    return [
        (
            one["severity"],
            f"{xl_col_to_name(one['column'] - 1)}{one['line']}" if one["column"] else "",
            "；".join(filter(None, (one["message"], one["hint"]))),
        )
        for one in json.loads(result.stdout)["problems"]
        if one["code"] not in passed
    ]


def shown(page: Page) -> set[tuple[str, str]]:
    """The errors that the page lists: cell and sentence."""
    lines = page.locator(".sc-sheet__errors li").all_inner_texts()
    return {
        (match[1], match[2]) for line in lines if (match := re.search(r"（([A-Z]+[0-9]+)）：(.*)$", line, re.DOTALL))
    }


def test_the_page_says_what_the_command_says(page: Page, tmp_path: Path) -> None:
    """Errors, warnings and advice of a bad and a good row of each kind: the same cells, the same words, as many."""
    root = make_project(tmp_path / "project")
    path = write(tmp_path / "批量.xlsx", {"成果": [GOOD, BAD], "需求": [DEMAND], "草稿": [{"甲": "乙"}]})
    page.goto("/submit/sheet/")
    page.set_input_files("input[type=file]", path)
    results = page.locator(".sc-sheet__results")
    expect(page.locator("[data-sheet-status]")).to_contain_text("3 条记录")
    expected = told(root, path)

    assert shown(page) == {(cell, words) for severity, cell, words in expected if severity == "error"}
    advice = len([one for one in expected if one[0] == "advice"])
    expect(results).to_contain_text(f"建议 {advice} 条")
    expect(results).to_contain_text("没有看 草稿")


STRANGE = {
    **GOOD,
    "知识产权": "一种装置",
    "报价（元）": "600000",
    "专利号": "ZL",
    "联系电话": "0532",
    "关键宇": "海",
    "名称 ": "又一次",
    "天气": "晴",
    "关键词（英文）": "kelp",
}
NOT_OURS = ("天气", "关键词（英文）")


def test_the_page_knows_headers_as_the_command_does(page: Page, tmp_path: Path) -> None:
    """A group in one column, names of paper forms, slips and twins: an error each, in the same words."""
    root = make_project(tmp_path / "project")
    path = write(tmp_path / "批量.xlsx", {"成果": [STRANGE]})
    page.goto("/submit/sheet/")
    page.set_input_files("input[type=file]", path)
    expect(page.locator("[data-sheet-status]")).to_contain_text("要改")
    headers = {f"{xl_col_to_name(column)}1" for column in range(len(STRANGE))}
    expected = {(cell, words) for severity, cell, words in told(root, path, {"duplicates"}) if severity == "error"}

    assert {one for one in shown(page) if one[0] in headers} == {one for one in expected if one[0] in headers}
    assert len([one for one in shown(page) if one[0] in headers]) == len(STRANGE) - len(GOOD) - len(NOT_OURS)


def rewrite(path: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Another text in parts of a workbook."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            before, after = changes.get(name, ("", ""))
            assert before.encode() in part
            new.writestr(name, part.replace(before.encode(), after.encode()))


HIDDEN = {**GOOD, "发布日期*": date(2026, 9, 1), "公开审查·审查日期*": "2026-09-01", "所处阶段*": "中式"}


def test_what_spreadsheets_hide_in_cells(page: Page, tmp_path: Path) -> None:
    """Readings beside Chinese characters, escaped line ends, days that programs computed: as the command reads."""
    root = make_project(tmp_path / "project")
    path = write(tmp_path / "批量.xlsx", {"成果": [HIDDEN]})
    rewrite(
        path,
        {
            "xl/worksheets/sheet1.xml": ("<v>46266</v>", "<v>46265.99999999999</v>"),
            "xl/sharedStrings.xml": (
                f"<si><t>{GOOD['名称*']}</t></si>",
                f'<si><t>{GOOD["名称*"]}_x000D_</t><rPh sb="0" eb="2"><t>カイスイ</t></rPh></si>',
            ),
        },
    )
    page.goto("/submit/sheet/")
    page.set_input_files("input[type=file]", path)
    expect(page.locator("[data-sheet-status]")).to_contain_text("1 处要改")

    assert shown(page) == {(cell, words) for severity, cell, words in told(root, path) if severity == "error"}


def test_a_sound_sheet_is_handed_over(page: Page, tmp_path: Path) -> None:
    """CSV as Chinese Excel writes it; without an error the page says to whom the file goes."""
    head, row = ",".join(GOOD).replace("*", ""), [str(cell).replace(",", "、") for cell in GOOD.values()]
    text = head + "\r\n" + ",".join('"' + cell + '"' if "\n" in cell else cell for cell in row) + "\r\n"
    (tmp_path / "成果.csv").write_bytes(text.encode("gb18030"))
    page.goto("/submit/sheet/")
    page.set_input_files("input[type=file]", tmp_path / "成果.csv")

    expect(page.locator("[data-sheet-status]")).to_have_text("成果.csv：1 条记录都可以交了。")
    expect(page.get_by_role("link", name="写邮件给")).to_have_attribute("href", re.compile("^mailto:"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为不带密码的 .xlsx"),
        ("坏.xlsx", b"PK\x03\x04 no archive", "已损坏"),
        ("空.csv", b"", "没有找到记录"),
    ],
)
def test_what_cannot_be_read_is_said(page: Page, name: str, content: bytes, words: str) -> None:
    """An old, a broken and an empty file each get a sentence that says what to do."""
    page.goto("/submit/sheet/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})

    expect(page.locator("[data-sheet-status]")).to_contain_text(words)
