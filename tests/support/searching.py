"""The search page as its reader knows it."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

from playwright.sync_api import Page, expect


class Search:
    """The parts of the search page on `page`, wherever that is now."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.header_box = page.locator(".sc-header__search input")
        self.box = page.locator("#sc-query")
        self.status = page.get_by_role("status")
        self.cards = page.locator("[data-search-results] .sc-card")
        self.titles = page.locator("[data-search-results] > .sc-rows .sc-card__title a")
        self.partial_titles = page.locator(".sc-search__partial .sc-card__title a")
        self.marks = self.cards.locator("mark")
        self.divider = page.get_by_role("heading", name="另有部分符合")
        self.more = page.get_by_role("button", name="再看")

    def open(self, query: str) -> None:
        """Go to a shared address."""
        self.page.goto(address(query))

    def expect_answer(self, status: str | re.Pattern[str], *titles: str) -> None:
        """The status line and the titles of all results above the line, best first."""
        expect(self.status).to_have_text(status)
        expect(self.titles).to_have_text(titles)

    def read_titles(self, query: str) -> list[str]:
        """The titles that a query finds, best first, as soon as it is answered."""
        self.open(query)
        expect(self.status).not_to_have_text("正在搜索…")
        expect(self.status).not_to_be_empty()
        return self.titles.all_inner_texts()


def address(query: str) -> str:
    """The search page's address for a query, from the site's root."""
    return f"search/?q={quote_plus(query)}"
