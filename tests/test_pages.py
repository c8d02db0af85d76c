"""The pages as files: what they say, that every link leads somewhere, and that nothing leads elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from building import AS_OF, CONTENT, REPOSITORY, build, make_project
from crowd import write_crowd
from markup import Element, load_page
from places import PLACES
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.pages import Renderer, list_jobs, render_embeds, render_entry
from showcase.outputs.pages.linked_data import build_linked_data
from showcase.outputs.pages.lists import PAGE_SIZE
from showcase.rules import TEXTS
from showcase.schema.records import FOLDERS, MODELS
from showcase.schema.shapes import LATER, shapes
from showcase.schema.vocabulary import TERM_MODELS
from showcase.schema.words import say_unit

ORIGIN = "https://showcase.example/"
CLICKS = 3
SCHEMES_OF_AN_OFFICE = ("mailto:", "tel:")
BATTERY = "achievements/a2026-ceshi-001/"
HOSTILE = "achievements/a2026-shiyan-004/"
ALIAS = "achievements/a2025-ceshi-009/"
ACHIEVEMENTS = [
    "a2026-ceshi-004",
    "a2026-shiyan-003",
    "a2026-ceshi-002",
    "a2026-ceshi-003",
    "a2026-shiyan-004",
    "a2026-shiyan-005",
    "a2026-ceshi-001",
    "a2026-shiyan-001",
    "a2026-shiyan-002",
    "a2025-ceshi-003",
]
"""Those of the tests' catalogue that are listed on AS_OF, newest first."""
DEMANDS = [
    "d2026-shiyan-003",
    "d2026-ceshi-001",
    "d2026-shiyan-002",
    "d2026-ceshi-002",
    "d2026-ceshi-003",
    "d2026-shiyan-001",
]

Pages = dict[str, Element]
"""Pages by address from the site's root: empty for home, else ending in a slash or in 404.html."""


def load_pages(site: Path) -> Pages:
    paths = [path for path in sorted(site.rglob("*.html")) if not path.is_relative_to(site / "embed")]
    return {address_of(path.relative_to(site).as_posix()): load_page(path) for path in paths}


def address_of(file: str) -> str:
    return file.removesuffix("index.html")


@pytest.fixture(scope="module", params=["project", "own_project", "empty_project"])
def any_site(request: pytest.FixtureRequest) -> Path:
    """Each of three sites: what holds of all of them is asked of all of them."""
    root: Path = request.getfixturevalue(request.param)
    return root / "site"


@pytest.fixture(scope="module")
def any_pages(any_site: Path) -> Pages:
    return load_pages(any_site)


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    return load_pages(site)


def references(page: Element) -> Iterator[tuple[Element, str]]:
    """Everything in a page that a browser fetches or follows."""
    for element in page:
        for name in ("href", "src", "action", "formaction", "data", "poster", "background", "ping"):
            if name in element.attributes and not (element.tag == "button" and name == "data"):
                yield element, element.attributes[name]
        for candidate in element.attributes.get("srcset", "").split(","):  # an address and how wide its picture is
            if candidate:
                yield element, candidate.split()[0]
        if element.attributes.get("http-equiv") == "refresh":
            yield element, element.attributes["content"].partition("url=")[2]


def resolve(address: str, reference: str) -> str:
    """The whole address that a reference leads to; the 404 page may be shown anywhere."""
    place = "somewhere/that/is/not/" if address.endswith("404.html") and not reference.startswith("#") else address
    return urljoin(ORIGIN + place, reference)


def is_internal(target: str) -> bool:
    return target.startswith(ORIGIN)


def is_link(element: Element) -> bool:
    return element.tag in ("a", "form")


def redirects(pages: Pages) -> set[str]:
    return {address for address, page in pages.items() if page.all("meta", **{"http-equiv": "refresh"})}


def test_every_internal_reference_leads_to_a_file(any_site: Path, any_pages: Pages) -> None:
    """No link, picture, style sheet or script of any page is missing, and no anchor."""
    missing = []
    for address, page in any_pages.items():
        for _, reference in references(page):
            target = resolve(address, reference)
            if not is_internal(target):
                continue
            parts = urlsplit(target)
            path = unquote(parts.path).lstrip("/")
            file = f"{path}index.html" if path == "" or path.endswith("/") else path
            if not (any_site / file).is_file() or (
                parts.fragment and not any_pages[address_of(file)].all(id=unquote(parts.fragment))
            ):
                missing.append((address, reference))

    assert missing == []


def test_every_page_is_three_clicks_from_home(any_pages: Pages) -> None:
    """Without scripts and without the search, every page is reached from home by three links."""
    reached = {""}
    for _ in range(CLICKS):
        links = {
            urlsplit(resolve(address, reference)).path.lstrip("/")
            for address in reached
            for element, reference in references(any_pages[address])
            if is_link(element) and is_internal(resolve(address, reference))
        }
        reached |= links & set(any_pages)

    assert set(any_pages) - reached - redirects(any_pages) == {"404.html"}


def test_no_page_refers_to_another_site(catalogue: Catalogue, pages: Pages) -> None:
    """Only links that an author wrote lead away; nothing is fetched from elsewhere."""
    foreign = {
        (address, element.tag, reference)
        for address, page in pages.items()
        for element, reference in references(page)
        if not is_internal(target := resolve(address, reference)) and not target.startswith(SCHEMES_OF_AN_OFFICE)
    }
    written = {(entry.url, "a", link.url) for entry in catalogue.entries for link in entry.record.sources}

    assert foreign == written | {(BATTERY, "a", "https://test.example/report")}


def test_own_pages_fetch_nothing_from_elsewhere(any_pages: Pages) -> None:
    """Whatever the content says, a page only links elsewhere, and says so to search engines."""
    foreign = [
        (address, element.tag, element.attributes.get("rel"))
        for address, page in any_pages.items()
        for element, reference in references(page)
        if not is_internal(target := resolve(address, reference)) and not target.startswith(SCHEMES_OF_AN_OFFICE)
    ]

    assert [item for item in foreign if item[1:] != ("a", "nofollow noopener noreferrer")] == []


def test_style_sheets_fetch_nothing(site: Path) -> None:
    """Style sheets hold what they show: no font, no picture, no other sheet."""
    sheets = {path.name: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    fetched = {
        (name, address)
        for name, sheet in sheets.items()
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet)
        if not address.startswith("data:")
    }

    assert sheets
    assert fetched == set()
    assert [name for name, sheet in sheets.items() if "@import" in sheet] == []


def test_every_page_has_its_head(any_pages: Pages) -> None:
    """Each page has one title, one h1, a description, and its own address as canonical or that of its successor."""
    for address, page in any_pages.items():
        assert page.one("html").attributes["lang"] == ("en" if address.startswith("en/") else "zh"), address
        assert len(page.all("h1")) == 1, address
        assert page.one("head").one("title").words, address
        assert page.one("meta", name="description").attributes["content"], address
        moved = page.all("meta", **{"http-equiv": "refresh"})
        successor = moved[0].attributes["content"].partition("url=")[2] if moved else ""
        expected = urljoin(ORIGIN + address, successor)
        assert page.one("link", rel="canonical").attributes["href"] == expected, address
        assert page.one("meta", property="og:url").attributes["content"] == expected, address


def test_no_id_stands_twice(any_pages: Pages) -> None:
    """Ids are unique in each page, so that anchors and labels hit the one that is meant."""
    for address, page in any_pages.items():
        ids = [element.attributes["id"] for element in page if "id" in element.attributes]
        assert len(ids) == len(set(ids)), address


def test_no_slot_is_left_open(site: Path) -> None:
    """No page shows the shell's slots or the guides' markers, except where an author wrote them."""
    for path in site.rglob("*.html"):
        if path.parent.name != "a2026-shiyan-004":
            text = path.read_text(encoding="utf-8")
            assert "@@showcase:" not in text, path
            assert "{{" not in text, path


def text_of(page: Element, class_name: str) -> str:
    return page.one(class_name=class_name).words


def test_records_say_what_their_author_wrote(catalogue: Catalogue, pages: Pages) -> None:
    """Title, summary and id stand on the page as text, whatever characters they hold."""
    for entry in catalogue.entries:
        page, record = pages[entry.url], entry.record
        assert page.one("h1").words == record.title
        assert text_of(page, "sc-record__summary") == record.summary
        assert text_of(page, "sc-record__id") == record.id
        assert page.one("title").words.startswith(f"{record.title} · ")
        assert page.one("meta", name="description").attributes["content"] == record.summary
        assert page.one("meta", property="og:title").attributes["content"] == record.title
        words = [
            parse_qs(urlsplit(link.attributes["href"]).query)["q"]
            for link in page.all("a")
            if "/search/?" in link.attributes["href"]
        ]
        assert words == [[word] for word in record.keywords]


def test_languages_are_marked(pages: Pages) -> None:
    """English title and summary are marked as English."""
    english = [element.words for element in pages[BATTERY].all(lang="en")]

    assert english == [
        "Oil-compensated packaging of lithium-ion batteries for the deep sea English",
        "Lithium-ion cells balanced by oil need no pressure hull down to 6000 m.",
    ]


def test_hostile_text_stays_text(site: Path, pages: Pages) -> None:
    """Markup and slots in code of a body are shown as written and do nothing."""
    body = pages[HOSTILE].one("section", "sc-prose")
    scripts = [script.text for script in pages[HOSTILE].all("script")]

    assert "</script><script>alert(1)</script><img src=x onerror=alert(2)>" in body.text
    assert "@@showcase:title@@ 和 {{fields}} 照原样显示" in body.text
    assert [script for script in scripts if "alert(" in script] == []
    assert pages[HOSTILE].all("img") == []
    assert "<script>alert" not in (site / HOSTILE / "index.html").read_text(encoding="utf-8")


def linked_data(page: Element) -> tuple[str, dict[str, object]]:
    """The raw text and the meaning of a page's JSON-LD."""
    raw = page.one("script", type="application/ld+json").text
    document: dict[str, object] = json.loads(raw)
    return raw, document


def test_linked_data_of_every_record(catalogue: Catalogue, pages: Pages) -> None:
    """Every record describes itself to search engines, in a script that no text can close."""
    for entry in catalogue.entries:
        raw, document = linked_data(pages[entry.url])
        assert not set("<>&") & set(raw)
        assert document["@type"] == ("Offer" if entry.kind == "achievement" else "Demand")
        assert document["@id"] == document["url"] == ORIGIN + entry.url
        assert (document["identifier"], document["name"]) == (entry.id, entry.record.title)
        assert document["description"] == entry.record.summary
        assert document["validFrom"] == entry.record.published.isoformat()
        assert document["validThrough"] == entry.closes.isoformat()
        stock = f"https://schema.org/{'InStock' if entry.is_open else 'OutOfStock'}"
        assert document.get("availability") == (stock if entry.kind == "achievement" else None)
    described = {address for address, page in pages.items() if page.all("script", type="application/ld+json")}
    assert {address for address in described if not address.startswith("en/")} == {
        entry.url for entry in catalogue.entries
    }


def test_linked_data_of_an_achievement(pages: Pages) -> None:
    """An achievement is an Offer of a service, with its holder, its agency's office and the price in yuan."""
    _, document = linked_data(pages[BATTERY])

    assert document["priceSpecification"] == {
        "@type": "PriceSpecification",
        "priceCurrency": "CNY",
        "minPrice": 800_000,
        "maxPrice": 1_500_000,
    }
    assert document["offeredBy"] == {"@type": "Organization", "name": "测例海洋大学"}
    assert document["itemOffered"] == {
        "@type": "Service",
        "name": "深海锂离子电池耐压油浸封装",
        "description": "把锂离子电芯浸在补偿油里随水压平衡，省去耐压舱，6000米水深可用，同样能量重量减少四成。",
        "category": ["深海开发", "绿色能源", "海洋装备"],
        "keywords": ["锂离子电池", "深海电源", "油浸封装", "ＡＵＶ"],
        "broker": {
            "@type": "Organization",
            "name": "测试海创服务中心",
            "contactPoint": {
                "@type": "ContactPoint",
                "contactType": "深海项目组",
                "telephone": "0532-00000211",
                "email": "deepsea@ceshi.example",
            },
        },
        "provider": {"@type": "Organization", "name": "测例海洋大学"},
    }


def test_linked_data_of_a_demand(pages: Pages) -> None:
    """A demand ends with its deadline, names whom it concerns, and its budget is in yuan."""
    _, document = linked_data(pages["demands/d2026-ceshi-001/"])
    _, anonymous = linked_data(pages["demands/d2026-shiyan-002/"])

    assert document["validThrough"] == "2026-10-15"
    assert document["priceSpecification"] == {
        "@type": "PriceSpecification",
        "priceCurrency": "CNY",
        "minPrice": 600_000,
        "maxPrice": 1_005_000,
    }
    assert document["@reverse"] == {"seeks": {"@type": "Organization", "name": "测例深潜装备公司"}}
    assert "@reverse" not in anonymous
    assert "seller" not in document
    item = anonymous["itemOffered"]
    assert isinstance(item, dict)
    assert item["audience"] == {"@type": "Audience", "audienceType": "一家年加工海带三千吨的企业"}
    assert "priceSpecification" not in anonymous


def test_prices_are_whole_fen(tmp_path: Path) -> None:
    """0.07 of 10,000 yuan are 700 yuan, not 700.0000000000001."""
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    path = content / "achievements" / "2026" / "a2026-ceshi-002.md"
    path.write_text(path.read_text("utf-8").replace("min: 12.5", "min: 0.07"), "utf-8")
    entry = load(tmp_path, date.fromisoformat(AS_OF)).by_id["a2026-ceshi-002"]

    assert build_linked_data(entry, Site("", ORIGIN, ""))["priceSpecification"]["minPrice"] == 700


NOTICES = {
    "achievements/a2026-ceshi-002/": ("busy", "洽谈中", None),
    "achievements/a2026-ceshi-003/": ("done", "已签约", None),
    "achievements/a2026-shiyan-001/": ("done", "已落地", None),
    "achievements/a2026-shiyan-002/": ("gone", "暂停对接", None),
    "achievements/a2025-ceshi-001/": ("gone", "已于2026年5月6日撤回", None),
    "achievements/a2025-ceshi-002/": ("gone", "已过有效期", "need/?about=a2025-ceshi-002"),
    "achievements/a2025-ceshi-003/": ("busy", "已有新记录", BATTERY),
    "demands/d2026-ceshi-002/": ("gone", "征集已截止", None),
    "demands/d2026-ceshi-003/": ("gone", "暂停对接", None),
    "demands/d2026-shiyan-001/": ("done", "已于2026年6月18日解决", "achievements/a2026-shiyan-001/"),
    "demands/d2026-shiyan-002/": ("busy", "洽谈中", None),
    "demands/d2025-ceshi-001/": ("gone", "已过有效期", "need/?about=d2025-ceshi-001"),
    "demands/d2025-shiyan-001/": ("gone", "已于2026年4月2日撤回", None),
}


def notice(address: str, page: Element) -> tuple[str, str, str | None] | None:
    """Tone, title and link of a record's notice."""
    boxes = page.all(class_name="sc-notice")
    if not boxes:
        return None
    (box,) = boxes
    tone = box.attributes["class"].split("--")[1]
    links = [resolve(address, link.attributes["href"]).removeprefix(ORIGIN) for link in box.all("a")]
    return tone, text_of(box, "sc-notice__title"), links[0] if links else None


def test_notices(catalogue: Catalogue, pages: Pages) -> None:
    """A record that is not simply open says so at its head, with the way on; one that is says nothing."""
    shown = {entry.url: notice(entry.url, pages[entry.url]) for entry in catalogue.entries}

    assert {address: found for address, found in shown.items() if found} == NOTICES


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("achievements/a2025-ceshi-001/", "检测限值已经改变，原方法不再适用"),
        ("achievements/a2025-ceshi-002/", "有效期至2026年9月20日"),
    ],
)
def test_notices_give_the_reason(pages: Pages, address: str, words: str) -> None:
    """A withdrawal gives its reason, an expiry its day."""
    assert words in text_of(pages[address], "sc-notice")


STATES = {
    BATTERY: "可对接",
    "achievements/a2026-shiyan-005/": "可对接",
    "achievements/a2025-ceshi-001/": "已撤回",
    "achievements/a2025-ceshi-002/": "已过期",
    "demands/d2026-ceshi-001/": "征集中",
    "demands/d2026-ceshi-002/": "已截止",
    "demands/d2026-shiyan-003/": "征集中",
    "demands/d2026-shiyan-001/": "已解决",
    "demands/d2025-ceshi-001/": "已过期",
}


@pytest.mark.parametrize(("address", "state"), STATES.items())
def test_state_in_a_word(pages: Pages, address: str, state: str) -> None:
    """The badge says the state of the day: the last day of validity and of a deadline still count."""
    badges = pages[address].one(class_name="sc-record__badges")

    assert text_of(badges, "sc-state") == state


def contact_links(page: Element) -> list[str]:
    """Without what a mail already says of the record."""
    links = (link.attributes["href"] for link in page.all("a"))
    return [link.partition("?subject=")[0] for link in links if link.startswith(SCHEMES_OF_AN_OFFICE)]


@pytest.mark.parametrize(
    ("address", "links"),
    [
        (
            BATTERY,
            [
                "mailto:deepsea@ceshi.example",
                "tel:053200000211",
                "mailto:deepsea@ceshi.example",
                "tel:053200000211",
            ],
        ),
        # the second time: where nothing suits yet, whom to ask
        (
            "achievements/a2026-ceshi-002/",
            ["tel:053200000201", "mailto:office@ceshi.example", "tel:053200000201", "tel:053200000201"],
        ),
        # RFC 3966: an extension is not dialled as part of the number
        (
            HOSTILE,
            [
                "tel:053200000202;ext=8",
                "mailto:office@shiyan.example",
                "tel:053200000202;ext=8",
                "tel:053200000202;ext=8",
            ],
        ),
        ("achievements/a2025-ceshi-001/", []),
    ],
    ids=["own office", "agency's office", "extension", "withdrawn"],
)
def test_contact_is_one_tap_away(pages: Pages, address: str, links: list[str]) -> None:
    """Telephone and mail are links: the record's own office or its agency's; a withdrawn record has none."""
    assert contact_links(pages[address]) == links


def test_alias_leads_on(pages: Pages) -> None:
    """An old id's address leads to the record by itself and by a link, and is no page for search engines."""
    page = pages[ALIAS]
    refresh = page.one("meta", **{"http-equiv": "refresh"}).attributes["content"]

    assert redirects(pages) == {ALIAS, f"en/{ALIAS}"}
    assert refresh.startswith("0; url=")
    assert resolve(ALIAS, refresh.removeprefix("0; url=")) == ORIGIN + BATTERY
    assert resolve(ALIAS, page.one(class_name="sc-head").one("a").attributes["href"]) == ORIGIN + BATTERY
    assert page.one("meta", name="robots").attributes["content"] == "noindex"


def flagged_links(page: Element) -> set[str]:
    """The names that 待核 stands beside, or whose links hold it."""
    found = set()
    for element in page:
        texts = [child.words if isinstance(child, Element) else child.strip() for child in element.children]
        for number, child in enumerate(element.children):
            if isinstance(child, Element) and "sc-pending" in child.attributes.get("class", ""):
                found.add(texts[number - 1])
                assert child.words == "待核"
    return found


def test_unverified_names_are_flagged(pages: Pages) -> None:
    """待核 stands beside every unverified name, once: not beside verified ones, nor where the name says it."""
    record = flagged_links(pages["achievements/a2026-shiyan-003/"])

    assert record == {"港口航运", "高新处", "海洋处", "横向合作（其他领域）：技术开发、技术咨询、技术服务"}
    assert flagged_links(pages["achievements/a2026-shiyan-001/"]) == {"第一服务专班", "测例藻类实验室"}
    assert flagged_links(pages[""]) >= {"港口航运", "第一服务专班", "第三服务专班"}
    assert flagged_links(pages["task-force/tf-1/"]) >= {"第一服务专班"}
    assert "公开资料中未能核实" in text_of(pages["marine-sector/port-shipping/"], "sc-head")
    assert "名称写法待核" in text_of(pages["marine-sector/port-shipping/"], "sc-head")


def listed_ids(page: Element, *section: str) -> list[str]:
    """Ids of the cards below a section's heading, or of all cards of a page."""
    places = [element for element in page.all("section") if element.attributes.get("aria-labelledby") in section]
    return [
        card.one(class_name="sc-card__title").one("a").attributes["href"].split("/")[-2]
        for place in (places if section else [page])
        for card in place.all("article", "sc-card")
    ]


def test_lists_are_newest_first(pages: Pages) -> None:
    """Both lists hold what is listed, newest first, by id where the day is the same; nothing lapsed."""
    assert listed_ids(pages["achievements/"]) == ACHIEVEMENTS
    assert listed_ids(pages["demands/"]) == DEMANDS
    assert text_of(pages["achievements/"], "sc-head__counts").startswith("成果 10 项")
    assert text_of(pages["demands/"], "sc-head__counts").startswith("需求 6 项")


GROUPS = {
    "industry/future/": (["a2026-shiyan-005", "a2026-ceshi-001", "a2025-ceshi-003"], ["d2026-ceshi-001"]),
    "industry/future-deep-sea/": (["a2026-ceshi-001", "a2025-ceshi-003"], ["d2026-ceshi-001"]),
    "industry/future-quantum/": ([], []),
    "marine-sector/port-shipping/": (
        ["a2026-shiyan-003", "a2026-ceshi-002"],
        ["d2026-shiyan-003", "d2026-ceshi-002"],
    ),
    "marine-sector/marine-drugs/": ([], []),
    "category/venture/": (["a2026-ceshi-004"], []),
    "contract-type/transfer/": (["a2026-shiyan-003", "a2026-ceshi-003"], []),
    "institution/test-algae-lab/": (["a2026-shiyan-001", "a2026-shiyan-002"], []),
    "agency/kongbai/": ([], []),
    "district/langu/": (["a2026-ceshi-004"], []),
    "district/gaoxin/": ([], ["d2026-shiyan-002"]),
}


@pytest.mark.parametrize("address", GROUPS)
def test_groups(pages: Pages, address: str) -> None:
    """A term's page holds the listed records under it and those under its refinements, each once."""
    achievements, demands = GROUPS[address]
    page = pages[address]

    assert (listed_ids(page, "achievements"), listed_ids(page, "demands")) == (achievements, demands)
    totals = [int(total.words) for total in page.all(class_name="sc-listing__total")]
    assert totals == [len(group) for group in (achievements, demands) if group]
    assert bool(page.all(class_name="sc-empty")) == (not achievements and not demands)


def test_every_value_has_its_page_and_its_count(catalogue: Catalogue, pages: Pages) -> None:
    """Each facet's overview names every value of its vocabulary with the number of records on its page."""
    for name, index in Views(catalogue, Site("", ORIGIN, "")).indexes.items():
        tiles = {
            resolve(f"{name}/", tile.attributes["href"]).removeprefix(ORIGIN): sum(
                int(count.words) for count in tile.all(class_name="sc-tile__count")
            )
            for tile in pages[f"{name}/"].all("a", "sc-tile")
        }
        assert tiles == {f"{name}/{code}/": len(listed_ids(pages[f"{name}/{code}/"])) for code in index.vocabulary}


def test_archive_keeps_what_lists_drop(pages: Pages) -> None:
    """Expired records stand in the archive as cards, withdrawn ones by name with day and reason."""
    archive = pages["archive/"]
    stones = archive.one(class_name="sc-tombstones").all("li")

    assert listed_ids(archive) == ["a2025-ceshi-002", "d2025-ceshi-001"]
    assert [stone.one("a").attributes["href"].split("/")[-2] for stone in stones] == [
        "a2025-ceshi-001",
        "d2025-shiyan-001",
    ]
    assert "检测限值已经改变，原方法不再适用" in stones[0].words
    assert stones[0].one("time").attributes["datetime"] == "2026-05-06"


def test_home_counts_what_is_listed(pages: Pages) -> None:
    """Home counts listed records and shows the demands that close soon, nearest first, and the newest."""
    home = pages[""]

    assert [int(count.words) for count in home.one("dl", "sc-stats").all("dd")] == [10, 6, 3]
    assert listed_ids(home, "closing") == ["d2026-shiyan-003", "d2026-ceshi-001"]
    assert listed_ids(home, "new-achievements") == ACHIEVEMENTS[:6]
    assert listed_ids(home, "new-demands") == [
        "d2026-shiyan-002",
        "d2026-ceshi-002",
        "d2026-ceshi-003",
        "d2026-shiyan-001",
    ]
    assert home.one(class_name="sc-hero__intro").one("strong").words == "好多少"


def test_home_shows_fields_that_hold_something(catalogue: Catalogue, pages: Pages) -> None:
    """Home's industries are those of listed records; one inside another is on the overview."""
    codes = {code for entry in catalogue.listed for code in entry.record.industries}
    terms = catalogue.vocabularies.industries
    tiles = pages[""].one("section", **{"aria-labelledby": "industries"}).all("a", "sc-tile")
    shown = {tile.attributes["href"].split("/")[-2] for tile in tiles}

    assert shown
    assert shown <= codes | {terms[code].parent for code in codes}
    assert not any(terms[code].parent for code in shown)


@pytest.mark.parametrize(
    ("unit", "said"),
    [("kWh/m³", " kWh/m³"), ("μm", " μm"), ("%", "%"), ("℃", "℃"), ("年", "年"), (None, "")],
)
def test_units(unit: str | None, said: str) -> None:
    """A unit stands a space from its number; per cent, degrees and Chinese words close by."""
    assert say_unit(unit) == said


def test_guide_has_its_contents(pages: Pages) -> None:
    """A guide lists its own headings, the table of codes its vocabularies too."""
    page = pages["guide/codes/"]
    linked = [unquote(link.attributes["href"]) for link in page.one("ul", "sc-guide__contents").all("a")]

    assert linked == [f"#{heading.attributes['id']}" for heading in page.one("article").all("h2")]
    assert len(linked) > 5


def test_similar_records(catalogue: Catalogue, pages: Pages) -> None:
    """A record's page ends with listed records of its kind, never itself."""
    for entry in catalogue.entries:
        shown = listed_ids(pages[entry.url], "similar")
        assert set(shown) <= set(ACHIEVEMENTS if entry.kind == "achievement" else DEMANDS) - {entry.id}
    assert listed_ids(pages[BATTERY], "similar")[0] == "a2025-ceshi-003"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Path]:
    """The ids of more records than a page holds, newest first, and their site."""
    root = make_project(tmp_path_factory.mktemp("crowded"))
    for folder in FOLDERS.values():
        shutil.rmtree(root / "content" / folder)
    (root / "content/events.yml").unlink()
    identifiers = write_crowd(root / "content", PAGE_SIZE + 5)
    result = build(root)
    assert result.returncode == 0, result.stderr
    return identifiers, root / "site"


@pytest.mark.parametrize("address", ["achievements/", "industry/ai/"])
def test_long_lists_are_cut_into_pages(crowded: tuple[list[str], Path], address: str) -> None:
    """Each record stands on one page of a list, in order; every page links all others and says which it is."""
    identifiers, site = crowded
    numbers = {1: address, 2: f"{address}2/"}
    found = []
    for number, place in numbers.items():
        page = load_page(site / place / "index.html")
        pager = page.one("nav", "sc-pager")
        found.append(listed_ids(page))
        assert pager.one("span", **{"aria-current": "page"}).words == str(number)
        assert {resolve(place, link.attributes["href"]).removeprefix(ORIGIN) for link in pager.all("a")} == {
            other for other in numbers.values() if other != place
        }
        assert text_of(page, "sc-listing__total") == str(len(identifiers))

    assert [len(page) for page in found] == [PAGE_SIZE, 5]
    assert [identifier for page in found for identifier in page] == identifiers
    assert not (site / address / "3").exists()


def test_crowded_site_is_whole(crowded: tuple[list[str], Path]) -> None:
    """With several pages to a list every record is still three clicks from home."""
    pages = load_pages(crowded[1])

    test_every_page_is_three_clicks_from_home(pages)
    test_every_internal_reference_leads_to_a_file(crowded[1], pages)


def test_attachments_and_source_are_published_as_they_are(project: Path, catalogue: Catalogue) -> None:
    """A record's own file and its attachments lie beside its page, byte for byte."""
    for entry in catalogue.entries:
        record = project / entry.source.path
        folder = project / "site" / entry.url
        expected = {"source.md": record.read_bytes()} | {
            item.file: (record.with_suffix("") / item.file).read_bytes() for item in entry.record.attachments
        }
        published = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "index.html"}
        widths = {name for name in published if re.fullmatch(r".+-[0-9]+[.]webp", name)}
        assert {name: data for name, data in published.items() if name not in widths} == expected
        assert {re.sub(r"-[0-9]+[.]webp$", "", name) for name in widths} <= expected.keys()


def test_pictures_of_the_body(pages: Pages) -> None:
    """A picture among the attachments stands in the body with its description."""
    (picture,) = pages[BATTERY].one(class_name="sc-prose").all("img")

    assert picture.attributes == {"src": "ocv.png", "alt": "放电曲线"}


def test_sitemap_lists_exactly_the_indexed_pages(site: Path, any_site: Path, any_pages: Pages) -> None:
    """A page is in the sitemap unless it asks search engines to stay away; robots.txt names the sitemap."""
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    tree = ET.fromstring((any_site / "sitemap.xml").read_bytes())  # noqa: S314  # our own file
    listed = [loc.text for loc in tree.findall("s:url/s:loc", space)]
    indexed = [address for address, page in any_pages.items() if not page.all("meta", name="robots")]

    assert len(listed) == len(set(listed))
    assert set(listed) == {ORIGIN + address for address in indexed}
    assert "Sitemap: https://showcase.example/sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_pages_that_stay_out_of_search_engines(pages: Pages) -> None:
    """Lapsed records, redirects, search, the booklet, day lists and the 404 page ask search engines to stay away."""
    hidden = {address for address, page in pages.items() if page.all("meta", name="robots")}

    assert hidden == {
        ALIAS,
        "404.html",
        "search/",
        "saved/",
        "booklet/",
        "freshness/ceshi/",
        "freshness/shiyan/",
        f"en/{ALIAS}",
        "achievements/a2025-ceshi-001/",
        "achievements/a2025-ceshi-002/",
        "en/achievements/a2025-ceshi-001/",
        "en/achievements/a2025-ceshi-002/",
        "demands/d2025-ceshi-001/",
        "demands/d2025-shiyan-001/",
    }


def test_missing_page(pages: Pages) -> None:
    """The 404 page works wherever it is shown: its references do not depend on the address."""
    relative = [reference for _, reference in references(pages["404.html"]) if reference[:1] not in "/#"]

    assert pages["404.html"].one("h1").words == "没有这个页面"
    assert relative == [f"{ORIGIN}404.html"]


def test_site_below_a_folder(tmp_path: Path) -> None:
    """Every reference also holds where the site is not at the root of its host."""
    root = make_project(tmp_path)
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(ORIGIN, f"{ORIGIN}market/"), "utf-8")
    result = build(root)
    assert result.returncode == 0, result.stderr
    host = tmp_path / "host"
    host.mkdir()
    (root / "site").rename(host / "market")
    pages = load_pages(host)

    test_every_internal_reference_leads_to_a_file(host, pages)
    assert pages["market/"].one("link", rel="canonical").attributes["href"] == f"{ORIGIN}market/"


def first_cells(page: Element, heading: str) -> set[str]:
    """The codes in the first column of the table that heads end with `heading`."""
    for table in page.all("table"):
        if table.all("th")[0].words == heading:
            return {row.all("td")[0].words for row in table.all("tr") if row.all("td")}
    raise AssertionError(f"no table of {heading}")


def test_guides_hold_every_field_and_every_rule(pages: Pages) -> None:
    """The guide's tables are made from the schema and the rules: nothing is missing, nothing is left over."""
    page = pages["guide/agencies/"]

    assert first_cells(page, "字段") == {name for model in MODELS.values() for name in model.model_fields}
    assert first_cells(page, "规则") == set(TEXTS)
    for row in page.all("tr"):
        assert all(cell.words for cell in row.all("td")), row.words


def test_the_guides_templates_and_example(pages: Pages, tmp_path: Path) -> None:
    """The example would be a record; a template asks for every field of a new one and names what it may hold."""
    blocks = {block.attributes["aria-label"]: block.text for block in pages["guide/agencies/"].all("pre")}
    names = {kind: re.findall(r"^(\w+):", blocks[f"{model.WORD}模板"], re.MULTILINE) for kind, model in MODELS.items()}
    path = tmp_path / "content/achievements/2026/a2026-ceshi-001.md"
    shutil.copytree(CONTENT / "vocabularies", tmp_path / "content" / "vocabularies")
    path.parent.mkdir(parents=True)
    path.write_text(blocks["一条填好的成果"].replace("status: open", "demo: true\nstatus: open"), encoding="utf-8")

    assert load(tmp_path, date.fromisoformat(AS_OF)).errors == ()
    assert names == {kind: [name for name in shapes(kind) if name == "id" or name not in LATER] for kind in MODELS}
    assert "# 所处阶段（必填）" in blocks["成果模板"]
    assert "\nstage: research 研发 | lab 小试 |" in blocks["成果模板"]


def test_guides_hold_every_code(catalogue: Catalogue, pages: Pages) -> None:
    """Every vocabulary that a field draws on is listed with all its codes."""
    page = pages["guide/codes/"]
    codes = {row.all("td")[0].words for row in page.all("tr") if row.all("td")}
    # Classes follow from the contract types, routes from their rules; the others serve the search or a rule.
    unfielded = {"categories", "synonyms", "function-words", "recipients", "routes", "personal-mail"}
    wanted = {code for name in set(TERM_MODELS) - unfielded for code in catalogue.vocabularies[name]}

    assert codes == wanted


def test_fields_say_for_whom_they_are_and_whether_they_must_be(pages: Pages) -> None:
    """The field table tells achievements from demands and required from optional."""
    rows = [[cell.words for cell in row.all("td")] for row in pages["guide/agencies/"].all("tr")]
    facts = {row[0]: (row[1], row[2], row[3]) for row in rows if len(row) == 5}

    assert facts["title"] == ("名称", "成果、需求", "必填")
    assert facts["holder"] == ("持有单位", "成果", "必填")
    assert facts["deadline"] == ("截止日期", "需求", "必填")
    assert facts["trl"] == ("技术就绪度", "成果", "选填")


def test_entries_of_the_catalogue_are_what_the_tests_need(catalogue: Catalogue) -> None:
    """The tests' catalogue holds every state on AS_OF, so that none of the above is about nothing."""

    def states(entry: Entry) -> str:
        return entry.state.code

    assert {states(entry) for entry in catalogue.entries} == {
        *("open", "negotiating", "signed", "landed", "paused", "withdrawn"),
        *("expired", "overdue", "resolved"),
    }
    assert all(entry.record.demo for entry in catalogue.entries)
    assert not catalogue.errors


def test_each_kind_of_page_is_looked_at(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the pages that each template makes the browser's tests visit one: a new kind cannot be forgotten."""
    views, used, render = Views(catalogue, Site("测试目录", "https://showcase.example/", "")), [], Renderer.render

    def noting(self: Renderer, template: str, depth: int, **context: Any) -> str:
        used.append(template)
        return render(self, template, depth, **context)

    monkeypatch.setattr(Renderer, "render", noting)
    renderer = Renderer(REPOSITORY / "theme", views)
    entries = [partial(render_entry, renderer, entry) for entry in catalogue.entries]
    made = (page.file for job in [*list_jobs(renderer), *entries] for page in job() if page.moved_to is None)
    found: dict[str, set[str]] = {}
    for path in chain(made, (path for path, _ in render_embeds(renderer))):
        found.setdefault(used[-1], set()).add(path.removesuffix("index.html"))
    visited = {place.partition("?")[0] for place in PLACES.values()}

    assert len(found) > 20
    assert [template for template, paths in found.items() if not paths & visited] == []
