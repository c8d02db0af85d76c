"""Which elements of China's metadata standards our fields are, for the developers' page.

Only names that stand in what is published of a standard are given, here its table of contents; whatever else the
standards have is 待核, since their texts are not public. GB/T 30523-2014 was replaced by GB/T 30523-2023.
"""

from __future__ import annotations

from typing import NamedTuple

from showcase.outputs.pages.table import render_table
from showcase.schema.shapes import declared

UNVERIFIED = "待核"


class Standard(NamedTuple):
    """Its number and name, what of it is published, and by field the names of its elements."""

    number: str
    title: str
    note: str
    elements: dict[str, str]


STANDARDS = (
    Standard(
        "GB/T 30523-2023",
        "科技资源核心元数据",
        "代替 GB/T 30523-2014；2014 年版的元素没有公开，2023 年版的目次公开到“注册日期”",
        {"id": "标识符", "title": "资源名称", "summary": "描述", "keywords": "关键词"},
    ),
    Standard(
        "DB37/T 2885-2016",
        "政务信息资源核心元数据",
        "公开了目次，其中 6.1、6.9、6.10 三个元素的名称没有公开",
        {
            "id": "信息资源标识符",
            "summary": "信息资源摘要",
            "industries": "信息资源分类",
            "marine_sectors": "信息资源分类",
            "agency": "信息资源提供方",
            "published": "信息资源发布日期",
            "url": "在线资源链接地址",
        },
    ),
    Standard(
        "DB50/T 1014.3-2020",
        "科技信息资源数据采集与处理规范 第 3 部分：科技资源信息",
        "目次中有“5.3 科技成果资源信息核心元数据”，元素的名称没有公开",
        {},
    ),
)

_FIELDS = (
    *("id", "title", "summary", "keywords", "industries", "marine_sectors", "published", "reviewed", "holder"),
    *("agency", "contact", "stage", "trl", "ip", "price", "disclosure", "url"),
)
_NAMED = {"url": "网页"}


def render_standards() -> str:
    """What is published of each standard, then a row a field with the names of its elements."""
    notes = [[f"{one.number} {one.title}", one.note] for one in STANDARDS]
    labels = {shape.name: shape.title for shape in declared("achievement")} | _NAMED
    rows = [
        [f"<code>{name}</code>", labels[name], *(one.elements.get(name, UNVERIFIED) for one in STANDARDS)]
        for name in _FIELDS
    ]
    heads = ["字段", "名称", *(one.number for one in STANDARDS)]
    return f"{render_table(['标准', '公开了什么'], notes)}\n\n{render_table(heads, rows)}"
