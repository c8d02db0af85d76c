"""axe on one page of each kind, and what axe does not ask."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from places import every_place, visit
from screens import NO_TRANSITIONS, PHONE

INSTALL_AXE = Axe().axe_script
RUN_AXE = "rules => axe.run({resultTypes: ['violations'], ...rules}).then(({violations}) => violations)"
EVERY_RULE: dict[str, list[str]] = {}
LOOKS = {"runOnly": ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]}
"""The rules whose answer changes with colours and width."""
GRAVE = ("serious", "critical")
OUTLINE = ("heading-order", "page-has-heading-one")
"""Rules that matter here, though axe calls their violations moderate."""


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


def find_violations(page: Page, rules: dict[str, list[str]]) -> list[str]:
    """The grave violations, each with its elements."""
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in page.evaluate(RUN_AXE, rules)
        if violation["impact"] in GRAVE or violation["id"] in OUTLINE
        for node in violation["nodes"]
    ]
