"""One address of each kind of page of the tests' catalogue, from the site's root."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from showcase.derived.indexes import FACETS

BATTERY = "achievements/a2026-ceshi-001/"
BATTERY_TITLE = "深海锂离子电池耐压油浸封装"
BATTERY_PHONE = "tel:053200000211"
LONG_TITLE = "achievements/a2026-shiyan-003/"
WITHDRAWN = "achievements/a2025-ceshi-001/"

PLACES = {
    "home": "",
    "list": "achievements/",
    "group": "industry/smart-equipment/",
    "overview": "industry/",
    "agency": "agency/ceshi/",
    "empty-group": "institution/test-idle-inst/",
    "achievement": BATTERY,
    "long-title": LONG_TITLE,
    "demand": "demands/d2026-shiyan-002/",
    "matched": "demands/d2026-ceshi-001/",
    "unanswered": "unanswered/",
    "expired": "achievements/a2025-ceshi-002/",
    "withdrawn": WITHDRAWN,
    "search": "search/",
    "results": "search/?q=锂离子",
    "filtered": "search/?q=水&marine-sector=modern-fishery",
    "table": "search/?q=水&view=table",
    "nothing-found": "search/?q=鼯鼠",
    "saved": "saved/",
    "shared": "saved/?ids=a2026-ceshi-001,d2026-ceshi-001",
    "compared": "saved/?compare=a2026-ceshi-001,a2025-ceshi-003",
    "need": "need/",
    "need-of-something": "need/?q=锂离子电池",
    "booklet": "booklet/?ids=a2026-ceshi-001,d2026-ceshi-001",
    "submit": "submit/",
    "sheet": "submit/sheet/",
    "form": "submit/achievement/",
    "form-of-demands": "submit/demand/",
    "guide": "guide/",
    "guide-tables": "guide/agencies/",
    "interface-in-english": "guide/api.en/",
    "archive": "archive/",
    "recipients": "route/",
    "recipient": "route/chengguo-division/",
    "empty-recipient": "route/district-370212/",
    "supplies": "supply/",
    "supply": "supply/industry/smart-equipment/",
    "empty-needs": "needs/industry/future-quantum/",
    "statistics": "statistics/",
    "month": "statistics/2026-09/",
    "freshness": "freshness/",
    "due": "freshness/ceshi/",
    "cases": "cases/",
    "events": "events/",
    "event": "events/battery-2026-10/",
    "event-cancelled": "events/called-off-2026-11/",
    "english": "en/",
    "english-record": "en/achievements/a2026-ceshi-001/",
    "english-demand": "en/demands/d2026-ceshi-001/",
    "english-group": "en/industry/smart-equipment/",
    "case": "achievements/a2026-shiyan-001/",
    "embedded": "embed/category/cooperation/",
    "missing": "404.html",
}

_GROUPS = "|".join(facet.name for facet in FACETS if facet.name != "route")
_KINDS = (
    (rf"^(en/)?(?:{_GROUPS})/", r"\1FACET/"),
    (r"^(?:supply|needs)/[a-z-]+/[^/]+", "supply/*"),
    (r"^embed/[^/]+/[^/]+", "embed/*"),
    (r"^((?:en/)?(?:FACET|route|achievements|demands|events|freshness|statistics)/)[^/]+/", r"\1*/"),
    (r"^guide/[^/]+/", "guide/*/"),
    (r"^(?:achievements|demands)/\Z", "list/"),
    (r"^needs/\Z", "supply/"),
)
"""Lists by what, of both kinds of record, for whom, and the guide's pages are made by one template each."""


def kind_of(place: str) -> str:
    """What is the same of addresses at which pages of one kind stand."""
    place = place.partition("?")[0]
    for pattern, kind in _KINDS:
        place = re.sub(pattern, kind, place)
    return place


every_place = pytest.mark.parametrize("place", PLACES)


def visit(page: Page, place: str, root: str = "") -> None:
    """Open one of PLACES, below the tests' address or another `root`; what its scripts show is then there."""
    page.goto(root + PLACES[place])
    if PLACES[place].startswith(("search/", "saved/?")):
        expect(page.get_by_role("status")).to_have_text(re.compile("条|没有找到"))
    if PLACES[place].startswith("booklet/"):
        expect(page.get_by_role("status")).to_have_text(re.compile("页以上"))
    if PLACES[place].startswith(("submit/achievement", "submit/demand")):
        expect(page.get_by_role("button", name="生成文件")).to_be_visible()
