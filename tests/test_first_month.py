"""The first month of a market: from the demonstration to a running catalogue, as its editor and brokers live it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from email.message import EmailMessage
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from building import REPOSITORY, build, git, make_project
from showcase.catalogue.load import Catalogue, load
from showcase.cli import main
from showcase.files.contrast import check_contrast
from showcase.past.day import SHANGHAI
from tree import RECORD

DAY = date(2026, 10, 1)
NEXT_YEAR = date(2027, 9, 20)
AGENCIES = {"hongtai": "示例鸿泰技术转移公司", "lanqiao": "示例蓝桥科技服务公司", "beichen": "示例北辰成果转化中心"}
THINGS = (
    "牡蛎分级机",
    "网箱清洗车",
    "船体除锈臂",
    "浮标电源",
    "鱼苗计数器",
    "海带切割台",
    "缆绳检测仪",
    "舱底水分离器",
    "虾塘增氧机",
    "礁体打印头",
)
TITLE, HEADERS = "三角褐指藻混养生产岩藻黄素", (
    "名称", "一句话简介", "状态", "发布日期", "海洋产业", "关键词", "合同类型", "服务专班", "服务机构",
    "公开审查·审查单位", "公开审查·审查日期", "持有单位", "所处阶段", "正文", "知识产权1·种类",
)  # fmt: skip


class Market:
    """A repository with its editor at the keyboard."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder

    def run(self, *arguments: str, day: date = DAY, dated: bool = True) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.root)
            result = CliRunner().invoke(main, [*arguments, *(["--as-of", str(day)] if dated else [])])
        assert result.exit_code == 0, (arguments, result.output)
        return result.output

    def settle(self, step: str, shown: Mapping[str, str], day: date = DAY) -> Catalogue:
        """Commit what was done and publish it: the catalogue is sound, and pages say what they should after it."""
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", step)
        catalogue = load(self.root, day)
        assert not catalogue.errors, (step, catalogue.errors)
        self.run("check", day=day)
        noon = f"{datetime.combine(day, time(12), SHANGHAI).timestamp():.0f}"
        built = build(self.root, epoch=noon)
        assert built.returncode == 0, (step, built.stderr)
        for path, text in shown.items():
            assert text in self.page(path), (step, path)
        return catalogue

    def page(self, path: str) -> str:
        """What readers get at an address of the site."""
        return (self.root / "site" / path / "index.html").read_text("utf-8")

    def mail(self, name: str, text: str) -> Path:
        """A record as somebody sends it."""
        mail = EmailMessage()
        mail["From"] = "office@hongtai.example"
        mail.set_content("附件是一条成果。")
        mail.add_attachment(text.encode(), maintype="application", subtype="octet-stream", filename=f"{name}.md")
        path = self.folder / f"{name}.eml"
        path.write_bytes(mail.as_bytes())
        return path

    def sheet(self, name: str, agency: str, force: str) -> Path:
        """Ten records as a broker types them, with the names that the sheet offered on the day it was taken."""
        path = self.folder / f"{name}.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet("成果")
            page.write_row(0, 0, HEADERS)
            for line, thing in enumerate(THINGS, 1):
                summary = f"{agency}带来的{thing}，在海上用过一季，省人工，装拆快，适合沿海中小企业。"
                body = f"## 来历\n\n{thing}在海上连续试验一季，{line}台样机。"
                title, days = f"{agency[2:4]}{thing}", ("2026-09-30", "2026-09-20")
                row = (title, summary, "可对接", days[0], "海洋装备", thing, "技术许可", force, agency)
                page.write_row(line, 0, (*row, "科研管理处", days[1], "中国海洋大学", "中试", body, ""))
        return path


@pytest.fixture
def market(tmp_path: Path) -> Market:
    return Market(make_project(tmp_path / "market", REPOSITORY / "content"), tmp_path)


def test_the_first_month(market: Market) -> None:
    """Start, brand, agencies, mail, sheets, a name verified, a collision, renewals, take-down: each is published."""
    root = market.root
    answers = {"name": "示例市场 · 成果目录", "url": "https://market.example/", "office": "编辑部"}
    answers |= {"phone": "0532-00000303", "email": "desk@market.example", "hours": "", "sponsor": "", "icp": ""}
    market.run("start", *(part for name, text in answers.items() for part in (f"--{name}", text)), dated=False)
    assert not market.settle("start", {"": "示例市场 · 成果目录", "achievements": "暂无公开记录"}).entries

    tokens = root / "theme/styles/tokens.css"
    tokens.write_text(
        re.sub(r"--sc-sea: #[0-9a-f]{6}", "--sc-sea: #6b2d5c", tokens.read_text("utf-8"), count=1), "utf-8"
    )
    assert not list(check_contrast(root))
    for code, name in AGENCIES.items():
        contact = ("contact.office=成果部", "contact.phone=0532-00000111", f"contact.email=office@{code}.example")
        options = [part for value in contact for part in ("--set", value)]
        market.run("term", "add", "agencies", code, name, "--verified", *options, "--yes", dated=False)
    market.settle(
        "brand, agencies", {"agency/hongtai": AGENCIES["hongtai"], "submit/achievement": "示例北辰成果转化中心"}
    )
    assert "#6b2d5c" in (root / "site/assets/showcase.css").read_text("utf-8")

    first = RECORD.replace("a2026-lanhai-001", "a2026-hongtai-001").replace("agency: lanhai", "agency: hongtai")
    first = re.sub("(?m)^holder: .*", "holder: ouc", first)
    answer = market.run("accept", str(market.mail("first", first)))
    assert f"新成果《{TITLE}》，编号 a2026-hongtai-001" in answer
    shown = {"": TITLE, "achievements/a2026-hongtai-001": TITLE, "task-force/tf-2": "待核"}
    assert [entry.id for entry in market.settle("first", shown).entries] == ["a2026-hongtai-001"]

    old = market.sheet("taken-early", AGENCIES["beichen"], "第二服务专班（待核）")
    market.run("accept", str(market.sheet("ten", AGENCIES["lanqiao"], "第二服务专班（待核）")))
    assert (
        len(market.settle("ten", {"achievements": "蓝桥礁体打印头", "agency/lanqiao": "蓝桥牡蛎分级机"}).entries) == 11
    )

    market.run("term", "verify", "task-forces", "tf-2", "--label", "示例海洋装备专班", "--yes", dated=False)
    market.run("term", "rename", "agencies", "beichen", "--label", "示例北辰转化公司", "--yes", dated=False)
    market.settle("names", {"task-force/tf-2": "示例海洋装备专班", "agency/beichen": "示例北辰转化公司"})
    market.run("accept", str(old))
    catalogue = market.settle("old sheet", {"task-force/tf-2": "北辰牡蛎分级机"})
    assert len(catalogue.entries) == 21
    assert {entry.record.task_force for entry in catalogue.entries if entry.record.agency == "beichen"} == {"tf-2"}

    other = first.replace(TITLE, "管网渗漏超声定位").replace(
        "在管道光反应器里用弱光加少量甘油培养硅藻", "用超声监测供水管网，定位误差小于一米，误报很少"
    ).replace("三年试验，十二立方米装置，三十七批数据。", "三座城市试装了四百个节点。")  # fmt: skip
    assert "编号 a2026-hongtai-002（不再用 a2026-hongtai-001）" in market.run(
        "accept", str(market.mail("other", other))
    )
    shown = {"achievements/a2026-hongtai-001": TITLE, "achievements/a2026-hongtai-002": "管网渗漏超声定位"}
    assert market.settle("collision", shown).by_id["a2026-hongtai-001"].record.title == TITLE

    market.run("remind", "--output", str(market.folder / "mails"), day=NEXT_YEAR)
    assert {path.stem for path in (market.folder / "mails").iterdir()} == {
        "lanqiao",
        "beichen",
    }  # the first lapsed long ago
    market.run("renew", "--expiring-before", "2027-12-01", "--yes", day=NEXT_YEAR)
    renewed = market.settle(
        "renewal", {"achievements": "管网渗漏超声定位", "agency/lanqiao": "蓝桥牡蛎分级机"}, NEXT_YEAR
    )
    assert {entry.record.reviewed for entry in renewed.entries} == {NEXT_YEAR}

    market.run("withdraw", "a2026-hongtai-002", "--reason", "持有单位要求撤下", day=NEXT_YEAR)
    shown = {"achievements/a2026-hongtai-002": "持有单位要求撤下", "archive": "管网渗漏超声定位"}
    assert len(market.settle("take-down", shown, NEXT_YEAR).listed) == len(renewed.listed) - 1
    assert "管网渗漏超声定位" not in market.page("achievements")
