"""The site behind nginx: what its Content-Security-Policy forbids is not what the pages need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from noise import Noise
from places import BATTERY
from serving_nginx import nginx


@pytest.fixture(scope="module")
def home(site: Path, need: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site as deploy/nginx.conf serves it; ends in a slash."""
    with nginx(need("nginx", "nginx-light"), site, tmp_path_factory.mktemp("nginx") / "prefix") as server:
        yield server.url


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_pages_keep_the_policy(page: Page, home: str) -> None:
    """Home, search, record, list, favourites and guide load and work without one breach of the policy."""
    for path in ("", "achievements/", BATTERY, "industry/", "guide/data/"):
        page.goto(home + path)
        expect(page.locator("h1").first).to_be_visible()
    page.goto(home + BATTERY)
    page.locator("[data-theme-toggle]").click()
    page.get_by_role("button", name="收藏").click()
    page.goto(home + "saved/")
    expect(page.get_by_role("main").get_by_role("link", name="深海").first).to_be_visible()
    page.goto(home + "search/?q=电池")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()


def test_missing_page_keeps_the_policy(page: Page, home: str, noise: Noise) -> None:
    """The page that says that there is none looks like the others."""
    noise.expect("404")
    page.goto(home + "achievements/no-such-record/")

    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    expect(page.locator("body")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_policy_is_in_force(page: Page, home: str, noise: Noise) -> None:
    """A script written into a page does not run: the tests above would hear a breach."""
    noise.expect("Content Security Policy|Content-Security-Policy")
    page.goto(home)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'hacked = 1'}))")

    assert page.evaluate("typeof hacked") == "undefined"
