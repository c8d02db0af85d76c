"""Since when a record stands on a list: what main said, day by day, in a real repository."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chronicle import ORIGIN, Chronicle
from showcase.catalogue.load import Catalogue
from showcase.derived.indexes import FACETS
from showcase.derived.movement import Leaving
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.pages.recipients import RecipientPage, build_recipient_leaves
from showcase.past.timeline import PLACING, build_version
from showcase.schema.validation import sound_values

ID = "a2026-lanhai-011"
OTHER = "a2026-lanhai-012"
VENTURE = '{stage: planned, district: "370212"}'
LAOSHAN = "district-370212"
WITHDRAWN = {"status": "withdrawn", "withdrawn": "{date: 2026-03-05, reason: 数据有误需要重测}"}
Told = list[tuple[date, Leaving | None]]


def day(number: int) -> date:
    return date(2026, 3, number)


@pytest.fixture
def book(tmp_path: Path) -> Chronicle:
    """A catalogue whose history begins on 2026-03-02 with another record; it is the day after, and ID is new."""
    book = Chronicle(tmp_path / "book")
    book.write(OTHER, published="2026-01-05", disclosure="{by: 示例单位, date: 2026-01-02}")
    book.commit()
    book.wait(days=1)
    book.write(ID)
    book.commit()
    return book


def views_of(book: Chronicle) -> Views:
    return Views(book.load(), Site("测试目录", ORIGIN, "测试用"), book.past())


def stays(book: Chronicle, facet: str, code: str, identifier: str = ID) -> Told:
    """The stays of a record, without what ends by the clock in days to come."""
    members = views_of(book).indexes[facet].groups[code].members
    found = [stay for entry, stay in members if entry.id == identifier]
    return [(stay.since, stay.left if stay.left.day <= book.today else None) for stay in found]


def change(book: Chronicle, days: int, identifier: str = ID, **fields: str) -> None:
    """After so many days the record says something else."""
    book.wait(days=days)
    book.write(identifier, **fields)
    book.commit()


def test_what_the_history_begins_with_came_when_it_says(book: Chronicle) -> None:
    """Of what the first day of the history brought nothing is known but its own date; what comes later came later."""
    assert stays(book, "industry", "life-health", OTHER) == [(date(2026, 1, 5), None)]
    assert stays(book, "industry", "life-health") == [(day(3), None)]


def test_a_venture_reaches_its_district_when_it_is_gained(book: Chronicle) -> None:
    """A recipient is told of a record as of the day on which main sent it there, and again when it comes again."""
    change(book, 2, venture=VENTURE)
    assert stays(book, "route", LAOSHAN) == [(day(5), None)]
    assert stays(book, "industry", "life-health") == [(day(3), None)]
    change(book, 1, venture=VENTURE, title="改过的名称四个字")
    assert stays(book, "route", LAOSHAN) == [(day(5), None)]
    change(book, 1)
    assert stays(book, "route", LAOSHAN) == [(day(5), Leaving(day(7), "changed"))]
    change(book, 4, venture=VENTURE)
    assert stays(book, "route", LAOSHAN) == [(day(5), Leaving(day(7), "changed")), (day(11), None)]


def test_withdrawn_and_restored(book: Chronicle) -> None:
    """A withdrawal ends a stay on the day on which main says so; a restored record is there anew."""
    change(book, 3, **WITHDRAWN)
    assert stays(book, "task-force", "tf-1") == [(day(3), Leaving(day(6), "withdrawn"))]
    change(book, 2)
    assert stays(book, "task-force", "tf-1") == [(day(3), Leaving(day(6), "withdrawn")), (day(8), None)]


def test_lapsed_and_renewed(book: Chronicle) -> None:
    """What expired is new on its lists when it is renewed, unless it is on the very day."""
    change(book, 1, valid_until="2026-03-06")
    change(book, 3, valid_until="2026-03-08", reviewed="2026-03-07")
    assert stays(book, "stage", "pilot") == [(day(3), None)]
    change(book, 5, reviewed="2026-03-12")
    assert stays(book, "stage", "pilot") == [(day(3), Leaving(day(9), "expired")), (day(12), None)]


def test_a_late_merge_counts_from_the_merge(book: Chronicle) -> None:
    """What was written on a branch came to main's lists with the merge, whatever its dates say."""
    book.git("checkout", "-q", "-b", "late")
    change(book, 1, venture=VENTURE)
    book.git("checkout", "-q", "main")
    change(book, 4, OTHER, published="2026-01-05", disclosure="{by: 示例单位, date: 2026-01-02}", trl="5")
    book.git("merge", "-q", "--no-ff", "-m", "merge", "late")
    assert stays(book, "route", LAOSHAN) == [(day(8), None)]


def test_a_revert_takes_it_away_and_its_revert_brings_it_back(book: Chronicle) -> None:
    """A step that is undone ends the stay; the file that is there again has come again."""
    book.wait(days=1)
    book.git("revert", "--no-edit", "HEAD")
    book.wait(days=3)
    book.git("revert", "--no-edit", "HEAD")
    assert stays(book, "agency", "lanhai") == [(day(3), Leaving(day(4), "removed")), (day(7), None)]


def test_steps_of_one_day_are_one(book: Chronicle) -> None:
    """What a list gained and lost within one day did not happen."""
    change(book, 2, venture=VENTURE)
    change(book, 0)
    assert stays(book, "route", LAOSHAN) == []


def test_a_renamed_record_is_not_new(book: Chronicle) -> None:
    """A record keeps its stays under its new id."""
    book.wait(days=4)
    book.remove(ID)
    book.write("a2026-lanhai-021", aliases=f"[{ID}]")
    book.commit()
    assert stays(book, "industry", "life-health", "a2026-lanhai-021") == [(day(3), None)]


def test_what_the_working_tree_says_came_today(book: Chronicle) -> None:
    """An edit that no commit holds counts as made at the beginning of the day."""
    book.wait(days=2)
    book.write(ID, venture=VENTURE)
    assert stays(book, "route", LAOSHAN) == [(day(5), None)]


def test_a_clock_from_the_future_shifts_nothing(book: Chronicle) -> None:
    """A step whose clock was ahead counts no later than the steps after it."""
    book.wait(days=2)
    book.now = book.now.replace(year=2031)
    book.write(ID, venture=VENTURE)
    book.commit()
    book.now = book.now.replace(year=2026)
    change(book, 2, OTHER, published="2026-01-05", disclosure="{by: 示例单位, date: 2026-01-02}", trl="5")
    ((since, left),) = stays(book, "route", LAOSHAN)
    assert since <= book.today
    assert left is None


def test_a_code_that_is_gone_is_read_as_today(book: Chronicle) -> None:
    """An old version with a term that the vocabulary does not hold any more does not end the build."""
    file = book.root / "content/vocabularies/stages.yml"
    text = file.read_text("utf-8")
    assert "code: lab" in text
    change(book, 1, stage="lab")
    book.wait(days=1)
    file.write_text("".join(line for line in text.splitlines(keepends=True) if "code: lab" not in line), "utf-8")
    change(book, 0)
    assert stays(book, "stage", "pilot") == [(day(3), None)]


def test_lists_say_since_when(book: Chronicle) -> None:
    """The recipient's page, its movement and its list have the day of entry, what came last first."""
    change(book, 2, venture=VENTURE)
    change(book, 1, OTHER, published="2026-01-05", disclosure="{by: 示例单位, date: 2026-01-02}", venture=VENTURE)
    views = views_of(book)
    group = views.indexes["route"].groups[LAOSHAN]
    assert group.since == {ID: day(5), OTHER: day(6)}
    supply = views.supply["supply", "industry"]["life-health"]
    assert supply.since == {OTHER: date(2026, 1, 5), ID: day(3)}
    assert [(entry.id, since) for entry, since in supply.month.entered] == [(ID, day(3))]
    pages = {leaf.path: leaf.model for leaf in build_recipient_leaves(views)}
    page = pages[f"route/{LAOSHAN}/"]
    assert isinstance(page, RecipientPage)
    assert [[sent.card.id for sent in period.sent] for period in page.periods if period.sent] == [[OTHER, ID]]
    assert page.new == 2


def test_documents_and_feeds_say_since_when(book: Chronicle) -> None:
    """The group's document, its changes and its feeds have the day of entry there, the lists that of publication."""
    change(book, 2, OTHER, published="2026-01-05", disclosure="{by: 示例单位, date: 2026-01-02}", venture=VENTURE)
    change(book, 1, venture=VENTURE)
    change(book, 3)
    files = book.render()
    group, passages = (json.loads(files[f"api/v1/by/route/{LAOSHAN}{end}.json"]) for end in ("", "/changes"))
    feed = json.loads(files[f"feeds/route/{LAOSHAN}.json"])
    whole = json.loads(files["feed.json"])

    assert (group["ids"], group["since"]) == ([OTHER], ["2026-03-05"])
    assert [(item["op"], item["id"], item["day"], item["why"]) for item in passages["items"]] == [
        ("left", ID, "2026-03-09", "changed"),
        ("entered", ID, "2026-03-06", None),
        ("entered", OTHER, "2026-03-05", None),
    ]
    assert passages["complete_from"] is None
    assert [(item["id"], item["date_published"][:10]) for item in feed["items"]] == [(OTHER, "2026-03-05")]
    assert [(item["id"], item["date_published"][:10]) for item in whole["items"]] == [
        (ID, "2026-03-03"),
        (OTHER, "2026-01-05"),
    ]
    assert "<published>2026-03-05T00:00:00+08:00</published>" in files[f"feeds/route/{LAOSHAN}.atom"].decode()
    summaries = json.loads(files["api/v1/achievements.json"])["items"]
    assert {item["id"]: item["since"] for item in summaries} == {ID: "2026-03-03", OTHER: "2026-01-05"}
    assert {item["id"]: item["venture"] for item in summaries}[OTHER] == {"stage": "planned", "district": "370212"}


def test_what_is_published_late_is_in_the_feeds_head(book: Chronicle) -> None:
    """A record that main gets late, with an old day of publication, is what a feed reader sees first."""
    book.wait(days=5)
    book.write("a2026-lanhai-031", published="2026-01-02", disclosure="{by: 示例单位, date: 2026-01-01}")
    book.commit()
    feed = json.loads(book.render()["feed.json"])

    assert feed["items"][0]["id"] == "a2026-lanhai-031"
    assert feed["items"][0]["date_published"].startswith("2026-03-08")


def test_what_a_merge_brings_is_new_to_a_reader(book: Chronicle) -> None:
    """No date of a feed or of its entries is before the day on which they came, however old the merged commits are."""
    book.git("checkout", "-q", "-b", "late")
    change(book, 1, venture=VENTURE)
    book.git("checkout", "-q", "main")
    book.wait(days=4)
    book.git("merge", "-q", "--no-ff", "-m", "merge", "late")
    files = book.render()
    (item,) = json.loads(files[f"feeds/route/{LAOSHAN}.json"])["items"]
    atom = files[f"feeds/route/{LAOSHAN}.atom"].decode()

    assert item["date_published"] == item["date_modified"] == "2026-03-08T00:00:00+08:00"
    assert re.findall("<updated>(.*?)</updated>", atom) == ["2026-03-08T00:00:00+08:00"] * 2


def test_placing_holds_all_that_places(catalogue: Catalogue) -> None:
    """Nothing but the fields of PLACING decides where a record stands: an old version is read by these alone."""
    for entry in catalogue.entries:
        version = build_version(entry.source.path, entry.source.sha256, entry.source.data)
        assert version is not None
        model = type(entry.record)
        names = [name for name in PLACING if name in model.model_fields]
        sound = sound_values(model, names, version.placing, {"vocabularies": entry.vocabularies})
        bare = model.model_construct(id=entry.record.id, **sound)
        placed = replace(entry, record=bare)
        for facet in FACETS:
            lasting = facet.lasting or facet.codes
            assert tuple(lasting(placed)) == tuple(lasting(entry)), (entry.id, facet.name)
            assert facet.ends(bare) == facet.ends(entry.record)
