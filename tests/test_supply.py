"""Supply and needs lists: what stands on them on a day, and what came and went."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from building import AS_OF
from markup import load_page
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.census import build_months
from showcase.derived.movement import (
    Leaving,
    Movement,
    build_movement,
    leaving,
    month_end_before,
    on_list,
    quarter_end_before,
)
from showcase.derived.stays import Span, build_members
from showcase.derived.supply import FIELDS, KINDS, ListName, Supply, build_supply
from showcase.schema.parts import Resolution, Withdrawal

TODAY = date.fromisoformat(AS_OF)
DAY = timedelta(days=1)

LEAVINGS = {
    "a2025-ceshi-001": Leaving(date(2026, 5, 6), "withdrawn"),
    "a2025-ceshi-002": Leaving(date(2026, 9, 21), "expired"),
    "a2026-shiyan-005": Leaving(date(2026, 9, 22), "expired"),
    "a2026-ceshi-001": Leaving(date(2027, 8, 21), "expired"),  # counted from its review
    "d2025-ceshi-001": Leaving(date(2026, 7, 1), "expired"),  # before its deadline
    "d2025-shiyan-001": Leaving(date(2026, 4, 2), "withdrawn"),
    "d2026-ceshi-002": Leaving(date(2026, 9, 21), "closed"),
    "d2026-shiyan-001": Leaving(date(2026, 6, 18), "resolved"),
}


@pytest.mark.parametrize("identifier", LEAVINGS)
def test_leaving(catalogue: Catalogue, identifier: str) -> None:
    """A record leaves by what comes first: withdrawal, resolution, the day after its deadline or its validity."""
    record = catalogue.by_id[identifier].record
    end = LEAVINGS[identifier]

    assert leaving(record) == end
    assert on_list(record, end.day - DAY)
    assert not on_list(record, end.day)
    assert on_list(record, record.published)
    assert not on_list(record, record.published - DAY)


def test_of_ends_on_one_day_the_most_telling_is_said(catalogue: Catalogue) -> None:
    """What ends in several ways on a day is resolved rather than closed, closed rather than withdrawn or expired."""
    last = date(2026, 9, 20)
    ends = {"deadline": last, "valid_until": last}
    withdrawn = {"withdrawn": Withdrawal(date=last + DAY, reason="需求方要求撤回")}
    resolved = {"resolution": Resolution(date=last + DAY)}
    demand, achievement = (catalogue.by_id[name].record for name in ("d2026-shiyan-003", "a2026-shiyan-005"))
    said = [
        leaving(demand.model_copy(update=ends | withdrawn | resolved)),
        leaving(demand.model_copy(update=ends | withdrawn)),
        leaving(achievement.model_copy(update={"valid_until": last} | withdrawn)),
        leaving(achievement.model_copy(update={"valid_until": last})),
    ]

    assert said == [Leaving(last + DAY, why) for why in ("resolved", "closed", "withdrawn", "expired")]


LISTS: dict[tuple[ListName, str, str], list[str]] = {
    ("supply", "industry", "green-energy"): ["a2026-ceshi-004", "a2026-ceshi-001", "a2026-shiyan-001"],
    ("supply", "industry", "future"): ["a2026-shiyan-005", "a2026-ceshi-001", "a2025-ceshi-003"],
    ("supply", "industry", "future-deep-sea"): ["a2026-ceshi-001", "a2025-ceshi-003"],
    ("supply", "industry", "future-quantum"): [],
    ("supply", "marine-sector", "marine-drugs"): [],  # its only one has expired
    ("supply", "marine-sector", "desalination"): ["a2026-ceshi-003"],  # signed, but still there to be seen
    ("needs", "industry", "green-energy"): ["d2026-shiyan-002"],  # the other is resolved
    ("needs", "industry", "future"): ["d2026-ceshi-001"],
    ("needs", "marine-sector", "port-shipping"): ["d2026-shiyan-003"],  # the other is past its deadline
    ("needs", "marine-sector", "modern-fishery"): ["d2026-shiyan-002", "d2026-ceshi-003"],
}


@pytest.mark.parametrize(("name", "facet", "code"), LISTS)
def test_lists(catalogue: Catalogue, site: Path, name: ListName, facet: str, code: str) -> None:
    """A list, its page, its document, its CSV and its workbook hold the same records, newest first."""
    expected = LISTS[name, facet, code]
    supply = supply_of(catalogue)[name, facet][code]
    folder = site / name / facet / code
    api = site / "api/v1" / name / ("" if facet == "industry" else facet)
    document = json.loads((api / f"{code}.json").read_text("utf-8"))
    rows = list(csv.DictReader(io.StringIO((api / f"{code}.csv").read_text("utf-8-sig"), newline="")))
    book = CalamineWorkbook.from_path(str(folder / "list.xlsx"))
    page = load_page(folder / "index.html")

    assert [entry.id for entry in supply.entries] == expected
    assert document["ids"] == expected
    assert (document["name"], document["facet"], document["count"]) == (name, facet, len(expected))
    assert [row["编号"] for row in rows] == expected
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]] == expected
    printed = book.get_sheet_by_name("打印").to_python()
    assert [row[0] for row in printed[1:]] == [entry.record.title for entry in supply.entries]
    assert printed[0][-1] == "进入日期"
    assert [row[-1] for row in printed[1:]] == [supply.since[entry.id] for entry in supply.entries]
    assert [cell.words for cell in page.all(class_name="sc-ledger__id")] == expected
    assert bool(page.all(class_name="sc-empty")) == (not expected)


def test_overviews_count_what_the_lists_hold(catalogue: Catalogue, site: Path) -> None:
    """Every industry and sector stands in the overview with the length of its list and its movement."""
    lists = supply_of(catalogue)
    for name in KINDS:
        rows = [row for row in load_page(site / name / "index.html").all("tr") if row.all("td")]
        expected = [
            [str(len(part)) for part in (one.entries, one.month.entered, one.month.left, one.quarter.entered)]
            + [str(len(one.quarter.left))]
            for facet in FIELDS
            for one in lists[name, facet].values()
        ]
        assert [[cell.words for cell in row.all("td")] for row in rows] == expected


def test_movement_of_a_month(catalogue: Catalogue, site: Path) -> None:
    """What expired or closed since the last month ended has left, with the day and the reason."""
    lists = supply_of(catalogue)
    drugs = lists["supply", "marine-sector"]["marine-drugs"].month
    ports = lists["needs", "marine-sector"]["port-shipping"].month
    document = json.loads((site / "api/v1/needs/marine-sector/port-shipping.json").read_text("utf-8"))

    assert (drugs.since, drugs.before, drugs.after) == (date(2026, 8, 31), 1, 0)
    assert [(entry.id, end.why) for entry, end in drugs.left] == [("a2025-ceshi-002", "expired")]
    assert [entry.id for entry, _ in ports.entered] == ["d2026-shiyan-003"]
    assert document["month"] == {
        "since": "2026-08-31",
        "before": 1,
        "after": 1,
        "entered": ["d2026-shiyan-003"],
        "left": [{"id": "d2026-ceshi-002", "day": "2026-09-21", "why": "closed"}],
    }
    page = load_page(site / "needs/marine-sector/port-shipping/index.html")
    month = page.all(class_name="sc-movement")[0]
    assert month.one("p").words == "2026年8月31日 1 条，现在 1 条：进入 1，退出 1。"
    assert "2026-09-21征集截止码头钢桩水下部分的防腐修复" in month.words


def withdrawn_on(entry: Entry, day: date, **changes: Any) -> Entry:
    """The entry as if it had been withdrawn on the day."""
    withdrawal = Withdrawal(date=day, reason="持有单位要求撤回")
    return replace(entry, record=entry.record.model_copy(update={"withdrawn": withdrawal} | changes))


def alone(entries: Iterable[Entry]) -> dict[str, tuple[Span, ...]]:
    """What is known of records without a history."""
    return {entry.id: (Span(entry, date.min),) for entry in entries}


def supply_of(catalogue: Catalogue) -> Supply:
    """The lists of a catalogue without a history."""
    return build_supply(catalogue, alone(catalogue.entries))


def movement_of(entries: Iterable[Entry], since: date, until: date) -> Movement:
    """The movement of a list of all these records."""
    entries = tuple(entries)
    return build_movement(build_members(entries, alone(entries), lambda _: ["all"], leaving)["all"], since, until)


def test_what_never_stood_on_a_list_has_not_left_it(catalogue: Catalogue) -> None:
    """A record that left, by its dates, before it was published neither came nor went; no month counts it."""
    day = date(2026, 9, 10)
    never = withdrawn_on(catalogue.by_id["a2026-ceshi-001"], day, published=day + 2 * DAY)
    movement = movement_of([never], day - DAY, TODAY)
    (month,) = build_months([never], alone([never]), TODAY)

    assert (movement.before, movement.after, movement.entered, movement.left) == (0, 0, (), ())
    assert (month.achievements.stock, month.achievements.left) == (0, ())


def test_what_left_on_one_day_stands_by_id(catalogue: Catalogue) -> None:
    """The order of a list's movement is the same, whichever record was published first."""
    names = ["a2026-ceshi-002", "a2026-ceshi-001", "a2026-ceshi-003"]
    entries = [withdrawn_on(catalogue.by_id[name], TODAY) for name in names]

    assert [entry.id for entry, _ in movement_of(entries, TODAY - DAY, TODAY).left] == sorted(names)


def test_movement_of_a_quarter(catalogue: Catalogue) -> None:
    """A quarter's movement begins on the last day of the quarter before."""
    energy = supply_of(catalogue)["supply", "industry"]["green-energy"].quarter

    assert (energy.since, energy.until) == (date(2026, 6, 30), TODAY)
    assert [entry.id for entry, _ in energy.entered] == ["a2026-ceshi-004"]
    assert (energy.before, energy.after, energy.left) == (2, 3, ())


@pytest.mark.parametrize(
    ("day", "month_end", "quarter_end"),
    [
        (date(2026, 9, 21), date(2026, 8, 31), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2026, 2, 28), date(2025, 12, 31)),
        (date(2028, 3, 1), date(2028, 2, 29), date(2027, 12, 31)),
        (date(2026, 12, 31), date(2026, 11, 30), date(2026, 9, 30)),
    ],
)
def test_ends_of_periods(day: date, month_end: date, quarter_end: date) -> None:
    """The last day before the month and before the quarter that the day is in."""
    assert (month_end_before(day), quarter_end_before(day)) == (month_end, quarter_end)


EDGES = sorted({end.day + shift for end in LEAVINGS.values() for shift in (-DAY, 0 * DAY)})
DAYS = st.dates(date(2025, 6, 1), date(2027, 12, 31)) | st.sampled_from(EDGES)


@given(DAYS, DAYS)
def test_movement_adds_up(catalogue: Catalogue, one: date, other: date) -> None:
    """Between any two days: what was there, with what entered, without what left, is what is there."""
    since, until = sorted((one, other))
    movement = movement_of(catalogue.entries, since, until)

    def there(day: date) -> set[Entry]:
        return {entry for entry in catalogue.entries if on_list(entry.record, day)}

    entered, left = {entry for entry, _ in movement.entered}, {entry for entry, _ in movement.left}
    assert there(since) | entered == there(until) | left
    assert there(until) == (there(since) | entered) - left
    assert movement.after == movement.before + len(entered) - len(left)
