"""More records than a page or a feed holds, all alike, for a catalogue in a temporary folder."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

NEWEST = date(2026, 9, 20)
DAYS_APART = 4

_RECORD = """\
---
id: {id}
title: 第{number}号海洋观测浮标
summary: 这是为测试列表分页和订阅分月而生成的第{number}条记录，内容都一样，只有编号和日期不同。
demo: true
status: open
published: {published}
industries: [ai]
marine_sectors: [marine-equipment]
keywords: [浮标, 第{number}号]
contract_types: [service]
task_force: tf-2
agency: ceshi
disclosure: {{by: 测例海洋大学科技处, date: {published}}}
holder: test-ocean-univ
stage: pilot
advantages:
  - {{metric: 序号, value: "{number}"}}
ip: []
---

浮标第{number}号。
"""


def write_crowd(content: Path, count: int, *, days_apart: int = DAYS_APART) -> list[str]:
    """Write `count` achievements below `content`, the first the newest; returns their ids, newest first."""
    identifiers = []
    for number in range(1, count + 1):
        published = NEWEST - timedelta(days=days_apart * (number - 1))
        identifier = f"a{published.year}-ceshi-{number + 500}"
        path = content / "achievements" / str(published.year) / f"{identifier}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_RECORD.format(id=identifier, number=number, published=published), encoding="utf-8")
        identifiers.append(identifier)
    return identifiers
