"""A real Chromium on the real site. Every test here also fails on the noise that noise.py describes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from noise import Noise
from screens import WIDE
from searching import Search

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], need: Callable[[str, str], str]
) -> dict[str, Any]:
    """The system's Chromium, which makes no request of its own, without the windows, which cost as much as a page."""
    shell = "chromium-headless-shell"
    return browser_type_launch_args | {"executable_path": need(shell, shell), "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(address: str) -> str:
    """Addresses in the tests are relative to the site's root."""
    return address


@pytest.fixture
def viewport() -> dict[str, int]:
    """The window's size in CSS pixels; the marks of screens.py set others."""
    return WIDE


@pytest.fixture
def color_scheme() -> str:
    """What the system prefers."""
    return "light"


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, Any], viewport: dict[str, int], color_scheme: str
) -> dict[str, Any]:
    """A Chinese reader."""
    return browser_context_args | {"locale": "zh-CN", "viewport": viewport, "color_scheme": color_scheme}


@pytest.fixture(scope="module")
def home(address: str) -> str:
    """Where the pages of a test come from, noise.py takes all else for strangers; a module may serve its own."""
    return address


@pytest.fixture(autouse=True)
def noise(home: str, request: pytest.FixtureRequest) -> Iterator[Noise]:
    """Watches every context of the test and fails the test at its end if anything was heard."""
    mark = request.node.get_closest_marker("browser_context_args")
    watch = Noise(home, scripts=mark is None or mark.kwargs.get("java_script_enabled", True))
    yield watch
    watch.check()


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], noise: Noise) -> Callable[..., BrowserContext]:
    """Opens a fresh, watched context, as of another reader."""

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        noise.watch(context)
        return context

    return open_context


@pytest.fixture
def search(page: Page) -> Search:
    """The search page of the test's page."""
    return Search(page)
