"""Weekly, monthly and quarterly digests, from real git repositories."""

from __future__ import annotations

import io
import subprocess
from datetime import date
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from building import git
from showcase.cli import main
from showcase.digest import (
    Period,
    PeriodKind,
    build_digest,
    last_period,
    load_states,
    render_excel,
    render_markdown,
    render_word,
)
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
    assert [chinese_number(number) for number in (1, 9, 10, 11)] == ["一", "九", "十", "十一"]


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("签约、落地与解决", [("d2026-lanhai-001", "征集中 → 已解决")]),
        ("融资需求", [("a2026-lanhai-006", "300 万元（新增）：建一条中试线")]),
        ("新增成果", [("a2026-lanhai-006", "转让和许可、生命健康、海洋药物和生物制品")]),
        ("新增需求", []),
        ("进入洽谈", [("a2026-lanhai-001", "可对接 → 洽谈中")]),
        ("内容更新", [("a2026-lanhai-002", "名称")]),
        (
            "撤回与过期",
            [
                ("a2026-lanhai-003", "有效期至 2026-09-16"),
                ("a2026-lanhai-004", "撤回：权属变化"),
                ("a2026-lanhai-007", "记录被删除，未说明撤回"),
            ],
        ),
        ("即将到期", []),
        (
            "久未变动",
            [
                ("a2026-lanhai-005", "31 天（2026-08-20 起）"),
                ("a2026-lanhai-001", "5 天（2026-09-15 起）"),
                ("a2026-lanhai-002", "3 天（2026-09-17 起）"),
                ("a2026-lanhai-006", "2 天（2026-09-18 起）"),
            ],
        ),
    ],
)
def test_what_happened(digest: Digest, title: str, rows: list[tuple[str, str]]) -> None:
    """Each section holds exactly the records to which it happened in the week, and what happened."""
    [section] = [section for section in digest.sections if section.title == title]

    assert [(row[0], row[-1]) for table in section.tables for row in table.rows] == rows


def test_the_overview_adds_up(digest: Digest, repository: Path) -> None:
    """What was listed, with what came and without what went, is what is listed."""
    assert digest.sections[0].tables[0].rows == (("成果", 6, 1, 3, 4), ("需求", 1, 0, 0, 1))
    after = load_states(repository, WEEK).after
    assert sum(entry.listed for entry in after.entries) == 5


def test_distribution_counts_under_every_value(digest: Digest) -> None:
    """The same events, by task force."""
    [table] = [table for table in digest.sections[-1].tables if table.name == "按服务专班"]

    assert [column.label for column in table.columns][1:] == [
        *("新增成果", "新增需求", "内容更新", "进入洽谈", "签约落地解决", "退出", "期末成果", "期末需求")
    ]
    assert table.rows == (("第一服务专班", 1, 0, 1, 1, 0, 3, 4, 0), ("第二服务专班", 0, 0, 0, 0, 1, 0, 0, 1))


def test_nothing_before_the_first_commit(repository: Path) -> None:
    """A period in which the catalogue began has nothing at its beginning."""
    august = last_period("month", date(2026, 8, 31))
    digest = build_digest(load_states(repository, august), august, BRAND)

    assert digest.sections[0].tables[0].rows == (("成果", 0, 6, 0, 6), ("需求", 0, 1, 0, 1))


@pytest.mark.parametrize("kind", ["week", "month", "quarter"])
def test_a_clone_gives_the_same_bytes(repository: Path, tmp_path: Path, kind: str) -> None:
    """Word and Excel included, wherever and whenever it is made, uncommitted changes or not."""
    subprocess.run(["git", "clone", "-q", f"file://{repository}", tmp_path / "clone"], check=True)
    put(tmp_path / "clone", *achievement(9))

    for root, name in ((repository, "one"), (tmp_path / "clone", "two")):
        result = run(root, "--period", kind, "--as-of", "2026-09-30", "--output", str(tmp_path / name))
        assert result.exit_code == 0, result.output

    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert len(files[0]) == 3
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
    digest = Digest("题", WEEK, (), (Section("新增", "一项。", (Sheet("新增", (Column("名称"),), ((title,),)),)),))

    assert render_markdown(digest).decode().splitlines()[-1] == r"| a\|b\*c\*\<img src=x\>\[d\](e) \# f |"


def test_word_has_real_headings_and_chinese_fonts(digest: Digest) -> None:
    """Headings by style, the text's font named for Chinese, a table for each list, its head on every page."""
    document = docx.Document(io.BytesIO(render_word(digest)))

    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [*digest.headings, "说明"]
    assert headings[0] == "一、概况"
    fonts = {name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Normal", "Heading 1")}
    assert fonts == {"Normal": "仿宋", "Heading 1": "黑体"}
    assert len(document.tables) == sum(len(section.tables) for section in digest.sections)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert document.tables[2].rows[1].cells[0].text == "新的成果\na2026-lanhai-006"


def test_excel_has_a_sheet_for_each_table(digest: Digest) -> None:
    """The first sheet says what the others hold."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_excel(digest)))

    tables = [table for section in digest.sections for table in section.tables]
    assert book.sheet_names == ["说明", *(table.name for table in tables)]
    assert book.get_sheet_by_name("新增成果").to_python()[1][:2] == ["a2026-lanhai-006", "新的成果"]
