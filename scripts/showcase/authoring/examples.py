"""A row that shows how a sheet is filled in; its id says that it is none."""

from __future__ import annotations

from showcase.authoring.choices import choices
from showcase.authoring.shapes import Shape, shapes
from showcase.records import Kind
from showcase.source import Tree
from showcase.vocabulary import Vocabularies

_WORDS: dict[str, Tree] = {
    "title": "刺参工厂化养殖循环水脱氮填料",
    "summary": "以可缓释碳源的填料在同一塔内完成硝化和反硝化，换水量降到每天5%，适合北方越冬车间。",
    "published": "2026-03-12",
    "keywords": ["刺参", "循环水养殖", "反硝化"],
    "disclosure": {"by": "示例水产研究所科研管理处", "date": "2026-03-02"},
    "advantages": [
        {"metric": "硝态氮去除率", "value": "92", "unit": "%", "baseline": "普通悬浮填料约35%"},
        {"metric": "日换水量", "value": "5", "unit": "%", "baseline": "常规车间约30%"},
    ],
    "applications": ["北方刺参越冬车间", "鱼虾育苗车间"],
    "targets": [{"metric": "硝态氮", "op": "le", "value": "10", "unit": "mg/L"}],
    "deadline": "2026-12-31",
    "demander": {"disclosed": "false", "description": "一家刺参养殖企业，越冬车间约两千平方米"},
    "constraints": ["不停产改造", "冬季水温 8 至 12℃"],
}


def build_example(kind: Kind, identifier: str, vocabularies: Vocabularies) -> dict[str, Tree]:
    """A record with every required field and a few more, its codes the first of the vocabularies."""
    data: dict[str, Tree] = {"id": identifier}
    for shape in shapes(kind).values():
        if shape.name in _WORDS:
            data[shape.name] = _with_codes(_WORDS[shape.name], shape, vocabularies)
        elif shape.vocabulary and (shape.required or shape.name == "marine_sectors"):
            code = next(iter(choices(shape, vocabularies)), None)
            data[shape.name] = [code] if shape.many else code
    return data


def _with_codes(tree: Tree, shape: Shape, vocabularies: Vocabularies) -> Tree:
    """The required codes of a group filled in."""
    if not isinstance(tree, dict):
        return tree
    missing = [field for field in shape.fields if field.required and field.vocabulary and field.name not in tree]
    return tree | {field.name: next(iter(choices(field, vocabularies)), None) for field in missing}
