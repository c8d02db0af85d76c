"""成果汇编 on the reader's own device: from what was found to paper."""

from __future__ import annotations

import io

from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

from places import BATTERY_TITLE
from screens import both_widths

BATTERY_DATA = "api/v1/achievements/a2026-ceshi-001.json"


def paper(page: Page) -> list[str]:
    """The text of each page as it comes out of the printer."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]


@both_widths
def test_from_a_search_to_paper(page: Page) -> None:
    """Results become a cover, contents, exactly one page a record with its office, and an index."""
    page.goto("search/?q=水")
    page.get_by_role("button", name="编成汇编").click()
    expect(page.get_by_role("status")).to_contain_text("页以上")
    sheets = page.locator(".sc-sheet--record")
    count = sheets.count()
    texts = paper(page)

    assert count > 3
    assert len(texts) == count + 3
    assert all("0532-" in text for text in texts[2:-1])
    assert page.get_by_label("封面上的名称").input_value() == "“水”成果汇编"


def test_from_a_list(page: Page) -> None:
    """A list's own page leads to its booklet, which bears its name."""
    page.goto("industry/smart-equipment/")
    page.get_by_role("link", name="编成汇编，打印").click()

    expect(page.get_by_role("heading", level=2).first).to_have_text("智能装备成果汇编")


def test_long_record_keeps_its_page(page: Page) -> None:
    """A record that says as much as the schema lets it is set smaller: its office still stands on the same page."""

    def lengthen(route: Route) -> None:
        record = route.fetch().json()
        record["applications"] = ["在海洋观测平台上长期供电，" * 8] * 10
        record["advantages"] *= 4
        for one in record["wording"]:
            one["lines"] *= 10 if one["label"] == "知识产权" else 1
        route.fulfill(json=record)

    page.route(f"**/{BATTERY_DATA}", lengthen)
    page.goto("booklet/?ids=a2026-ceshi-001,d2026-ceshi-001")
    expect(page.get_by_role("status")).to_contain_text("共 2 条")
    texts = paper(page)

    assert len(texts) == 5
    assert BATTERY_TITLE[:2] in texts[2]
    assert "0532-00000211" in texts[2]
