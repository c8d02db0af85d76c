"""The catalogue with Tab and Enter alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from places import BATTERY, BATTERY_PHONE, BATTERY_TITLE
from screens import both_widths
from searching import Search

MOST_STOPS = 120

FOCUS = """() => {
  const focused = document.activeElement;
  const outlined = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = focused.getClientRects()[0];
  const middle = (start, length, size) => (Math.max(start, 0) + Math.min(start + length, size)) / 2;
  const point = box && [middle(box.x, box.width, innerWidth), middle(box.y, box.height, innerHeight)];
  const top = point && document.elementFromPoint(...point);
  return {
    name: focused.innerText || focused.getAttribute("aria-label") || focused.tagName,
    href: focused.getAttribute("href") || "",
    outlined: [focused, focused.closest(".sc-card"), focused.closest(".sc-search-box")].some((e) => e && outlined(e)),
    uncovered: Boolean(top) && (focused.contains(top) || top.contains(focused)),
  };
}"""
"""What has the focus: its name and address, whether an outline shows it, and whether it is in sight."""


@both_widths
def test_from_home_to_the_telephone(page: Page) -> None:
    """Tab and Enter lead from home over an industry and a record to the telephone, the focus always in sight."""
    page.goto("")
    tab_to(page, "marine-sector/deep-sea/")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("深海开发")

    tab_to(page, BATTERY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(BATTERY_TITLE)

    tab_to(page, BATTERY_PHONE)


@both_widths
def test_skip_link(page: Page) -> None:
    """The first Tab shows a link past the header; the next Tab after it is inside the text."""
    page.goto(BATTERY)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)

    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("navigation", name="位置").get_by_role("link", name="首页")).to_be_focused()


@both_widths
def test_search(page: Page, search: Search) -> None:
    """The header's search box and the results are on the way of Tab."""
    page.goto(BATTERY)
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(search.header_box).to_be_focused()
    page.keyboard.type("赤潮")
    page.keyboard.press("Enter")
    search.expect_answer("找到 1 条", "东海近岸赤潮的卫星监测")

    tab_to(page, "achievements/a2026-shiyan-005/")


def test_from_the_box_to_the_first_result(page: Page, search: Search) -> None:
    """Below the box a link, and in it the arrow down, lead to the first result without the stops between."""
    search.open("赤潮")
    expect(search.titles).to_have_count(1)
    search.box.focus()
    press_tab(page)
    press_tab(page)
    expect(page.get_by_role("link", name="到第一条结果")).to_be_focused()
    page.keyboard.press("Enter")
    expect(search.titles.first).to_be_focused()

    search.box.focus()
    page.keyboard.press("ArrowDown")
    expect(search.titles.first).to_be_focused()


@both_widths
def test_every_stop_of_a_record(page: Page) -> None:
    """Every stop of Tab on a record's page is outlined and in sight, the call bar covers none."""
    page.goto(BATTERY)
    last = page.locator(".sc-footer a").last

    for _ in range(MOST_STOPS):
        press_tab(page)
        if last.evaluate("link => link === document.activeElement"):
            return
    raise AssertionError("the footer was not reached")


def tab_to(page: Page, address: str) -> None:
    """Press Tab until the focus is on a link whose address ends so; every stop on the way must show the focus."""
    for _ in range(MOST_STOPS):
        if press_tab(page)["href"].endswith(address):
            return
    raise AssertionError(f"{address} was not reached")


def press_tab(page: Page) -> dict[str, str]:
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus["outlined"], f"no outline shows the focus on {focus}"
    assert focus["uncovered"], f"something covers {focus}"
    return focus
