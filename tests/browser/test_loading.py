"""What a page loads, and where old addresses lead."""

from __future__ import annotations

from places import BATTERY, BATTERY_TITLE, WITHDRAWN
from playwright.sync_api import Page, expect

MOST_BYTES = 250_000
"""Of a record's first view, before compression and without its own pictures."""


def test_weight_of_a_record(page: Page) -> None:
    """A record's first view is light enough for a phone in a harbour."""
    sizes = {}
    page.on("response", lambda answer: answer.status == 200 and sizes.update({answer.url: len(answer.body())}))
    page.goto(BATTERY)
    page.wait_for_load_state("networkidle")
    weight = sum(size for address, size in sizes.items() if not address.endswith(".png"))

    assert weight <= MOST_BYTES, sizes


def test_alias(page: Page) -> None:
    """A former number's address leads to the record."""
    page.goto("achievements/a2025-ceshi-009/")

    expect(page).to_have_url(BATTERY)
    expect(page.get_by_role("heading", level=1)).to_have_text(BATTERY_TITLE)


def test_replaced(page: Page) -> None:
    """A record that a newer one replaced says so and leads there."""
    page.goto("achievements/a2025-ceshi-003/")
    page.get_by_role("note").get_by_role("link").click()

    expect(page).to_have_url(BATTERY)


def test_withdrawn(page: Page) -> None:
    """A withdrawn record is reached from the archive, and says at its top when and why it was withdrawn."""
    page.goto("archive/")
    page.get_by_role("link", name="船用尾气洗涤水的在线检测").click()

    expect(page).to_have_url(WITHDRAWN)
    notice = page.get_by_role("note")
    expect(notice).to_be_in_viewport()
    expect(notice).to_contain_text("已于2026年5月6日撤回")
    expect(notice).to_contain_text("检测限值已经改变，原方法不再适用")


def test_expired(page: Page) -> None:
    """An expired record is reached from the archive, and says until when it was valid."""
    page.goto("archive/")
    page.get_by_role("link", name="牡蛎壳煅烧制备土壤调理剂").click()

    expect(page.get_by_role("note")).to_contain_text("已过有效期")
    expect(page.get_by_role("note")).to_contain_text("有效期至2026年9月20日")
