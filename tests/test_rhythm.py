"""A simulated year, counted twice: by the product and by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from building import git
from rhythm import LAST, RECORDS, STEPS, Count, Life, build_year, count_year, write_year
from showcase.catalogue.load import Catalogue, load
from showcase.derived.progress import (
    ANSWER_DAYS,
    SILENT_DAYS,
    days_to_answer,
    is_silent,
    is_unanswered,
    silent_since,
    stops,
    waiting_since,
)
from showcase.derived.results import build_results, is_closed
from showcase.digest import build_digest, build_supply_lists, last_period, load_states
from showcase.digest.past import States
from showcase.digest.section import Digest
from showcase.files.brand import Brand
from tree import make_tree


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    return build_year()


@pytest.fixture(scope="module")
def year(lives: list[Life], tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue at the end of the year."""
    root = make_tree(tmp_path_factory.mktemp("year"))
    write_year(root, lives, LAST)
    catalogue = load(root, LAST)
    assert [problem for problem in catalogue.errors if problem.code != "duplicates"] == []
    return catalogue


@pytest.fixture(scope="module")
def count(lives: list[Life]) -> Count:
    return count_year(lives)


def test_the_year_is_as_large_as_it_says(lives: list[Life], year: Catalogue) -> None:
    """Two hundred records; of six hundred steps those that a withdrawal cut off are not told."""
    assert (len(year.entries), len(lives)) == (RECORDS, RECORDS)
    assert STEPS - 20 < sum(len(entry.record.progress) for entry in year.entries) <= STEPS


def test_who_waits_and_who_is_silent(year: Catalogue, count: Count) -> None:
    """The day lists name exactly those whom the clerk found, with the same days."""
    waiting = {entry.id: waiting_since(entry) for entry in year.entries if is_unanswered(entry)}
    silent = {entry.id: silent_since(entry) for entry in year.entries if is_silent(entry)}

    assert waiting == count.unanswered(ANSWER_DAYS)
    assert silent == count.silent(SILENT_DAYS)
    assert len(waiting) > 5
    assert len(silent) > 20
    answered = {entry.id: days for entry in year.entries if (days := days_to_answer(entry)) is not None}
    assert answered == count.answered_after


def test_every_closed_record_has_a_result(year: Catalogue, count: Count) -> None:
    """All closed records are accounted for, each once, as the clerk counted them; so are the reasons of stops."""
    results = build_results(year.entries)

    assert sorted(one.entry.id for one in results) == sorted(entry.id for entry in year.entries if is_closed(entry))
    assert Counter(one.code for one in results) == Counter(count.ended.values())
    assert set(count.ended.values()) == {"landed", "signed", "resolved", "withdrawn", "overdue"}
    assert Counter(step.reason for _, step in stops(year.entries)) == count.stops
    assert all(one.days is not None and one.contract == "技术许可" for one in results if one.code == "landed")


@pytest.fixture(scope="module")
def quarter(lives: list[Life], tmp_path_factory: pytest.TempPathFactory) -> tuple[States, Digest]:
    """The last quarter's digest, from a repository that was committed to at the ends of three quarters."""
    root = make_tree(tmp_path_factory.mktemp("quarters"))
    git(root, "init", "-q", "-b", "main", day="2026-01-01")
    for day in ("2026-06-30", "2026-09-30", "2026-12-31"):
        write_year(root, lives, date.fromisoformat(day))
        git(root, "add", "--all", day=day)
        git(root, "commit", "-q", "--message", "records", day=day)
    period = last_period("quarter", LAST)
    states = load_states(root, period)
    return states, build_digest(states, period, Brand("某某市场 · 目录"))


def table(digest: Digest, name: str) -> list[dict[str, Any]]:
    """The rows of a table by its columns."""
    [found] = [one for section in digest.sections for one in section.tables if one.name == name]
    return [dict(zip([column.label for column in found.columns], row, strict=True)) for row in found.rows]


def test_the_quarter_accounts_for_all(quarter: tuple[States, Digest], lives: list[Life], count: Count) -> None:
    """The paper's numbers are the clerk's: results, reasons of stops, who waits; steps by the days they were told."""
    digest = quarter[1]
    states = {"landed": "已落地", "signed": "已签约", "resolved": "已解决", "withdrawn": "已撤回", "overdue": "已截止"}
    steps = [step for life in lives for step in life.steps if date(2026, 9, 30) < step[0]]

    assert {row["结果"]: row["合计"] for row in table(digest, "结果")} == {
        states[code]: number for code, number in Counter(count.ended.values()).items()
    }
    deals = [count.ended[name] for name in count.ended if count.ended[name] in ("landed", "signed", "resolved")]
    assert [row["案例"] for row in table(digest, "成交明细")] == ["可以写"] * len(deals)  # nobody has written one
    assert sum(row["累计"] for row in table(digest, "中止原因")) == count.stops.total()
    assert sum(row["本季度"] for row in table(digest, "中止原因")) == sum(kind == "stop" for _, kind, _ in steps)
    for title in ("首问负责（服务专班）", "首问负责（服务机构）"):
        rows = table(digest, title)
        assert sum(row["未回应"] for row in rows) == len(count.unanswered(ANSWER_DAYS))
        assert sum(row["久无进展"] for row in rows) == len(count.silent(SILENT_DAYS))
        assert sum(row["已首次联系"] for row in rows) == len(count.answered_after)
    assert next(row["对接进展"] for row in table(digest, "概况")) == len(steps)
    assert len(table(digest, "久未推进")) == len(count.unanswered(ANSWER_DAYS)) + len(count.silent(SILENT_DAYS))


def test_each_industry_has_a_page(quarter: tuple[States, Digest]) -> None:
    """What is new, ripe, wanted and stuck in it, on a page of its own; industries without anything are named once."""
    states, digest = quarter
    lists = build_supply_lists(digest, states)
    front, health = lists.sections

    assert (front.new_page, health.new_page) == (False, True)
    assert "人工智能" in front.text
    assert [row[0] for row in front.tables[0].rows] == ["生命健康"]
    assert front.tables[0].rows[0][1] == sum(entry.kind == "achievement" for entry in states.after.listed)
    assert [row[0] for row in health.tables[0].rows if row[0]] == ["新进", "成熟", "停滞"]
    assert len(health.tables[0].rows) == 9
    assert lists.title == "2026年第四季度“10+1”产业供需清单"
