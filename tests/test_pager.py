"""Long lists in pages: what each page holds and links, and sitemaps of more pages than one may name."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from published import ORIGIN
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs import table
from showcase.outputs.pages import freshness, supply
from showcase.outputs.pages.freshness import AgencyReminders, FreshnessPage, build_freshness_leaves
from showcase.outputs.pages.pager import Pager, cut_pages
from showcase.outputs.pages.supply import SupplyPage, build_supply_leaves
from showcase.outputs.table import render_sitemaps

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def views(catalogue: Catalogue) -> Views:
    return Views(catalogue, Site("测试目录", ORIGIN, ""))


def numbers(number: int, pages: int) -> list[int]:
    """What the pager of a page shows, 0 for a gap."""
    return [linked for linked, _ in Pager("a/", number, pages).links]


def test_a_pager_is_a_window() -> None:
    """Of many pages the first, the last and the near ones are linked; of few all."""
    assert numbers(2, 9) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert numbers(1, 173) == [1, 2, 3, 0, 173]
    assert numbers(5, 173) == [1, 0, 3, 4, 5, 6, 7, 0, 173]
    assert numbers(173, 173) == [1, 0, 171, 172, 173]
    assert Pager("a/", 2, 3).links == [(1, "a/"), (2, ""), (3, "a/3/")]
    assert [len(part) for part in cut_pages(range(7), 3)] == [3, 3, 1]
    assert [len(part) for part in cut_pages([], 3)] == [0]


def test_every_page_is_reached() -> None:
    """From the first page on, every further one is a way of few links."""
    seen, front = {1}, {1}
    for _ in range(9):
        front = {linked for number in front for linked in numbers(number, 20) if linked} - seen
        seen |= front
    assert seen == set(range(1, 21))


def test_supply_lists_are_cut(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list's pages hold its rows in order; the movement stands on the first alone, and says if it is not whole."""
    monkeypatch.setattr(supply, "PAGE_ROWS", 2)
    monkeypatch.setattr(supply, "SHOWN_CHANGES", 0)
    leaves = [leaf for leaf in build_supply_leaves(views) if leaf.path.startswith("supply/industry/green-energy/")]
    pages = [leaf.model for leaf in leaves]

    assert [leaf.path for leaf in leaves] == ["supply/industry/green-energy/", "supply/industry/green-energy/2/"]
    assert all(isinstance(page, SupplyPage) for page in pages)
    rows = [row.id for page in pages for row in page.rows]  # type: ignore[attr-defined]
    expected = views.supply["supply", "industry"]["green-energy"].entries
    assert rows == [entry.id for entry in expected]
    movements = [page.movements for page in pages]  # type: ignore[attr-defined]
    assert [len(part) for part in movements] == [2, 0]
    assert [movement.whole for movement in movements[0]] == [
        not movement.came + movement.went for movement in movements[0]
    ]


def test_reminders_are_cut(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    """An agency with many reminders has pages of its own that hold them all; the common page has the first."""
    monkeypatch.setattr(freshness, "SHOWN", 1)
    monkeypatch.setattr(freshness, "PAGE_ROWS", 1)
    pages = {leaf.path: leaf.model for leaf in build_freshness_leaves(views)}
    first = pages.pop("freshness/")
    assert isinstance(first, FreshnessPage)
    assert pages
    for agency in first.agencies:
        own = [page for path, page in pages.items() if path.startswith(agency.url)]
        rows = [row.id for page in own if isinstance(page, AgencyReminders) for row in page.rows]
        assert len(agency.rows) == 1
        assert len(rows) == agency.total


def test_sitemaps_are_cut(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of too many pages the sitemap is an index of files beside it, none too long, which name each page once."""
    monkeypatch.setattr(table, "SITEMAP_PAGES", 5)
    paths = ["", "archive/", *(entry.url for entry in views.catalogue.entries)]
    files = dict(render_sitemaps(paths, views))
    index = ET.fromstring(files.pop("sitemap.xml"))  # noqa: S314  # our own file
    named = [place.text or "" for place in index.iter(f"{SITEMAP}loc")]
    pages = [[place.text for place in ET.fromstring(data).iter(f"{SITEMAP}loc")] for data in files.values()]  # noqa: S314

    assert index.tag == f"{SITEMAP}sitemapindex"
    assert named == [ORIGIN + name for name in files]
    assert all("/" not in name for name in files)
    assert all(1 <= len(part) <= 5 for part in pages)
    assert sorted(page or "" for part in pages for page in part) == sorted(ORIGIN + path for path in paths)
    assert all(one < other for one, other in pairwise(sorted(files)))
