"""The catalogue in a browser that runs no scripts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from places import BATTERY, BATTERY_PHONE, BATTERY_TITLE
from screens import both_widths, without_scripts

pytestmark = without_scripts


@both_widths
def test_from_home_to_the_telephone(page: Page) -> None:
    """Links lead from the home page over an industry to a record with its text, contact and telephone."""
    page.goto("")
    page.get_by_role("link", name="智能装备").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("智能装备")
    page.goto("")
    page.get_by_role("link", name="深海开发").first.click()
    page.get_by_role("link", name=BATTERY_TITLE).click()

    expect(page).to_have_url(BATTERY)
    expect(page.get_by_role("heading", level=1)).to_have_text(BATTERY_TITLE)
    expect(page.get_by_text("连续放电48小时")).to_be_visible()
    contact = page.get_by_role("region", name="首问联系")
    expect(contact.get_by_role("link", name="0532-00000211")).to_have_attribute("href", BATTERY_PHONE)


@both_widths
def test_search_says_what_to_do(page: Page) -> None:
    """The search page says that it needs scripts and offers the classifications instead."""
    page.goto(BATTERY)
    page.locator(".sc-header__search input").fill("电池")
    page.locator(".sc-header__search button").click()

    advice = page.locator("noscript p")  # Playwright's search by text passes over noscript
    expect(advice).to_be_visible()
    expect(advice).to_contain_text("搜索需要浏览器脚本。")
    page.get_by_role("region", name="按分类浏览").get_by_role("link", name="深海开发").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("深海开发")


def test_alias(page: Page) -> None:
    """A former number's address leads on to the record without a script."""
    page.goto("achievements/a2025-ceshi-009/")

    expect(page).to_have_url(BATTERY)


@both_widths
def test_from_a_demand_to_its_answer(page: Page) -> None:
    """A demand's page leads to the achievement that suits it, and that page back to the demand."""
    page.goto("demands/d2026-ceshi-001/")
    section = page.get_by_role("region", name="已确认适合的成果")
    expect(section.get_by_text("已由人工确认")).to_be_visible()
    section.get_by_role("link", name=BATTERY_TITLE).click()

    expect(page).to_have_url(BATTERY)
    page.get_by_role("region", name="已确认适合的需求").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("6000米级水下机器人长航时电源")


def test_from_the_demands_to_those_that_wait(page: Page) -> None:
    """The list of demands leads to those that nothing answers yet."""
    page.goto("demands/")
    page.locator(".sc-head").get_by_role("link", name="暂无匹配成果的需求").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("暂无匹配成果的需求")
    page.get_by_role("link", name="海带烘干车间的余热回收").click()
    expect(page.get_by_text("目录里暂时没有合适的成果。")).to_be_visible()
