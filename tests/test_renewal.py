"""Records are kept fresh: many renewed at once, sheets and mails of what is due, advice for what would persuade."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from showcase.catalogue.load import load
from showcase.cli import main
from showcase.derived.advice import advise, build_advice
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.pages.freshness import build_freshness_leaves
from tree import OTHER, OTHER_PATH, RECORD, RECORD_PATH, put

LATER = date(2027, 2, 1)


def run(root: Path, *arguments: str, day: date = LATER) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, [*arguments, "--as-of", day.isoformat()])


@pytest.fixture
def aging(tree: Path) -> Path:
    """Two records of which the validity ends soon."""
    put(tree, RECORD_PATH)
    put(tree, OTHER_PATH, OTHER)
    (tree / "mkdocs.yml").write_text("site_name: 测试市场 · 目录\nsite_url: https://market.example/\n", "utf-8")
    return tree


def ends(root: Path) -> dict[str, date]:
    return {entry.id: entry.valid_until for entry in load(root, LATER).entries}


def test_an_agencys_records_are_renewed_together(aging: Path) -> None:
    """Those that are due are listed first and written only after a yes; a record that is not due stays as it is."""
    put(aging, OTHER_PATH, OTHER.replace("published: 2026-03-01", "published: 2026-03-01\nreviewed: 2027-01-01"))
    before = ends(aging)

    asked = run(aging, "renew", "--agency", "lanhai")
    assert "a2026-lanhai-001 有效期至 2027-03-01" in asked.output
    assert "还没有写入" in asked.output
    assert ends(aging) == before
    assert run(aging, "renew", "--agency", "lanhai", "--yes").exit_code == 0
    assert ends(aging) == {"a2026-lanhai-001": date(2028, 2, 1), "a2026-lanhai-002": before["a2026-lanhai-002"]}


def test_all_that_expire_before_a_day_are_renewed(aging: Path) -> None:
    """By the day, and several by their numbers; a number that is not there stops all of them."""
    assert run(aging, "renew", "--expiring-before", "2027-03-02", "--yes").exit_code == 0
    assert set(ends(aging).values()) == {date(2028, 2, 1)}
    result = run(aging, "renew", "a2026-lanhai-001", "a2026-lanhai-009", day=date(2027, 3, 1))
    assert result.exit_code == 2
    assert set(ends(aging).values()) == {date(2028, 2, 1)}


def test_a_mail_of_what_is_due_comes_back_as_a_renewal(aging: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`remind` writes a mail with a sheet of just these; with new days in it the sheet renews, and changes no more."""
    put(aging, RECORD_PATH, RECORD.replace("published: 2026-03-01", "published: 2026-03-01\nvalid_until: 2027-02-15"))
    agencies = aging / "content/vocabularies/agencies.yml"
    agencies.write_text(
        agencies.read_text("utf-8").replace("contact: {", "contact: {email: office@lanhai.example, ", 1), "utf-8"
    )
    out = tmp_path_factory.mktemp("out")
    assert run(aging, "remind", "lanhai", "--output", str(out)).exit_code == 0
    letter = email.message_from_bytes((out / "lanhai.eml").read_bytes(), policy=email.policy.default)
    sheet, calendar = (part.get_content() for part in letter.iter_attachments())

    assert "请跟进 2 条记录" in letter["Subject"]
    assert "还有 14 天到期" in letter.get_body().get_content()
    assert len(Calendar.from_ical(calendar).walk("VALARM")) == 2
    (out / "due.xlsx").write_bytes(sheet)
    rows = CalamineWorkbook.from_path(out / "due.xlsx").get_sheet_by_name("成果").to_python()
    assert rows[1] == ["编号", "名称*", "状态*", "复核日期", "版本"]
    with xlsxwriter.Workbook(str(out / "back.xlsx")) as book:
        page = book.add_worksheet("成果")
        for line, row in enumerate(rows):
            page.write_row(
                line, 0, ["2027-02-01" if line > 1 and number == 3 else cell for number, cell in enumerate(row)]
            )
    before = (aging / OTHER_PATH).read_text("utf-8")
    result = run(aging, "import", str(out / "back.xlsx"))

    assert result.exit_code == 0, result.output
    assert set(ends(aging).values()) == {date(2028, 2, 1)}
    after = (aging / OTHER_PATH).read_text("utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == ["reviewed: 2027-02-01"]


def test_an_agency_without_mail_is_told_by_telephone(aging: Path) -> None:
    """Nothing is written for an agency that has no mail; who to call is said."""
    assert "请致电" in run(aging, "remind").output
    assert not (aging / "reminders").exists()


def test_an_agencys_page_says_what_is_due_and_what_to_improve(aging: Path) -> None:
    """A row a record, the way to the form that renews it, and advice in labels."""
    views = Views(load(aging, LATER), Site("测试目录", "https://market.example/", ""))
    pages = {leaf.path: leaf.model for leaf in build_freshness_leaves(views)}
    page = pages["freshness/lanhai/"]

    assert [row.change for row in page.rows] == [
        f"submit/achievement/?edit=a2026-lanhai-00{number}&renew=1" for number in (1, 2)
    ]
    assert page.sheet == "freshness/lanhai/due.xlsx"
    assert all("advantages" not in line for item in page.improvements for line in item.advice)


GOOD = RECORD.replace(
    "三年试验，十二立方米装置，三十七批数据。", "在海边的中试车间连续运行三年，成本低三成。" + "细" * 300
)
GOOD = GOOD.replace("ip: []", "applications: [饲料厂：做虾青素的替代]\nip: []")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((", baseline: 干海带约 0.3", ""), "no-rival"),
        (("成本低三成", "很好"), "no-cost"),
        (("applications: [饲料厂：做虾青素的替代]\n", ""), "no-application"),
        (("在海边的中试车间连续运行三年", "很成熟"), "no-evidence"),
        (("细" * 300, ""), "short-body"),
        (("title: 三角褐指藻混养生产岩藻黄素", "title: 海洋关键技术研究与应用"), "vague-title"),
    ],
)
def test_advice(tree: Path, change: tuple[str, str], code: str) -> None:
    """Each lack is told by itself, as advice: the record is as sound as before."""
    put(tree, RECORD_PATH, GOOD)
    [good] = load(tree).entries
    assert advise(good) == ()
    assert change[0] in GOOD
    put(tree, RECORD_PATH, GOOD.replace(*change))
    catalogue = load(tree)

    [problem] = advise(catalogue.entries[0])
    assert (problem.code, problem.severity, problem.is_error) == (code, "advice", False)
    assert not catalogue.errors
    assert [one.entry.id for one in build_advice(catalogue.entries)["lanhai"]] == ["a2026-lanhai-001"]


def test_nobody_is_asked_what_cannot_be_known(tree: Path) -> None:
    """What is still research has neither costs nor runs to tell of."""
    put(
        tree,
        RECORD_PATH,
        GOOD.replace("stage: pilot", "stage: research").replace("成本低三成", "").replace("连续运行", ""),
    )
    [entry] = load(tree).entries

    assert not {problem.code for problem in advise(entry)} & {"no-cost", "no-evidence"}


def test_advice_is_given_on_demand(aging: Path) -> None:
    """`check --advice` lists it and still passes; without it nothing is said."""
    assert "advice[" not in run(aging, "check").output
    result = run(aging, "check", "--advice")
    assert result.exit_code == 0
    assert "advice[short-body]" in result.output
    assert "条建议" in result.output
