"""How a period's movement is spread over task forces, agencies, classes, industries, institutions and districts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from showcase.catalogue.entry import Entry
from showcase.derived.indexes import FACETS, Facet
from showcase.digest.comparison import Comparison, Step
from showcase.digest.period import Period
from showcase.digest.section import Section
from showcase.files.sheets import Column, Row, Sheet
from showcase.schema.terms import Term
from showcase.schema.vocabulary import Vocabulary

_BY = {
    "task-force": "按服务专班",
    "agency": "按服务机构",
    "category": "按类别",
    "industry": "按 10+1 产业",
    "marine-sector": "按海洋产业",
    "institution": "按持有单位",
    "district": "按区（市）",
}
_MEASURES = ("新增成果", "新增需求", "内容更新", "进入洽谈", "签约落地解决", "退出", "期末成果", "期末需求")


def build_distribution(comparison: Comparison, period: Period) -> Section:
    """A table for each way to divide; a record with several values counts under each, so sums may exceed the whole."""
    facets = [facet for facet in FACETS if facet.name in _BY]
    tables = tuple(_table(facet, comparison) for facet in facets)
    text = f"{period.here}各项变化的分布。一条记录可属几类，分项之和可大于总数；没有记录的不列。"
    return Section("分布", text, tables=tuple(table for table in tables if table.rows))


def _table(facet: Facet, comparison: Comparison) -> Sheet:
    counts: Counter[tuple[str, str]] = Counter()
    for entry, measure in _events(comparison):
        vocabulary = entry.vocabularies[facet.vocabulary]
        for code in dict.fromkeys(_broadest(vocabulary, code) for code in facet.codes(entry)):
            counts[code, measure] += 1
    vocabulary = comparison.after.vocabularies[facet.vocabulary]
    rows: list[Row] = [
        (vocabulary[code].label, *(counts[code, measure] for measure in _MEASURES))
        for code in vocabulary
        if any(counts[code, measure] for measure in _MEASURES)
    ]
    columns = (Column(_BY[facet.name].removeprefix("按").strip(), 28), *(Column(measure, 12) for measure in _MEASURES))
    return Sheet(_BY[facet.name], columns, tuple(rows))


def _broadest(vocabulary: Vocabulary[Term], code: str) -> str:
    return vocabulary.ancestry(code)[-1]


def _events(comparison: Comparison) -> Iterator[tuple[Entry, str]]:
    for step in comparison.steps:
        yield from ((step.after, measure) for measure in _measures(step))
    yield from ((entry, "退出") for entry in comparison.left())


def _measures(step: Step) -> Iterator[str]:
    kind = step.after.record.WORD
    if step.before is None:
        yield f"新增{kind}"
    if step.changed_fields:
        yield "内容更新"
    if step.came_to("negotiating"):
        yield "进入洽谈"
    if step.came_to("signed", "landed", "resolved"):
        yield "签约落地解决"
    if step.after.listed:
        yield f"期末{kind}"
