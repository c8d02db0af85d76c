"""To whom records are sent: the rules, and that pages, feeds, sheets and the API agree on it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from building import AS_OF, CONTENT
from crowd import write_crowd
from markup import Element, load_page
from showcase.catalogue.load import Catalogue, load
from showcase.derived.routes import build_routes
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.pages.lists import PAGE_SIZE
from showcase.outputs.pages.recipients import build_recipient_leaves

TODAY = date.fromisoformat(AS_OF)
DAY = timedelta(days=1)

SENT: dict[str, dict[str, list[str]]] = {
    "d2026-shiyan-003": {"chengguo-division": ["summary"], "industry-ai": ["needs"]},
    "d2026-ceshi-001": {"chengguo-division": ["summary"], "industry-future": ["needs"]},
    "d2026-shiyan-002": {"chengguo-division": ["summary"], "industry-green-energy": ["needs"]},
    "d2026-ceshi-002": {},  # past its deadline
    "d2026-ceshi-003": {"chengguo-division": ["summary"], "industry-smart-equipment": ["needs"]},
    "d2026-shiyan-001": {},  # resolved
    "d2025-shiyan-001": {},  # withdrawn
    "d2025-ceshi-001": {},  # expired
    "a2026-ceshi-004": {  # a company in a functional zone, with financing; no contract type
        "zipei-division": ["financing"],
        "chengguo-division": ["summary"],
        "incubator-association": ["venture"],
        "district-langu": ["venture"],
        "industry-green-energy": ["supply"],
    },
    "a2026-shiyan-003": {  # cooperation in no field that is mapped; an industry whose name is 待核
        "gaoxin-division": ["cooperation-other"],
        "haiyang-division": ["cooperation-other"],
        "chengguo-division": ["summary"],
        "market": ["transfer-licensing"],
        "industry-smart-equipment": ["supply"],
        "industry-advantage-1": ["supply"],
    },
    "a2026-ceshi-002": {  # negotiating
        "gaoxin-division": ["cooperation-ai"],
        "chengguo-division": ["summary"],
        "industry-ai": ["supply"],
        "industry-smart-equipment": ["supply"],
    },
    "a2026-ceshi-003": {"chengguo-division": ["summary"]},  # signed, no industry
    "a2026-shiyan-004": {
        "gaoxin-division": ["cooperation-other"],
        "haiyang-division": ["cooperation-other"],
        "chengguo-division": ["summary"],
        "industry-smart-equipment": ["supply"],
    },
    "a2026-shiyan-005": {  # the last day of its validity; an industry that others refine
        "gaoxin-division": ["cooperation-ai"],
        "chengguo-division": ["summary"],
        "industry-ai": ["supply"],
        "industry-future": ["supply"],
    },
    "a2026-ceshi-001": {  # both classes; a sub-field of an industry
        "haiyang-division": ["cooperation-marine"],
        "chengguo-division": ["summary"],
        "market": ["transfer-licensing"],
        "industry-green-energy": ["supply"],
        "industry-future": ["supply"],
    },
    "a2026-shiyan-001": {  # landed: on the lists, offered to nobody
        "chengguo-division": ["summary"],
        "industry-life-health": ["supply"],
        "industry-green-energy": ["supply"],
    },
    "a2026-shiyan-002": {"chengguo-division": ["summary"], "industry-ai": ["supply"]},  # paused
    "a2025-ceshi-003": {
        "chengguo-division": ["summary"],
        "market": ["transfer-licensing"],
        "industry-future": ["supply"],
    },
    "a2025-ceshi-001": {},  # withdrawn
    "a2025-ceshi-002": {},  # expired
}
"""For each record of the tests' catalogue the recipients that it reaches on AS_OF, with the rules."""

SENT_TO = {
    code: [identifier for identifier, recipients in SENT.items() if code in recipients]
    for code in sorted({code for recipients in SENT.values() for code in recipients})
}
"""The same the other way round."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the tests' content outside git, which a test may change."""
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path


def change(root: Path, identifier: str, old: str, new: str) -> None:
    (path,) = root.glob(f"content/*/*/{identifier}.md")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def sent(catalogue: Catalogue, identifier: str) -> dict[str, list[str]]:
    """The recipients of a record with the rules that reach them."""
    found: dict[str, list[str]] = {}
    for route in build_routes(catalogue.by_id[identifier]):
        found.setdefault(route.recipient.code, []).append(route.rule.code)
    return found


def recipient_codes(catalogue: Catalogue) -> list[str]:
    return list(catalogue.vocabularies.recipients)


def test_table_of_routes(catalogue: Catalogue) -> None:
    """Each record reaches exactly the recipients that the table says, by the rules that it says."""
    assert {entry.id: sent(catalogue, entry.id) for entry in catalogue.entries} == SENT


def test_every_rule_has_an_example(catalogue: Catalogue) -> None:
    """No rule of the tests' catalogue goes without a record."""
    used = {rule for recipients in SENT.values() for rules in recipients.values() for rule in rules}

    assert used == set(catalogue.vocabularies.routes)


def card_ids(page: Element) -> list[str]:
    return [
        card.one(class_name="sc-card__title").one("a").attributes["href"].split("/")[-2]
        for card in page.all("article", "sc-card")
    ]


def test_pages_agree(catalogue: Catalogue, site: Path) -> None:
    """A recipient's page shows the records of the table, newest first; one with none says so."""
    order = [entry.id for entry in catalogue.entries]
    for code in recipient_codes(catalogue):
        page = load_page(site / "route" / code / "index.html")
        expected = sorted(SENT_TO.get(code, []), key=order.index)
        assert card_ids(page) == expected
        assert bool(page.all(class_name="sc-empty")) == (not expected)


def test_feeds_agree(catalogue: Catalogue, site: Path) -> None:
    """A recipient's feed, its document and its count in the facet hold the records of the table."""
    index = json.loads((site / "api/v1/by/route/index.json").read_text("utf-8"))
    counts = {value["code"]: value["achievements"] + value["demands"] for value in index["values"]}
    for code in recipient_codes(catalogue):
        feed = json.loads((site / f"feeds/route/{code}.json").read_text("utf-8"))
        document = json.loads((site / f"api/v1/by/route/{code}.json").read_text("utf-8"))
        expected = set(SENT_TO.get(code, []))
        assert {item["id"] for item in feed["items"]} == expected
        assert set(document["ids"]) == expected
        assert counts[code] == len(expected)


def test_sheets_agree(catalogue: Catalogue, site: Path) -> None:
    """A recipient's workbook and CSV hold the records of the table with the reason."""
    for code in recipient_codes(catalogue):
        folder = site / "route" / code
        rows = list(csv.DictReader(io.StringIO((folder / "list.csv").read_text("utf-8-sig"), newline="")))
        book = CalamineWorkbook.from_path(str(folder / "list.xlsx")).get_sheet_by_name("推送清单").to_python()
        assert {row["编号"] for row in rows} == set(SENT_TO.get(code, []))
        assert [row[0] for row in book[1:]] == [row["编号"] for row in rows]
        printed = CalamineWorkbook.from_path(str(folder / "list.xlsx")).get_sheet_by_name("打印").to_python()
        assert [row[0] for row in printed[1:]] == [row["名称"] for row in rows]
        assert [row[-2] for row in printed[1:]] == [row["推送原因"] for row in rows]
        for row in rows:
            assert row["推送原因"] == "；".join(
                route.reason for route in build_routes(catalogue.by_id[row["编号"]]) if route.recipient.code == code
            )


def test_record_pages_and_documents_agree(catalogue: Catalogue, site: Path) -> None:
    """Each record's page and document name its recipients in the table's order, with the reason."""
    for entry in catalogue.entries:
        routes = build_routes(entry)
        document = json.loads((site / f"api/v1/{entry.url.rstrip('/')}.json").read_text("utf-8"))
        assert document["routes"] == [
            {"recipient": route.recipient.code, "rule": route.rule.code, "reason": route.reason} for route in routes
        ]
        lines = load_page(site / entry.url / "index.html").all(class_name="sc-sent")
        codes = [link.attributes["href"].split("/")[-2] for line in lines for link in line.all("a")]
        assert codes == list(SENT[entry.id])
        assert all(route.reason in lines[0].words for route in routes)


REASONS = {
    ("a2026-ceshi-001", "haiyang-division"): "横向合作（深海）：技术开发；深海开发",
    ("a2026-ceshi-001", "market"): "转让和许可：技术许可",
    ("a2026-ceshi-001", "industry-future"): "供给清单：深海开发",
    ("a2026-ceshi-004", "district-langu"): "成立企业：拟成立企业，落地蓝谷",
    ("a2026-ceshi-004", "zipei-division"): "融资需求：用于建设年产300台浮标的总装线",
    ("a2026-shiyan-003", "gaoxin-division"): "横向合作（其他领域）：技术开发、技术咨询、技术服务",
    ("d2026-ceshi-001", "industry-future"): "需求清单：深海开发",
    ("d2026-ceshi-001", "chengguo-division"): "每周汇总",
}


@pytest.mark.parametrize(("identifier", "code"), REASONS)
def test_reasons(catalogue: Catalogue, identifier: str, code: str) -> None:
    """A reason names the rule and what of the record makes it hold."""
    reasons = [route.reason for route in build_routes(catalogue.by_id[identifier]) if route.recipient.code == code]

    assert reasons == [REASONS[identifier, code]]


def test_families_are_made_from_their_vocabularies(catalogue: Catalogue) -> None:
    """Districts and industries give a recipient each; a zone's is 待核, and refinements have none."""
    recipients = catalogue.vocabularies.recipients

    assert [code for code in recipients if code.startswith("district-")] == [
        f"district-{code}" for code in catalogue.vocabularies.districts
    ]
    assert [recipients[code].label for code in recipients if code.startswith("industry-")] == [
        *("人工智能产业专班", "生命健康产业专班", "绿色能源产业专班", "智能装备产业专班"),
        *("优势产业（待核）一产业专班", "未来产业专班"),
    ]
    assert (recipients["district-370212"].label, recipients["district-370212"].flagged) == ("崂山区科技主管部门", False)
    assert recipients["district-langu"].flagged
    assert not recipients["industry-advantage-1"].verified


def test_venture_without_district_reaches_no_district(root: Path) -> None:
    """A company that is not yet placed is known to the association only."""
    change(root, "a2026-ceshi-004", "{stage: planned, district: langu}", "{stage: planned}")
    found = sent(load(root, TODAY), "a2026-ceshi-004")

    assert [code for code in found if code.startswith("district-")] == []
    assert found["incubator-association"] == ["venture"]


@pytest.mark.parametrize(
    ("identifier", "last"),
    [
        ("a2026-shiyan-005", date(2026, 9, 21)),  # validity
        ("d2026-shiyan-003", date(2026, 9, 21)),  # deadline
        ("d2026-shiyan-001", date(2026, 6, 17)),  # resolved on the 18th
    ],
)
def test_routes_end_by_themselves(root: Path, identifier: str, last: date) -> None:
    """The day after the last on which it can be answered, a record reaches nobody."""
    assert sent(load(root, last), identifier) != {}
    assert sent(load(root, last + DAY), identifier) == {}


def test_rules_are_data(root: Path) -> None:
    """Who gets what is read from the vocabulary, as soon as it says otherwise."""
    path = root / "content/vocabularies/routes.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("to: [market]", "to: [market, haiyang-division]"), "utf-8")

    assert sent(load(root, TODAY), "a2025-ceshi-003")["haiyang-division"] == ["transfer-licensing"]


def test_conditions_count_refinements(root: Path) -> None:
    """A rule that names an industry holds for its sub-fields too."""
    path = root / "content/vocabularies/routes.yml"
    path.write_text(path.read_text("utf-8").replace("industries: [ai]", "industries: [future]"), "utf-8")

    assert sent(load(root, TODAY), "a2026-ceshi-001")["gaoxin-division"] == ["cooperation-ai"]


def headings(page: Element) -> list[str]:
    return [heading.words for heading in page.one("main").all("h2")]


def test_what_is_new_stands_by_week(site: Path) -> None:
    """A page begins with this week and the last, even if nothing was new, then older weeks and months."""
    page = load_page(site / "route/chengguo-division/index.html")

    assert headings(page) == [
        "本周新增 9月21日至9月27日",
        "上周 9月14日至9月20日",
        "3 周前 8月31日至9月6日 1",
        "2026年8月 1",
        "2026年7月 2",
        "2026年6月 1",
        "2026年5月 2",
        "2026年4月 1",
        "2026年3月 3",
        "2026年2月 1",
        "2026年1月 1",
        "2025年11月 1",
    ]


@pytest.mark.parametrize(
    ("published", "heading"),
    [
        ("2026-09-21", "本周新增 9月21日至9月27日 1"),  # Monday, the day of the build
        ("2026-09-20", "上周 9月14日至9月20日 1"),  # Sunday
        ("2026-09-14", "上周 9月14日至9月20日 1"),
        ("2026-08-24", "4 周前 8月24日至8月30日 1"),
        ("2026-08-23", "2026年8月 1"),
    ],
)
def test_weeks_begin_on_monday(root: Path, published: str, heading: str) -> None:
    """A week is ISO 8601's, Monday to Sunday."""
    change(root, "a2026-ceshi-004", "2026-07-02", published)
    views = Views(load(root, TODAY), Site("", "https://showcase.example/", ""))
    (page,) = (leaf.model for leaf in build_recipient_leaves(views) if leaf.path == "route/incubator-association/")
    found = [f"{period.title} {period.days}".strip() + f" {len(period.sent)}" for period in page.periods]  # type: ignore[attr-defined]

    assert heading in found


def test_long_lists_are_cut_into_pages(root: Path) -> None:
    """Every record stands on one page of a recipient, and each page says how many there are in all."""
    identifiers = write_crowd(root / "content", PAGE_SIZE + 5)
    views = Views(load(root, TODAY), Site("", "https://showcase.example/", ""))
    pages = [leaf for leaf in build_recipient_leaves(views) if leaf.path.startswith("route/industry-ai/")]
    shown = [sent.card.id for leaf in pages for period in leaf.model.periods for sent in period.sent]  # type: ignore[attr-defined]

    assert [leaf.path for leaf in pages] == ["route/industry-ai/", "route/industry-ai/2/"]
    assert len(shown) == len(set(shown)) == len(views.indexes["route"].groups["industry-ai"].entries)
    assert set(identifiers) < set(shown)


def test_overview_names_every_rule(catalogue: Catalogue, site: Path) -> None:
    """The overview says every rule in words, with 待核 beside those that are not verified."""
    rows = [row for row in load_page(site / "route/index.html").all("tr") if row.all("td")]
    rules = list(catalogue.vocabularies.routes.values())

    assert [row.one("th").words.removesuffix("待核") for row in rows] == [rule.label for rule in rules]
    assert [bool(row.all(class_name="sc-pending")) for row in rows] == [not rule.verified for rule in rules]
