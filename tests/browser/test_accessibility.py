"""axe on one page of each kind, and what axe does not ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from axe import EVERY_RULE, INSTALL_AXE, LOOKS, find_violations
from nu import find_errors
from places import PLACES, every_place, kind_of, visit
from screens import NO_TRANSITIONS, PHONE, WIDE
from stops import find_lost_on_paper, find_lost_stops

MOVING = """() => [...document.querySelectorAll("*")].filter((node) => {
  const style = getComputedStyle(node);
  const moves = style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
  return moves || style.scrollBehavior === "smooth";
}).length"""
ZOOMED = {200: {"width": 640, "height": 400}, 400: {"width": 320, "height": 200}}
"""A screen of 1280 × 800 at that percentage (WCAG 1.4.4, 1.4.10)."""
AS_PAINTED = """() => {
  const asked = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return name === "-webkit-text-fill-color" ? "" : asked.call(this, name);
  };
}"""
"""axe asks for the colour that fills letters first, for which Chromium answers with the page's own even where it paints
the reader's; the colour of the text is told as it is painted."""
WIDTH = "document.scrollingElement.scrollWidth"


def test_every_kind_of_page_is_looked_at(site: Path) -> None:
    """A page of each kind that the site has is among the places that axe, the zoom and the layout are tried at."""
    pages = {f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./") for path in site.rglob("index.html")}
    kinds = {kind_of(place): place for place in pages}

    assert {kind: place for kind, place in kinds.items() if kind not in set(map(kind_of, PLACES.values()))} == {}


@every_place
def test_axe(page: Page, place: str) -> None:
    """axe finds nothing at all, on a wide light screen, on a dark phone, or in the reader's own colours.

    In the same visit: nothing moves where the system asks for less motion, zoomed in nothing is off the side, what Tab
    reaches shows the focus in sight, and paper has what it can hold.
    """
    page.emulate_media(reduced_motion="reduce")
    visit(page, place)
    assert page.evaluate(MOVING) == 0

    page.emulate_media(reduced_motion="no-preference")
    page.add_style_tag(content=NO_TRANSITIONS)
    page.evaluate(INSTALL_AXE)
    assert find_violations(page, EVERY_RULE) == []

    assert find_lost_stops(page) == [] == find_lost_on_paper(page)
    for percent, size in ZOOMED.items():
        page.set_viewport_size(size)
        assert page.evaluate(WIDTH) <= size["width"], f"{percent} %"

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    assert find_violations(page, LOOKS) == []
    assert find_lost_stops(page) == []

    page.evaluate(AS_PAINTED)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, forced_colors="active")
        assert find_violations(page, LOOKS) == [], f"{scheme}, the reader's own colours"

    expect(page.locator("html")).to_have_attribute("lang", "en" if place.startswith("english") else "zh")
    expect(page.locator("h1")).to_have_count(1)


def test_forced_colours(page: Page) -> None:
    """With the reader's own colours a legend keeps its squares apart, and only the current place is underlined."""
    page.emulate_media(forced_colors="active")
    page.goto("statistics/")
    squares = page.locator(".sc-legend").first.locator(".sc-legend__item")
    grounds = squares.evaluate_all("all => all.map(one => getComputedStyle(one, '::before').backgroundColor)")
    assert len(set(grounds)) == len(grounds) > 1

    page.goto("achievements/")
    current, other = (
        page.locator(".sc-nav__link[aria-current]"),
        page.locator(".sc-nav__link:not([aria-current])").first,
    )
    line = "link => getComputedStyle(link).borderBottomColor"
    ground = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert current.evaluate(line) != ground
    assert other.evaluate(line) == ground


SHOWN = """() => [...document.querySelectorAll("main a, main h1, main h2, main dd, main td, header a")]
  .filter((node) => node.checkVisibility() && !node.closest("aside nav")).map((node) => node.textContent.trim())"""
"""What a page says; the contents beside a record repeat its headings."""


@pytest.mark.parametrize("percent", ZOOMED)
def test_zoom_loses_nothing(page: Page, percent: int) -> None:
    """Zoomed in, every link and text of the wide screen is still there."""
    for place in ("achievement", "list", "guide-tables"):
        page.set_viewport_size(WIDE)
        visit(page, place)
        before = page.evaluate(SHOWN)
        page.set_viewport_size(ZOOMED[percent])

        assert set(before) - set(page.evaluate(SHOWN)) - {"—"} == set(), place  # nothing to compare with is not said


MADE = [place for place in PLACES if PLACES[place].startswith(("search/", "saved/", "booklet/", "need/", "submit/"))]
"""Pages of which scripts make a part."""


def test_what_scripts_make_is_valid(page: Page, need: Callable[[str, str], str], tmp_path: Path) -> None:
    """The W3C's checker finds no error in what these pages have become, either."""
    for place in MADE:
        visit(page, place)
        if page.locator("[data-form]").count():
            for button in page.locator("[data-add]").all():
                button.evaluate("button => button.click()")
        (tmp_path / f"{place}.html").write_text(page.content(), "utf-8")

    assert find_errors(need("java", "default-jre-headless"), sorted(tmp_path.glob("*.html"))) == []
