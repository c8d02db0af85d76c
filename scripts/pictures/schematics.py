"""Draws the schematic pictures of six demonstration records anew: `.venv/bin/python scripts/pictures/schematics.py`.

They are drawings of a principle, marked as demonstrations; nobody's photograph. Needs a Chinese font.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import typst

CONTENT = Path(__file__).parents[2] / "content" / "achievements" / "2026"
SCHEMATICS = {
    "a2026-lanhai-001": (
        "岩藻黄素的混养与提取",
        ["海水过滤", "管道光反应器\n弱光＋甘油", "离心采收", "乙醇提取", "岩藻黄素\n16.5 mg/g"],
    ),
    "a2026-chaosheng-003": ("浓海水膜吸收提溴", ["浓海水酸化", "氯氧化", "中空纤维膜\n吸收", "解吸", "液溴"]),
    "a2026-qihang-001": ("电缆埋深磁测", ["潜航器\n贴底飞行", "磁力计阵列\n测工频磁场", "反演位置\n与埋深", "埋深图"]),
    "a2026-chaosheng-008": ("冲刷坑连续监测", ["卡箍小型声呐", "塔筒振动频率", "泥面高低\n全年自动量", "超限报警"]),
    "a2026-lanhai-004": (
        "冻品射频回温",
        ["冻板进料\n零下20℃", "射频隧道\n27.12 MHz", "25 分钟\n均匀回温", "出料\n零下3℃"],
    ),
    "a2026-qihang-003": ("无人机动平台起降", ["甲板标识\n与定位", "运动预测", "对准降落", "自动锁住"]),
}
TEMPLATE = """#let said = json("said.json")
#set page(width: 1200pt, height: 900pt, margin: 60pt, fill: white)
#set text(font: ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei"), lang: "zh", region: "cn", size: 34pt)
#let sea = rgb("#0b5876")
#place(top + left, text(size: 46pt, weight: "bold", fill: rgb("#15212a"), said.title))
#place(bottom + right, text(size: 26pt, fill: luma(90))[演示示意图，非实物])
#place(horizon + center, {
  let steps = said.steps
  let half = calc.ceil(steps.len() / 2)
  let colours(number) = if number == steps.len() - 1 { (sea, white) } else { (rgb("#e0eff4"), rgb("#15212a")) }
  let box-of(number) = {
    let (ground, ink) = colours(number)
    box(width: 300pt, height: 190pt, radius: 12pt, fill: ground, stroke: 3pt + sea,
      align(center + horizon, text(fill: ink, weight: "bold", steps.at(number))))
  }
  let arrow(body) = box(width: 60pt, height: 190pt, align(center + horizon, text(fill: sea, size: 48pt, body)))
  let row(numbers) = stack(dir: ltr, ..numbers.map(number => (box-of(number),)).intersperse((arrow[→],)).flatten())
  stack(spacing: 70pt, row(range(half)), if steps.len() > half { row(range(half, steps.len())) })
})
"""


def draw(title: str, steps: list[str]) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "said.json").write_text(json.dumps({"title": title, "steps": steps}), "utf-8")
        (folder / "picture.typ").write_text(TEMPLATE, "utf-8")
        picture = typst.compile(str(folder / "picture.typ"), format="png", ppi=72)
    assert isinstance(picture, bytes)
    return picture


for identifier, (name, steps) in SCHEMATICS.items():
    target = CONTENT / identifier / "schematic.png"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(draw(name, steps))
