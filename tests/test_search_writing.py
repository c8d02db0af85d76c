"""The search finds a text however its words are joined and its measures are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from showcase.catalogue.load import Catalogue
from showcase.derived.matching import build_matches
from showcase.outputs.search import render_search, searched


class Answer(NamedTuple):
    """Which of the texts hold a query as it is meant, and which are found at all as a whole, by number, best first."""

    proven: list[int]
    whole: list[int]


Ask = Callable[[Sequence[str], Sequence[str]], list[Answer]]


@pytest.fixture
def ask(oracle: Callable[..., Any], catalogue: Catalogue, tmp_path: Path) -> Ask:
    """Texts as the bodies of records, and the answers of queries."""

    def answer(texts: Sequence[str], queries: Sequence[str]) -> list[Answer]:
        model = next(entry for entry in searched(catalogue) if not entry.expired)
        plain = {"title": "记录", "title_en": None, "summary": "简介", "summary_en": None, "keywords": ["词"]}
        records = [model.record.model_copy(update=plain | {"id": f"a2026-ceshi-{at:03d}"}) for at in range(len(texts))]
        made = tuple(replace(model, record=record) for record in records)
        for entry, text in zip(made, texts, strict=True):
            entry.__dict__["body_text"] = text
            entry.__dict__["body_html"] = f"<p>{text}</p>"
        own = replace(catalogue, entries=made)
        for path, data in render_search(own, lambda: build_matches(own)):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
        number = {entry.id: at for at, entry in enumerate(made)}
        numbers = [number[entry.id] for entry in searched(own)]
        found = oracle(tmp_path, queries=list(queries))["searches"]
        return [
            Answer(*([numbers[document] for document in one[key]] for key in ("proven", "results"))) for one in found
        ]

    return answer


def not_proven(ask: Ask, texts: Mapping[str, Sequence[str]]) -> list[str]:
    """The queries to which a text is no proven answer, beside all the other texts."""
    asked = [(at, query) for at, queries in enumerate(texts.values()) for query in queries]
    answers = ask(list(texts), [query for _, query in asked])
    return [query for (at, query), answer in zip(asked, answers, strict=True) if at not in answer.proven]


PARTS = {
    "采用 antifouling 涂层。": (
        *("antifouling", "anti fouling", "anti-fouling", "Anti Fouling"),
        *("antifouling涂层", "anti-fouling涂层"),
    ),
    "用 anti-fouling 漆。": ("antifouling", "anti fouling", "anti-fouling"),
    "an offshore platform": ("offshore", "off shore", "off-shore", "off shore platform"),
    "a wave power device": ("wavepower", "wave-power", "wave power", "wave power device"),
    "a tidalpower device": ("tidal power", "tidal-power"),
    "以 fish meal 为原料": ("fishmeal", "fish-meal", "fish meal"),
    "the eDNA samples": ("e DNA", "e-DNA", "eDNA"),
    "低温早强。": ("低-温", "低 温", "低·温", "低温", "低_温", "低 温 早 强"),
    "高-温早强。": ("高-温", "高温", "高温早强"),
    "用氧-乙炔焰切割。": ("氧乙炔", "氧-乙炔", "氧乙炔焰"),
    "水下机器人清洗网衣。": ("水下-机器人", "水下·机器人", "水下 机器人", "水下机器人、网衣", "水下机器人/网衣"),
    "绳索用水下铲刀清洗。": ("水下铲刀，绳索", "水下铲刀；绳索", "水下铲刀,绳索"),
}


def test_parts_of_a_word(ask: Ask) -> None:
    """A word is found with its parts typed apart, linked or joined, whichever way it stands; words may be listed."""
    assert not_proven(ask, PARTS) == []


MEASURES = {
    "强度 17 MPa。": ("17MPa", "17 MPa", "17兆帕", "17 兆帕", "十七兆帕"),
    "强度18兆帕以上。": ("18MPa", "18 MPa", "18兆帕", "18 兆帕"),
    "流量 100 m³/h，": ("100m³/h", "100 m3/h", "100立方米每小时", "100立方米/小时", "一百立方米每小时"),
    "流量110立方米每小时": ("110m³/h", "110 m³/h", "110m3/h", "110立方米/小时"),
    "离岸 10 n mile。": ("10海里", "10 海里", "10 n mile", "10nmi", "十海里"),
    "离岸十一海里。": ("11海里", "11 n mile", "11 nmi"),
    "航速12 kn": ("12节", "12 节", "12kn"),
    "频率30千赫": ("30kHz", "30 kHz", "30千赫兹"),
    "孔径 20 μm": ("20微米", "20um", "20 μm"),
    "电耗 3.1 kWh/t": ("3.1kWh/t", "3.1千瓦时/吨", "3.1度每吨"),
    "长度100 km": ("100公里", "100千米", "100 公里"),
    "300吨级驳船": ("300 t级", "300t级"),
    "水深40m": ("40米", "40 m", "四十米"),
    "浓度12 mg/L": ("12毫克每升", "12mg/L", "12毫克/升"),
    "含水率85%": ("百分之八十五", "百分之85", "85 %"),
    "存活率百分之九十": ("90%", "百分之九十"),
    "三十五千伏海缆": ("35kV", "35千伏", "35 kV"),
    "水温30 ℃": ("30摄氏度", "30度", "30°C"),
}


def test_measures(ask: Ask) -> None:
    """Behind a number the name of a unit is its sign, in the query and in the text, apart or not, in rates too."""
    assert not_proven(ask, MEASURES) == []


NUMBERS = {
    "一艘千吨级调查船": ("1000吨级", "一千吨级", "千吨级调查船", "1000吨级调查船"),
    "1200吨级渔船": ("1200吨级", "一千二百吨级"),
    "年产3万吨": ("三万吨", "3万吨", "30000吨"),
    "确权海域1.8万亩": ("18000亩", "一万八千亩", "1.8万亩"),
    "水深两百米": ("200米", "二百米", "两百米"),
    "每隔半个小时": ("半小时", "0.5小时", "半个小时"),
    "航程一个半小时": ("1.5小时",),
    "省油约四成。": ("40%", "四成"),
    "耐压1.7kV": ("1700V", "1700伏", "1.7千伏"),
    "充电45分钟": ("0.75小时", "45min"),
    "七十二小时预报": ("三天预报", "3天预报", "72小时预报"),
}


def test_numbers(ask: Ask) -> None:
    """What is counted is found in figures and in words, and in another unit where nothing stands in this one."""
    assert not_proven(ask, NUMBERS) == []


STANDARDS = {
    "按 DIN EN 60068-2-14 做温度循环": ("60068", "60068-2-14", "EN60068", "60068—2—14"),
    "符合 ISO 12944-6:2018 和 GB/T 31817—2015": ("ISO12944", "GB/T31817", "31817-2015", "GB/T31817-2015"),
    "见GB/T9704-2012第7章": ("GB/T 9704", "GB/T 9704—2012", "9704-2012"),
    "按DB37/T 2885-2016": ("DB37/T2885", "DB37/T 2885", "2885—2016"),
    "水深5～10米": ("5—10米", "5-10米"),
}


def test_standards(ask: Ask) -> None:
    """A standard is found by its number, with or without a blank before it, and whichever dash its year has."""
    assert not_proven(ask, STANDARDS) == []


def test_units_of_one_character_are_no_words(ask: Ask) -> None:
    """What only begins as a unit is none."""
    answers = ask(["3 kn 的海流", "5 g 样品"], ["3节电池", "5克拉"])

    assert [answer.whole for answer in answers] == [[], []]


IONS = {
    "Ca²⁺ 浓度": ("Ca2+", "Ca²⁺", "Ca^2+", "Ca 2+", "Ca+2", "Ca++", "CA2+", "钙离子", "钙离子浓度"),
    "含镁离子": ("Mg2+", "Mg²⁺", "Mg 2+"),
    "SO₄²⁻去除": ("SO4 2-", "SO42-", "SO4^2-", "SO₄²⁻", "SO4-2", "SO4(2-)", "硫酸根", "硫酸根离子"),
    "氨氮超标": ("NH4+", "NH₄⁺", "NH4-N", "NH3-N"),
    "NO₃⁻传感器": ("NO3-", "硝酸根", "硝酸盐"),
    "Cl- 腐蚀": ("Cl-", "Cl⁻", "氯离子"),
}


PASTED = {
    "膜法脱盐和余压回收": (
        "膜法脱盐和余压回收",
        "1.膜法脱盐",
        "（二）余压回收",
        "余压回收、膜法脱盐",
        "膜法脱盐（余压回收）",
    ),
    "固定 CO₂ 的微藻": ("CO_2", "CO~2~", "CO^2", "CO2"),
    "biofilter 设计": ("bio\u00adfilter", "bio\u200bfilter", "biofil*", "%E8%AE%BE%E8%AE%A1 biofilter"),
    "2026年3月，电导率（mS/cm）:5": ("2026年3月", "电导率", "3月，电导率", "电导率(mS/cm)"),
}


def test_pasted(ask: Ask) -> None:
    """What is copied from a page, a paper or an address finds what it says, whatever came along."""
    assert not_proven(ask, PASTED) == []


def test_numbers_before_a_text_and_signs_between_words_may_stand_so(ask: Ask) -> None:
    """What holds them as typed comes first and alone is proven; where none does, they are left out."""
    texts = ["6、数据处理。", "数据很多。", "文档+表格。", "文档在此，表格在彼。"]
    numbered, other, signs, apart = ask(texts, ["6、数据", "7、数据", "文档+表格", "表格+文档"])

    assert (numbered.proven, numbered.whole[0]) == ([0], 0)
    assert sorted(other.proven) == [0, 1]
    assert (signs.proven, signs.whole[0]) == ([2], 2)
    assert sorted(apart.whole) == [2, 3]


def test_thousand_of_a_unit_is_no_unit(ask: Ask) -> None:
    """1000米 is not whatever is told in 千米."""
    (answer,) = ask(["水深一千米。", "离岸三千米。", "离岸三公里。"], ["1000米"])

    assert answer.proven == [0]


def test_ions(ask: Ask) -> None:
    """An ion is found by name and formula, however the charge is written."""
    assert not_proven(ask, IONS) == []


def test_what_stands_together_leads(ask: Ask) -> None:
    """Of characters typed apart the word that they make comes first; where they stand apart is counted apart."""
    (answer,) = ask(["温度不低于十度。", "低温早强灌浆料。"], ["低 温"])

    assert answer == Answer([1], [1, 0])


def test_neighbours_that_are_no_word_stay_apart(ask: Ask) -> None:
    """Latin words each for itself are found wherever they stand."""
    answers = ask(["the power of a wave", "wave energy"], ["wave power", "-energy wave"])

    assert [answer.whole for answer in answers] == [[0], [0]]


def test_lists_that_stand_are_no_lists(ask: Ask) -> None:
    """Where words stand with the sign between them, those that hold them apart are not counted with these."""
    stands, listed = ask(
        ["绳索、铲刀各一。", "铲刀清绳索。", "滚刷清管道。"],
        ["绳索、铲刀", "管道、滚刷"],
    )

    assert stands == Answer([0], [0, 1])
    assert listed == Answer([2], [2])
