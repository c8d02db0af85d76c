"""Filters, order and form of the results; all of it lives in the address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from screens import both_widths, on_phone
from searching import Search

SECTOR = "现代渔业"


def choice(page: Page, facet: str, label: str) -> Locator:
    """The line of a value in the panel."""
    return page.locator(f"[data-facet='{facet}'] label", has_text=label)


def test_filter(page: Page, search: Search, new_context: Callable[..., BrowserContext]) -> None:
    """A filter leaves as many as it promised; address, reload, a stranger and Back agree."""
    search.open("水")
    expect(search.titles).to_have_count(10)
    line = choice(page, "marine-sector", SECTOR)
    count = line.locator(".sc-facets__count")
    expect(count).not_to_be_empty()
    promised = count.inner_text()
    line.click()

    expect(search.status).to_have_text(f"找到 {promised} 条")
    expect(page).to_have_url(re.compile(r"\?q=[^&]+&marine-sector=modern-fishery$"))
    expect(page.get_by_role("button", name=f"去掉筛选：{SECTOR}")).to_be_visible()
    titles = search.titles.all_inner_texts()
    assert len(titles) == int(promised)

    page.reload()
    expect(search.titles).to_have_text(titles)
    other = new_context().new_page()
    other.goto(page.url)
    expect(Search(other).titles).to_have_text(titles)

    page.go_back()
    expect(search.titles).to_have_count(10)
    expect(line.get_by_role("checkbox")).not_to_be_checked()


def test_filters_are_taken_away(page: Page, search: Search) -> None:
    """Each chosen value is a button that takes it away, and one button clears all."""
    page.goto("search/?marine-sector=modern-fishery&kind=demand&stage=pilot")
    chips = page.get_by_role("button", name="去掉筛选：")
    expect(chips).to_have_count(3)
    chips.first.click()
    expect(chips).to_have_count(2)

    page.get_by_role("button", name="全部清除").click()
    expect(chips).to_have_count(0)
    expect(page).to_have_url("search/")
    expect(search.status).to_have_text(re.compile(r"^共 \d+ 条$"))


def test_nothing_left(page: Page, search: Search) -> None:
    """Where the filters leave nothing the page offers to take them away."""
    page.goto("search/?q=赤潮&kind=demand")
    expect(search.status).to_have_text("没有找到")
    page.get_by_role("button", name="去掉筛选，看全部 1 条").click()

    search.expect_answer("找到 1 条", "东海近岸赤潮的卫星监测")


@on_phone
def test_panel_on_a_phone(page: Page, search: Search) -> None:
    """On a phone the panel is folded, opens by its button and tells how many filters are in force."""
    search.open("水")
    expect(search.titles).to_have_count(10)
    line = choice(page, "marine-sector", SECTOR)
    expect(line).to_be_hidden()

    page.get_by_text("筛选", exact=True).click()
    line.click()
    expect(page.get_by_text("筛选（1）", exact=True)).to_be_visible()
    expect(search.titles).not_to_have_count(10)
    done = page.get_by_role("button", name=re.compile("^看 [1-9]"))
    expect(done).to_be_in_viewport(ratio=1)
    done.click()
    expect(line).to_be_hidden()
    expect(search.titles.first).to_be_in_viewport()


@both_widths
def test_table(page: Page, search: Search) -> None:
    """The results are a table on request, with the same titles; the address keeps it."""
    search.open("锂离子")
    expect(search.titles).to_have_count(2)
    titles = search.titles.all_inner_texts()
    page.get_by_role("button", name="看表格").click()

    table = page.get_by_role("group", name="搜索结果表格").first.get_by_role("rowheader")
    expect(table).to_have_text(titles)
    page.reload()
    expect(table).to_have_text(titles)
    page.get_by_role("columnheader").get_by_role("button", name="就绪度").first.click()
    expect(page.locator("th[aria-sort=descending]").first).to_have_text(re.compile("就绪度"))
    expect(page).to_have_url(re.compile("sort=trl"))
    page.get_by_role("button", name="看列表").click()
    expect(search.titles).to_have_count(len(titles))


def test_taken_along(page: Page, search: Search) -> None:
    """A star on a result saves its record; the list goes along as CSV, as many lines as were counted."""
    search.open("锂离子")
    search.cards.first.get_by_role("button", name="收藏").click()
    expect(page.get_by_role("link", name="收藏 1")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="导出 CSV").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    titles = [line.split(",")[2].strip('"') for line in text.splitlines()[1:]]
    assert titles == search.titles.all_inner_texts() + search.partial_titles.all_inner_texts()
    assert download.value.suggested_filename == "搜索-锂离子.csv"


def test_order(page: Page, search: Search) -> None:
    """The reader's order holds for the list and stays in the address."""
    search.open("赤潮 水温")
    page.get_by_label("排序").select_option("最新发布")

    expect(page).to_have_url(re.compile("sort=newest"))
    days = re.findall(r"发布 ([0-9-]{10})", " ".join(search.cards.all_inner_texts()))
    assert len(set(days)) > 1
    assert days == sorted(days, reverse=True)
    page.reload()
    expect(page.get_by_label("排序")).to_have_value("newest")


@pytest.mark.parametrize(
    "damaged", ["?industry=nonsense", "?nonsense=1", "?trl=x-y", "?sort=nonsense&view=nonsense&n=-1", "?q=%", "?%ff"]
)
def test_damaged_address(page: Page, search: Search, damaged: str) -> None:
    """An address that somebody damaged is answered all the same."""
    page.goto(f"search/{damaged}")

    expect(search.status).to_have_text(re.compile(r"条|没有找到"))
