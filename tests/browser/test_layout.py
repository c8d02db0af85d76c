"""What stands where: nothing off the side, the telephone at hand, paper without controls."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from places import BATTERY, BATTERY_PHONE, LONG_TITLE, PLACES, WITHDRAWN, every_place, visit
from screens import NARROW, PHONE, on_phone

AUTHORS_TEXTS = (
    "h1, h2, dd, td, th, .sc-record__summary, .sc-prose p, .sc-card__title a, .sc-card__meta span, .sc-tile__label"
)
THUMBED = (
    ".sc-button, .sc-save, .sc-tile, .sc-pills a, .sc-chip, .sc-facets summary, .sc-facets__choice, .sc-side summary"
)
UNBROKEN = "Acrylonitrile-" * 2 + "ButadieneStyreneCopolymerPolycarbonateBlendX"
OVERFLOW = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@every_place
@on_phone
def test_nothing_off_the_side(page: Page, place: str) -> None:
    """No page scrolls sideways, on a phone or on the narrowest one."""
    visit(page, place)
    assert page.evaluate(OVERFLOW) == 0

    page.set_viewport_size(NARROW)
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("place", ["home", "list", "overview", "achievement", "results"])
@pytest.mark.parametrize("viewport", [NARROW], ids=["narrow"])
def test_long_words(page: Page, place: str) -> None:
    """A word longer than the screen breaks wherever an author may put one."""
    visit(page, place)
    page.locator(AUTHORS_TEXTS).evaluate_all("(texts, word) => texts.forEach(text => text.append(word))", UNBROKEN)

    assert page.evaluate(OVERFLOW) == 0


@on_phone
def test_wide_table(page: Page) -> None:
    """A table that is wider than the screen scrolls in its own box, which the keyboard reaches."""
    page.goto(BATTERY)
    box = page.locator(".sc-prose .sc-scroll")
    box.locator("th, td").evaluate_all("cells => cells.forEach(cell => cell.style.minWidth = '20rem')")

    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate(OVERFLOW) == 0
    box.focus()
    box.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


@on_phone
@pytest.mark.parametrize("place", [BATTERY, LONG_TITLE, "demands/d2026-shiyan-002/"], ids=["short", "long", "demand"])
def test_telephone_at_hand(page: Page, place: str) -> None:
    """On a phone the telephone is in sight without scrolling, over no text at the page's end."""
    page.goto(place)
    call = page.locator(".sc-callbar a")
    expect(call).to_be_in_viewport(ratio=1)
    expect(call).to_have_attribute("href", page.locator(".sc-contact__phone").get_attribute("href"))

    page.locator(".sc-footer p").last.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.scrollingElement.scrollHeight)")
    bar = page.locator(".sc-callbar").bounding_box()
    for end in (page.locator(".sc-footer"), page.locator(".sc-record > :not(.sc-callbar)").last):
        assert not overlap(bar, end.bounding_box())


@on_phone
def test_call_bar_says_whom(page: Page) -> None:
    """Beside the button stand the office that answers and the number to give it."""
    page.goto(BATTERY)
    who = page.locator(".sc-callbar__who")

    expect(who).to_contain_text(page.locator(".sc-contact__agency").inner_text())
    expect(who).to_contain_text(page.locator(".sc-contact__note b").inner_text())
    identifier = page.locator(".sc-callbar__id")
    line = identifier.bounding_box()
    identifier.evaluate("node => { node.textContent = 'a2026-abcdefghijkl-0001'; }")
    assert identifier.bounding_box()["height"] == line["height"], "the longest stands on one line, too"


@on_phone
def test_thumb(page: Page) -> None:
    """Buttons, tiles, chips and filters are at least 44 pixels high on a phone."""
    for place in PLACES:
        visit(page, place)
        controls = page.locator(THUMBED).filter(visible=True)
        low = controls.evaluate_all("all => all.filter(one => one.getBoundingClientRect().height < 43.5)")
        assert low == [], place


@on_phone
def test_long_value(page: Page) -> None:
    """A measure whose value is a sentence leaves its name, and those of the others, their room."""
    page.goto(BATTERY)
    page.locator(".sc-measures__value b").first.evaluate(
        "value => value.append('与现有封装一致、螺孔位置不变'.repeat(3))"
    )
    widths = page.locator(".sc-measures tbody th").evaluate_all("names => names.map(name => name.clientWidth)")

    assert min(widths) > PHONE["width"] / 2


def test_contact_stays(page: Page) -> None:
    """On a wide screen the telephone is in sight down to the end of a record's text."""
    page.goto(BATTERY)
    page.locator(".sc-record__main").evaluate("main => { main.style.minHeight = '3000px'; }")
    page.locator(".sc-record__facts").scroll_into_view_if_needed()

    expect(page.locator(f".sc-contact [href='{BATTERY_PHONE}']")).to_be_in_viewport(ratio=1)


def test_no_call_bar_on_a_wide_screen(page: Page) -> None:
    """On a wide screen the contact stands beside the text instead, in sight at once."""
    page.goto(BATTERY)

    expect(page.locator(".sc-callbar")).to_be_hidden()
    expect(page.locator(f".sc-contact [href='{BATTERY_PHONE}']")).to_be_in_viewport(ratio=1)


@on_phone
def test_nobody_to_call(page: Page) -> None:
    """A withdrawn record offers no telephone."""
    page.goto(WITHDRAWN)

    expect(page.locator("[href^='tel:']")).to_have_count(0)


@pytest.mark.parametrize("viewport", [PHONE], ids=["paper"])
def test_paper(page: Page) -> None:
    """Printed, a record is its text and contact, without header, footer and call bar."""
    page.goto(BATTERY)
    page.emulate_media(media="print")

    for gone in (".sc-header", ".sc-footer", ".sc-callbar", ".sc-trail", ".sc-record__similar", ".sc-skip", ".sc-save"):
        expect(page.locator(gone)).to_be_hidden()
    for kept in ("h1", ".sc-contact__phone", ".sc-measures", ".sc-paper", ".sc-prose"):
        expect(page.locator(kept)).to_be_visible()


def test_results_on_paper_say_what_was_sought(page: Page) -> None:
    """The box and the chips that say it on the screen are not printed; of a filter alone the paper tells as well."""
    visit(page, "results")
    page.emulate_media(media="print")

    said = "getComputedStyle(document.querySelector('[data-search-status]'), '::before').content"
    query = page.locator("#sc-query").input_value()
    assert query
    assert page.evaluate(said) == f'"搜索“{query}”："'

    page.goto("search/?kind=demand&stage=nowhere")
    expect(page.get_by_role("status")).to_have_text("没有找到")
    assert page.evaluate(said) == '"筛选“需求”“nowhere”："'


@pytest.mark.parametrize("color_scheme", ["dark"])
def test_paper_is_white(page: Page) -> None:
    """Printed from a dark screen, the page is dark on white all the same."""
    page.goto(BATTERY)
    page.emulate_media(media="print")

    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_have_css("color", "rgb(21, 33, 42)")


def test_search_page_keeps_the_header_in_place(page: Page) -> None:
    """The button for dark and light stands at the same place on every page."""
    toggle = page.locator("[data-theme-toggle]")
    page.goto("achievements/")
    place = toggle.bounding_box()
    visit(page, "results")

    assert toggle.bounding_box() == place


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes share more than a hair's breadth."""
    return min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"]) > 1


def test_beside_a_record(page: Page) -> None:
    """Beside a record stand its contents, whose links lead to its sections, and ways to print and pass it on."""
    page.goto(BATTERY)
    contents = page.get_by_role("navigation", name="本页内容").get_by_role("link")
    anchors = contents.evaluate_all("links => links.map(link => link.getAttribute('href').slice(1))")

    assert len(anchors) >= 5
    assert page.evaluate("anchors => anchors.filter(anchor => !document.getElementById(anchor))", anchors) == []
    expect(contents.first).to_be_in_viewport()
    expect(page.get_by_role("button", name="打印")).to_be_in_viewport()


@on_phone
@pytest.mark.parametrize("place", ["achievements/a2026-ceshi-002/", WITHDRAWN], ids=["negotiating", "withdrawn"])
def test_title_before_notice(page: Page, place: str) -> None:
    """What is to be known of a record's state stands below its title, both in sight at once."""
    page.goto(place)
    title, notice = page.locator("h1"), page.get_by_role("note")

    expect(title).to_be_in_viewport(ratio=1)
    expect(notice).to_be_in_viewport(ratio=1)
    assert title.bounding_box()["y"] < notice.bounding_box()["y"]


def test_nothing_to_save_of_the_withdrawn(page: Page) -> None:
    """A withdrawn record cannot be kept among the favourites."""
    page.goto(WITHDRAWN)

    expect(page.locator("[data-save]")).to_have_count(0)


@on_phone
def test_navigation_shows_that_there_is_more(page: Page) -> None:
    """The main navigation shows the current place and a sign of what is off the side, until its end is reached."""
    page.goto("achievements/")
    sign = "nav => getComputedStyle(nav, '::after').content"
    nav = page.get_by_role("navigation", name="主导航")
    assert nav.evaluate(sign) != "none"
    nav.get_by_role("link").last.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.sc-nav').classList.contains('sc-nav--end')")
    assert nav.evaluate(sign) == "none"

    page.goto("guide/")
    expect(nav.locator("[aria-current]")).to_be_in_viewport(ratio=1)


def test_submit_leads_on(page: Page) -> None:
    """The address above the two forms leads to both, to the sheet and its check, and to the guide."""
    page.goto("submit/")
    links = page.locator("main .sc-door").evaluate_all("links => links.map(link => link.getAttribute('href'))")

    assert links == ["achievement/", "demand/", "template.xlsx", "sheet/", "../guide/agencies/"]


def test_search_without_stray_headings(page: Page) -> None:
    """Results are followed by nothing else; where there are none, the ways on by industry and contract are shown."""
    visit(page, "search")
    expect(page.get_by_role("heading", name="海洋产业")).to_have_count(0)

    visit(page, "nothing-found")
    expect(page.get_by_role("heading", name="海洋产业")).to_be_visible()
