"""Weekly, monthly and quarterly digests, from real git repositories."""

from __future__ import annotations

import email
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from email import policy
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from building import git
from showcase.cli import main
from showcase.digest import (
    Period,
    PeriodKind,
    build_brief,
    build_digest,
    last_period,
    load_states,
    render_excel,
    render_markdown,
    render_word,
)
from showcase.digest.figures import build_figure_table, build_figures
from showcase.digest.section import Digest, Section, chinese_number
from showcase.files.brand import Brand
from showcase.files.sheets import Column, Sheet
from tree import CORPUS, RECORD, make_tree, put

DEMAND = (CORPUS / "valid" / "status_resolved.md").read_text(encoding="utf-8")
OPEN_DEMAND = DEMAND.replace("resolved", "open").replace("resolution: {date: 2026-08-01}\n", "")
WEEK = Period("week", date(2026, 9, 14), date(2026, 9, 20))
FINANCED = "stage: pilot\nfinancing: {amount: 300, use: 建一条中试线}"
WITHDRAWN = "status: withdrawn\nwithdrawn: {date: 2026-09-16, reason: 权属变化}"
BRAND = Brand("某某市场 · 目录")


def achievement(serial: int, *changes: tuple[str, str], title: str = "") -> tuple[str, str]:
    """Path and text of an achievement of the corpus, with changes."""
    text = RECORD.replace("a2026-lanhai-001", f"a2026-lanhai-{serial:03}")
    for old, new in ((("三角褐指藻混养生产岩藻黄素", title),) if title else ()) + changes:
        assert old in text
        text = text.replace(old, new)
    return f"content/achievements/2026/a2026-lanhai-{serial:03}.md", text


def commit(root: Path, day: str, *records: tuple[str, str]) -> None:
    for path, text in records:
        put(root, path, text)
    git(root, "add", "--all", day=day)
    git(root, "commit", "--message", "records", day=day)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records that were there before the week of WEEK, what happened in it, and what came after."""
    root = make_tree(tmp_path_factory.mktemp("digest"))
    git(root, "init", "-q", "-b", "main")
    short = ("published: 2026-03-01", "published: 2026-03-01\nvalid_until: 2026-09-16")
    demand = "content/demands/2026/d2026-lanhai-001.md"
    commit(
        root,
        "2026-08-20",
        *(achievement(serial) for serial in (1, 2, 4, 5, 7)),
        achievement(3, short),
        (demand, OPEN_DEMAND),
    )
    commit(root, "2026-09-15", achievement(1, ("status: open", "status: negotiating")))
    (root / "content/achievements/2026/a2026-lanhai-007.md").unlink()
    commit(root, "2026-09-16", achievement(4, ("status: open", WITHDRAWN)))
    commit(root, "2026-09-17", achievement(2, title="改了名称的成果"))
    commit(root, "2026-09-18", achievement(6, ("stage: pilot", FINANCED), title="新的成果"))
    commit(root, "2026-09-20", (demand, DEMAND))
    commit(root, "2026-09-22", achievement(1, ("status: open", "status: signed")), achievement(8))
    return root


@pytest.fixture(scope="module")
def digest(repository: Path) -> Digest:
    return build_digest(load_states(repository, WEEK), WEEK, BRAND)


def run(root: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["digest", *arguments])


@pytest.mark.parametrize(
    ("kind", "as_of", "name", "first", "last"),
    [
        ("week", "2026-09-20", "2026-W38", "2026-09-14", "2026-09-20"),
        ("week", "2026-09-21", "2026-W38", "2026-09-14", "2026-09-20"),
        ("week", "2026-09-26", "2026-W38", "2026-09-14", "2026-09-20"),
        ("week", "2027-01-03", "2026-W53", "2026-12-28", "2027-01-03"),
        ("month", "2026-09-29", "2026-08", "2026-08-01", "2026-08-31"),
        ("month", "2024-02-29", "2024-02", "2024-02-01", "2024-02-29"),
        ("month", "2027-01-15", "2026-12", "2026-12-01", "2026-12-31"),
        ("quarter", "2026-09-30", "2026-Q3", "2026-07-01", "2026-09-30"),
        ("quarter", "2026-02-01", "2025-Q4", "2025-10-01", "2025-12-31"),
    ],
)
def test_the_period_is_the_last_that_is_over(kind: PeriodKind, as_of: str, name: str, first: str, last: str) -> None:
    """A digest speaks of whole weeks, months and quarters, the one ending on the day included."""
    period = last_period(kind, date.fromisoformat(as_of))

    assert (period.name, str(period.first), str(period.last)) == (name, first, last)


def test_labels() -> None:
    """A period is named as people do."""
    assert [last_period(kind, date(2026, 9, 30)).label for kind in ("week", "month", "quarter")] == [
        "2026年第39周（9月21日—9月27日）",
        "2026年9月",
        "2026年第三季度",
    ]
    assert [chinese_number(number) for number in (1, 9, 10, 11, 20, 23)] == [
        *("一", "九", "十", "十一", "二十", "二十三")
    ]


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("进展", [("d2026-lanhai-001", "征集中→已解决"), ("a2026-lanhai-001", "可对接→洽谈中")]),
        ("融资需求", [("a2026-lanhai-006", "300 万元（新增）：建一条中试线")]),
        ("新增成果", [("a2026-lanhai-006", "转让和许可、生命健康、海洋药物和生物制品")]),
        ("新增需求", []),
        ("内容更新", [("a2026-lanhai-002", "名称")]),
        (
            "撤回与过期",
            [
                ("a2026-lanhai-003", "有效期至2026年9月16日"),
                ("a2026-lanhai-004", "撤回：权属变化"),
                ("a2026-lanhai-007", "记录被删除，未说明撤回"),
            ],
        ),
        ("即将到期", []),
        (
            "久未推进",
            [
                ("a2026-lanhai-005", "没有变动 31 天（8月20日起）"),
            ],
        ),
    ],
)
def test_what_happened(digest: Digest, title: str, rows: list[tuple[str, str]]) -> None:
    """Each section holds exactly the records to which it happened in the week, and what happened."""
    [section] = [section for section in digest.sections if section.title == title]

    assert [(row[0], row[-1]) for table in section.tables for row in table.rows] == rows


def test_the_figures_stand_beside_those_of_the_week_before(repository: Path) -> None:
    """What was listed, what came and what went, now and a week ago, as said in the first sentences."""
    states = load_states(repository, WEEK)
    table = build_figure_table(build_figures(states), WEEK)

    assert dict(zip([column.label for column in table.columns], zip(*table.rows, strict=True), strict=True)) == {
        "时段": ("本周", "上周", "增减"),
        "新增成果": (1, 0, "+1"),
        "新增需求": (0, 0, ""),
        "进入洽谈": (1, 0, "+1"),
        "对接进展": (0, 0, ""),
        "签约、落地和解决": (1, 0, "+1"),
        "退出列表": (3, 0, "+3"),
        "在列成果": (4, 6, "−2"),
        "在列需求": (1, 1, ""),
        "融资需求（万元）": (300, 0, "+300"),
    }
    assert sum(entry.listed for entry in states.after.entries) == 5


def test_distribution_counts_under_every_value(digest: Digest) -> None:
    """The same events, by task force."""
    [table] = [one for section in digest.sections for one in section.tables if one.name == "按服务专班"]

    assert [column.label for column in table.columns][1:] == [
        *("新增成果", "新增需求", "内容更新", "进入洽谈", "签约落地解决", "退出", "期末成果", "期末需求")
    ]
    assert table.rows == (("第一服务专班", 1, 0, 1, 1, 0, 3, 4, 0), ("第二服务专班", 0, 0, 0, 0, 1, 0, 0, 1))


def test_nothing_before_the_first_commit(repository: Path) -> None:
    """A period in which the catalogue began has nothing to be compared with."""
    august = last_period("month", date(2026, 8, 31))
    figures = build_figures(load_states(repository, august))

    assert [(figure.now, figure.then) for figure in figures.listed] == [(6, None), (1, None)]
    assert len(build_figure_table(figures, august).rows) == 1


@pytest.mark.parametrize("kind", ["week", "month", "quarter"])
def test_a_clone_gives_the_same_bytes(repository: Path, tmp_path: Path, kind: str) -> None:
    """Word, Excel and the brief included, wherever and whenever it is made, uncommitted changes or not."""
    subprocess.run(["git", "clone", "-q", f"file://{repository}", tmp_path / "clone"], check=True)
    put(tmp_path / "clone", *achievement(9))

    for root, name in ((repository, "one"), (tmp_path / "clone", "two")):
        result = run(root, "--period", kind, "--as-of", "2026-09-30", "--output", str(tmp_path / name))
        assert result.exit_code == 0, result.output

    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert len(files[0]) == (5 if kind == "quarter" else 4)
    assert files[0] == files[1]


def test_a_shallow_clone_is_refused(repository: Path, tmp_path: Path) -> None:
    """Without the history there is no digest, and no wrong one."""
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repository}", tmp_path / "clone"], check=True)

    result = run(tmp_path / "clone", "--period", "week", "--as-of", "2026-09-20", "--output", str(tmp_path / "out"))

    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "git fetch --unshallow" in result.output


def test_before_the_first_commit_of_all(repository: Path, tmp_path: Path) -> None:
    """A period before the catalogue began has no digest."""
    result = run(repository, "--period", "week", "--as-of", "2026-01-04", "--output", str(tmp_path / "out"))

    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "还没有任何提交" in result.output


@pytest.mark.parametrize("folder", ["content", "content/guide", "theme/x", "site", "site/digests"])
def test_never_where_it_would_be_published(repository: Path, folder: str) -> None:
    """Not into the site, and not into what becomes the site."""
    put(repository, "site/api/v1/index.json", "{}")

    result = run(repository, "--period", "week", "--as-of", "2026-09-20", "--output", folder)

    assert result.exit_code == 2
    assert "内部" in result.output
    assert not list((repository / folder).glob("*.docx"))


def test_markdown_takes_no_markup_from_a_record() -> None:
    """A title cannot make a heading, a cell, a link or a tag."""
    title = "a|b*c*<img src=x>[d](e)\n# f"
    section = Section("新增", "一项。", tables=(Sheet("新增", (Column("名称"),), ((title,),)),))

    lines = render_markdown(Digest("题", WEEK, (), (section,))).decode().splitlines()
    assert r"| a\|b\*c\*\<img src=x\>\[d\](e) \# f |" in lines


def test_word_has_real_headings(digest: Digest) -> None:
    """Headings by style, a table for each list with its head on every page, records by their names."""
    document = docx.Document(io.BytesIO(render_word(digest)))

    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == digest.headings
    assert headings[0] == "一、本周概况"
    assert len(document.tables) == sum(len(section.tables) for section in digest.printed)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert [cell.text for cell in document.tables[1].columns[0].cells] == ["名称", "新的成果"]


def test_word_has_the_page_of_official_papers(digest: Digest) -> None:
    """GB/T 9704-2012: the margins, 22 lines of 28 characters, the fonts with what may replace them, — 1 — outside."""
    raw = render_word(digest)
    document = docx.Document(io.BytesIO(raw))
    page = document.sections[0]
    styles = {name: document.styles[name] for name in ("Title", "Body Text", "Heading 1", "Heading 2")}
    fonts = {
        name: (style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size.pt, style.font.bold)
        for name, style in styles.items()
    }

    assert [round(length.mm) for length in (page.page_width, page.page_height)] == [210, 297]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(length.mm) for length in margins] == [37, 35, 28, 26]
    assert fonts == {
        "Title": ("方正小标宋简体", 22, False),
        "Body Text": ("仿宋_GB2312", 16, False),
        "Heading 1": ("黑体", 16, False),
        "Heading 2": ("楷体_GB2312", 16, False),
    }
    line = styles["Body Text"].paragraph_format.line_spacing.mm
    assert 22 * line <= 225 < 22.2 * line
    closer = int(styles["Body Text"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + closer) <= 156 / 25.4 * 72 < 28.2 * (16 + closer)
    assert styles["Body Text"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert not [name for name in styles["Title"].element.rPr.rFonts.attrib if name.endswith("Theme")]
    feet = {name: getattr(page, name).paragraphs[0] for name in ("footer", "even_page_footer")}
    assert [foot.text for foot in feet.values()] == ["— 1 —", "— 1 —"]
    assert [foot.alignment for foot in feet.values()] == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]
    table = zipfile.ZipFile(io.BytesIO(raw)).read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in table


def test_papers_speak_to_leaders(digest: Digest) -> None:
    """No number of a record, no word of the workshop, nothing that says only that nothing was, no column of noughts."""
    document = docx.Document(io.BytesIO(render_word(digest)))
    cells = [[[cell.text for cell in column.cells] for column in table.columns] for table in document.tables]
    text = "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell for table in cells for column in table for cell in column]
    )

    assert not re.search(r"[ad]\d{4}-[a-z]+-\d+|git|[Cc]ommit|提交|[0-9a-f]{8}|None", text)
    assert "新增需求" not in digest.headings
    assert digest.quiet == "本周没有新增需求，没有即将到期的成果和需求，没有新的匹配。"
    assert not [column for table in cells for column in table if not set(column[1:]) - {"0", ""}]
    assert re.search(r"[一-鿿] \d|\d [一-鿿]", "\n".join(one.text for one in document.paragraphs)) is None


def test_the_head_and_the_sign_off_are_settings(repository: Path, tmp_path: Path) -> None:
    """The issue's name, its number in the year, the day, the office and whom it is sent to; empty ones are left out."""
    subprocess.run(["git", "clone", "-q", f"file://{repository}", tmp_path / "clone"], check=True)
    plain, named = tmp_path / "plain", tmp_path / "named"
    arguments = ("--period", "month", "--as-of", "2026-09-30", "--output")
    settings = "{name: {month: 示例专报}, office: 示例市某某处, copies: 各专班, contact: 0532-00000000}"

    assert run(tmp_path / "clone", *arguments, str(plain)).exit_code == 0
    put(tmp_path / "clone", "mkdocs.yml", f"site_name: 某某市场 · 目录\nextra:\n  digest: {settings}\n")
    issued = ("--number", "12", "--issued", "2026-10-09")
    assert run(tmp_path / "clone", *arguments, str(named), *issued).exit_code == 0

    texts = [
        [paragraph.text for paragraph in docx.Document(str(folder / "2026-09.docx")).paragraphs if paragraph.text]
        for folder in (plain, named)
    ]
    assert texts[0][:2] == ["月报", "2026年第9期"]
    assert texts[0][-1] == "2026年10月1日"
    assert texts[1][:4] == ["示例专报", "2026年第12期", "示例市某某处\t2026年10月9日", "2026年9月成果与需求对接情况"]
    assert texts[1][-4:] == ["示例市某某处", "2026年10月9日", "分送：各专班", "联系：0532-00000000"]


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice, which lays documents out as people see them."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is missing (apt-get install libreoffice-writer): nobody has seen the papers laid out")
    return program


def test_papers_have_the_length_that_their_readers_have(repository: Path, tmp_path: Path, office: str) -> None:
    """Laid out by another program: 28 characters a line, and a brief of one page however much there is to say."""
    states = load_states(repository, WEEK)
    digest = build_digest(states, WEEK, BRAND)
    brief = build_brief(digest, states)
    words = "言" * (28 * 3 - 2)
    full = replace(brief, sections=(replace(brief.sections[0], text=words),))
    (tmp_path / "brief.docx").write_bytes(render_word(full))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "brief.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    pages = PdfReader(tmp_path / "brief.pdf").pages
    assert len(pages) == 1
    lines = [line.strip() for line in pages[0].extract_text().splitlines()]
    assert [line for line in lines if set(line) == {"言"}] == ["言" * 26, "言" * 28, "言" * 28]


def test_excel_has_a_sheet_for_each_table(digest: Digest) -> None:
    """The first sheet says what the others hold; they have the numbers of records and all rows."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_excel(digest)))

    tables = [table for section in digest.filled for table in section.tables]
    assert book.sheet_names == ["说明", *(table.name for table in tables)]
    assert book.get_sheet_by_name("新增成果").to_python()[1][:2] == ["a2026-lanhai-006", "新的成果"]


def test_mails_are_ready_to_be_sent(repository: Path, tmp_path: Path) -> None:
    """The paper with its files to the addresses of the settings, and to each recipient what reached it in the week."""
    subprocess.run(["git", "clone", "-q", f"file://{repository}", tmp_path / "clone"], check=True)
    settings = "{office: 示例市某某处, to: 'a@office.example, b@office.example'}"
    put(tmp_path / "clone", "mkdocs.yml", f"site_name: 某某市场 · 目录\nextra:\n  digest: {settings}\n")

    arguments = ("--period", "week", "--as-of", "2026-09-20", "--mail")
    for name in ("one", "two"):
        assert run(tmp_path / "clone", *arguments, "--output", str(tmp_path / name)).exit_code == 0

    folder = tmp_path / "one" / "2026-W38-mail"
    raw = {path.stem: path.read_bytes() for path in folder.iterdir()}
    letters = {name: email.message_from_bytes(made, policy=policy.default) for name, made in raw.items()}
    assert letters["paper"]["To"] == "a@office.example, b@office.example"
    assert letters["paper"]["Subject"] == "2026年第38周成果与需求对接情况"
    names = [part.get_filename() for part in letters["paper"].iter_attachments()]
    assert names == ["2026-W38.docx", "2026-W38.xlsx", "2026-W38-brief.docx"]
    html = letters["paper"].get_body(("html",))
    assert html is not None
    assert "示例市某某处" in html.get_content()
    plain = letters["industry-life-health"].get_body(("plain",))
    assert plain is not None
    assert "新推送给生命健康产业专班的成果与需求共 1 条" in plain.get_content()
    assert "新的成果（海滨大学）" in plain.get_content()
    assert {path.stem: path.read_bytes() for path in (tmp_path / "two" / "2026-W38-mail").iterdir()} == raw
