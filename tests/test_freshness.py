"""What agencies are reminded of, and the cases of what has been done."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from building import AS_OF, CONTENT
from markup import Element, load_page
from showcase.catalogue.load import Catalogue, load
from showcase.derived.card import build_card
from showcase.derived.freshness import LAPSED_DAYS, SOON_DAYS, STALE_DAYS, build_reminders

TODAY = date.fromisoformat(AS_OF)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' content outside git."""
    root = tmp_path_factory.mktemp("freshness")
    shutil.copytree(CONTENT, root / "content")
    return root


def reminders(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    return [(one.reason, one.entry.id, one.day.isoformat()) for one in build_reminders(catalogue.entries)]


def test_reminders(catalogue: Catalogue) -> None:
    """Near deadlines, near ends of validity, what has just expired and what nobody looked at for long."""
    assert reminders(catalogue) == [
        ("closing", "d2026-shiyan-003", "2026-09-21"),
        ("closing", "d2026-ceshi-001", "2026-10-15"),
        ("expiring", "a2026-shiyan-005", "2026-09-21"),
        ("lapsed", "d2025-ceshi-001", "2026-06-30"),
        ("lapsed", "a2025-ceshi-002", "2026-09-20"),
        ("stale", "a2025-ceshi-003", "2025-11-24"),
    ]


LIMITS = [
    ("closing", "d2026-shiyan-002", date(2026, 11, 30) - timedelta(days=SOON_DAYS), True),
    ("closing", "d2026-shiyan-002", date(2026, 11, 30) - timedelta(days=SOON_DAYS + 1), False),
    ("closing", "d2026-shiyan-002", date(2026, 12, 1), False),  # it has closed
    ("expiring", "a2026-shiyan-003", date(2026, 12, 31) - timedelta(days=SOON_DAYS), True),
    ("expiring", "a2026-shiyan-003", date(2026, 12, 31) - timedelta(days=SOON_DAYS + 1), False),
    ("lapsed", "a2026-shiyan-003", date(2026, 12, 31) + timedelta(days=LAPSED_DAYS), True),
    ("lapsed", "a2026-shiyan-003", date(2026, 12, 31) + timedelta(days=LAPSED_DAYS + 1), False),
    ("stale", "a2026-ceshi-001", date(2026, 8, 20) + timedelta(days=STALE_DAYS), False),
    ("stale", "a2026-ceshi-001", date(2026, 8, 20) + timedelta(days=STALE_DAYS + 1), True),
    ("expiring", "a2026-ceshi-003", date(2027, 5, 1), False),  # signed
    ("stale", "d2026-shiyan-001", date(2027, 2, 1), False),  # resolved
    ("stale", "a2025-ceshi-001", date(2026, 9, 21), False),  # withdrawn
]


@pytest.mark.parametrize(("reason", "identifier", "day", "expected"), LIMITS)
def test_limits_of_reminders(root: Path, reason: str, identifier: str, day: date, expected: bool) -> None:
    """Each reminder begins and ends on its day, and what is settled or withdrawn needs none."""
    found = {(reason, identifier) for reason, identifier, _ in reminders(load(root, day))}

    assert ((reason, identifier) in found) == expected


@pytest.mark.parametrize(("left", "expected"), [(SOON_DAYS + 1, False), (SOON_DAYS, True), (0, True), (-1, False)])
def test_a_card_says_soon_as_long_as_reminders_do(root: Path, left: int, expected: bool) -> None:
    """A demand's card says that it closes soon from SOON_DAYS before its last day until that day."""
    entry = load(root, date(2026, 11, 30) - timedelta(days=left)).by_id["d2026-shiyan-002"]

    assert build_card(entry).soon == expected


def row(line: Element) -> tuple[str, str, str]:
    """Label, id and what is said of a line."""
    return (
        line.one(class_name="sc-reminder").words,
        line.one("a").attributes["href"].split("/")[-2],
        line.one(class_name="sc-reminders__when").words,
    )


def test_page_by_agency(site: Path) -> None:
    """Every agency with something to look at stands there with its office, nearest first, and no other."""
    page = load_page(site / "freshness" / "index.html")
    sections = {
        section.one("h2").one("a").words: [row(line) for line in section.all("li")]
        for section in page.all("section")
        if section.attributes.get("aria-labelledby", "").startswith("agency-")
    }

    assert sections == {
        "测试海创服务中心": [
            ("即将截止", "d2026-ceshi-001", "2026-10-15，还有 24 天截止"),
            ("刚过期", "d2025-ceshi-001", "2026-06-30，已过期 83 天"),
            ("刚过期", "a2025-ceshi-002", "2026-09-20，已过期 1 天"),
            ("久未复核", "a2025-ceshi-003", "2025-11-24，301 天没有复核"),
        ],
        "试验蓝湾技术转移公司": [
            ("即将截止", "d2026-shiyan-003", "2026-09-21，今天截止"),
            ("即将到期", "a2026-shiyan-005", "2026-09-21，今天到期"),
        ],
    }
    telephones = {link.attributes["href"] for link in page.all("a", "sc-contact__phone")}
    assert telephones == {"tel:053200000201", "tel:053200000202;ext=8"}
    assert [number.words for number in page.one("dl", "sc-reminders").all("b")] == ["2", "1", "2", "1"]


def test_nothing_to_remind_of(empty_project: Path) -> None:
    """Without records nobody is reminded, and the page says so; so does that of cases."""
    for name in ("freshness", "cases"):
        assert load_page(empty_project / "site" / name / "index.html").one(class_name="sc-empty").words


def test_cases(site: Path) -> None:
    """A case stands on its record's page and among the cases, newest first, with the resolution's day if need be."""
    cases = load_page(site / "cases" / "index.html").all("article", "sc-case")
    found = [(case.one("h2").one("a").attributes["href"], case.one("time").attributes["datetime"]) for case in cases]

    assert found == [
        ("../demands/d2026-shiyan-001/", "2026-06-18"),
        ("../achievements/a2026-shiyan-001/", "2026-04-30"),
    ]
    assert [fact.words for fact in cases[1].one("dl").all("dd")] == ["测例滨海电厂", "年产干藻46吨，消纳二氧化碳84吨"]
    assert cases[0].all("dl") == []
    for address, _ in found:
        summary = load_page(site / address.removeprefix("../") / "index.html").one(class_name="sc-case__summary").words
        assert summary in {case.one(class_name="sc-case__summary").words for case in cases}


def test_records_without_a_case_show_none(catalogue: Catalogue, site: Path) -> None:
    """No other record's page has a section for it."""
    for entry in catalogue.entries:
        page = load_page(site / entry.url / "index.html")
        assert bool(page.all(class_name="sc-case")) == (entry.record.case is not None)
