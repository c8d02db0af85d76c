"""Engines asked in Chromium: what they find, what they fetch, how long the first result takes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from search.serving import Sent, Server

CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE_MS = 60_000
SHOWN = "() => { if (window.failed) throw new Error(window.failed); return window.shown; }"
"""Milliseconds from the navigation to the list of bench.html."""
ANSWERED = "document.querySelector('[data-search-results] > *') && performance.now()"
"""The same of the showcase's search page, results or none."""
SLOWER = 4
"""The CPU's slow-down: a telephone of the middle class against this machine."""
MOBILE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""Lighthouse's slow 4G."""
CODE = (".js", ".pagefind")
"""Endings of scripts; Pagefind's WebAssembly is wasm.<language>.pagefind."""


@dataclass(frozen=True)
class Shown:
    """Seconds from the navigation to the listing of the first results, and the bytes of all that came."""

    seconds: float
    bytes: int


@dataclass(frozen=True)
class Fetched:
    """Bytes of a first search on a fresh page, of which code, and of a further one with another query."""

    first: int
    code: int
    further: int


class Browsing:
    """A browser on the sites of one server; a fresh context a page, so that no cache is shared."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server

    @contextmanager
    def page(self) -> Iterator[Page]:
        context = self.browser.new_context(locale="zh-CN")
        context.set_default_timeout(PATIENCE_MS)
        try:
            yield context.new_page()
        finally:
            context.close()

    def address(self, engine: str, query: str | None = None) -> str:
        wanted = "" if query is None else f"&q={quote(query)}"
        return f"{self.server.address}/bench/bench.html?engine={engine}{wanted}"

    def rankings(self, engine: str, queries: Sequence[str]) -> list[list[str]]:
        """The keys of all results of each query, best first."""
        with self.page() as page:
            page.goto(self.address(engine))
            page.wait_for_function(SHOWN)
            return [page.evaluate("query => bench.keys(query)", query) for query in queries]

    def fetched(self, engine: str, queries: Sequence[str]) -> list[Fetched]:
        """For each two neighbours of `queries` what a fresh page fetches for the one and then for the other."""
        return [self._fetched(engine, *pair) for pair in itertools.pairwise(queries)]

    def _fetched(self, engine: str, first: str, further: str) -> Fetched:
        with self.page() as page:
            before = len(self.server.sent)
            page.goto(self.address(engine, first))
            page.wait_for_function(SHOWN)
            between = len(self.server.sent)
            page.evaluate("query => bench.show(query)", further)
            sent = self.server.sent
            return Fetched(size(sent[before:between]), size(sent[before:between], CODE), size(sent[between:]))

    def first_result(self, engine: str, query: str, *, mobile: bool) -> Shown:
        """The first results listed on a fresh, slowed page; `page` is the showcase's real search page."""
        if engine == "page":
            address = f"{self.server.address}/ours/search/?q={quote(query)}"
            return self._shown(address, ANSWERED, mobile)
        return self._shown(self.address(engine, query), SHOWN, mobile)

    def _shown(self, address: str, shown: str, mobile: bool) -> Shown:
        before = len(self.server.sent)
        with self.page() as page:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            if mobile:
                session.send("Network.enable")
                session.send("Network.emulateNetworkConditions", MOBILE)
            page.goto(address, wait_until="commit")
            milliseconds = page.wait_for_function(shown).json_value()
            page.wait_for_load_state("networkidle")
        return Shown(float(milliseconds) / 1000, size(self.server.sent[before:]))


def size(sent: Sequence[Sent], endings: tuple[str, ...] = ("",)) -> int:
    return sum(one.size for one in sent if one.path.endswith(endings))


@contextmanager
def browsing(server: Server) -> Iterator[Browsing]:
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield Browsing(browser, server)
        browser.close()


def _launch(playwright: Playwright) -> Browser:
    """The system's Chromium, or the one that playwright installed."""
    return playwright.chromium.launch(executable_path=CHROMIUM if Path(CHROMIUM).exists() else None, args=FLAGS)
