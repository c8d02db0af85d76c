"""deadlines.ics: what calendars are told of demands, read back by the library and by RFC 5545's own rules."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from building import AS_OF, CONTENT, git, make_project
from markup import load_page
from showcase.catalogue.load import load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.calendar import KEPT_DAYS, render_calendar

TODAY = date.fromisoformat(AS_OF)
ORIGIN = "https://showcase.example/"


@pytest.fixture(scope="module")
def calendar(site: Path) -> Calendar:
    found = Calendar.from_ical((site / "deadlines.ics").read_bytes())
    assert isinstance(found, Calendar)
    return found


def states(calendar: Calendar) -> dict[str, str]:
    return {str(event["UID"]).partition("@")[0]: str(event["STATUS"]) for event in calendar.walk("VEVENT")}


def test_open_demands_stand_in_the_calendar(calendar: Calendar) -> None:
    """Open ones are confirmed; withdrawn, paused, resolved and lapsed ones cancelled until long past."""
    assert states(calendar) == {
        "d2026-ceshi-002": "CONFIRMED",  # the deadline was yesterday
        "d2026-shiyan-003": "CONFIRMED",  # it is today
        "d2026-ceshi-001": "CONFIRMED",
        "d2026-shiyan-002": "CONFIRMED",  # negotiating
        "d2025-ceshi-001": "CANCELLED",  # no longer valid
        "d2026-ceshi-003": "CANCELLED",  # paused
    }


def test_an_event_says_what_and_where(calendar: Calendar) -> None:
    """A whole day, the record's words and page, its time of change; no place, and the day stays free."""
    event = next(event for event in calendar.walk("VEVENT") if str(event["UID"]) == "d2026-ceshi-001@showcase.example")

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 10, 15), date(2026, 10, 16))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert str(event["SUMMARY"]) == "截止：6000米级水下机器人长航时电源"
    assert str(event["URL"]) == f"{ORIGIN}demands/d2026-ceshi-001/"
    assert event["DTSTAMP"].dt.isoformat() == "2026-09-21T04:00:00+00:00"
    assert list(event["CATEGORIES"].cats) == ["深海开发"]
    assert str(event["TRANSP"]) == "TRANSPARENT"
    assert "LOCATION" not in event


def test_calendars_know_when_to_come_again(calendar: Calendar) -> None:
    """A name and an interval, in the words of RFC 7986 and in those that calendars had before it."""
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(days=1)
    assert str(calendar["X-PUBLISHED-TTL"]) == "P1D"
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"])
    assert str(calendar["NAME"]).endswith("：需求截止日期")


def test_lines_are_folded_between_characters(site: Path) -> None:
    """Lines end in CRLF and have at most 75 octets, each of them whole UTF-8."""
    lines = (site / "deadlines.ics").read_bytes().split(b"\r\n")

    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and line.decode() for line in lines[:-1])
    assert any(line.startswith(b" ") for line in lines)


def test_a_withdrawn_demand_is_cancelled_without_its_words(tmp_path: Path) -> None:
    """Withdrawal raises the sequence and takes the title away; when the deadline is long past, so is the event."""
    root = make_project(tmp_path / "project")
    before = events(root, TODAY)["d2026-ceshi-001"]
    path = root / "content" / "demands" / "2026" / "d2026-ceshi-001.md"
    withdrawal = "status: withdrawn\nwithdrawn: {date: 2026-09-21, reason: 企业已自行解决}"
    path.write_text(path.read_text(encoding="utf-8").replace("status: open", withdrawal), encoding="utf-8")
    git(root, "commit", "-qam", "withdrawn", day="2026-09-22")
    after = events(root, TODAY)["d2026-ceshi-001"]

    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["UID"] == before["UID"]
    assert str(after["SUMMARY"]) == "（已取消）截止：d2026-ceshi-001"
    assert "DESCRIPTION" not in after
    last = date(2026, 10, 15) + timedelta(days=KEPT_DAYS)
    assert "d2026-ceshi-001" in events(root, last)
    assert "d2026-ceshi-001" not in events(root, last + timedelta(days=1))


def events(root: Path, day: date) -> dict[str, dict[str, object]]:
    views = Views(load(root, day), Site("测试目录", ORIGIN, ""))
    calendar = Calendar.from_ical(dict(render_calendar(views))["deadlines.ics"])
    return {str(event["UID"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def test_expiry_raises_the_sequence() -> None:
    """A demand that lapses without a commit is cancelled by a higher number too, and renewed by one higher still."""
    fresh, lapsed = (events(CONTENT.parent, day)["d2025-ceshi-001"] for day in (date(2026, 1, 5), TODAY))

    assert (fresh["STATUS"], lapsed["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert str(lapsed["SUMMARY"]) == f"（已取消）{fresh['SUMMARY']}"  # for calendars that pass over STATUS
    assert int(str(lapsed["SEQUENCE"])) > int(str(fresh["SEQUENCE"]))


def test_the_demands_page_links_it(site: Path) -> None:
    """Whoever reads the list of demands can subscribe to their deadlines; achievements have none."""
    links = [
        len(load_page(site / kind / "index.html").all("a", href="../deadlines.ics"))
        for kind in ("demands", "achievements")
    ]

    assert links == [1, 0]
