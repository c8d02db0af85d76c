"""Filling in the form as a person would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

GOLDEN = Path(__file__).parents[1] / "golden"
ACHIEVEMENT = (GOLDEN / "entered-achievement.md").read_text(encoding="utf-8")
DEMAND = (GOLDEN / "entered-demand.md").read_text(encoding="utf-8")
IP = (
    ("software", "2025SR0000001", "registered", "富锂过程控制软件"),
    ("know-how", "", "confidential", "膜清洗工艺"),
)
TARGETS = (("清洗效率", "30", "平方米/小时"), ("耐受浪高", "2", "m"))
NO_WORKER = pytest.mark.browser_context_args(service_workers="block")
"""A worker would answer before the test's own answer is asked for."""
BLOCKED = "Service Worker registration blocked by Playwright"
DEMAND_BODY = "## 现在怎么做\n\n潜水员每月清洗一次，冬季停工。\n\n## 怎样算解决\n\n在示例海域连续作业三个月。\n"


class Form:
    """The form on the test's page; methods are named after what a person does."""

    def __init__(self, page: Page, kind: str = "achievement") -> None:
        self.page = page
        self.kind = kind

    def open(self) -> Form:
        self.page.goto(f"submit/{self.kind}/")
        expect(self.make).to_be_visible()
        return self

    @property
    def make(self) -> Locator:
        return self.page.get_by_role("button", name="生成文件")

    @property
    def state(self) -> Locator:
        return self.page.locator("[data-state]")

    @property
    def summary(self) -> Locator:
        return self.page.locator("[data-summary]")

    @property
    def title(self) -> Locator:
        """The record's name; other things have names too."""
        return self.page.get_by_role("region", name="基本信息").get_by_label("名称")

    def field(self, label: str, within: str | None = None) -> Locator:
        """The box, list or date with this label, perhaps inside a group or a row."""
        scope = self.group(within) if within else self.page
        return scope.get_by_label(re.compile(rf"^\s*{label}( 必填)?$"))

    def group(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=re.compile(rf"^{name}( 必填)?$"))

    def choose(self, label: str, code: str, within: str | None = None) -> None:
        self.field(label, within).select_option(code)

    def type(self, label: str, text: str, within: str | None = None) -> None:
        self.field(label, within).fill(text)

    def check(self, label: str, within: str) -> None:
        self.group(within).get_by_label(label, exact=True).check()

    def add(self, what: str) -> None:
        self.page.get_by_role("button", name=f"添加{what}").click()

    def unfold(self) -> None:
        self.page.get_by_text("其他（少用）").click()

    def problem_of(self, control: Locator) -> Locator:
        """What is said beside a box: the last thing that it is described by."""
        described = control.get_attribute("aria-describedby")
        assert described
        return self.page.locator(f"[id='{described.split()[-1]}']")

    def fill_common(self, record: dict[str, str]) -> None:
        self.choose("服务机构", "ceshi")
        self.choose("服务专班", "tf-1")
        self.title.fill(record["title"])
        self.type("一句话简介", record["summary"])
        self.type("发布日期", "2026-09-01")
        self.type("审查单位", record["by"])
        self.type("审查日期", "2026-08-20")
        self.unfold()
        self.field("演示数据").check()

    def fill_achievement(self) -> None:
        """ACHIEVEMENT, in an order that a person might take."""
        self.fill_common(
            {
                "title": "海水中低浓度锂的膜法提取",
                "summary": "用单价选择性膜从淡化浓盐水中富集锂，能耗比蒸发法低七成，适合沿海淡化厂就地配套。",
                "by": "测例海洋大学科研处",
            }
        )
        self.check("深海开发", "海洋产业")
        self.type("关键词 1", "锂")
        self.field("关键词 1").press("Enter")
        self.page.keyboard.type("C: 膜")
        self.check("技术许可", "合同类型")
        self.check("技术服务", "合同类型")
        self.choose("持有单位", "test-ocean-univ")
        self.choose("所处阶段", "pilot")
        for number, row in enumerate((("锂回收率", "86", "%", ""), ("能耗", "12.5", "kWh/kg", "蒸发法约40")), start=1):
            self.add("优势指标")
            for label, text in zip(("指标", "本成果", "单位", "对照"), row, strict=True):
                self.type(label, text, f"优势指标 {number}")
        self.page.get_by_role("button", name="上移：优势指标 2").click()
        for number, row in enumerate(IP, start=1):
            self.add("知识产权")
            self.choose("种类", row[0], f"知识产权 {number}")
            self.type("号码", row[1], f"知识产权 {number}")
            self.choose("状态", row[2], f"知识产权 {number}")
            self.type("名称", row[3], f"知识产权 {number}")
        self.choose("方式", "range", "报价")
        self.type("万元，起", "120", "报价")
        self.type("万元，止", "180.5", "报价")
        self.type("详细说明", "\n## 原理\n\n先软化，再用两级膜富集。\n\n- 一级去镁；\n- 二级富锂。\n\n")

    def fill_demand(self) -> None:
        """DEMAND."""
        self.fill_common(
            {
                "title": "养殖网箱自动清洗",
                "summary": "希望找到能在两米浪高下自动清洗网衣的装备，代替潜水员人工作业，每小时不少于三十平方米。",
                "by": "测例水产公司",
            }
        )
        self.check("人工智能", "10\\+1 产业")
        self.type("关键词 1", "网箱")
        self.check("技术开发", "合同类型")
        self.check("否", "公开名称")
        self.type("概述", "一家深水养殖企业", "需求方")
        self.choose("所在区（市）", "370211", "需求方")
        self.add("指标要求")
        for number, (metric, value, unit) in enumerate(TARGETS, start=1):
            self.type("指标", metric, f"指标要求 {number}")
            self.choose("比较", "ge", f"指标要求 {number}")
            self.type("要求", value, f"指标要求 {number}")
            self.type("单位", unit, f"指标要求 {number}")
        self.type("截止日期", "2026-12-31")
        self.choose("方式", "fixed", "预算")
        self.type("万元，起", "80", "预算")
        self.type("详细说明", DEMAND_BODY)


def finish(form: Form, folder: Path) -> tuple[str, str]:
    """Makes the file and downloads it: its name and text."""
    form.make.click()
    expect(form.state).to_have_text(re.compile("^都填好了"))
    with form.page.expect_download() as download:
        form.page.get_by_role("button", name="下载").click()
    name = download.value.suggested_filename
    download.value.save_as(folder / name)
    return name, (folder / name).read_bytes().decode()
