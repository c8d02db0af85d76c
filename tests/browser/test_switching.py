"""A publication is switched while a reader searches: nothing of one ever meets something of another."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from noise import Noise
from searching import Search

LATER = "f" * 12
"""The version of the next publication, in which every title begins with a mark."""
MARK = "新版"


def publish(page: Page, site: Path) -> None:
    """From now on the server has the next publication and nothing of the former."""
    manifest = json.loads((site / "search/index.json").read_bytes())
    title = manifest["card"].index("title")

    def answer(route: Route) -> None:
        version, _, path = route.request.url.partition("/search/")[2].partition("/")
        if version != LATER:
            route.fulfill(status=404)
            return
        data = (site / "search" / manifest["version"] / path).read_bytes()
        if path.startswith("cards/"):
            data = json.dumps(
                [[*card[:title], MARK + card[title], *card[title + 1 :]] for card in json.loads(data)]
            ).encode()
        route.fulfill(body=data)

    page.route("**/search/*/**", answer)
    page.route("**/search/index.json", lambda route: route.fulfill(json=manifest | {"version": LATER}))


def test_switched_while_somebody_searches(page: Page, site: Path, noise: Noise) -> None:
    """The next query is answered by the new publication alone, filters and suggestions too, and nothing is lost."""
    search = Search(page)
    search.open("锂离子")
    expect(search.titles.first).to_be_visible()
    publish(page, site)
    noise.expect("404")
    search.box.fill("海水淡化")

    expect(search.titles.first).to_contain_text(MARK)
    assert all(MARK in title for title in search.titles.all_inner_texts())
    expect(search.box).to_be_focused()
    page.get_by_role("checkbox", name="需求").first.check()
    expect(page).to_have_url("search/?q=%E6%B5%B7%E6%B0%B4%E6%B7%A1%E5%8C%96&kind=demand")
    assert all(MARK in title for title in search.titles.all_inner_texts())
