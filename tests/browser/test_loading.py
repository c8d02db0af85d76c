"""What a page loads, and where old addresses lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser, Page, expect

from places import BATTERY, BATTERY_TITLE, WITHDRAWN, visit
from screens import NO_TRANSITIONS, PHONE
from serving_nginx import Nginx, nginx


@pytest.fixture(scope="module")
def server(site: Path, need: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """The site under nginx, which compresses as it does for readers."""
    with nginx(need("nginx", "nginx-light"), site, tmp_path_factory.mktemp("nginx") / "server") as running:
        yield running


BUDGETS = {
    "achievement": (35_000, 8),
    "results": (90_000, 14),
    "form": (160_000, 20),
    "saved": (35_000, 8),
    "list": (40_000, 8),
}
"""Bytes as nginx sends them and requests of a first visit, pictures aside; what the offline worker then keeps comes out
of the browser's own cache, but for the form's other page, which nobody has opened yet."""


@pytest.mark.parametrize("place", BUDGETS)
def test_weight(browser: Browser, server: Nginx, place: str) -> None:
    """A first visit is light enough for a phone in a harbour; `pytest -rP` shows what it weighs.

    The server tells it: a browser has several answers to what its worker's requests weighed.
    """
    page = browser.new_context(locale="zh-CN", viewport=PHONE).new_page()
    server.requests()
    visit(page, place, server.url)
    page.wait_for_load_state("networkidle")
    page.context.close()
    requests = server.requests()
    weight = sum(request.sent for request in requests if not request.path.endswith(".png"))
    print(f"{place}: {weight / 1000:.1f} kB, {len(requests)} requests")  # noqa: T201  # the measure itself

    assert BUDGETS[place][0] / 2 < weight <= BUDGETS[place][0], requests
    assert len(requests) <= BUDGETS[place][1], requests


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


FRAME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
LOOKS = """() => [...document.querySelectorAll("html, body, body :not(.md-typeset):not(.md-typeset *)")].map((node) =>
  [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(node, part);
    if (part && style.content === "none") return "";
    return [...style].filter((name) => !name.startsWith("--")).map((name) => style.getPropertyValue(name)).join("|");
  }).join("|"))"""
"""What every element looks like, but for those that have Material's typography instead of ours: an empty one, the
banner's text."""
UNFOLD = "() => document.querySelectorAll('*').forEach((node) => getComputedStyle(node).blockSize)"
"""What is folded away has no size before it is asked for."""
PREPEND = """(text) => {
  const style = document.createElement("style");
  style.textContent = text;
  document.head.prepend(style);
}"""


@pytest.mark.parametrize(
    "place", ["home", "achievement", "list", "results", "form", "guide-tables", "statistics", "missing"]
)
def test_nothing_of_the_frame_is_lost(page: Page, place: str) -> None:
    """With Material's whole sheet below ours no element would look different."""
    (sheet,) = FRAME.glob("main.*.min.css")
    visit(page, place)
    page.wait_for_load_state("networkidle")  # what stands in the texts of results comes behind them
    page.add_style_tag(content=NO_TRANSITIONS)
    page.evaluate(UNFOLD)
    shown = page.evaluate(LOOKS)
    page.evaluate(PREPEND, sheet.read_text("utf-8"))

    assert len(shown) > 50
    assert [number for number, look in enumerate(page.evaluate(LOOKS)) if look != shown[number]] == []
