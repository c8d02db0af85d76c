"""A row that shows how a sheet is filled in; its id says that it is none."""

from __future__ import annotations

from showcase.authoring.choices import choices
from showcase.files.source import Tree
from showcase.schema.records import Kind
from showcase.schema.shapes import Shape, shapes
from showcase.schema.vocabulary import Vocabularies

EXAMPLE_TITLE = "刺参工厂化养殖循环水脱氮填料"
_WORDS: dict[str, Tree] = {
    "title": EXAMPLE_TITLE,
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
    "ip": [],
}
_CODES = {
    "marine_sectors": "modern-fishery",
    "contract_types": "service",
    "holder": "demo-fishery-inst",
    "stage": "pilot",
}

NOBODY = "shili"
"""A code for an example in a catalogue that has no agency or institution yet."""

BODY = """\
## 解决什么问题

刺参越冬车间换水多，加热费用高；换水少了，硝态氮又会积累，幼参生长变慢。

## 怎么做的

填料由可缓慢分解的碳源和多孔骨架复合而成，外层硝化、内层反硝化，一座塔完成两步，不另加药剂。

## 在哪里试过

在示例水产研究所的试验车间连续运行两个越冬季，硝态氮保持在 10 mg/L 以下。

## 还缺什么

缺一家愿意提供两百平方米以上车间做中试的养殖企业，费用双方商定。
"""


def example_id(kind: Kind, vocabularies: Vocabularies) -> str:
    """The id of an example in a text: its agency is the first."""
    return f"{kind[0]}2026-{next(iter(vocabularies.agencies), NOBODY)}-001"


def build_example(kind: Kind, identifier: str, vocabularies: Vocabularies) -> dict[str, Tree]:
    """A record with every required field and a few more, its codes fit for its words or the first.

    Where a vocabulary has terms for demonstrations, they are taken: nothing is made up about a real institution.
    """
    data: dict[str, Tree] = {"id": identifier}
    for shape in shapes(kind).values():
        if shape.name in _WORDS:
            data[shape.name] = _with_codes(_WORDS[shape.name], shape, vocabularies)
        elif shape.vocabulary and (shape.required or shape.name == "marine_sectors"):
            code = _code(shape, vocabularies)
            data[shape.name] = [code] if shape.many else code
    return data


def _with_codes(tree: Tree, shape: Shape, vocabularies: Vocabularies) -> Tree:
    """The required codes of a group filled in."""
    if not isinstance(tree, dict):
        return tree
    missing = [field for field in shape.fields if field.required and field.vocabulary and field.name not in tree]
    return tree | {field.name: _code(field, vocabularies) for field in missing}


def _code(shape: Shape, vocabularies: Vocabularies) -> str:
    codes = list(choices(shape, vocabularies))
    terms = vocabularies[shape.vocabulary] if shape.vocabulary else {}
    wished = _CODES.get(shape.name)
    made_up = (code for code in codes if code in terms and terms[code].demo)
    return wished if wished in codes else next(made_up, next(iter(codes), NOBODY))
