"""Matches where they are read: on both records' pages, in the API and in the list of unanswered demands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from building import AS_OF, REPOSITORY
from markup import Element, load_page, parse
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.derived.matching import SHOWN, Match, Matches, build_matches
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.suggestions import build_match_list
from showcase.outputs.feeds.versions import VERSION
from showcase.outputs.pages.proposals import build_proposal_section, build_unanswered_page
from showcase.outputs.pages.render import Renderer

ASKING, ANSWERING = "d2026-ceshi-001", "a2026-ceshi-001"
REJECTED = "a2025-ceshi-003"
WAITING = "d2026-shiyan-002"
HOSTILE = '<script>alert(1)</script>"&'
SITE = Site("站", "https://showcase.example/", "")


@pytest.fixture(scope="module", params=["project", "own_project"])
def root(request: pytest.FixtureRequest) -> Path:
    """The tests' catalogue, and the repository's own: structure only."""
    path: Path = request.getfixturevalue(request.param)
    return path


@pytest.fixture(scope="module")
def today(root: Path) -> Catalogue:
    return load(root, date.fromisoformat(AS_OF))


def page_of(root: Path, entry: Entry) -> Element:
    return load_page(root / "site" / entry.url / "index.html")


def proposed(page: Element) -> list[str]:
    """Ids of the records that a page proposes, in its order."""
    return [
        link.attributes["href"].rstrip("/").rpartition("/")[2]
        for title in page.all("h3", "sc-proposal__title")
        for link in title.all("a")
    ]


def read_api(root: Path, path: str) -> Any:
    return json.loads((root / "site" / "api" / "v1" / path).read_text("utf-8"))


def test_both_pages_show_a_pair(root: Path, today: Catalogue) -> None:
    """Every page shows the best pairs of its record, so that each pair stands on the demand's and the achievement's."""
    matches = build_matches(today)

    assert matches.pairs
    for entry in today.entries:
        expected = [match.other(entry).id for match in matches.of(entry)][:SHOWN]
        assert proposed(page_of(root, entry)) == expected, entry.id
    for match in matches.pairs:
        assert match in matches.of(match.demand)
        assert match in matches.of(match.achievement)


def test_api(root: Path, today: Catalogue) -> None:
    """matches.json holds every pair once; each record's document holds its own of them, with the reasons."""
    document = read_api(root, "matches.json")

    assert document == json.loads(build_match_list(build_matches(today), VERSION, today.as_of).model_dump_json())
    assert (
        document["count"] == len(document["items"]) == len({(i["demand"], i["achievement"]) for i in document["items"]})
    )
    assert all(0 <= item["score"] <= 1 for item in document["items"])
    for entry in today.entries:
        own, other = ("demand", "achievement") if entry.kind == "demand" else ("achievement", "demand")
        suggestions = read_api(root, f"{entry.url.rstrip('/')}.json")["suggestions"]
        pairs = [item for item in document["items"] if item[own] == entry.id]
        assert sorted(item["id"] for item in suggestions) == sorted(item[other] for item in pairs)
        for item in suggestions:
            (pair,) = (pair for pair in pairs if pair[other] == item["id"])
            assert all(item[key] == pair[key] for key in ("score", "verdict"))
            assert item["parts"]
            assert item["reasons"]


def test_what_is_only_near(root: Path, today: Catalogue) -> None:
    """The page of a demand that nothing answers names what is described like it, and the API has the same."""
    matches = build_matches(today)
    document = read_api(root, "matches.json")

    assert matches.near
    assert [(item["demand"], item["achievement"]) for item in document["near"]] == [
        (near.demand.id, near.achievement.id) for near in matches.near
    ]
    for entry in today.entries:
        expected = [near.achievement.id for near in matches.near_of(entry)]
        named = [
            link.attributes["href"].rstrip("/").rpartition("/")[2]
            for section in page_of(root, entry).all(class_name="sc-proposals__near")
            for link in section.all("a")
        ]
        assert named == expected, entry.id
        assert not expected or entry in matches.unanswered


def test_no_rejected_pair_is_anywhere(site: Path, catalogue: Catalogue) -> None:
    """What a person has rejected is neither proposed on a page nor in the API's computed fields."""
    document = json.loads((site / "api/v1/matches.json").read_text("utf-8"))

    assert (ASKING, REJECTED) not in {(item["demand"], item["achievement"]) for item in document["items"]}
    assert REJECTED not in proposed(load_page(site / catalogue.by_id[ASKING].url / "index.html"))
    assert ASKING not in proposed(load_page(site / catalogue.by_id[REJECTED].url / "index.html"))


def test_a_confirmed_pair_says_so(site: Path, catalogue: Catalogue) -> None:
    """A pair that a person has confirmed is marked on both pages, with its reasons."""
    for identifier, title in ((ASKING, "已确认适合的成果"), (ANSWERING, "已确认适合的需求")):
        page = load_page(site / catalogue.by_id[identifier].url / "index.html")
        section = page.one("section", "sc-proposals")
        assert section.one("h2").words == title
        item = section.one("li", "sc-proposal--confirmed")
        assert item.one(class_name="sc-proposal__mark").words == "已由人工确认"
        assert [reason.words for reason in item.all("li", "sc-reasons__item")] == [
            "都涉及AUV、深海电源",
            "最大工作水深 6000 m，达到要求的 ≥ 6000 m",
            "报价 80–150 万元，与预算 60–100.5 万元有重合",
            "同属深海开发",
        ]
        assert section.all(class_name="sc-proposals__note") == []


def test_nothing_proposed_says_whom_to_call(site: Path, catalogue: Catalogue) -> None:
    """An open demand without a match names the agency and its telephone; a closed or lapsed one has no such section."""
    entry = catalogue.by_id[WAITING]
    empty = load_page(site / entry.url / "index.html").one("section", "sc-proposals")
    assert "目录里暂时没有合适的成果。" in empty.words
    assert catalogue.vocabularies.agencies[entry.record.agency].label in empty.words
    contact = entry.contact.phone or entry.contact.email or ""
    assert contact in empty.words

    for identifier in ("d2026-ceshi-003", "d2026-ceshi-002", "d2025-ceshi-001", "d2025-shiyan-001", "a2026-ceshi-003"):
        page = load_page(site / catalogue.by_id[identifier].url / "index.html")
        assert page.all("section", "sc-proposals") == [], identifier


def test_unanswered_page(root: Path, today: Catalogue) -> None:
    """Each waiting demand stands once, under an industry or sector that it names, and the page counts them."""
    page = load_page(root / "site" / "unanswered" / "index.html")
    waiting = [entry.id for entry in build_matches(today).unanswered]
    links = [link.attributes["href"] for title in page.all("h3", "sc-card__title") for link in title.all("a")]

    assert waiting
    assert sorted(link.rstrip("/").rpartition("/")[2] for link in links) == sorted(waiting)
    assert f"其中 {len(waiting)} 项暂无匹配成果" in page.words
    for group in build_unanswered_page(Views(today, SITE)).groups:
        facet, _, code = group.url.rstrip("/").partition("/")
        field = {"industry": "industries", "marine-sector": "marine_sectors"}[facet]
        assert all(code in getattr(today.by_id[card.id].record, field) for card in group.cards)


def test_unanswered_page_is_found(site: Path) -> None:
    """The list of demands and every footer lead to the demands that nothing answers yet."""
    demands = load_page(site / "demands" / "index.html")
    assert demands.one("header", "sc-head").all("a", href="../unanswered/")[0].words == "暂无匹配成果的需求（2）"
    for page in (demands, load_page(site / "index.html")):
        (link,) = [a for a in page.one("footer").all("a") if a.words == "暂无匹配成果的需求"]
        assert link.attributes["href"].endswith("unanswered/")


def test_unanswered_page_of_an_empty_catalogue(empty_project: Path) -> None:
    """Before the first demand the page says that there is none."""
    page = load_page(empty_project / "site" / "unanswered" / "index.html")

    assert "目前没有征集中的需求。" in page.words


def test_hostile_text_is_escaped(catalogue: Catalogue) -> None:
    """Whatever stands in titles and reasons is text, never markup."""
    pair = build_matches(catalogue).pairs[0]
    achievement = replace_record(pair.achievement, title=HOSTILE)
    reasons = tuple(replace(reason, text=HOSTILE) for reason in pair.reasons)
    hostile = Match(pair.demand, achievement, pair.score, pair.parts, reasons, None)
    views = Views(catalogue, SITE)
    vars(views)["matches"] = Matches((hostile,), ())
    template = Renderer(REPOSITORY / "theme", views).environment.get_template("proposals.html")

    page = parse(str(template.module.section(build_proposal_section(pair.demand, views), "../")))  # type: ignore[attr-defined]

    assert page.all("script") == []
    assert page.one("h3").words == HOSTILE
    assert {reason.words for reason in page.all("li", "sc-reasons__item")} == {HOSTILE}


def replace_record(entry: Entry, **changes: Any) -> Entry:
    return replace(entry, record=entry.record.model_copy(update=changes))
