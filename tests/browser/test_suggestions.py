"""The list under the search boxes (WAI-ARIA's editable combobox), and the key that leads to it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from places import BATTERY, BATTERY_TITLE
from screens import both_widths, on_phone
from searching import Search, address


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="搜索建议").get_by_role("option")


@both_widths
def test_keyword(page: Page, search: Search) -> None:
    """A beginning offers the words that continue it; arrows choose, Enter searches for the chosen one."""
    page.goto("demands/")
    search.header_box.press_sequentially("油浸")
    expect(options(page)).to_have_text(["油浸封装关键词"])
    expect(search.header_box).to_have_attribute("aria-expanded", "true")
    search.header_box.press("ArrowDown")
    expect(options(page)).to_have_attribute("aria-selected", "true")
    search.header_box.press("Enter")

    expect(page).to_have_url(address("油浸封装"))


def test_title(page: Page, search: Search) -> None:
    """A suggested title leads straight to its record, from its pinyin as well."""
    page.goto("guide/")
    search.header_box.press_sequentially("shllz")
    options(page).get_by_text(BATTERY_TITLE).click()

    expect(page).to_have_url(BATTERY)


def test_title_by_sound_within(page: Page, search: Search) -> None:
    """A title is suggested by the pinyin of any part of it, whole or by first letters."""
    page.goto("guide/")
    search.header_box.press_sequentially("lizidianchi")
    expect(options(page).get_by_text(BATTERY_TITLE)).to_be_visible()
    search.header_box.fill("nyyjfz")
    expect(options(page)).to_have_text([BATTERY_TITLE])


@on_phone
def test_suggestions_cover_no_results(page: Page, search: Search) -> None:
    """On a phone's search page, where results follow the typing, suggestions push them down and cover none."""
    page.goto("search/")
    search.box.press_sequentially("深海")
    expect(search.status).to_have_text(re.compile("^找到"))
    listbox = page.get_by_role("listbox", name="搜索建议").bounding_box()
    results = page.locator("[data-search-results]").bounding_box()

    assert listbox is not None
    assert results is not None
    assert listbox["height"] < 60
    assert listbox["y"] + listbox["height"] <= results["y"]


def test_ignored(page: Page, search: Search) -> None:
    """Who chooses nothing searches for what was typed; Escape closes the list and keeps the words."""
    page.goto("demands/")
    search.header_box.press_sequentially("油浸")
    expect(options(page)).to_have_count(1)
    search.header_box.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(search.header_box).to_have_value("油浸")
    search.header_box.press("Enter")

    expect(page).to_have_url(address("油浸"))


def test_slash(page: Page, search: Search) -> None:
    """“/” leads to the search box from anywhere, and is a sign like others within it."""
    page.goto(BATTERY)
    page.keyboard.press("/")
    expect(search.header_box).to_be_focused()
    page.keyboard.type("a/b")

    expect(search.header_box).to_have_value("a/b")
