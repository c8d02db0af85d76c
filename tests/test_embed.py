"""The lists that other sites frame."""

from __future__ import annotations

from pathlib import Path

from building import AS_OF
from markup import load_page
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views


def test_every_list_may_be_framed(site: Path, catalogue: Catalogue) -> None:
    """Each value of each facet has a page without a script that holds what its list does and leads back to it."""
    for index in Views(catalogue, Site("", "https://showcase.example/", "")).indexes.values():
        for group in index.groups.values():
            page = load_page(site / "embed" / group.url / "index.html")
            names = [name.one("a") for name in page.all(class_name="sc-embed__name")]
            assert [name.words for name in names] == [
                entry.record.title
                for entry in sorted(group.entries, key=lambda entry: group.since[entry.id], reverse=True)
            ]
            assert page.all("script") == page.all("style") == []
            assert bool(page.all(class_name="sc-embed__none")) == (not group.entries)
            links = page.all("a")
            assert links[-1].attributes["href"] == f"../../../{group.url}"
            assert {(link.attributes["target"], link.attributes["rel"]) for link in links} == {("_blank", "noopener")}
            assert AS_OF[:4] in page.one(class_name="sc-embed__foot").words


def test_the_frames_sheet_is_small(site: Path) -> None:
    """A framed list loads one sheet with the tokens that it reads, for light and dark."""
    sheet = (site / "assets/embed.css").read_text("utf-8")

    assert len(sheet) < 5_000
    assert "prefers-color-scheme" in sheet
    assert "--sc-chart-1" not in sheet
