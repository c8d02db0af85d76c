"""The English pages: what has one, in which language each text is said to be, and how they and the others lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from building import AS_OF
from markup import Element, load_page
from showcase.catalogue.load import Catalogue, load
from showcase.derived.english import Said, has_english, say_day, say_term, say_yuan, telephone_of
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.english import render_english_feed
from showcase.outputs.pages.english_list import build_english_lists
from showcase.schema.terms import Contact, Term
from tree import RECORD, RECORD_PATH, put

ORIGIN = "https://showcase.example/"
BATTERY = "achievements/a2026-ceshi-001/"
DEMAND = "demands/d2026-ceshi-001/"
ATOM = "{http://www.w3.org/2005/Atom}"
CHINESE = re.compile("[一-鿿]")


@pytest.fixture(scope="module")
def english(site: Path) -> dict[str, Element]:
    """Every English page by its address."""
    return {path.parent.relative_to(site).as_posix() + "/": load_page(path) for path in (site / "en").rglob("*.html")}


def texts(element: Element, language: str) -> Iterator[tuple[str, str]]:
    """Every text of a page with the language that it is said to be in; alternative texts too."""
    language = element.attributes.get("lang", language)
    if element.tag in ("script", "style"):
        return
    yield from ((language, element.attributes[name]) for name in ("alt", "aria-label") if name in element.attributes)
    for child in element.children:
        if isinstance(child, str):
            yield language, child
        else:
            yield from texts(child, language)


def test_only_records_with_both_fields_have_pages(catalogue: Catalogue, english: dict[str, Element]) -> None:
    """A page for each such record, expired and withdrawn ones too, and nothing for the others."""
    records = {address for address in english if "/achievements/" in address or "/demands/" in address}
    moved = {address for address in records if english[address].all("meta", **{"http-equiv": "refresh"})}

    assert records - moved == {f"en/{entry.url}" for entry in catalogue.entries if has_english(entry)}
    assert moved == {"en/achievements/a2025-ceshi-009/"}
    assert english[moved.pop()].one("link", rel="canonical").attributes["href"] == f"{ORIGIN}en/{BATTERY}"


def test_every_text_is_in_the_language_that_it_is_said_to_be_in(english: dict[str, Element]) -> None:
    """Chinese characters stand only where the page says Chinese, and what it says is Chinese has some."""
    assert len(english) > 5
    for address, page in english.items():
        for language, text in texts(page.one("html"), ""):
            if CHINESE.search(text):
                assert language == "zh", f"{address}: {text}"
            elif text.strip() and language == "zh":
                assert not re.search("[A-Za-z]{4}", text), f"{address}: {text}"


def languages(page: Element) -> dict[str, str]:
    return {link.attributes["hreflang"]: link.attributes["href"] for link in page.all("link", rel="alternate")
            if "hreflang" in link.attributes}  # fmt: skip


@pytest.mark.parametrize("chinese", ["", BATTERY, "achievements/a2025-ceshi-001/"])
def test_both_pages_name_both_languages(site: Path, english: dict[str, Element], chinese: str) -> None:
    """The Chinese and the English page name each other and themselves, with Chinese for everybody else."""
    own, other = load_page(site / chinese / "index.html"), english[f"en/{chinese}"]

    expected = {"zh-CN": f"{ORIGIN}{chinese}", "en": f"{ORIGIN}en/{chinese}", "x-default": f"{ORIGIN}{chinese}"}
    assert languages(own) == languages(other) == expected
    assert own.one("body").all("a", hreflang="en")
    assert other.one("link", rel="canonical").attributes["href"] == f"{ORIGIN}en/{chinese}"


def test_a_page_without_english_names_no_language(site: Path) -> None:
    """A record that lacks the fields costs nothing: no link, no alternate."""
    page = load_page(site / "achievements/a2026-ceshi-002/index.html")

    assert languages(page) == {}
    assert page.all(hreflang="en") == []


def test_a_record_in_english(english: dict[str, Element]) -> None:
    """Labels of the vocabularies, the measures, the telephone from abroad, and the way to the Chinese page."""
    page = english[f"en/{BATTERY}"]
    links = {link.words: link.attributes["href"] for link in page.all("a")}

    assert page.one("h1").words == "Oil-compensated packaging of lithium-ion batteries for the deep sea"
    assert links["深海锂离子电池耐压油浸封装"] == f"../../../{BATTERY}"
    assert page.one(class_name="sc-contact__phone").attributes["href"] == "tel:+8653200000211"
    assert page.one(class_name="sc-contact__phone").words == "+86 532 00000211"
    assert page.one(class_name="sc-measures").all("th", lang="zh") == []
    assert [name.words for name in page.one(class_name="sc-measures").all("span", lang="zh")]
    assert page.one(class_name="sc-record__code").one("svg")


def test_a_demand_in_english(english: dict[str, Element]) -> None:
    """What must be reached, by when, for how much."""
    page = english[f"en/{DEMAND}"]
    lead = {
        row.one("dt").words: row.one("dd").words for row in page.one("dl", "sc-lead").all(class_name="sc-lead__item")
    }

    assert page.all(class_name="sc-kind")[0].words == "Request"
    assert (lead["Deadline"], lead["Budget"]) == ("15 October 2026", "CNY 600,000–1,005,000")
    assert [value.words for value in page.all(class_name="sc-measures__value")] == ["≥ 6000 m", "< 160 kg", "≤ 10 min"]


def test_states_as_on_the_chinese_pages(english: dict[str, Element]) -> None:
    """A withdrawn record says so, with the reason in Chinese, and gives no telephone; an expired one warns."""
    withdrawn = english["en/achievements/a2025-ceshi-001/"]
    expired = english["en/achievements/a2025-ceshi-002/"]

    assert withdrawn.one(class_name="sc-notice__title").words == "Withdrawn on 6 May 2026"
    assert withdrawn.one(class_name="sc-notice").all(lang="zh")[0].words == "检测限值已经改变，原方法不再适用"
    assert withdrawn.all(class_name="sc-contact") == withdrawn.all(class_name="sc-callbar") == []
    assert expired.one(class_name="sc-notice__title").words == "Expired"
    assert {page.one("meta", name="robots").attributes["content"] for page in (withdrawn, expired)} == {"noindex"}


def test_lists_hold_what_is_listed(english: dict[str, Element]) -> None:
    """Only what is listed stands in lists; a value whose records have all expired keeps its address and says so."""
    titles = [title.words for title in english["en/"].all(class_name="sc-card__title")]

    assert titles == [
        "Long-endurance power for underwater vehicles at 6000 m",
        "Oil-compensated packaging of lithium-ion batteries for the deep sea",
    ]
    assert english["en/marine-sector/marine-drugs/"].all(class_name="sc-empty")


def test_the_feed(site: Path, catalogue: Catalogue) -> None:
    """The newest in English with their English addresses; what was withdrawn is a deleted entry."""
    feed = ET.fromstring((site / "en/atom.xml").read_bytes())  # noqa: S314  # our own file

    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"{ORIGIN}en/{DEMAND}", f"{ORIGIN}en/{BATTERY}"]
    assert entries[1].findtext(f"{ATOM}summary") == catalogue.by_id["a2026-ceshi-001"].record.summary_en
    gone = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert [one.get("ref") for one in gone] == [f"{ORIGIN}en/achievements/a2025-ceshi-001/"]
    assert CHINESE.search(feed.findtext(f"{ATOM}title") or "") is None


def test_without_english_there_is_nothing(tree: Path) -> None:
    """A catalogue without such a record has no list and no feed."""
    put(tree, RECORD_PATH, RECORD)
    views = Views(load(tree, date.fromisoformat(AS_OF)), Site("", ORIGIN, ""))

    assert list(build_english_lists(views)) == list(render_english_feed(views)) == []


@pytest.mark.parametrize(
    ("phone", "text", "url", "noted"),
    [
        ("0532-00000101", "+86 532 00000101", "tel:+8653200000101", False),
        ("010-12345678-88", "+86 10 12345678, ext. 88", "tel:+861012345678;ext=88", False),
        ("400-123-4567", "+86 400 123 4567", "tel:+864001234567", True),
        ("0532-12345", "+86 532 12345", "tel:+8653212345", True),
    ],
)
def test_telephones_from_abroad(phone: str, text: str, url: str, noted: bool) -> None:
    """The country's code in the place of the 0; numbers that networks abroad may not know say so."""
    telephone = telephone_of(Contact(phone=phone))

    assert telephone
    assert (telephone.text, telephone.url, bool(telephone.note)) == (text, url, noted)


def test_words() -> None:
    """Sums in yuan, days, and a term that has no English label."""
    assert say_yuan(200) == "2,000,000"
    assert say_yuan(0.07) == "700"
    assert say_day(date(2026, 1, 14)) == "14 January 2026"
    assert say_term(Term(code="x", label="未译", status="unverified")) == Said("未译", "zh", flagged=True)
