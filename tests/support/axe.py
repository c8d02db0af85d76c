"""axe-core in the page: its rules, and what it finds."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

INSTALL_AXE = Axe().axe_script
RUN_AXE = "rules => axe.run({resultTypes: ['violations'], ...rules}).then(({violations}) => violations)"
EVERY_RULE: dict[str, list[str]] = {}
LOOKS = {"runOnly": ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]}
"""The rules whose answer changes with colours and width."""


def find_violations(page: Page, rules: dict[str, list[str]]) -> list[str]:
    """All violations, each with its elements."""
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in page.evaluate(RUN_AXE, rules)
        for node in violation["nodes"]
    ]
