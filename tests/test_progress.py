"""What came of a record: steps by command and file, the clock of the first contact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import load
from showcase.cli import main
from showcase.derived.freshness import build_calls, build_calls_ahead, build_reminders
from showcase.derived.progress import (
    days_to_answer,
    is_silent,
    is_unanswered,
    shown_progress,
    silent_since,
    waiting_since,
)
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.documents import build_document
from showcase.outputs.pages.freshness import AgencyReminders, build_freshness_leaves
from showcase.outputs.pages.record import build_record_page
from showcase.outputs.reminders import render_expiry
from tree import CORPUS, OTHER, OTHER_PATH, RECORD, RECORD_PATH, make_tree, put

DEMAND_PATH = "content/demands/2026/d2026-lanhai-001.md"
OPEN_DEMAND = (CORPUS / "valid" / "deadline_open-demand.md").read_text(encoding="utf-8")


def with_steps(*steps: str, status: str = "open") -> str:
    """The corpus' achievement, published on 2026-03-01, with these steps."""
    lines = "".join(f"  - {{{step}}}\n" for step in steps)
    return RECORD.replace("status: open", f"status: {status}").replace("ip: []\n", f"ip: []\nprogress:\n{lines}")


def entry_of(root: Path, text: str, day: str) -> Entry:
    put(root, RECORD_PATH, text)
    catalogue = load(root, date.fromisoformat(day))
    assert not catalogue.errors, catalogue.errors
    return catalogue.entries[0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_tree(tmp_path)


def run(root: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(main, ["log", *arguments, "--as-of", "2026-08-01"])


def test_a_step_is_logged_by_its_name(root: Path) -> None:
    """A step has its day and its kind, stands in the order of days, and nothing else of the file changes."""
    path = put(root, RECORD_PATH)

    for arguments in (("现场走访", "--date", "2026-04-02"), ("contact", "--date", "2026-03-05"), ("技术交流",)):
        result = run(root, "a2026-lanhai-001", *arguments)
        assert result.exit_code == 0, result.output

    steps = (
        "progress:\n  - {date: 2026-03-05, kind: contact}\n  - {date: 2026-04-02, kind: visit}\n"
        "  - {date: 2026-08-01, kind: exchange}\n"
    )
    assert steps in path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").replace(steps, "") == RECORD


def test_a_step_that_decides_brings_the_status(root: Path) -> None:
    """A contract signs the record, a stop needs its reason, a demand that is put into use is resolved on that day."""
    achievement, demand = put(root, RECORD_PATH), put(root, DEMAND_PATH, OPEN_DEMAND)

    assert run(root, "a2026-lanhai-001", "签约").exit_code == 0
    assert "\nstatus: signed\n" in achievement.read_text(encoding="utf-8")
    unexplained = run(root, "a2026-lanhai-001", "中止")
    assert unexplained.exit_code == 1
    assert "中止须写原因" in unexplained.output
    assert run(root, "a2026-lanhai-001", "中止", "--reason", "价格未谈拢").exit_code == 0
    assert "{date: 2026-08-01, kind: stop, reason: price}" in achievement.read_text(encoding="utf-8")
    assert run(root, "d2026-lanhai-001", "落地", "--date", "2026-07-09").exit_code == 0
    text = demand.read_text(encoding="utf-8")
    assert "\nstatus: resolved\n" in text
    assert "\nresolution: {date: 2026-07-09}\n" in text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("首次联络",), 2, "是否想写“首次联系”"),
        (("签约", "--date", "2026-02-01"), 1, "不得早于发布日期"),
        (("签约", "--date", "2026-12-01"), 1, "晚于今天"),
        (("首次联系", "--reason", "price"), 1, "只有中止才写原因"),
        (("中止", "--reason", "太贵"), 2, "没有“太贵”这一项"),
    ],
)
def test_a_wrong_step_is_not_written(root: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    """What is wrong is said in Chinese, and the file stays as it was."""
    path = put(root, RECORD_PATH)

    result = run(root, "a2026-lanhai-001", *arguments)

    assert (result.exit_code, path.read_text(encoding="utf-8")) == (code, RECORD)
    assert said in result.output


CLOCK = [
    ((), "2026-03-15", None, "2026-03-01", None, False, False),
    ((), "2026-03-16", None, "2026-03-01", None, True, False),
    (("date: 2026-03-09, kind: contact",), "2026-05-08", 8, None, "2026-03-09", False, False),
    (("date: 2026-03-09, kind: contact",), "2026-05-09", 8, None, "2026-03-09", False, True),
    (
        ("date: 2026-03-09, kind: contact", "date: 2026-06-01, kind: enquiry", "date: 2026-06-03, kind: enquiry"),
        "2026-06-16",
        8,
        "2026-06-01",
        None,
        True,
        False,
    ),
    (("date: 2026-03-04, kind: enquiry",), "2026-03-10", None, "2026-03-01", None, False, False),
    (
        ("date: 2026-03-04, kind: contact", "date: 2026-03-09, kind: contract"),
        "2026-08-10",
        3,
        None,
        None,
        False,
        False,
    ),
]


@pytest.mark.parametrize(("steps", "day", "answered", "waits", "silent", "unanswered", "quiet"), CLOCK)
def test_the_clock_of_the_first_contact(
    root: Path,
    steps: tuple[str, ...],
    day: str,
    answered: int | None,
    waits: str | None,
    silent: str | None,
    unanswered: bool,
    quiet: bool,
) -> None:
    """It runs from publication and from every enquiry, stops with the agency's next step, and then counts silence."""
    signed = "signed" if any("contract" in step for step in steps) else "open"
    entry = entry_of(root, with_steps(*steps, status=signed) if steps else RECORD, day)

    assert days_to_answer(entry) == answered
    assert [str(found) if (found := since(entry)) else None for since in (waiting_since, silent_since)] == [
        waits,
        silent,
    ]
    assert (is_unanswered(entry), is_silent(entry)) == (unanswered, quiet)


def test_pages_and_documents_show_the_kinds_that_the_market_allows(root: Path) -> None:
    """By default the first contact with its days, and the state; a silence only after a step that is public."""
    text = with_steps("date: 2026-03-05, kind: contact", "date: 2026-04-02, kind: visit")
    entry = entry_of(root, text, "2026-08-01")
    views = Views(load(root, entry.as_of), Site("目录", "https://showcase.example/", ""))

    assert [step.kind for step in shown_progress(entry)] == ["contact"]
    assert ("首次联系", "2026年3月5日（发布后 4 天）") in build_record_page(entry, views).dates
    assert [step.kind for step in build_document(entry, views).progress] == ["contact"]
    kinds = root / "content/vocabularies/progress-kinds.yml"
    text = kinds.read_text(encoding="utf-8")
    kinds.write_text(
        text.replace("现场走访, label_en: Visit,", "现场走访, label_en: Visit, shown: true,"), encoding="utf-8"
    )
    entry = load(root, entry.as_of).entries[0]
    assert ("现场走访", "2026年4月2日，121 天没有新进展") in build_record_page(entry, views).dates


def test_a_catalogue_of_earlier_days_has_no_such_vocabularies(root: Path) -> None:
    """Nothing is asked of a catalogue, or of its history, from before there were steps."""
    for name in ("progress-kinds", "stop-reasons", "amount-bands"):
        (root / f"content/vocabularies/{name}.yml").unlink()

    entry = entry_of(root, RECORD, "2026-08-01")
    assert waiting_since(entry) == date(2026, 3, 1)


def test_the_day_list_of_an_agency(root: Path) -> None:
    """Whom to call, what to judge, what to look at again: on a page that search engines are not asked into."""
    put(root, OTHER_PATH, OTHER)
    entry_of(root, with_steps("date: 2026-03-05, kind: contact"), "2026-08-01")
    views = Views(load(root, date(2026, 8, 1)), Site("目录", "https://showcase.example/", ""))
    leaves = {leaf.path: leaf for leaf in build_freshness_leaves(views)}
    page = leaves["freshness/lanhai/"].model

    assert isinstance(page, AgencyReminders)
    assert [(row.id, row.label, row.said) for row in page.calls] == [
        ("a2026-lanhai-002", "未回应", "已等 153 天"),
        ("a2026-lanhai-001", "久无进展", "已 149 天"),
    ]
    assert not leaves["freshness/lanhai/"].indexed
    assert [reminder.reason for reminder in build_reminders(views.catalogue.entries)] == []


def test_without_any_progress_nobody_is_late(root: Path) -> None:
    """A catalogue in which nobody logs is not flooded with calls."""
    entry = entry_of(root, RECORD, "2026-08-01")

    assert is_unanswered(entry)
    assert build_calls([entry]) == []


def test_the_calendar_says_by_when_to_call(root: Path) -> None:
    """Whoever waits is to be called within the days that the clock gives; who was called is not in it."""
    put(root, OTHER_PATH, OTHER.replace("published: 2026-03-01", "published: 2026-03-04"))
    entry_of(root, with_steps("date: 2026-03-05, kind: contact"), "2026-03-06")
    catalogue = load(root, date(2026, 3, 6))

    assert [(call.entry.id, str(call.day)) for call in build_calls_ahead(catalogue.entries)] == [
        ("a2026-lanhai-002", "2026-03-18")
    ]
    calendar = render_expiry(catalogue.entries, "提醒", Site("目录", "https://showcase.example/", ""))
    assert "首次联系期限：浅海筏架抗风浪锚固件" in str(
        Calendar.from_ical(calendar).to_ical().decode().replace("\r\n ", "")
    )
