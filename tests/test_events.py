"""Roadshows and meetings: what the file says, on which day, in pages, calendar, data and booklet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from pypdf import PdfReader

from building import AS_OF, CONTENT
from markup import Element, load_page
from published import load_json
from showcase.catalogue.load import Catalogue, load
from showcase.cli import main
from showcase.derived.events import build_events
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.events import PATH, render_events
from showcase.outputs.pages.events import build_event_leaves
from showcase.schema.event import Event
from tree import put

ORIGIN = "https://showcase.example/"
COMING = "events/battery-2026-10/"
TODAY = date.fromisoformat(AS_OF)


def views_on(day: date, root: Path = CONTENT.parent) -> Views:
    return Views(load(root, day), Site("测试目录", ORIGIN, ""))


def titles(page: Element, section: str) -> list[str]:
    return [link.words for link in page.one("section", **{"aria-labelledby": section}).all("h3")]


def test_the_list_of_events(site: Path) -> None:
    """What is ahead by date, the nearest first, cancelled ones among them; what is over below it."""
    page = load_page(site / "events/index.html")

    assert titles(page, "ahead") == ["测例：养殖装备路演", "测例：深海电源专场对接会", "测例：取消了的沙龙"]
    assert titles(page, "over") == ["测例：春季路演"]
    assert [state.words for state in page.all(class_name="sc-state")] == ["正在举办", "将举办", "已取消", "已举办"]


def test_an_event(site: Path) -> None:
    """Time, place, organiser, where to register, the records in their order, and the way to their booklet."""
    page = load_page(site / COMING / "index.html")
    facts = {row.one("dt").words: row.one("dd").words for row in page.one("dl", "sc-facts").all("div")}

    assert facts["时间"] == "2026年10月20日 9:30–11:30"
    assert facts["地点"] == "崂山区，测例会议中心三层"
    assert facts["主办"] == "测试海创服务中心"
    assert page.one(class_name="sc-contact__phone").attributes["href"] == "tel:053200000201"
    assert facts["报名"].startswith("成果部")
    assert [card.one("a").words for card in page.all(class_name="sc-card__title")] == [
        "深海锂离子电池耐压油浸封装",
        "6000米级水下机器人长航时电源",
    ]
    assert page.all("a", href="../../booklet/?ids=a2026-ceshi-001,d2026-ceshi-001")


def test_a_cancelled_event_says_so_and_takes_nobody_in(site: Path) -> None:
    """Its page stays, without where to register; its records do not announce it."""
    page = load_page(site / "events/called-off-2026-11/index.html")

    assert page.one(class_name="sc-notice__title").words == "活动已取消"
    assert "报名" not in page.one("dl", "sc-facts").words
    assert load_page(site / "achievements/a2026-ceshi-002/index.html").all(class_name="sc-record__showings") == []


def test_records_and_the_home_page_announce_what_is_to_come(site: Path) -> None:
    """A record says where it will be shown, the home page what comes next."""
    record = load_page(site / "achievements/a2026-ceshi-001/index.html").one(class_name="sc-record__showings")
    home = load_page(site / "index.html")

    assert record.words == "将在测例：深海电源专场对接会展示，2026年10月20日 9:30–11:30"
    assert titles(home, "events") == ["测例：养殖装备路演", "测例：深海电源专场对接会"]


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2026, 5, 11), ["held", "planned", "planned", "cancelled"]),
        (date(2026, 9, 22), ["running", "planned", "cancelled", "held"]),
        (date(2026, 9, 23), ["planned", "cancelled", "held", "held"]),
        (date(2031, 1, 1), ["cancelled", "held", "held", "held"]),
    ],
)
def test_whatever_the_day(day: date, states: list[str]) -> None:
    """The site can be made for any day: what was planned is over by itself, and old events stay."""
    views = views_on(day)

    found = [one.state.code for one in views.events]
    assert sorted(found) == sorted(states)
    assert found[: sum(one.ahead for one in views.events)] == [one.state.code for one in views.events if one.ahead]
    assert len(list(build_event_leaves(views))) == 1 + len(views.events)
    assert not [problem for problem in views.catalogue.errors if "events" in problem.path]


def calendar_on(day: date) -> dict[str, dict[str, object]]:
    read = Calendar.from_ical(dict(render_events(views_on(day)))[PATH])
    assert isinstance(read, Calendar)
    return {str(event["UID"]).removeprefix("event-").partition("@")[0]: event for event in read.walk("VEVENT")}


def test_the_calendar() -> None:
    """Hours of one day in UTC, several days as whole ones; a cancelled event says so in its title, until long past."""
    events = calendar_on(TODAY)
    one, two, off = (events[code] for code in ("battery-2026-10", "two-days-2026-09", "called-off-2026-11"))

    assert one["DTSTART"].dt == datetime(2026, 10, 20, 1, 30, tzinfo=UTC)  # type: ignore[attr-defined]
    assert one["DTEND"].dt == datetime(2026, 10, 20, 3, 30, tzinfo=UTC)  # type: ignore[attr-defined]
    assert (two["DTSTART"].dt, two["DTEND"].dt) == (date(2026, 9, 20), date(2026, 9, 23))  # type: ignore[attr-defined]
    assert str(one["LOCATION"]) == "崂山区，测例会议中心三层"
    assert (str(off["SUMMARY"]), str(off["STATUS"])) == ("（已取消）测例：取消了的沙龙", "CANCELLED")
    assert "launch-2026-05" not in events
    assert "called-off-2026-11" in calendar_on(date(2026, 12, 5))
    assert "called-off-2026-11" not in calendar_on(date(2026, 12, 6))


def test_the_document(site: Path) -> None:
    """events.json has every event, with the ids that are shown."""
    document = load_json(site / "api/v1/events.json")

    assert document["count"] == 4
    assert [item["state"] for item in document["items"]] == ["running", "planned", "cancelled", "held"]
    assert document["items"][1]["ids"] == ["a2026-ceshi-001", "d2026-ceshi-001"]
    assert document["items"][1]["url"] == f"{ORIGIN}{COMING}"


def test_withdrawn_records_are_not_shown(tree: Path) -> None:
    """What was withdrawn leaves the event's page too, and what is named twice stands there once."""
    folder = Path(__file__).parent / "corpus/warning/events_withdrawn/content"
    for path in folder.rglob("*.*"):
        put(tree, f"content/{path.relative_to(folder)}", path.read_bytes())
    events = build_events(load(tree, TODAY))

    assert [[entry.id for entry in one.entries] for one in events] == [["a2026-lanhai-002"], [], ["a2026-lanhai-002"]]


def test_unsound_events_are_left_out(tree: Path) -> None:
    """What a preview shows of a file with errors: the sound events."""
    sound = (
        'title: 某某路演\n    date: 2026-10-20\n    district: "370212"\n    place: 会议中心\n    organiser: lanhai\n'
    )
    wrong = sound.replace("lanhai", "nobody")
    put(tree, "content/events.yml", f"events:\n  - code: one\n    {sound}  - code: two\n    {wrong}")
    found = load(tree, TODAY)

    assert [one.event.code for one in build_events(found)] == ["one"]
    assert [problem.code for problem in found.errors] == ["events"]


def test_no_file_no_events(tree: Path) -> None:
    """A catalogue without the file has no page and no calendar; the document is there, empty."""
    views = views_on(TODAY, tree)

    assert list(build_event_leaves(views)) == []
    assert [path for path, _ in render_events(views)] == ["api/v1/events.json"]


@pytest.mark.parametrize(
    ("written", "read"),
    [("9:30–11:30", "9:30–11:30"), ("09:30 - 11:30", "09:30–11:30"), ("9：30至11：30", "9:30–11:30")],
)
def test_hours_as_people_write_them(written: str, read: str) -> None:
    """Dashes, colons and 至 of any kind."""
    sound = {"code": "x", "title": "某某路演", "date": "2026-10-01", "district": "1", "place": "某处", "organiser": "y"}
    context = {"vocabularies": {"districts": _Any()}}

    assert Event.model_validate(sound | {"hours": written}, context=context).hours == read


class _Any(dict[str, object]):
    """A vocabulary that has every code."""

    def codes(self, _use: str | None = None) -> list[str]:
        return ["1"]

    def now(self, code: str) -> str:
        return code


def test_the_booklet_of_an_event(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`brochure --event` puts the event's records into a booklet under its title; an unknown code names those known."""
    monkeypatch.chdir(sources)
    target = tmp_path / "event.pdf"
    result = CliRunner().invoke(main, ["brochure", str(target), "--event", "battery-2026-10", "--as-of", AS_OF])
    wrong = CliRunner().invoke(main, ["brochure", str(target), "--event", "battery", "--as-of", AS_OF])

    assert result.output.endswith("成果 1 项、需求 1 项。\n"), result.output
    assert PdfReader(target).metadata.title == "测例：深海电源专场对接会"  # type: ignore[union-attr]
    assert wrong.exit_code == 2
    assert "battery-2026-10" in wrong.output


def test_what_the_catalogue_holds(catalogue: Catalogue) -> None:
    """The tests' catalogue has an event of each state."""
    assert {event.state for event in catalogue.events} == {"planned", "cancelled", "held"}
