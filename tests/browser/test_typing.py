"""The search page while its reader types, composes Chinese, or loses the network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from noise import Noise
from places import BATTERY_TITLE
from searching import Search, address

MANIFEST = "**/search/index.json"
SHARDS = "**/search/*/shards/*"
CARDS = "**/search/*/cards/*"
CARD_NUMBER = re.compile(r"/cards/([0-9a-f]+)\.json")
LONG_AFTER_MS = 5_000
RED_TIDE_TITLE = "东海近岸赤潮的卫星监测"


def test_results_follow_the_typing(page: Page, search: Search) -> None:
    """Results and address follow the box without Enter, and typing leaves no steps for Back."""
    page.goto("demands/")
    page.goto("search/")
    search.box.press_sequentially("赤")
    expect(page).to_have_url(address("赤"))
    search.box.press_sequentially("潮")
    expect(page).to_have_url(address("赤潮"))
    search.expect_answer("找到 1 条", RED_TIDE_TITLE)
    assert page.title().startswith("“赤潮” · ")

    page.go_back()
    expect(page).to_have_url("demands/")


def test_pause_before_the_search(page: Page, search: Search) -> None:
    """Letters that follow each other quickly are one search."""
    asked = record_shards(page)
    page.clock.install()
    page.goto("search/")
    search.box.press_sequentially("近岸赤潮")
    assert asked == []
    page.clock.run_for(LONG_AFTER_MS)

    search.expect_answer("找到 1 条", RED_TIDE_TITLE)
    expect(page).to_have_url(address("近岸赤潮"))


@pytest.mark.parametrize("key", ["typed", "sent"])
def test_late_answer(page: Page, search: Search, key: str) -> None:
    """An answer that comes after a newer one does not take its place."""
    late: list[Route] = []
    page.route(SHARDS, lambda route: route.continue_() if late else late.append(route))
    page.goto("search/")
    with page.expect_request(SHARDS):
        search.box.fill("藻")
    search.box.fill("赤潮")
    if key == "sent":
        search.box.press("Enter")
    search.expect_answer("找到 1 条", RED_TIDE_TITLE)

    with page.expect_response(late[0].request.url):
        late[0].continue_()
    settle(page)

    expect(page).to_have_url(address("赤潮"))
    search.expect_answer("找到 1 条", RED_TIDE_TITLE)


def test_composition(page: Page, search: Search) -> None:
    """Pinyin under composition is not searched; the characters are, once, when they are chosen."""
    page.add_init_script(
        "const replace = history.replaceState; window.addresses = [];"
        "history.replaceState = function (...state) { addresses.push(state[2]); replace.apply(this, state); };"
    )
    page.clock.install()
    page.goto("search/")
    keyboard = page.context.new_cdp_session(page)
    search.box.focus()
    for text in ("l", "li", "li z", "li zi"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        page.clock.run_for(LONG_AFTER_MS)
    expect(search.box).to_have_value("li zi")
    expect(page).to_have_url("search/")

    keyboard.send("Input.insertText", {"text": "离子"})
    expect(search.box).to_have_value("离子")
    page.clock.run_for(LONG_AFTER_MS)

    expect(page).to_have_url(address("离子"))
    expect(search.status).to_have_text("找到 2 条，另有 1 条供需对应")
    assert page.evaluate("addresses.length") == 1


@pytest.mark.parametrize("lost", [MANIFEST, SHARDS, CARDS], ids=["manifest", "shards", "cards"])
def test_network_failure(page: Page, search: Search, noise: Noise, lost: str) -> None:
    """Where the search data cannot be fetched the page says so, and trying again works once it can."""
    noise.expect(r"request failed: .*/search/.*: net::ERR_FAILED")
    noise.expect(r"console: error: Failed to load resource: net::ERR_FAILED")
    page.route(lost, lambda route: route.abort())
    search.open("赤潮")
    expect(search.status).to_have_text("搜索没有完成")
    expect(page.get_by_text("没有取到搜索数据，可能是网络不通。")).to_be_visible()

    page.unroute(lost)
    page.get_by_role("button", name="重试").click()

    search.expect_answer("找到 1 条", RED_TIDE_TITLE)


def test_failure_of_the_passage(page: Page, search: Search, noise: Noise) -> None:
    """A record's text that cannot be fetched costs the passage, not the result."""
    noise.expect(r"request failed: .*/api/v1/.*: net::ERR_FAILED")
    noise.expect(r"console: error: Failed to load resource: net::ERR_FAILED")
    page.route("**/api/v1/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        search.open("冷水团")

    search.expect_answer("找到 1 条，另有 3 条意思相近或供需对应", BATTERY_TITLE)


def test_failure_of_more_results(page: Page, search: Search, noise: Noise, site: Path) -> None:
    """Where “再看” cannot fetch its records the page says so, and trying again shows all of them."""
    noise.expect(r"request failed: .*/search/.*/cards/.*: net::ERR_FAILED")
    noise.expect(r"console: error: Failed to load resource: net::ERR_FAILED")
    serve_cards_singly(page, site)
    search.open("的")
    expect(search.titles).to_have_count(10)
    page.route(CARDS, lambda route: route.abort())
    search.more.click()
    expect(search.status).to_have_text("搜索没有完成")

    page.unroute(CARDS)
    serve_cards_singly(page, site)
    page.get_by_role("button", name="重试").click()

    expect(search.titles.nth(10)).to_be_visible()


def serve_cards_singly(page: Page, site: Path) -> None:
    """Each record's card in a file of its own, as if the catalogue were so large that every page needs a new one."""
    manifest = json.loads((site / "search" / "index.json").read_bytes()) | {"cards_per_file": 1}
    files = sorted((site / "search" / manifest["version"] / "cards").iterdir(), key=lambda file: int(file.stem, 16))
    cards = [card for file in files for card in json.loads(file.read_bytes())]
    page.route(MANIFEST, lambda route: route.fulfill(json=manifest))
    page.route(CARDS, lambda route: route.fulfill(json=[cards[int(CARD_NUMBER.search(route.request.url)[1], 16)]]))


def record_shards(page: Page) -> list[str]:
    """Grows by the address of each shard that the page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: "/shards/" in request.url and asked.append(request.url))
    return asked


def settle(page: Page) -> None:
    """Wait until the page has done all that it has at hand."""
    page.evaluate("() => new Promise(done => requestIdleCallback(() => requestIdleCallback(done)))")
