"""Statistics: every number against an independent count, every link against what it leads to, charts as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

from building import AS_OF
from markup import Element, load_page
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.derived.census import build_months
from showcase.derived.movement import on_list
from showcase.derived.stays import build_spans
from showcase.outputs.pages.charts import Series, render_bars, render_columns, render_lines

TODAY = date.fromisoformat(AS_OF)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def page(site: Path) -> Element:
    return load_page(site / "statistics" / "index.html")


def table(page: Element, anchor: str) -> dict[str, list[int]]:
    """The numbers of a figure's table by the name of the row."""
    (section,) = (one for one in page.all("section") if one.attributes.get("aria-labelledby") == anchor)
    rows = [row for row in section.all("tr") if row.all("td")]
    return {row.one("th").words.removesuffix("待核"): [int(cell.words) for cell in row.all("td")] for row in rows}


def listed(catalogue: Catalogue) -> list[Entry]:
    """What is neither withdrawn nor expired, found without `Entry.listed`."""
    return [entry for entry in catalogue.entries if not entry.record.withdrawn and entry.valid_until >= TODAY]


def test_totals(catalogue: Catalogue, page: Element) -> None:
    """The head counts public records and those that stand on the lists today."""
    kinds = [entry.kind for entry in listed(catalogue)]
    stock = [entry.kind for entry in catalogue.entries if on_list(entry.record, TODAY)]

    assert [int(number.words) for number in page.one("dl", "sc-stats").all("dd")] == [
        *(kinds.count("achievement"), kinds.count("demand")),
        *(stock.count("achievement"), stock.count("demand")),
    ]


def test_states(page: Element) -> None:
    """Achievements and demands by state; a state that nothing is in is left out."""
    assert table(page, "states") == {
        "可对接、征集中": [6, 2],
        "洽谈中": [1, 1],
        "已签约": [1, 0],
        "已落地": [1, 0],
        "已解决": [0, 1],
        "暂停": [1, 1],
        "已截止": [0, 1],
    }


def test_every_closed_record_is_accounted_for(catalogue: Catalogue, page: Element) -> None:
    """Each record that is no longer open stands in one result, and in no other; what was concluded says by what."""
    closed = [entry for entry in catalogue.entries if entry.state.code not in ("open", "negotiating")]
    results = table(page, "results")

    assert sum(map(sum, results.values())) == len(closed) > 0
    assert results["已撤回"] == [sum(entry.withdrawn and entry.kind == kind for entry in closed) for kind in KINDS]
    assert sum(map(sum, table(page, "contracts").values())) == sum(entry.state.tone == "done" for entry in closed)


def test_classes_by_industry(page: Element) -> None:
    """Achievements by industry and class; those of a sub-field count once under its industry."""
    assert table(page, "industry") == {
        "人工智能": [0, 3, 0],
        "生命健康": [1, 1, 0],
        "绿色能源": [2, 2, 1],
        "智能装备": [1, 3, 0],
        "优势产业（待核）一": [1, 1, 0],
        "未来产业": [2, 2, 0],
    }


def test_facets(catalogue: Catalogue, page: Element) -> None:
    """Task forces, stages and institutions, counted record by record."""
    labels = catalogue.vocabularies
    records = [(entry.kind, entry.record) for entry in listed(catalogue)]
    achievements = [record for kind, record in records if kind == "achievement"]

    assert table(page, "task-force") == {
        term.label: [sum(one == (kind, code) for one in ((k, r.task_force) for k, r in records)) for kind in KINDS]
        for code, term in labels.task_forces.items()
    }
    stages = [record.stage for record in achievements]  # type: ignore[union-attr]
    assert table(page, "stage") == {term.label: [stages.count(code)] for code, term in labels.stages.items()}
    assert table(page, "institution") == {"测例海洋大学": [5], "测例船舶研究所": [3], "测例藻类实验室": [2]}


KINDS = ("achievement", "demand")


def months() -> Iterator[tuple[date, date]]:
    """The first and last days of the months that the tests' catalogue spans, newest first."""
    last = TODAY
    while last >= date(2025, 8, 1):
        yield last.replace(day=1), last
        last = last.replace(day=1) - timedelta(days=1)


def test_months(catalogue: Catalogue, page: Element) -> None:
    """Per month: what was published, what stood on the lists at its end, what had left them."""
    expected = {}
    for first, last in months():
        before = first - timedelta(days=1)
        published, stock, left = [], [], []
        for kind in KINDS:
            records = [entry.record for entry in catalogue.entries if entry.kind == kind]
            new = sum(first <= record.published <= last for record in records)
            published.append(new)
            stock.append(sum(on_list(record, last) for record in records))
            left.append(sum(on_list(record, before) for record in records) + new - stock[-1])
        expected[f"{first.year}年{first.month}月"] = [*published, *stock, *left]

    assert table(page, "months") == expected


def meets(entry: Entry, filters: dict[str, list[str]]) -> bool:
    """Whether the search would show the entry with these filters, by the record's own fields."""
    record = entry.record
    held = {
        "kind": [entry.kind],
        "state": [entry.state.code],
        "industry": [broad for code in record.industries for broad in {code, code.split("-")[0]}],
        "marine-sector": record.marine_sectors,
        "category": entry.categories,
        "task-force": [record.task_force],
        "stage": [getattr(record, "stage", "")],
        "institution": [getattr(record, "holder", "")],
    }
    return all(set(values) & set(held[name]) for name, values in filters.items())


def test_links_lead_to_what_they_count(catalogue: Catalogue, site: Path, page: Element) -> None:
    """Every figure's search asks for exactly as many records; every other link leads to a page that is there."""
    searches = 0
    for cell in page.all("td"):
        for link in cell.all("a"):
            address = urlsplit(link.attributes["href"].removeprefix("../"))
            if address.path == "search/":
                searches += 1
                filters = parse_qs(address.query)
                assert sum(meets(entry, filters) for entry in listed(catalogue)) == int(cell.words), address
            else:
                assert (site / address.path / "index.html").is_file()
    assert searches > 30


def test_month_pages(catalogue: Catalogue, site: Path, page: Element) -> None:
    """A month's page names as many records as the table counts, with the reason of those that left."""
    numbers = table(page, "months")
    for first, _ in months():
        month = load_page(site / f"statistics/{first:%Y-%m}/index.html")
        totals = [int(total.words) for total in month.all(class_name="sc-listing__total")]
        published, stock, left = (numbers[f"{first.year}年{first.month}月"][start : start + 2] for start in (0, 2, 4))
        assert totals == published + left
        assert len(month.all("time")) == sum(totals)
        assert f"供给清单 {stock[0]} 条，需求清单 {stock[1]} 条" in month.one(class_name="sc-head__counts").words
    assert "2026-05-06已撤回船用尾气洗涤水的在线检测" in load_page(site / "statistics/2026-05/index.html").words
    assert len(build_months(catalogue.entries, build_spans(catalogue, None), TODAY)) == len(list(months()))


def test_no_records_no_months(site: Path, empty_project: Path) -> None:
    """Before the first record the page says so, without charts and without a month."""
    page = load_page(empty_project / "site/statistics/index.html")

    assert {number.words for number in page.one("dl", "sc-stats").all("dd")} == {"0"}
    assert page.all("svg", "sc-chart") == page.all("table") == []
    assert {note.words for note in page.all(class_name="sc-listing__none")} == {"还没有可以计数的记录。"}
    assert build_months((), {}, TODAY) == []
    assert not (empty_project / "site/statistics/2026-09").exists()
    assert (site / "statistics/2026-09").is_dir()


HOSTILE = "<b>&\"'</b>"
TWO = [Series("甲", [3, 0, 12]), Series(HOSTILE, [1, 0, 4])]
CHARTS = {
    "stacked": render_bars("one", "标题", "说明", ["一", "二", HOSTILE], TWO, stacked=True),
    "grouped": render_bars("one", "标题", "说明", ["一", "二", HOSTILE], TWO, stacked=False),
    "columns": render_columns("one", "标题", "说明", ["一", "", HOSTILE], TWO),
    "lines": render_lines("one", "标题", "说明", ["一", "", HOSTILE], TWO),
    "nothing": render_bars("one", "标题", "说明", [], [Series("甲", [])], stacked=True),
    "no month": render_lines("one", "标题", "说明", [], [Series("甲", [])]),
}


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314  # our own


@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_pictures_with_a_name(name: str) -> None:
    """A chart is well-formed, named and described, whatever its labels hold, and has no colour of its own."""
    svg = parse(CHARTS[name])

    assert svg.attrib["role"] == "img"
    names = {part.attrib["id"]: part.text for part in svg if part.tag in (f"{SVG}title", f"{SVG}desc")}
    assert names == {svg.attrib["aria-labelledby"]: "标题", svg.attrib["aria-describedby"]: "说明"}
    assert not [part for part in svg.iter() if {"fill", "stroke", "style"} & part.attrib.keys()]


def widths(name: str) -> list[float]:
    return [float(part.attrib["width"].rstrip("%")) for part in parse(CHARTS[name]).iter(f"{SVG}rect")]


def test_bars_are_as_long_as_their_values() -> None:
    """Lengths are in proportion, the longest takes its share, and nothing is drawn for nothing."""
    assert widths("stacked") == [16.88, 5.62, 67.5, 22.5]
    assert widths("grouped") == [22.5, 7.5, 90, 30]
    bars = parse(CHARTS["stacked"])
    assert [part.attrib["x"] for part in bars.iter(f"{SVG}rect")] == ["0.00%", "16.88%", "0.00%", "67.50%"]
    assert [part.attrib["x"] for part in bars.iter(f"{SVG}text")] == ["0", "22.50%", "0", "90.00%"]
    assert [part.text for part in bars.iter(f"{SVG}text")] == ["一", "4", HOSTILE, "16"]


def test_columns_stand_on_each_other() -> None:
    """A column's parts touch, and the scale ends at an even number above the highest."""
    heights = [
        (float(part.attrib["y"]), float(part.attrib["height"])) for part in parse(CHARTS["columns"]).iter(f"{SVG}rect")
    ]

    assert heights == [(137.5, 22.5), (130, 7.5), (70, 90), (40, 30)]
    assert [part.text for part in parse(CHARTS["columns"]).iter(f"{SVG}text")] == ["0", "10", "20", "一", HOSTILE]


def test_lines_join_all_values() -> None:
    """A line for each step of each series, a dot for each value."""
    svg = parse(CHARTS["lines"])

    assert len([part for part in svg.iter(f"{SVG}line") if "sc-chart__line" in part.attrib["class"]]) == 4
    assert len(list(svg.iter(f"{SVG}circle"))) == 6
