"""A record entered through the form, a spreadsheet, a command or by hand is one and the same file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from building import AS_OF, git, make_project
from filling import ACHIEVEMENT, DEMAND, DEMAND_BODY, Form
from showcase.cli import main

PATHS = {
    "achievement": "content/achievements/2026/a2026-ceshi-005.md",
    "demand": "content/demands/2026/d2026-ceshi-004.md",
}
EXPECTED = {"achievement": ACHIEVEMENT, "demand": DEMAND}
TITLE, SUMMARY = (
    "海水中低浓度锂的膜法提取",
    ("用单价选择性膜从淡化浓盐水中富集锂，能耗比蒸发法低七成，适合沿海淡化厂就地配套。"),
)
DEMAND_TITLE, DEMAND_SUMMARY = (
    "养殖网箱自动清洗",
    ("希望找到能在两米浪高下自动清洗网衣的装备，代替潜水员人工作业，每小时不少于三十平方米。"),
)
BODIES = {"achievement": "## 原理\n\n先软化，再用两级膜富集。\n\n- 一级去镁；\n- 二级富锂。\n", "demand": DEMAND_BODY}

# What is written into the cells below these headers.
CELLS: dict[str, dict[str, Any]] = {
    "成果": {
        "名称*": TITLE,
        "一句话简介*": SUMMARY,
        "状态*": "可对接",
        "发布日期*": date(2026, 9, 1),
        "海洋产业": "深海开发",
        "关键词*": "锂、C: 膜",
        "合同类型": "技术许可、技术服务",
        "服务专班*": "第一服务专班（待核）",
        "服务机构*": "测试海创服务中心",
        "公开审查·审查单位*": "测例海洋大学科研处",
        "公开审查·审查日期*": date(2026, 8, 20),
        "持有单位*": "测例海洋大学",
        "所处阶段*": "中试",
        "优势指标1·指标": "能耗",
        "优势指标1·本成果": 12.5,
        "优势指标1·单位": "kWh/kg",
        "优势指标1·对照": "蒸发法约40",
        "优势指标2·指标": "锂回收率",
        "优势指标2·本成果": 86,
        "优势指标2·单位": "%",
        "知识产权1·种类": "计算机软件",
        "知识产权1·号码": "2025SR0000001",
        "知识产权1·状态": "已登记",
        "知识产权1·名称": "富锂过程控制软件",
        "知识产权2·种类": "技术秘密",
        "知识产权2·状态": "保密",
        "知识产权2·名称": "膜清洗工艺",
        "报价·方式": "区间",
        "报价·万元，起": 120,
        "报价·万元，止": 180.5,
        "正文": BODIES["achievement"],
    },
    "需求": {
        "名称*": DEMAND_TITLE,
        "一句话简介*": DEMAND_SUMMARY,
        "状态*": "征集中",
        "发布日期*": date(2026, 9, 1),
        "10+1 产业": "人工智能",
        "关键词*": "网箱",
        "合同类型": "技术开发",
        "服务专班*": "第一服务专班（待核）",
        "服务机构*": "测试海创服务中心",
        "公开审查·审查单位*": "测例水产公司",
        "公开审查·审查日期*": date(2026, 8, 20),
        "需求方·公开名称*": "否",
        "需求方·概述": "一家深水养殖企业",
        "需求方·所在区（市）*": "黄岛区",
        "指标要求1·指标*": "清洗效率",
        "指标要求1·比较*": "不低于",
        "指标要求1·要求*": 30,
        "指标要求1·单位": "平方米/小时",
        "指标要求2·指标": "耐受浪高",
        "指标要求2·比较": "不低于",
        "指标要求2·要求": 2,
        "指标要求2·单位": "m",
        "截止日期*": date(2026, 12, 31),
        "预算·方式": "定额",
        "预算·万元，起": 80,
        "正文": BODIES["demand"],
    },
}

# What is typed after `showcase new`.
COMMON = [
    *("--task-force", "tf-1", "--agency", "测试海创服务中心", "--published", "2026-09-01"),
    *("--no-input", "--as-of", AS_OF),
]
FLAGS = {
    "achievement": [
        *("--title", TITLE, "--summary", SUMMARY, "--marine-sectors", "深海开发", "--keywords", "锂、C: 膜"),
        *("--contract-types", "技术许可、技术服务", "--holder", "测例海洋大学", "--stage", "中试"),
        *("--disclosure", "{by: 测例海洋大学科研处, date: 2026-08-20}"),
        *("--advantages", "{metric: 能耗, value: 12.5, unit: kWh/kg, baseline: 蒸发法约40}"),
        *("--advantages", "{metric: 锂回收率, value: 86, unit: '%'}"),
        *("--ip", "{kind: 计算机软件, number: 2025SR0000001, status: 已登记, title: 富锂过程控制软件}"),
        *("--ip", "{kind: know-how, status: confidential, title: 膜清洗工艺}"),
        *("--price", "{mode: 区间, min: 120, max: 180.5}"),
    ],
    "demand": [
        *("--title", DEMAND_TITLE, "--summary", DEMAND_SUMMARY, "--industries", "人工智能", "--keywords", "网箱"),
        *("--contract-types", "技术开发", "--deadline", "2026-12-31", "--budget", "{mode: 定额, min: 80}"),
        *("--disclosure", "{by: 测例水产公司, date: 2026-08-20}"),
        *("--demander", "{disclosed: 否, description: 一家深水养殖企业, district: '370211'}"),
        *("--targets", "{metric: 清洗效率, op: 不低于, value: 30, unit: 平方米/小时}"),
        *("--targets", "{metric: 耐受浪高, op: ge, value: 2, unit: m}"),
    ],
}

# What is written by hand over the lines of the guide's template; fields that are not here are deleted.
HAND_COMMON = {
    "status": "status: open",
    "published": "published: 2026-09-01",
    "task_force": "task_force: tf-1",
    "agency": "agency: ceshi",
}
HAND = {
    "achievement": {
        **HAND_COMMON,
        "id": "id: a2026-ceshi-005",
        "title": f"title: {TITLE}",
        # The test's agency is an invented one, and says so, as the table of fields tells.
        "summary": f"summary: {SUMMARY}\n# 演示数据（选填）：仅随软件附带的虚构示例为 true\ndemo: true",
        "industries": "industries: []",
        "marine_sectors": "marine_sectors: [deep-sea]",
        "keywords": 'keywords: [锂, "C: 膜"]',
        "contract_types": "contract_types: [licensing, service]",
        "disclosure": "disclosure: {by: 测例海洋大学科研处, date: 2026-08-20}",
        "holder": "holder: test-ocean-univ",
        "stage": "stage: pilot",
        "advantages": (
            'advantages:\n  - {metric: 能耗, value: "12.5", unit: kWh/kg, baseline: 蒸发法约40}\n'
            '  - {metric: 锂回收率, value: "86", unit: "%"}'
        ),
        "ip": (
            "ip:\n  - {kind: software, number: 2025SR0000001, status: registered, title: 富锂过程控制软件}\n"
            "  - {kind: know-how, status: confidential, title: 膜清洗工艺}"
        ),
        "price": "price: {mode: range, min: 120, max: 180.5}",
    },
    "demand": {
        **HAND_COMMON,
        "id": "id: d2026-ceshi-004",
        "title": f"title: {DEMAND_TITLE}",
        "summary": f"summary: {DEMAND_SUMMARY}\n# 演示数据（选填）：仅随软件附带的虚构示例为 true\ndemo: true",
        "industries": "industries: [ai]",
        "marine_sectors": "marine_sectors: []",
        "keywords": "keywords: [网箱]",
        "contract_types": "contract_types: [development]",
        "disclosure": "disclosure: {by: 测例水产公司, date: 2026-08-20}",
        "demander": 'demander: {disclosed: false, description: 一家深水养殖企业, district: "370211"}',
        "targets": (
            'targets:\n  - {metric: 清洗效率, op: ge, value: "30", unit: 平方米/小时}\n'
            '  - {metric: 耐受浪高, op: ge, value: "2", unit: m}'
        ),
        "deadline": "deadline: 2026-12-31",
        "budget": "budget: {mode: fixed, min: 80}",
    },
}


def run(root: Path, *arguments: str) -> str:
    """What showcase says in `root`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def through_the_form(page: Page, kind: str) -> bytes:
    """Filled in, made, downloaded."""
    form = Form(page, kind).open()
    form.fill_achievement() if kind == "achievement" else form.fill_demand()
    form.make.click()
    expect(form.state).to_have_text(re.compile("^都填好了"))
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
    return download.value.path().read_bytes()


def through_a_sheet(root: Path) -> dict[str, bytes]:
    """The template's own headers, one row of cells below them, imported."""
    run(root, "template", "empty.xlsx")
    empty = CalamineWorkbook.from_path(root / "empty.xlsx")
    with xlsxwriter.Workbook(str(root / "filled.xlsx")) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, cells in CELLS.items():
            helps, headers, *_examples = empty.get_sheet_by_name(name).to_python()
            assert set(cells) <= set(headers)
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, helps)
            sheet.write_row(1, 0, headers)
            for column, cell in enumerate(cells.get(header) for header in headers):
                if isinstance(cell, date):
                    sheet.write_datetime(2, column, cell, day)
                elif cell is not None:
                    sheet.write(2, column, cell)
    run(root, "import", "filled.xlsx", "--as-of", AS_OF)
    return {kind: (root / path).read_bytes() for kind, path in PATHS.items()}


def through_the_command(root: Path, kind: str) -> bytes:
    """`showcase new` with everything as options."""
    (root / "body.md").write_text(BODIES[kind], encoding="utf-8")
    run(root, "new", kind, *FLAGS[kind], *COMMON, "--body", str(root / "body.md"))
    return (root / PATHS[kind]).read_bytes()


def templates(page: Page) -> dict[str, str]:
    """What a reader copies from the guide."""
    page.goto("guide/agencies/")
    found = {}
    for kind, label in (("achievement", "成果模板"), ("demand", "需求模板")):
        page.get_by_text(label, exact=True).click()
        found[kind] = page.get_by_role("region", name=label).inner_text() + "\n"
    return found


def filled_in(template: str, lines: dict[str, str], body: str) -> Iterator[str]:
    """The template with its places overwritten and the fields that are not needed deleted."""
    front, _rest = template.removeprefix("---\n").split("\n---\n", 1)
    yield "---"
    for comment, name in re.findall(r"^(#.*)\n(\w+):", front, re.MULTILINE):
        if name in lines:
            yield comment
            yield lines[name]
    yield "---"
    yield ""
    yield body


def by_hand(root: Path, template: str, kind: str) -> bytes:
    """Written, committed to a branch, checked against main as a pull request is."""
    git(root, "switch", "-q", "-c", f"new-{kind}", "main")
    path = root / PATHS[kind]
    path.write_text("\n".join(filled_in(template, HAND[kind], BODIES[kind])), encoding="utf-8")
    git(root, "add", PATHS[kind])
    git(root, "commit", "-q", "-m", "新记录")
    report = json.loads(run(root, "check", "--base", "main", "--as-of", AS_OF, "--format", "json"))
    assert [problem for problem in report["problems"] if problem["path"] == PATHS[kind]] == []
    return path.read_bytes()


def test_four_ways(page: Page, tmp_path: Path) -> None:
    """Each of the four ways writes the same bytes, comments included."""
    sheets = through_a_sheet(make_project(tmp_path / "sheet"))
    shown = templates(page)
    for kind, expected in EXPECTED.items():
        ways = {
            "form": through_the_form(page, kind),
            "sheet": sheets[kind],
            "command": through_the_command(make_project(tmp_path / f"command-{kind}"), kind),
            "hand": by_hand(make_project(tmp_path / f"hand-{kind}"), shown[kind], kind),
        }

        assert {way: text.decode() for way, text in ways.items()} == dict.fromkeys(ways, expected)
