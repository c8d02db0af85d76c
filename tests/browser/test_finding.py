"""From a word in mind to the record: the ways that a reader takes, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from places import BATTERY, BATTERY_TITLE, LONG_TITLE
from screens import both_widths
from searching import Search, address

WORD = "耐压油浸"
"""Stands in one title only, and there in the middle."""


@both_widths
@pytest.mark.parametrize("start", [LONG_TITLE, "demands/"], ids=["record", "list"])
def test_from_the_header_to_the_record_and_back(page: Page, search: Search, start: str) -> None:
    """A part of a title typed into a page's header leads to the record; Back returns to the same results."""
    page.goto(start)
    search.header_box.fill(WORD)
    search.header_box.press("Enter")

    expect(page).to_have_url(address(WORD))
    search.expect_answer("找到 1 条，另有 1 条供需对应", BATTERY_TITLE)
    expect(search.titles.locator("mark")).to_have_text(WORD)

    search.titles.click()
    expect(page).to_have_url(BATTERY)
    expect(page.get_by_role("heading", level=1)).to_have_text(BATTERY_TITLE)

    page.go_back()
    expect(page).to_have_url(address(WORD))
    expect(search.box).to_have_value(WORD)
    search.expect_answer("找到 1 条，另有 1 条供需对应", BATTERY_TITLE)


def test_from_the_home_page(page: Page, search: Search) -> None:
    """The home page's large search box leads to the results."""
    page.goto("")
    page.get_by_role("combobox").fill("赤潮")
    page.get_by_role("button", name="搜索").click()

    expect(page).to_have_url(address("赤潮"))
    search.expect_answer("找到 1 条", "东海近岸赤潮的卫星监测")


def test_keyword_of_a_record(page: Page, search: Search) -> None:
    """A record's keyword leads to everything that holds it."""
    page.goto(BATTERY)
    page.get_by_role("link", name="深海电源", exact=True).click()

    search.expect_answer("找到 2 条", "6000米级水下机器人长航时电源", BATTERY_TITLE)


def test_address_is_the_search(page: Page, search: Search, new_context: Callable[..., BrowserContext]) -> None:
    """Typing, reloading and a shared address opened by somebody else give the same list."""
    page.goto("search/")
    search.box.fill("深海 电源")
    search.expect_answer("找到 2 条，另有 1 条部分符合", "6000米级水下机器人长航时电源", BATTERY_TITLE)
    shared = page.url

    page.reload()
    search.expect_answer("找到 2 条，另有 1 条部分符合", "6000米级水下机器人长航时电源", BATTERY_TITLE)

    other = new_context().new_page()
    other.goto(shared)
    Search(other).expect_answer("找到 2 条，另有 1 条部分符合", "6000米级水下机器人长航时电源", BATTERY_TITLE)


def test_back_through_searches(page: Page, search: Search) -> None:
    """Each search that was sent off is a step that Back undoes, in the box and in the list."""
    search.open("赤潮")
    search.expect_answer("找到 1 条", "东海近岸赤潮的卫星监测")
    search.box.fill(WORD)
    search.box.press("Enter")
    search.expect_answer("找到 1 条，另有 1 条供需对应", BATTERY_TITLE)

    page.go_back()
    expect(search.box).to_have_value("赤潮")
    search.expect_answer("找到 1 条", "东海近岸赤潮的卫星监测")


@both_widths
def test_back_to_the_place_in_the_list(page: Page, search: Search) -> None:
    """Back from a record, the card that was opened stands where it stood, though results come late."""
    page.goto("search/?n=20")
    expect(search.titles).to_have_count(16)
    link = search.titles.last
    link.evaluate("link => scrollTo(0, link.getBoundingClientRect().top - 200)")
    page.wait_for_timeout(300)
    before = link.evaluate("link => link.getBoundingClientRect().top")
    title = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    page.go_back()
    expect(search.titles).to_have_count(16)
    expect(search.titles.last).to_be_in_viewport()
    assert abs(search.titles.last.evaluate("link => link.getBoundingClientRect().top") - before) < 3


@both_widths
def test_back_to_a_place_that_is_there_later(page: Page, search: Search) -> None:
    """What comes into the list after the results makes it high enough, or moves it: the card stands where it stood."""
    later = """results => results.querySelectorAll(".sc-card")
        .forEach(card => card.append(Object.assign(document.createElement("p"), {style: "height: 90px"})))"""
    list_of_all = page.locator("[data-search-results]")
    page.goto("search/?n=20")
    expect(search.titles).to_have_count(16)
    list_of_all.evaluate(later)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(300)
    place = "link => link.getBoundingClientRect().top"
    before = search.titles.last.evaluate(place)
    search.titles.last.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.go_back()
    expect(search.titles).to_have_count(16)
    list_of_all.evaluate(later)
    page.wait_for_timeout(100)
    assert abs(search.titles.last.evaluate(place) - before) < 3


def test_what_was_understood_can_be_switched_off(page: Page, search: Search) -> None:
    """A chip names the synonym that was used; switched off, the words count as typed; the address keeps it."""
    search.open("无人潜航器")
    expect(search.status).to_contain_text("找到 2 条")
    page.get_by_role("button", name="不要同义词").click()

    expect(search.status).not_to_contain_text("找到 2 条")
    expect(page).to_have_url(re.compile("no=synonym"))
    page.get_by_role("button", name="恢复同义词").click()
    expect(search.status).to_contain_text("找到 2 条")


def test_conditions_can_be_switched_off(page: Page, search: Search) -> None:
    """A chip names the words that were taken for conditions; switched off, they are words as others."""
    search.open("中试 赤潮 海带")
    expect(search.status).to_contain_text("部分符合")
    expect(page.get_by_role("button", name="不要条件（条件：中试）")).to_be_visible()

    page.get_by_role("button", name="不要条件").click()
    expect(page).to_have_url(re.compile("no=condition"))
    expect(page.get_by_role("button", name="恢复条件")).to_be_visible()


def test_an_order_that_is_asked_for_is_in_force(page: Page, search: Search) -> None:
    """What asks for an order is none of the words sought; the list says so, and another order can be chosen."""
    search.open("最急的需求")
    expect(page.get_by_label("排序", exact=True)).to_have_value("closing")
    expect(page.get_by_role("button", name="不要所要的排序（排序：最急）")).to_be_visible()

    page.get_by_label("排序", exact=True).select_option("relevance")
    expect(page).to_have_url(re.compile("no=order"))
    expect(page.get_by_label("排序", exact=True)).to_have_value("relevance")
    page.get_by_role("button", name="恢复所要的排序").click()
    expect(page.get_by_label("排序", exact=True)).to_have_value("closing")
