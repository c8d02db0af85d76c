"""Catalogues of any size whose records vary as real ones do: sentences about the sea from a grammar of its parts.

Recombined demonstration records are nearly all duplicates of each other and compress too well. Here what is made, how,
for whom and how well is drawn independently, figures are drawn anew, and every record has words of its own. All of it
is invented: bodies are the demonstration's, every record says `demo: true`.
"""

from __future__ import annotations

import random
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).parent.parent
NEWEST = date(2026, 11, 20)

_A = [
    "深海", "近岸", "极地", "浅海", "潮间带", "远海", "港口", "岛礁", "河口", "养殖区", "航道", "海底", "冷泉",
    "热液区", "滩涂", "海湾",
]  # fmt: skip
_B = [
    "牡蛎", "刺参", "扇贝", "大菱鲆", "对虾", "梭子蟹", "浒苔", "海带", "裙带菜", "微藻", "鱼油", "甲壳素",
    "褐藻胶", "岩藻黄素", "胶原肽", "海藻多糖", "浮标", "潜标", "水下滑翔机", "无人艇", "声学释放器", "侧扫声呐",
    "多波束", "光纤水听器", "温盐深仪", "波浪能装置", "潮流能机组", "海水淡化膜", "防污涂料", "钛合金耐压壳",
    "系泊缆", "网箱", "养殖工船", "循环水系统", "岸桥", "自动导引车", "船用氨发动机", "燃料电池", "压载水装置",
    "溢油吸附材料", "赤潮预报", "风暴潮模型", "海冰雷达", "遥感反演", "海洋碳汇", "底播种苗", "疫苗", "诊断试剂",
    "酶制剂", "海洋微生物", "天然产物", "骨修复材料", "止血材料", "管道机器人", "海缆", "采油树", "天然气水合物",
    "锚泊系统", "冷链箱", "渔获分选机", "声诱饵", "网衣清洗机",
]  # fmt: skip
_C = [
    "仿生", "低功耗", "耐高压", "耐腐蚀", "可降解", "自供能", "高通量", "原位", "分布式", "模块化", "免标记",
    "双模态", "宽温域", "抗生物附着", "智能", "轻量化", "快速", "连续化", "绿色", "高精度", "无损", "长航时",
    "自适应", "微型",
]  # fmt: skip
_D = [
    "制备", "检测", "预警", "提取", "修复", "监测", "回收", "定位", "通信", "运维", "育种", "分离", "发酵", "封装",
    "建模", "校准", "清洗", "输送", "保鲜", "评估", "布放", "识别", "成形", "焊接",
]  # fmt: skip
_E = [
    "技术", "工艺", "装备", "系统", "方法", "平台", "软件", "材料", "产线", "模块", "传感器", "机器人",
]  # fmt: skip
_METRICS = (
    ("得率", "%"), ("纯度", "%"), ("能耗", "kWh/t"), ("工作深度", "m"), ("定位误差", "m"), ("续航", "h"),
    ("检出限", "ng/mL"), ("通量", "L/h"), ("寿命", "年"), ("响应时间", "s"), ("耐压", "MPa"), ("成活率", "%"),
    ("识别率", "%"), ("处理量", "t/d"),
    ("功耗", "W"), ("回收率", "%"), ("盐度", "g/L"), ("效率", "%"), ("重量", "kg"), ("误报率", "%"),
)  # fmt: skip
_SENTENCES = (
    "{a}环境中{b}的{d}长期受{n}℃温差和生物附着影响，现有{c}{e}难以连续运行{m}天。",
    "以{c}结构替代传统{b}部件，经{n}轮迭代，{metric}由{x}提高到{y}{unit}。",
    "样机在{a}布放{m}天，累计采集{big}组数据，{metric}保持在{y}{unit}左右。",
    "与{b}联用时，{d}环节可省去{n}道工序，每吨成本下降约{x}元。",
    "关键是把{c}{d}与{b}的{metric}解耦：先在{n}℃下预处理，再由{e}完成{d}。",
    "在{a}的{m}家单位试用，用户反映维护周期由{n}天延长到{m}天。",
    "尚缺{a}条件下的{m}个月连续试验，需要一处可供{b}{d}的场地。",
    "对{b}的{big}个样本作了盲测，{metric}达到{y}{unit}，高于对照{x}个百分点。",
    "{e}采用{c}设计，单台{metric}为{y}{unit}，可并联{n}台扩大规模。",
    "已形成{n}项作业规程，覆盖{a}{d}、{b}{d}与应急处置。",
)
_HEADS = ("解决什么问题", "怎么做的", "在哪里试过", "还缺什么")


def make_marine(root: Path, records: int, seed: int = 1) -> Path:
    """A project at `root` with `records` records, every seventh a demand, the same every time."""
    chance = random.Random(seed)  # noqa: S311  # a fixed corpus, no secret
    for folder in ("theme", "content/vocabularies", "content/guide"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for file in ("content/index.md", "mkdocs.yml"):
        shutil.copy(REPOSITORY / file, root / file)
    (root / "scripts").mkdir()
    codes = {name: _codes(name) for name in ("agencies", "institutions", "industries", "marine-sectors", "districts")}
    for number in range(records):
        kind = "demands" if number % 7 == 0 else "achievements"
        agency = chance.choice(codes["agencies"])
        day = NEWEST - timedelta(days=chance.randrange(700))
        identifier = f"{kind[0]}{day.year}-{agency}-{number:04d}"
        path = root / "content" / kind / str(day.year) / f"{identifier}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        front = _front(chance, kind, identifier, agency, day, codes)
        path.write_text(f"---\n{front}---\n\n{_body(chance)}", "utf-8")
    return root


def _codes(name: str) -> list[str]:
    terms = yaml.safe_load((REPOSITORY / "content" / "vocabularies" / f"{name}.yml").read_text("utf-8"))["terms"]
    invented = [str(term["code"]) for term in terms if term.get("demo")]
    return invented or [str(term["code"]) for term in terms]


def _front(
    chance: random.Random, kind: str, identifier: str, agency: str, day: date, codes: dict[str, list[str]]
) -> str:
    thing = f"{chance.choice(_C)}{chance.choice(_B)}{chance.choice(_D)}{chance.choice(_E)}"
    title = f"面向{chance.choice(_A)}{chance.choice(_B)}的{thing}"
    measured = chance.sample(_METRICS, 3)
    fields: dict[str, object] = {
        "id": identifier,
        "title": title,
        "summary": f"{title}，{measured[0][0]}{chance.randrange(20, 99)}{measured[0][1]}，在{chance.choice(_A)}试用。",
        "demo": True,
        "status": "open",
        "published": day.isoformat(),
        "industries": [chance.choice(codes["industries"])],
        "marine_sectors": [chance.choice(codes["marine-sectors"])],
        "keywords": chance.sample(_B, 4),
        "contract_types": chance.sample(["development", "transfer", "licensing", "consulting", "service"], 2),
        "task_force": f"tf-{chance.randrange(1, 7)}",
        "agency": agency,
        "disclosure": {"by": "示例单位科研管理处", "date": day.isoformat()},
    }
    measures = [{"metric": name, "value": str(chance.randrange(2, 998)), "unit": unit} for name, unit in measured]
    if kind == "demands":
        fields["demander"] = {
            "disclosed": False,
            "description": f"一家做{chance.choice(_B)}的企业",
            "district": chance.choice(codes["districts"]),
        }
        fields["targets"] = [{"metric": item["metric"], "op": "ge", **item} for item in measures]
        fields["deadline"] = (day + timedelta(days=chance.randrange(60, 360))).isoformat()
    else:
        fields |= {
            "holder": chance.choice(codes["institutions"]),
            "stage": chance.choice(["lab", "pilot", "production"]),
        }
        fields |= {
            "advantages": measures,
            "applications": [f"{chance.choice(_A)}{chance.choice(_B)}{chance.choice(_D)}"],
        }
        fields["ip"] = []
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=200)


def _body(chance: random.Random) -> str:
    return (
        "\n\n".join(
            f"## {head}\n\n{''.join(_sentence(chance) for _ in range(chance.randrange(3, 6)))}" for head in _HEADS
        )
        + "\n"
    )


def _sentence(chance: random.Random) -> str:
    metric, unit = chance.choice(_METRICS)
    words = {name: chance.choice(words) for name, words in zip("abcde", (_A, _B, _C, _D, _E), strict=True)}
    figures = {"n": chance.randrange(2, 40), "m": chance.randrange(3, 365), "big": chance.randrange(100, 99999)}
    return chance.choice(_SENTENCES).format(
        metric=metric, unit=unit, x=chance.randrange(2, 60), y=chance.randrange(61, 999), **words, **figures
    )


if __name__ == "__main__":
    print(make_marine(Path(sys.argv[1]), int(sys.argv[2])))
