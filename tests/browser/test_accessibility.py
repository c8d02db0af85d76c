"""axe on one page of each kind, and what axe does not ask."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from axe import EVERY_RULE, INSTALL_AXE, LOOKS, find_violations
from places import every_place, visit
from screens import NO_TRANSITIONS, PHONE


@every_place
def test_axe(page: Page, place: str) -> None:
    """axe finds nothing serious, on a wide light screen or on a dark phone."""
    visit(page, place)
    page.add_style_tag(content=NO_TRANSITIONS)
    page.evaluate(INSTALL_AXE)
    assert find_violations(page, EVERY_RULE) == []

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    assert find_violations(page, LOOKS) == []

    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page.locator("h1")).to_have_count(1)
