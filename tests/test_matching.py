"""Which achievements are proposed for which demands, and what is said of it."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from building import AS_OF as TODAY
from building import CONTENT
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.derived.matching import Match, Matches, build_matches
from showcase.derived.matching.choice import CROWD, is_reasoned
from showcase.derived.matching.conditions import Overlap
from showcase.derived.matching.quantities import parse_quantity
from showcase.derived.matching.score import Judgement, Parts
from showcase.derived.matching.synonyms import Synonyms
from showcase.derived.matching.targets import Metrics, compare_targets, parse_measures
from showcase.derived.matching.texts import LEAD
from showcase.derived.matching.topics import Topic, Topics
from showcase.derived.matching.verdicts import build_verdicts
from showcase.derived.matching.words import Lexicon, find_phrases, find_words
from showcase.files.tokens import fold
from showcase.schema.records import Achievement, Demand
from showcase.schema.terms import WordGroup
from showcase.schema.vocabulary import Vocabulary
from tree import put

Fields = dict[str, Any]
AS_OF = date.fromisoformat(TODAY)

ACHIEVEMENT: Fields = {
    "title": "潜航器油浸补偿锂离子电池舱",
    "summary": "锂离子电池浸在绝缘油里以压力补偿直接承受海水压力，省去耐压壳体，用作自主水下航行器的电源。",
    "keywords": ["锂离子电池", "压力补偿", "AUV"],
    "industries": ["smart-equipment"],
    "marine_sectors": ["deep-sea"],
    "stage": "pilot",
    "advantages": [
        {"metric": "工作水深", "value": "6000", "unit": "m"},
        {"metric": "比能量", "value": "150", "unit": "Wh/kg"},
    ],
    "price": {"mode": "range", "min": "60", "max": "80"},
    "holder": "test-ocean-univ",
    "ip": [],
}
DEMAND: Fields = {
    "title": "水下机器人续航不足，换更轻的电源",
    "summary": "自用水下机器人的锂离子电池装在钛合金筒里，筒比电芯还重，想换成不用耐压壳体的电源。",
    "keywords": ["水下机器人", "锂离子电池", "续航"],
    "industries": [],
    "marine_sectors": ["deep-sea"],
    "stage_min": "lab",
    "targets": [
        {"metric": "工作水深", "op": "ge", "value": "4.5", "unit": "km"},
        {"metric": "比能量", "op": "ge", "value": "180", "unit": "Wh/kg"},
    ],
    "budget": {"mode": "range", "min": "50", "max": "100"},
    "deadline": "2026-12-31",
    "demander": {"disclosed": "false", "description": "测例海洋装备企业", "district": "370211"},
}
COMMON: Fields = {
    "status": "open",
    "published": "2026-03-01",
    "contract_types": ["licensing"],
    "task_force": "tf-1",
    "agency": "ceshi",
    "demo": "true",
    "disclosure": {"by": "测例海洋大学科技处", "date": "2026-02-20"},
}
OTHERS = [
    (
        "三角褐指藻混养生产岩藻黄素",
        ["岩藻黄素", "微藻"],
        "在管道光反应器里用弱光加少量甘油培养硅藻，全年可产，不受采收季限制。",
    ),
    (
        "集装箱码头堆场的仿真论证",
        ["堆场", "仿真"],
        "用码头自己的历史作业记录在电脑里把改造方案跑一遍，看清哪种能提高效率。",
    ),
    (
        "贝类紫外循环净化系统",
        ["贝类净化", "紫外"],
        "紫外与微气泡协同的循环水流使贝体内的细菌快速排出，一天达到生食标准。",
    ),
    ("岸桥吊具防摇控制器", ["岸桥", "防摇"], "由电机转矩估计吊具摆角，大风下残余摆动很小，缩短对箱的时间。"),
]
A, D = "a2026-ceshi-001", "d2026-ceshi-001"


def write(root: Path, identifier: str, fields: Fields, **changes: Any) -> None:
    """A record's file; a change to None leaves the field out."""
    front = {"id": identifier} | COMMON | fields | changes
    text = yaml.safe_dump({key: value for key, value in front.items() if value is not None}, allow_unicode=True)
    folder = "achievements" if identifier[0] == "a" else "demands"
    put(root, f"content/{folder}/{identifier[1:5]}/{identifier}.md", f"---\n{text}---\n\n详见附件。\n")


def write_others(root: Path) -> None:
    """Records of other subjects, so that words are common or rare."""
    for number, (title, keywords, summary) in enumerate(OTHERS):
        for kind, fields in (("a", ACHIEVEMENT), ("d", DEMAND)):
            subject = {"title": title, "keywords": keywords, "summary": summary, "marine_sectors": ["port-shipping"]}
            measures = {
                "advantages": [],
                "targets": [{"metric": "数量", "op": "ge", "value": str(number), "unit": "台"}],
            }
            own = {key: value for key, value in measures.items() if key in fields}
            write(root, f"{kind}2026-ceshi-{number + 101}", fields | subject | own)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A catalogue without records, with the vocabularies of the tests' site: the corpus' own are too few."""
    shutil.copytree(CONTENT / "vocabularies", tmp_path / "content" / "vocabularies")
    return tmp_path


@pytest.fixture
def match(tree: Path) -> Callable[..., Matches]:
    """Matches of a small catalogue: `match({…}, {…})` changes the demand and achievement that belong together."""

    def build(demand: Fields | None = None, achievement: Fields | None = None) -> Matches:
        write_others(tree)
        write(tree, A, ACHIEVEMENT, **achievement or {})
        write(tree, D, DEMAND, **demand or {})
        return build_matches(sound(tree))

    return build


def sound(root: Path) -> Catalogue:
    catalogue = load(root, AS_OF)
    assert catalogue.errors == ()
    return catalogue


def pairs(matches: Matches) -> list[tuple[str, str]]:
    return [(found.demand.id, found.achievement.id) for found in matches.pairs if found.demand.id == D]


def the_pair(matches: Matches) -> Match:
    (found,) = (found for found in matches.pairs if (found.demand.id, found.achievement.id) == (D, A))
    return found


def said(matches: Matches) -> list[str]:
    """The reasons of the pair, those against it in brackets."""
    return [reason.text if reason.good else f"[{reason.text}]" for reason in the_pair(matches).reasons]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("6000", "m", (6000, 6000, "m")),
        ("4.5", "km", (4500, 4500, "m")),
        ("30", "cm", (0.3, 0.3, "m")),
        ("12", "毫米", (0.012, 0.012, "m")),
        ("2", "t", (2000, 2000, "kg")),
        ("500", "千克", (500, 500, "kg")),
        ("1.5", "MW", (1.5e6, 1.5e6, "W")),
        ("60", "mW", (0.06, 0.06, "W")),
        ("3", "d", (259_200, 259_200, "s")),
        ("90", "min", (5400, 5400, "s")),
        ("6", "个月", (15_768_000, 15_768_000, "s")),
        ("-40", "℃", (-40, -40, "℃")),
        ("−30", "摄氏度", (-30, -30, "℃")),
        ("96.5", "%", (96.5, 96.5, "%")),
        ("96.5%", None, (96.5, 96.5, "%")),
        ("8", "ppm", (0.0008, 0.0008, "%")),
        ("0.5", "mg/L", (0.0005, 0.0005, "kg/m³")),
        ("0.7", "g/cm³", (700, 700, "kg/m³")),
        ("36", "立方米/小时", (0.01, 0.01, "m³/s")),
        ("36", "m³/h", (0.01, 0.01, "m³/s")),
        ("10万", "尾/h", (100_000 / 3600, 100_000 / 3600, "尾/s")),
        ("50亿", "CFU/g", (5e12, 5e12, "CFU/kg")),
        ("0.15", "万元", (1500, 1500, "元")),
        ("1,200", "m", (1200, 1200, "m")),
        ("1.2×10³", "m", (1200, 1200, "m")),
        ("≤1E-6", None, (-math.inf, 1e-6, "")),
        ("<5", "mg/L", (-math.inf, 0.005, "kg/m³")),
        ("≥ 4500", "m", (4500, math.inf, "m")),
        ("至多 5", "mg/L", (-math.inf, 0.005, "kg/m³")),
        ("不少于3", "台", (3, math.inf, "台")),
        ("±3", "mm", (0.003, 0.003, "m")),
        ("0.2–0.5", "mm", (0.0002, 0.0005, "m")),
        ("11～30", "米", (11, 30, "m")),
        ("-40~-30", "℃", (-40, -30, "℃")),
        ("40", "g/g", (40, 40, "")),
        ("9/10", None, None),
        ("M56–M72", None, None),
        ("未检出", None, None),
        ("16.5", "mg/g干重", None),
        ("3", "pT/√Hz", None),
    ],
)
def test_quantities(value: str, unit: str | None, expected: tuple[float, float, str] | None) -> None:
    """Numbers, ranges, signs and units as authors write them come to one base unit, or to nothing at all."""
    found = parse_quantity(value, unit)

    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.low, found.high) == pytest.approx(expected[:2])
        assert found.dimension == expected[2]


@pytest.mark.parametrize(
    ("metric", "unit", "dimension"),
    [
        ("每小时清理面积", "平方米", "m²/s"),
        ("清洗效率", "m²/h", "m²/s"),
        ("日采收量", "t", "kg/s"),
        ("每小时点数", "尾/h", "尾/s"),
        ("年限", "个", "个"),
        ("每天可用率", "%", "%"),
    ],
)
def test_a_rate_in_the_name_counts_as_one_in_the_unit(metric: str, unit: str, dimension: str) -> None:
    """每小时清理面积 in m² is what 清洗效率 in m²/h is; a time in the unit already is not divided again."""
    found = parse_quantity("1", unit, metric)

    assert found is not None
    assert found.dimension == dimension


@pytest.mark.parametrize(
    ("target", "advantage", "met"),
    [
        (("工作水深", "ge", "4500", "m"), ("工作水深", "6000", "m"), True),
        (("工作水深", "ge", "6000", "m"), ("工作水深", "6", "km"), True),
        (("工作水深", "gt", "6000", "m"), ("工作水深", "6000", "m"), False),
        (("工作温度", "le", "-40", "℃"), ("工作温度", "-30", "℃"), False),
        (("工作温度", "lt", "-20", "℃"), ("工作温度", "-30", "℃"), True),
        (("定位误差", "le", "5", "mm"), ("定位误差", "±3", "mm"), True),
        (("残留量", "le", "10", "mg/L"), ("残留量", "<5", "mg/L"), True),
        (("残留量", "le", "3", "mg/L"), ("残留量", "<5", "mg/L"), None),
        (("输出功率", "ge", "40", "kW"), ("输出功率", "30–50", "kW"), None),
        (("焊缝余高", "between", "0–0.5", "mm"), ("焊缝余高", "0.3", "mm"), True),
        (("焊缝余高", "between", "0–0.5", "mm"), ("焊缝余高", "0.8", "mm"), False),
        (("焊缝余高", "between", "0.2–0.5", "mm"), ("焊缝余高", "0.1", "mm"), False),
        (("额定电压", "eq", "1700", "V"), ("额定电压", "1.7", "kV"), True),
        (("断电后吸附", "is", "不掉落", None), ("断电后吸附", "不掉落", None), None),
        (("工作水深", "ge", "4500", "m"), ("工作水深", "6000", "kg"), None),
        (("工作水深", "ge", "4500", "m"), ("外形长度", "6000", "m"), None),
        (("除油率", "ge", "90", "%"), ("合格率", "95", "%"), None),
        (("抗拉强度", "ge", "490", "MPa"), ("接头抗拉强度", "520", "MPa"), True),
        (("抗拉强度", "ge", "490", "MPa"), ("工作介质压力", "520", "MPa"), None),
    ],
)
def test_targets(
    tree: Path, target: tuple[str, str, str, str | None], advantage: tuple[str, str, str | None], met: bool | None
) -> None:
    """A target is met, missed or, where metric, unit or range do not compare, passed over."""
    wanted = {"metric": target[0], "op": target[1], "value": target[2], "unit": target[3]}
    offered = dict(zip(("metric", "value", "unit"), advantage, strict=True))
    write(tree, A, ACHIEVEMENT, advantages=[{k: v for k, v in offered.items() if v}])
    write(tree, D, DEMAND, targets=[{k: v for k, v in wanted.items() if v}])
    catalogue = sound(tree)
    demand, achievement = catalogue.by_id[D].record, catalogue.by_id[A].record
    assert isinstance(demand, Demand)
    assert isinstance(achievement, Achievement)
    metrics = Metrics(
        [target[0], advantage[0], "处理时间", "合格率", "长度"], Synonyms(catalogue.vocabularies.synonyms)
    )

    found = compare_targets(parse_measures(demand), parse_measures(achievement), metrics)

    assert [item.met for item in found] == ([] if met is None else [met])


def test_each_advantage_answers_one_target(tree: Path) -> None:
    """Of two similar targets the likest gets the advantage; nothing is counted twice."""
    write(tree, A, ACHIEVEMENT, advantages=[{"metric": "工作水深", "value": "6000", "unit": "m"}])
    targets = [
        {"metric": "最大工作水深", "op": "ge", "value": "7000", "unit": "m"},
        {"metric": "工作水深", "op": "ge", "value": "3000", "unit": "m"},
    ]
    write(tree, D, DEMAND, targets=targets)
    catalogue = sound(tree)
    demand, achievement = catalogue.by_id[D].record, catalogue.by_id[A].record
    assert isinstance(demand, Demand)
    assert isinstance(achievement, Achievement)
    metrics = Metrics(["工作水深", "最大工作水深"], Synonyms(catalogue.vocabularies.synonyms))

    found = compare_targets(parse_measures(demand), parse_measures(achievement), metrics)

    assert [(item.target.metric, item.met) for item in found] == [("工作水深", True)]


def test_reasons(match: Callable[..., Matches]) -> None:
    """What speaks for a pair is said in whole words, what is missed is said too."""
    assert said(match()) == [
        "都涉及水下机器人（即AUV）、锂离子电池",
        "工作水深 6000 m，达到要求的 ≥ 4.5 km",
        "[比能量要求 ≥ 180 Wh/kg，成果为 150 Wh/kg，未达]",
        "成果处于中试，满足需求的最低阶段小试",
        "报价 60–80 万元，在预算 50–100 万元之内",
        "同属深海开发",
    ]


@pytest.mark.parametrize(
    ("least", "stage", "reason"),
    [
        ("lab", "pilot", "成果处于中试，满足需求的最低阶段小试"),
        ("pilot", "pilot", "成果处于中试，符合需求的最低阶段"),
        ("production", "pilot", "[成果处于中试，未到需求的最低阶段产业化]"),
        ("production", "research", "[成果处于研发，未到需求的最低阶段产业化]"),
        (None, "research", None),
    ],
)
def test_stage(match: Callable[..., Matches], least: str | None, stage: str, reason: str | None) -> None:
    """The achievement's stage against the least that the demand accepts."""
    found = [text for text in said(match({"stage_min": least}, {"stage": stage})) if "成果处于" in text]

    assert found == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("budget", "price", "reason"),
    [
        (("range", "50", "100"), ("fixed", "80", None), "报价 80 万元，在预算 50–100 万元之内"),
        (("range", "50", "100"), ("range", "80", "150"), "报价 80–150 万元，与预算 50–100 万元有重合"),
        (("range", "50", "100"), ("fixed", "30", None), "报价 30 万元，低于预算 50–100 万元"),
        (("range", "50", "100"), ("range", "120", "150"), "[报价 120–150 万元，超出预算 50–100 万元]"),
        (("fixed", "35", None), ("fixed", "35", None), "报价 35 万元，在预算 35 万元之内"),
        (("negotiable", None, None), ("fixed", "80", None), None),
        (("fixed", "80", None), ("equity", None, None), None),
        (None, ("fixed", "80", None), None),
    ],
)
def test_budget(
    match: Callable[..., Matches],
    budget: tuple[str, str | None, str | None] | None,
    price: tuple[str, str | None, str | None],
    reason: str | None,
) -> None:
    """The price against the budget in 10,000 yuan; what is to be negotiated is neither for nor against."""
    demand, achievement = (
        amount and {key: part for key, part in zip(("mode", "min", "max"), amount, strict=True) if part}
        for amount in (budget, price)
    )
    found = [text for text in said(match({"budget": demand}, {"price": achievement})) if "报价" in text]

    assert found == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("demand", "achievement", "reason", "part"),
    [
        (["deep-sea"], ["deep-sea"], "同属深海开发", 1.0),
        (["modern-fishery"], ["deep-sea"], None, 0.0),
    ],
)
def test_fields(
    match: Callable[..., Matches], demand: list[str], achievement: list[str], reason: str | None, part: float
) -> None:
    """Marine sectors and industries in common."""
    matches = match({"marine_sectors": demand}, {"marine_sectors": achievement})

    assert [text for text in said(matches) if "同属" in text] == ([reason] if reason else [])
    assert [found.parts.fields for found in matches.pairs if found.demand.id == D] == [part]


def test_a_common_ancestor_counts_less(match: Callable[..., Matches]) -> None:
    """Two tracks of one industry are related, not the same; 深海开发 is one field in both systems."""
    tracks = (
        {"industries": ["future-quantum"], "marine_sectors": []},
        {"industries": ["future-deep-sea"], "marine_sectors": []},
    )
    related = match(*tracks)
    assert [found.parts.fields for found in related.pairs if found.demand.id == D] == [0.5]
    assert said(related)[-1] == "同属未来产业"

    systems = (
        {"industries": ["future-deep-sea"], "marine_sectors": []},
        {"industries": [], "marine_sectors": ["deep-sea"]},
    )
    assert said(match(*systems))[-1] == "同属深海开发"


def test_what_is_not_said_counts_for_most_of_it(match: Callable[..., Matches]) -> None:
    """A stage or a budget that a demand does not say is worth seven tenths of one that fits."""
    said_both, said_none = the_pair(match()), the_pair(match({"stage_min": None, "budget": None}))

    assert (said_both.parts.stage, said_both.parts.budget) == (1.0, 1.0)
    assert (said_none.parts.stage, said_none.parts.budget) == (None, None)
    assert said_both.score - said_none.score == pytest.approx(2 * 0.04 * 0.3, abs=0.0011)


def test_worth_of_stage_and_budget(match: Callable[..., Matches]) -> None:
    """One stage short is worth three tenths, two nothing; a price beyond the budget as much of it as that covers."""
    demand = {"stage_min": "production", "budget": {"mode": "range", "min": "50", "max": "100"}}
    dear = {"price": {"mode": "range", "min": "125", "max": "150"}}
    parts = [the_pair(match(demand, dear | {"stage": stage})).parts for stage in ("production", "pilot", "lab")]

    assert [part.stage for part in parts] == [1.0, 0.3, 0.0]
    assert {part.budget for part in parts} == {0.8}


def test_worth_of_targets(match: Callable[..., Matches]) -> None:
    """One target met is half of all that targets can bring, three are three quarters; one missed of two is a third."""
    depth = {"metric": "工作水深", "op": "ge", "value": "4.5", "unit": "km"}
    energy = {"metric": "比能量", "op": "ge", "value": "100", "unit": "Wh/kg"}
    life = {"metric": "循环寿命", "op": "ge", "value": "300", "unit": "次"}
    lives = [*ACHIEVEMENT["advantages"], {"metric": "循环寿命", "value": "500", "unit": "次"}]
    worth = [
        the_pair(match({"targets": targets}, {"advantages": lives})).parts.targets
        for targets in ([depth], [depth, energy, life], [depth, energy | {"value": "180"}])
    ]

    assert worth == [0.5, 0.75, 0.333]


@pytest.mark.parametrize(
    ("demand", "achievement"),
    [
        ({}, {"status": "signed"}),
        ({}, {"status": "landed"}),
        ({}, {"status": "paused"}),
        ({}, {"status": "withdrawn", "withdrawn": {"date": "2026-05-01", "reason": "持有单位要求"}}),
        ({}, {"valid_until": "2026-09-20"}),
        ({}, {"superseded_by": "a2026-ceshi-101"}),
        ({"status": "paused"}, {}),
        ({"status": "resolved", "resolution": {"date": "2026-05-01"}}, {}),
        ({"status": "withdrawn", "withdrawn": {"date": "2026-05-01", "reason": "需求方要求"}}, {}),
        ({"valid_until": "2026-09-20"}, {}),
        ({"deadline": "2026-09-20"}, {}),
        ({"superseded_by": "d2026-ceshi-101"}, {}),
        ({"matches": [{"id": A, "verdict": "rejected"}]}, {}),
        ({}, {"matches": [{"id": D, "verdict": "rejected"}]}),
    ],
)
def test_never_proposed(match: Callable[..., Matches], demand: Fields, achievement: Fields) -> None:
    """Nothing is proposed that is not open and listed, has a successor, or was rejected by a person on either side."""
    assert pairs(match(demand, achievement)) == []


def test_open_ones_are_proposed(match: Callable[..., Matches]) -> None:
    """The pair of the other tests is proposed as it stands, and while both are being negotiated."""
    assert pairs(match()) == [(D, A)]
    assert pairs(match({"status": "negotiating"}, {"status": "negotiating"})) == [(D, A)]


CONFIRMED, REJECTED = ({"verdict": verdict} for verdict in ("confirmed", "rejected"))


@pytest.mark.parametrize(
    ("demand", "achievement", "verdict"),
    [
        ({"matches": [{"id": A} | CONFIRMED]}, {}, "confirmed"),
        ({}, {"matches": [{"id": D} | CONFIRMED]}, "confirmed"),
        ({"matches": [{"id": "a2025-ceshi-009"} | CONFIRMED]}, {"aliases": ["a2025-ceshi-009"]}, "confirmed"),
        ({"matches": [{"id": A} | CONFIRMED]}, {"matches": [{"id": D} | REJECTED]}, "rejected"),
        ({"status": "resolved", "resolution": {"date": "2026-05-01", "achievement": A}}, {}, "confirmed"),
        (
            {"status": "resolved", "resolution": {"date": "2026-05-01", "achievement": A}},
            {"matches": [{"id": D} | REJECTED]},
            "confirmed",
        ),
        ({}, {}, None),
    ],
)
def test_verdicts(tree: Path, demand: Fields, achievement: Fields, verdict: str | None) -> None:
    """A verdict may stand on either record, by a former id too; a no outweighs a yes, and a solution both."""
    write(tree, A, ACHIEVEMENT, **achievement)
    write(tree, D, DEMAND, **demand)

    assert build_verdicts(sound(tree)).get((D, A)) == verdict


def test_confirmed_pairs_come_first(match: Callable[..., Matches]) -> None:
    """A pair that a person has confirmed stands before better scores, however unlike the texts are."""
    other = "a2026-ceshi-101"
    matches = match({"matches": [{"id": other, "verdict": "confirmed"}]})
    found = [pair for pair in matches.pairs if pair.demand.id == D]

    assert [(pair.achievement.id, pair.verdict) for pair in found] == [(other, "confirmed"), (A, None)]
    assert found[0].score < found[1].score


@pytest.mark.parametrize("status", ["signed", "landed", "paused"])
def test_confirmed_pairs_stay_when_the_matter_is_settled(match: Callable[..., Matches], status: str) -> None:
    """Who solved a demand is still told when nobody else is to call."""
    resolved = {"status": "resolved", "resolution": {"date": "2026-05-01", "achievement": A}}

    assert pairs(match(resolved, {"status": status})) == [(D, A)]
    assert pairs(match(resolved, {"valid_until": "2026-09-20"})) == []


def test_unanswered(match: Callable[..., Matches]) -> None:
    """Open demands without a pair wait; those with one, proposed or confirmed, do not, and closed ones never do."""
    answered = match()
    assert D not in [entry.id for entry in answered.unanswered]

    rejected = match({"matches": [{"id": A, "verdict": "rejected"}]})
    assert D in [entry.id for entry in rejected.unanswered]
    assert {entry.id for entry in rejected.unanswered}.isdisjoint(pair.demand.id for pair in rejected.pairs)

    assert D not in [entry.id for entry in match({"deadline": "2026-09-20"}).unanswered]


def test_likeness_of_texts_alone_proposes_nothing(match: Callable[..., Matches]) -> None:
    """Among few, without a common word or target a pair is not proposed, though field, stage and price fit."""
    strangers = {
        "title": "给办公楼换一批便宜的灯",
        "keywords": ["照明"],
        "summary": "办公楼里的灯用了很多年，想换成省电、便宜、寿命长的灯。",
    }
    changes = strangers | {"targets": [{"metric": "数量", "op": "ge", "value": "5", "unit": "盏"}]}

    assert pairs(match(changes)) == []


def test_a_lesser_reason_needs_likeness() -> None:
    """A word that one side only mentions, or a similar target, speaks for a pair from SURE on; a telling one always."""

    def judged(score: float) -> Judgement:
        return Judgement(Parts(0.5, None, 0, None, None), score, (), Overlap((), ()), None, None)

    mentioned = Topic("耐压舱", None, 1.0, rare=True, up_front=False)
    telling = replace(mentioned, up_front=True)

    assert is_reasoned(judged(0.45), lambda: [mentioned])
    assert not is_reasoned(judged(0.449), lambda: [mentioned])
    assert is_reasoned(judged(0.4), lambda: [telling])


def test_proposals_are_few(tree: Path) -> None:
    """Each record gets its four best, of equals those of lower ids; a pair that is among neither's is not proposed."""
    for number in range(1, 6):
        day = f"2026-03-{number:02}"
        write(tree, f"a2026-ceshi-{number:03}", ACHIEVEMENT, published=day)
        write(tree, f"d2026-ceshi-{number:03}", DEMAND, published=day)
    write_others(tree)
    found = {(pair.demand.id[-1], pair.achievement.id[-1]) for pair in build_matches(sound(tree)).pairs}
    wanted = {(demand, achievement) for demand in "12345" for achievement in "12345"}

    assert wanted - found == {("5", "5")}


STRANGE_ACHIEVEMENT: Fields = {
    "title": "光纤布里渊散射测海底复合线路的应变",
    "summary": "用线路里空闲的光纤测出沿线每一米的拉力和温度，被船锚拖拽时在断裂之前报警，无须在海底加装任何设备。",
    "keywords": ["布里渊散射", "应变"],
    "advantages": [],
}
STRANGE_DEMAND: Fields = {
    "title": "海岛供电线路老被渔船的锚钩断，想提前报警",
    "summary": "通往海岛的供电线路铺在海底，每年被船锚拖拽断裂两三次，想在断裂之前报警，最好不在海底加装设备。",
    "keywords": ["停电", "锚害"],
    "targets": [{"metric": "次数", "op": "le", "value": "1", "unit": "次"}],
}


@pytest.mark.parametrize(("others", "expected"), [(CROWD - 1, [(D, A)]), (CROWD - 2, [])])
def test_who_shares_no_word_may_be_nearest(
    match: Callable[..., Matches], tree: Path, others: int, expected: list[tuple[str, str]]
) -> None:
    """Among enough records a pair is proposed of which each is the other's nearest; said to be that, and no answer."""
    for number in range(others - len(OTHERS)):
        subject = chr(0x4E00 + 40 * number)
        for kind, fields in (("a", ACHIEVEMENT), ("d", DEMAND)):
            own = {"title": subject * 4, "keywords": [subject * 2], "summary": subject * 20, "advantages": []}
            own["targets"] = [{"metric": subject, "op": "ge", "value": "1", "unit": "台"}]
            write(tree, f"{kind}2026-ceshi-{number + 201}", fields | {k: v for k, v in own.items() if k in fields})
    matches = match(STRANGE_DEMAND, STRANGE_ACHIEVEMENT)

    assert pairs(matches) == expected
    assert not expected or said(matches)[0] == "用词不同，但在公开的成果和需求中，两边的描述互为最接近"
    # Of a pair for which more speaks it is not said, though each may be the other's nearest there too.
    said_of = [found for found in matches.pairs if any(reason.kind == "nearest" for reason in found.reasons)]
    assert [(found.demand.id, found.achievement.id) for found in said_of] == expected
    assert D in [entry.id for entry in matches.unanswered]


@pytest.mark.parametrize(
    ("copies", "verdicts", "expected"),
    [
        (0, [], [A]),
        (4, [], []),
        (0, [{"id": A, "verdict": "rejected"}], []),
        (0, [{"id": "a2026-ceshi-101", "verdict": "confirmed"}], []),
    ],
    ids=["stands out", "one of many", "rejected", "answered"],
)
def test_what_is_only_near(
    match: Callable[..., Matches], tree: Path, copies: int, verdicts: list[Fields], expected: list[str]
) -> None:
    """Few records: no pair is proposed without a word, but what stands out is named unless a person has decided."""
    for serial in range(2, 2 + copies):
        write(tree, f"a2026-ceshi-{serial:03}", ACHIEVEMENT | STRANGE_ACHIEVEMENT)
    matches = match(STRANGE_DEMAND | {"matches": verdicts}, STRANGE_ACHIEVEMENT)

    assert [near.achievement.id for near in matches.near if near.demand.id == D] == expected
    assert all(found.verdict for found in matches.pairs if found.demand.id == D)


@pytest.mark.parametrize("reorder", [lambda entries: entries[::-1], lambda entries: entries[3:] + entries[:3]])
def test_order_of_records_changes_nothing(own_project: Path, reorder: Callable[..., Any]) -> None:
    """The same records give the same pairs, scores and reasons, in whatever order they come."""
    catalogue = load(own_project, AS_OF)
    turned = replace(catalogue, entries=reorder(catalogue.entries))

    assert build_matches(turned).pairs == build_matches(catalogue).pairs


def test_of_equals_the_lower_id_is_first(match: Callable[..., Matches], tree: Path) -> None:
    """Two achievements that say the same stand in the order of their ids."""
    match()
    for serial in ("003", "002"):
        write(tree, f"a2026-ceshi-{serial}", ACHIEVEMENT)
    found = [pair.achievement.id for pair in build_matches(sound(tree)).pairs if pair.demand.id == D]

    assert found == [A, "a2026-ceshi-002", "a2026-ceshi-003"]


def test_no_records(tree: Path) -> None:
    """Neither an empty catalogue nor one side alone is an error."""
    assert build_matches(sound(tree)) == Matches((), ())
    write(tree, D, DEMAND)
    assert [entry.id for entry in build_matches(sound(tree)).unanswered] == [D]


LEXICON = Lexicon(["海底电缆", "水下机器人", "海水", "深海", "AI", "LNG船", "316L", "=1+1", "86", "防污"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("深海水域的海底电缆", {"深海", "海底电缆"}),
        ("抽海水", {"海水"}),
        ("用ＡＩ识别", {"ai"}),
        ("AIS 船位", set()),
        ("造LNG船", {"lng船"}),
        ("316L不锈钢", {"316l"}),
        ("代码=1+1，共86台", set()),
    ],
)
def test_known_words(text: str, words: set[str]) -> None:
    """Known words are found whole: not across a longer word's edge, not inside a Latin word, no bare numbers."""
    if "深海水" in text:
        assert find_words(fold(text), Lexicon(["深海", "海水", "海底电缆", "深海水域"])) >= {"深海水域", "海底电缆"}
        assert "海水" not in find_words(fold(text), Lexicon(["海水", "深海水域"])) - {"海水"}
        return
    assert find_words(fold(text), LEXICON) == words


def test_phrases_end_where_words_end() -> None:
    """A phrase lies between punctuation, particles or known words: never from the middle of a run."""
    phrases = find_phrases("沿海散货船的海底电缆埋深普查，很贵", LEXICON)

    assert {"沿海散货船", "埋深普查", "海底电缆埋深普查"} <= phrases
    assert not {"海散货船", "散货船的海底", "深普查", "缆埋深普"} & phrases


@pytest.mark.parametrize(
    ("text", "labels", "canonical"),
    [
        ("国家知识产权保护", ["产权"], "国家产权保护"),
        ("国家知识产权局通知", ["局"], "局通知"),
        ("用python写", ["py"], "用py写"),
        ("cpython", [], "cpython"),
        ("知识产权1号", ["产权"], "产权1号"),
        ("藻类 ai 3", ["藻", "智能"], "藻类 智能 3"),
        ("ais", [], "ais"),
        ("知识产", [], "知识产"),
        ("", [], ""),
    ],
)
def test_words_are_found_whole_and_the_longest_first(text: str, labels: list[str], canonical: str) -> None:
    """A longer word that does not stand there after all hides none within it; Latin words meet Chinese anywhere."""
    groups = {"产权": ["知识产权"], "局": ["国家知识产权局"], "py": ["python"], "藻": ["藻"], "智能": ["AI"]}
    terms = {label: SimpleNamespace(label=label, words=words) for label, words in groups.items()}
    synonyms = Synonyms(cast("Vocabulary[WordGroup]", terms))

    assert synonyms.find(text) == labels
    assert synonyms.canonical(text) == canonical


def test_what_two_measure_in_is_nothing_that_they_have_in_common() -> None:
    """A unit is a synonym of its sign, and no word that a reason names; what is a word beside it still is one."""
    groups = {"千米": ["公里", "km"], "石蜡": ["石蜡", "白蜡"]}
    terms = {label: SimpleNamespace(label=label, words=words) for label, words in groups.items()}
    entries = [SimpleNamespace(id=name, record=SimpleNamespace(keywords=[])) for name in "ab"]
    titles = ["石蜡，公里", "白蜡，公里"]
    texts = [dict.fromkeys((*LEAD, "measures", "body"), "") | {"title": title} for title in titles]

    topics = Topics(cast("list[Entry]", entries), texts, Synonyms(cast("Vocabulary[WordGroup]", terms)))
    assert [topic.word for topic in topics.shared("a", "b")] == ["石蜡"]
