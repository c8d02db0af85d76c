"""What a visitor takes along: kept when he chooses so, shown without a network as what it is, renewed, and gone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from noise import Noise
from places import BATTERY, BATTERY_TITLE
from screens import both_widths

POWER = "demands/d2026-ceshi-001/"
UNSAVED = "demands/d2026-shiyan-002/"
LOST = "answer: 404 .*\\.json|ERR_CONNECTION_REFUSED|ERR_FAILED|net::ERR_|Failed to load resource"
KEPT = """async () => {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const keys = (await Promise.all(stores.map((store) => store.keys()))).flat();
  return keys.map(({ url }) => url.replace(new URL("..", location.href).href, ""));
}"""
STANDS = """async () => Promise.all((await caches.keys()).map(async (cacheName) => {
  const ledger = await caches.match(new URL("../taken.json", location.href), { cacheName });
  return ledger ? (await ledger.json()).day : "";
}))"""
"""The day of each store."""
REGISTERED = "() => navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => scope))"


class Market:
    """A copy of the site below a path of its host, on a port that stays the same while it goes away and comes back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "market"
        self.asked: list[str] = []
        asked = self.asked

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments, directory=str(folder))

            def end_headers(self) -> None:
                self.send_header("Cache-Control", "no-cache")  # as deploy/nginx.conf does
                super().end_headers()

            def log_message(self, *_: object) -> None:
                asked.append(self.path)

        self.handler = Handler
        self.port = 0
        self.server: ThreadingHTTPServer | None = None

    def open(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), self.handler)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/market/"

    def change(self, path: str, old: str, new: str) -> None:
        """Let a file say something else."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def publish(self, day: str) -> None:
        """Another publication: the worker's bytes are others."""
        text = (self.folder / "sw.js").read_text("utf-8")
        head, _, rest = text.partition(";")
        said = json.loads(head.partition("=")[2]) | {"day": day, "version": day}
        (self.folder / "sw.js").write_text(f"const PUBLISHED = {json.dumps(said)};{rest}", "utf-8")


@pytest.fixture
def market(site: Path, tmp_path: Path) -> Iterator[Market]:
    shutil.copytree(site, tmp_path / "host" / "market")
    market = Market(tmp_path / "host")
    market.open()
    yield market
    market.close()


@pytest.fixture(autouse=True)
def noise(market: Market) -> Iterator[Noise]:
    """As for every test of the browser, with this market at home."""
    watch = Noise(market.url)
    yield watch
    watch.check()


def save(page: Page, market: Market, *paths: str) -> None:
    for path in paths:
        page.goto(market.url + path)
        page.locator(".sc-save").click()


def take(page: Page, market: Market, count: int) -> None:
    page.goto(market.url + "saved/")
    page.get_by_role("button", name=f"带走这 {count} 条").click()
    expect(page.get_by_role("region", name="带走").get_by_role("status")).to_contain_text(f"已带走 {count} 条")


def wait_for(page: Page, day: str) -> None:
    """Until all that is kept is of that day's publication."""
    for _ in range(100):
        if page.evaluate(STANDS) == [day]:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(STANDS) == [day]


@both_widths
def test_taken_along(page: Page, market: Market, noise: Noise) -> None:
    """Chosen records, the booklet and the form of a need open without a network and say of what day they are."""
    noise.allow(LOST)
    save(page, market, BATTERY, POWER)
    assert page.evaluate(REGISTERED) == []
    take(page, market, 2)
    assert page.evaluate(REGISTERED) == [market.url]
    market.close()

    page.goto(market.url + BATTERY)
    note = page.get_by_role("note").first
    expect(note).to_contain_text("没有连上网络，这是 2026年9月21日的内容。")
    expect(page.get_by_role("heading", level=1)).to_have_text(BATTERY_TITLE)
    assert page.locator(".sc-offline").evaluate("node => getComputedStyle(node).backgroundColor") != "rgba(0, 0, 0, 0)"
    call = page.locator(".sc-contact__phone")
    assert "可能已变更" in call.evaluate("node => getComputedStyle(node, '::after').content")
    for picture in page.locator(".sc-pictures img").all():
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.get_by_role("note").get_by_role("link", name="收藏").click()
    expect(page.get_by_role("status").first).to_have_text("收藏了 2 条")
    page.get_by_role("checkbox", name=f"对比：{BATTERY_TITLE}").check()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="对比选中的 2 条").click()
    expect(page.get_by_role("columnheader", name=BATTERY_TITLE)).to_be_visible()
    page.goto(market.url + "booklet/")
    expect(page.get_by_role("status")).to_contain_text("共 2 条")
    expect(page.get_by_role("note").first).to_contain_text("2026年9月21日")
    page.goto(market.url + "need/?about=a2026-ceshi-001")
    page.get_by_role("textbox").first.fill("换网太贵")
    expect(page.get_by_role("button", name="复制，发微信")).to_be_visible()


def test_what_was_not_taken(page: Page, market: Market, noise: Noise) -> None:
    """Another page leads to what was taken, with its address to try again; a record saved since is named."""
    noise.allow(LOST)
    save(page, market, BATTERY)
    take(page, market, 1)
    save(page, market, POWER)
    market.close()

    page.goto(market.url + UNSAVED)
    expect(page.get_by_role("alert")).to_contain_text("没有带走")
    expect(page.get_by_role("link", name="刚才那一页")).to_have_attribute("href", market.url + UNSAVED)
    expect(page.get_by_role("main").get_by_text(BATTERY_TITLE)).to_be_visible()
    expect(page.get_by_text("d2026-ceshi-001 没有取到，联网后再看")).to_be_visible()
    page.goto(f"{market.url}saved/?missed=%2F%2Fevil.example%2F")
    assert (page.get_by_role("link", name="刚才那一页").get_attribute("href") or "").startswith(market.url)


def test_never_stale_with_a_network(page: Page, market: Market) -> None:
    """With a network a kept page is what the site says now, before and after the worker has noticed a publication."""
    save(page, market, BATTERY)
    take(page, market, 1)
    market.change(f"{BATTERY}index.html", BATTERY_TITLE, "改过的名称")
    page.goto(market.url + BATTERY)

    expect(page.get_by_role("heading", level=1)).to_have_text("改过的名称")
    expect(page.locator(".sc-offline")).to_have_count(0)


def test_follows_the_publication(page: Page, market: Market, noise: Noise) -> None:
    """A visit after a publication renews what was taken, whole; what is gone from the site is gone here."""
    noise.allow(LOST)
    save(page, market, BATTERY, POWER)
    take(page, market, 2)
    market.change(f"{BATTERY}index.html", BATTERY_TITLE, "改过的名称")
    (market.folder / "api/v1/demands/d2026-ceshi-001.json").unlink()
    market.publish("2026年9月22日")
    page.goto(market.url + "achievements/")
    wait_for(page, "2026年9月22日")
    assert POWER not in page.evaluate(KEPT)
    market.close()

    page.goto(market.url + BATTERY)
    expect(page.get_by_role("note").first).to_contain_text("这是 2026年9月22日的内容")
    expect(page.get_by_role("heading", level=1)).to_have_text("改过的名称")


def test_half_a_publication_is_not_shown(page: Page, market: Market, noise: Noise) -> None:
    """Where not all of a publication could be read, the former one stays, whole."""
    noise.allow(LOST)
    save(page, market, BATTERY)
    take(page, market, 1)
    market.change(f"{BATTERY}index.html", BATTERY_TITLE, "改过的名称")
    (market.folder / "assets/need.css").rename(market.folder / "assets/away.css")
    (market.folder / "assets/need.css").mkdir()  # no answer that a file gives
    market.publish("2026年9月22日")
    page.goto(market.url + "achievements/")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => {})")
    page.wait_for_timeout(1500)
    market.close()

    page.goto(market.url + BATTERY)
    expect(page.get_by_role("note").first).to_contain_text("这是 2026年9月21日的内容")
    expect(page.get_by_role("heading", level=1)).to_have_text(BATTERY_TITLE)


def test_only_what_was_chosen(page: Page, market: Market) -> None:
    """Nothing is kept before the choice; then the chosen and what shows it, less than 2 MiB; nothing once dropped."""
    save(page, market, BATTERY)
    page.goto(market.url + "saved/")
    assert page.evaluate(KEPT) == []
    assert not [path for path in market.asked if path.endswith("sw.js")]
    take(page, market, 1)
    kept = page.evaluate(KEPT)
    records = {path for path in kept if re.match(r"(achievements|demands|api/v1/(achievements|demands))/", path)}
    assert all("a2026-ceshi-001" in path for path in records)
    assert len(records) >= 2
    assert sum((market.folder / path / "index.html" if path.endswith("/") else market.folder / path).stat().st_size
        for path in kept if path != "taken.json") < 2 * 1024 * 1024  # fmt: skip

    page.get_by_role("button", name="不再带走").click()
    expect(page.get_by_role("button", name="带走这 1 条")).to_be_visible()
    assert page.evaluate(KEPT) == []
    assert page.evaluate(REGISTERED) == []


def test_the_choice_follows_what_is_saved(page: Page, market: Market) -> None:
    """A record removed from what is saved is not kept either."""
    save(page, market, BATTERY, POWER)
    take(page, market, 2)
    page.get_by_role("button", name="移除").first.click()
    expect(page.get_by_role("region", name="带走").get_by_role("status")).to_contain_text("已带走 1 条")

    assert BATTERY not in page.evaluate(KEPT)
    assert POWER in page.evaluate(KEPT)


@pytest.mark.parametrize("absent", ["serviceWorker", "caches"])
def test_browsers_without_workers(page: Page, market: Market, absent: str) -> None:
    """Where the browser cannot keep pages, as over plain http, nothing is offered and all else works."""
    owner = "Navigator.prototype" if absent == "serviceWorker" else "window"
    page.add_init_script(f"delete {owner}.{absent}")
    save(page, market, BATTERY)
    page.goto(market.url + "saved/")

    expect(page.get_by_role("main").get_by_text(BATTERY_TITLE)).to_be_visible()
    expect(page.get_by_role("region", name="带走")).to_have_count(0)


def test_refused_by_the_device(page: Page, market: Market, noise: Noise) -> None:
    """Where the worker cannot be had, that is said, and one can try again."""
    noise.allow("answer: 404|Failed to load resource|bad HTTP response code")
    (market.folder / "sw.js").rename(market.folder / "away.js")
    save(page, market, BATTERY)
    page.goto(market.url + "saved/")
    page.get_by_role("button", name="带走这 1 条").click()

    expect(page.get_by_role("region", name="带走").get_by_role("status")).to_contain_text("没有存成")
    expect(page.get_by_role("button", name="带走这 1 条")).to_be_enabled()
