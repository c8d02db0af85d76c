"""Light and dark: as the system says, until the reader chooses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from places import BATTERY
from screens import both_schemes, both_widths, without_scripts

BACKGROUND = {"light": "rgb(243, 246, 247)", "dark": "rgb(13, 21, 26)"}
FORBID_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
"""


@both_schemes
@pytest.mark.parametrize("place", ["", BATTERY, "guide/", "404.html"], ids=["home", "record", "guide", "missing"])
def test_follows_the_system(page: Page, place: str, color_scheme: str) -> None:
    """Without a choice the page is as the system prefers, and the button says which it is."""
    page.goto(place)

    expect_scheme(page, color_scheme)


def test_follows_the_system_at_once(page: Page) -> None:
    """A system that turns dark at dusk turns an open page dark."""
    page.goto(BATTERY)
    page.emulate_media(color_scheme="dark")

    expect_scheme(page, "dark")
    assert page.evaluate("document.documentElement.style.colorScheme") == "dark"


@both_schemes
@without_scripts
def test_follows_the_system_without_scripts(page: Page, color_scheme: str) -> None:
    """Without scripts the system still decides, and no dead button is shown."""
    page.goto(BATTERY)

    expect(page.locator("body")).to_have_css("background-color", BACKGROUND[color_scheme])
    expect(toggle(page)).to_be_hidden()


@both_widths
@both_schemes
def test_choice_stays(page: Page, color_scheme: str) -> None:
    """The reader's choice holds against the system's, over reloads and from page to page."""
    other = {"light": "dark", "dark": "light"}[color_scheme]
    page.goto(BATTERY)
    toggle(page).click()
    expect_scheme(page, other)

    page.reload()
    expect_scheme(page, other)
    page.goto("search/")
    expect_scheme(page, other)

    toggle(page).click()
    expect_scheme(page, color_scheme)
    page.goto("")
    expect_scheme(page, color_scheme)


def test_forbidden_storage(page: Page) -> None:
    """Where the browser forbids storage the button works for the page, without a murmur."""
    page.add_init_script(FORBID_STORAGE)
    page.goto(BATTERY)
    toggle(page).click()
    expect_scheme(page, "dark")

    page.reload()
    expect_scheme(page, "light")


def toggle(page: Page) -> Locator:
    return page.locator("[data-theme-toggle]")


def expect_scheme(page: Page, scheme: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", BACKGROUND[scheme])
    expect(toggle(page)).to_have_attribute("aria-pressed", str(scheme == "dark").lower())
