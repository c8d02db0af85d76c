"""The pages that offices work with: statistics, supply lists and what recipients are sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from screens import NARROW, PHONE, both_widths, on_phone, without_scripts
from searching import Search

SMALLEST_LETTERS_PX = 12


def test_figure_leads_to_its_list(page: Page, search: Search) -> None:
    """A number of the statistics opens a search that finds as many."""
    page.goto("statistics/")
    row = page.locator("section", has=page.locator("#industry")).get_by_role("row", name="人工智能")
    number = row.get_by_role("link").nth(1)
    promised = number.inner_text()
    number.click()

    expect(search.status).to_have_text(f"找到 {promised} 条")
    expect(search.titles).to_have_count(int(promised))


def test_search_shows_what_a_recipient_is_sent(page: Page, search: Search) -> None:
    """The search that a recipient's page offers finds what the page shows."""
    page.goto("route/haiyang-division/")
    titles = page.locator(".sc-card__title a").all_inner_texts()
    page.get_by_role("link", name="在搜索里继续筛选").click()

    expect(search.titles).to_have_count(len(titles))
    assert sorted(search.titles.all_inner_texts()) == sorted(titles)


@both_widths
def test_letters_of_charts_keep_their_size(page: Page) -> None:
    """A chart gets narrower on a phone, its letters do not get smaller, and nothing leaves its box."""
    page.goto("statistics/")
    for chart in page.locator(".sc-chart").all():
        sizes = chart.locator("text").evaluate_all("texts => texts.map(text => text.getBoundingClientRect().height)")
        assert min(sizes) >= SMALLEST_LETTERS_PX
        box, frame = chart.bounding_box(), chart.locator("xpath=..").bounding_box()
        rights = chart.locator("text, rect, circle").evaluate_all(
            "parts => parts.map(part => part.getBoundingClientRect().right)"
        )
        assert box is not None
        assert frame is not None
        assert max(rights) <= frame["x"] + frame["width"]


@without_scripts
def test_statistics_without_scripts(page: Page) -> None:
    """Charts and tables are there without scripts."""
    page.goto("statistics/")

    expect(page.get_by_role("img", name="服务专班")).to_be_visible()
    expect(page.get_by_role("region", name="服务专班：表格")).to_be_visible()


@on_phone
def test_list_is_cards_on_a_phone(page: Page) -> None:
    """A supply list on a phone names each value, and its telephone can be dialled."""
    page.goto("supply/industry/smart-equipment/")
    cell = page.locator(".sc-ledger td").first

    expect(page.locator(".sc-ledger thead")).to_be_hidden()
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"阶段"'
    expect(page.locator(".sc-ledger__phone").first).to_have_attribute("href", "tel:053200000202;ext=8")


@pytest.mark.parametrize("viewport", [PHONE, NARROW], ids=["A4", "narrower"])
def test_list_is_a_table_on_paper(page: Page) -> None:
    """Printed, a supply list is a table with its head, without buttons and links to elsewhere."""
    page.goto("supply/industry/smart-equipment/")
    page.emulate_media(media="print")

    expect(page.locator(".sc-ledger thead")).to_have_css("display", "table-header-group")
    expect(page.locator(".sc-ledger tbody tr").first).to_have_css("break-inside", "avoid")
    for gone in (".sc-head__actions", ".sc-supply__ways", ".sc-header", ".sc-footer"):
        expect(page.locator(gone)).to_be_hidden()


def test_downloads(page: Page) -> None:
    """A recipient's spreadsheets come as files."""
    page.goto("route/market/")
    for name in ("list.xlsx", "list.csv"):
        with page.expect_download() as download:
            page.locator(f"a[href$='{name}']").click()
        assert download.value.suggested_filename == name
