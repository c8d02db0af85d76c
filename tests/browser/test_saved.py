"""Favourites: kept on the device, compared side by side, shared by address."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from building import REPOSITORY
from noise import Noise
from places import BATTERY, BATTERY_TITLE
from screens import both_widths, on_phone

POWER = "demands/d2026-ceshi-001/"
POWER_TITLE = "6000米级水下机器人长航时电源"
STORAGE = {
    "forbidden": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } });",
    "damaged": "localStorage.setItem('showcase.saved', '{not a list');",
    "strange": "localStorage.setItem('showcase.saved', '{\"a\": [1]}');",
}
DRAWN = r"""async () => {
  const root = new URL("..", location.href).href;
  const read = async (path) => (await fetch(root + path)).json();
  const { resultCard } = await import(`${root}modules/search/card.js`);
  const { cardOf } = await import(`${root}modules/saved/records.js`);
  const bare = (html) => html.replace(/>\s+/g, ">").replace(/\s+</g, "<").replace(/<(\/?)h[23]/g, "<$1h");
  const drawn = (card) => bare(resultCard(card, [], "../").outerHTML);
  const { version, documents, cards_per_file: size, card: names } = await read("search/index.json");
  const numbers = [...Array(Math.ceil(documents / size)).keys()];
  const files = await Promise.all(numbers.map((number) => read(`search/${version}/cards/${number.toString(16)}.json`)));
  const cards = files.flat().map((values) => Object.fromEntries(values.map((value, at) => [names[at], value])));
  const found = new Map(cards.map((card) => [card.id, card]));
  return Promise.all([...document.querySelectorAll(".sc-card")].map(async (node) => {
    const id = node.querySelector("a").href.split("/").slice(-2)[0];
    const record = await read(`api/v1/demands/${id}.json`);
    node.querySelectorAll(".sc-star").forEach((star) => star.remove());
    return [bare(node.outerHTML), drawn(found.get(id)), drawn(cardOf(record))];
  }));
}"""
"""Every card of a list of demands: as the server drew it, and as scripts draw it from search and from the API."""


def module(route: Route) -> None:
    """A script of the theme by itself: pages load them joined."""
    route.fulfill(path=REPOSITORY / "theme" / "assets" / route.request.url.partition("/modules/")[2])


def save(page: Page, place: str) -> None:
    page.goto(place)
    page.get_by_role("button", name="收藏").click()
    expect(page.get_by_role("button", name="已收藏")).to_have_attribute("aria-pressed", "true")


@both_widths
def test_save_compare_share(page: Page, new_context: Callable[..., BrowserContext]) -> None:
    """Two saved records are listed, compared, and seen alike by whom the address is given."""
    save(page, BATTERY)
    save(page, POWER)
    page.get_by_role("link", name="收藏 2").click()
    titles = page.locator("[data-saved-list] .sc-card__title")
    expect(titles).to_have_text([BATTERY_TITLE, POWER_TITLE])

    for title in (BATTERY_TITLE, POWER_TITLE):
        page.get_by_role("checkbox", name=f"对比：{title}").check()
    page.get_by_role("button", name="对比选中的 2 条").click()
    heads = page.get_by_role("group", name="对比表").get_by_role("columnheader")
    expect(heads).to_have_text(["名称", BATTERY_TITLE, POWER_TITLE])
    office = page.get_by_role("group", name="对比表").locator("[href^='tel:']").first
    expect(office).to_have_attribute("href", f"tel:{(office.text_content() or '').replace('-', '')}")

    other = new_context().new_page()
    other.goto(page.url)
    expect(other.get_by_role("columnheader")).to_have_text(["名称", BATTERY_TITLE, POWER_TITLE])
    page.go_back()
    expect(titles).to_have_text([BATTERY_TITLE, POWER_TITLE])


@both_widths
def test_every_card_has_a_star(page: Page) -> None:
    """A star on a card of a list saves its record, as the record's own button does."""
    page.goto("achievements/")
    cards = page.locator(".sc-results .sc-card, .sc-rows .sc-card")
    stars = page.get_by_role("button", name="收藏：")
    expect(stars).to_have_count(cards.count())
    stars.filter(visible=True).first.click()
    expect(stars.first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="收藏 1").click()

    expect(page.locator("[data-saved-list] .sc-card__title")).to_have_count(1)


@both_widths
def test_code_of_a_list(page: Page, noise: Noise) -> None:
    """A shared list is shown as a code; of one that is too long it is said that it does not go into one."""
    noise.expect("404")
    page.goto("saved/?ids=a2026-ceshi-001,d2026-ceshi-001")
    page.get_by_role("button", name="二维码").click()
    code = page.get_by_role("img", name="这份清单的二维码")
    expect(code).to_be_visible()
    assert code.evaluate("node => node.getBoundingClientRect().width") >= 200
    page.get_by_role("button", name="二维码").click()
    expect(code).to_be_hidden()
    page.goto("saved/?ids=" + ",".join(["a2026-ceshi-001", *(f"d2026-x{number}-001" for number in range(10, 100))]))
    page.get_by_role("button", name="二维码").click()
    expect(page.get_by_text("一个二维码放不下")).to_be_visible()


def test_every_list_draws_the_same_card(page: Page) -> None:
    """Lists of the server, results of the search and saved records draw one card, down to the mark-up."""
    page.route("**/modules/**", module)
    page.goto("demands/")
    cards = page.evaluate(DRAWN)

    assert len(cards) > 3
    for listed, found, saved in cards:
        assert listed == found == saved
    assert any("sc-card__day--soon" in listed for listed, _, _ in cards)


def test_removed(page: Page) -> None:
    """What is removed is gone from list, count and record, also after a reload."""
    save(page, BATTERY)
    page.goto("saved/")
    page.get_by_role("button", name="移除").click()
    expect(page.get_by_text("还没有收藏。")).to_be_visible()

    page.reload()
    expect(page.get_by_text("还没有收藏。")).to_be_visible()
    page.goto(BATTERY)
    expect(page.get_by_role("button", name="收藏")).to_have_attribute("aria-pressed", "false")


def test_exported(page: Page, tmp_path: Path) -> None:
    """The list is saved as a spreadsheet that opens with its Chinese intact."""
    page.goto("saved/?ids=a2026-ceshi-001")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 CSV").click()
    download.value.save_as(tmp_path / "saved.csv")

    text = (tmp_path / "saved.csv").read_bytes().decode()
    assert text.startswith("\ufeff")
    assert BATTERY_TITLE in text


@pytest.mark.parametrize("storage", STORAGE)
def test_storage_fails(page: Page, storage: str) -> None:
    """Where storage is forbidden or holds something else, the button works for the page, without a murmur."""
    page.add_init_script(STORAGE[storage])
    save(page, BATTERY)

    page.goto("saved/")
    expect(page.get_by_text("还没有收藏。")).to_be_visible()


def test_damaged_address(page: Page) -> None:
    """What is no number in a shared address is passed over."""
    page.goto("saved/?ids=../../etc,<b>,a2026-ceshi-001,a2026-ceshi-001")

    expect(page.get_by_role("status")).to_have_text("分享的 1 条")
    expect(page.locator("[data-saved-list]").get_by_role("heading")).to_have_text(re.compile(BATTERY_TITLE))


def test_notes(page: Page, tmp_path: Path) -> None:
    """The reader's own notes stay on the device, with the record, and go along in the export."""
    save(page, BATTERY)
    page.goto("saved/")
    page.get_by_label(f"我的备注：{BATTERY_TITLE}").fill("先问价格")
    page.reload()
    expect(page.get_by_label(f"我的备注：{BATTERY_TITLE}")).to_have_value("先问价格")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 CSV").click()
    download.value.save_as(tmp_path / "saved.csv")

    assert '"先问价格"' in (tmp_path / "saved.csv").read_text("utf-8")


@on_phone
def test_comparison_on_a_phone(page: Page) -> None:
    """On a phone nothing of a comparison is cut off: what is compared stands below one another, each under its name."""
    page.goto("saved/?compare=a2026-ceshi-001,d2026-ceshi-001,a2026-shiyan-003")
    expect(page.get_by_role("status")).to_have_text("对比 3 条")
    cells = page.locator(".sc-compare td")
    edges = cells.evaluate_all("all => all.map((cell) => cell.getBoundingClientRect().right)")

    assert len(edges) > 10
    assert max(edges) <= 390
    assert page.locator(".sc-compare").evaluate("table => table.scrollWidth <= table.clientWidth")
