"""View model of the pages 提交成果 and 提交需求, made from the schema of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from showcase.authoring.templates import HEADINGS
from showcase.catalogue.load import Catalogue
from showcase.derived.views import Views
from showcase.outputs.feeds.schema import build_source_schema
from showcase.schema.records import MODELS, WORDS, Kind
from showcase.schema.terms import Agency, Term, TieredTerm
from showcase.schema.vocabulary import Vocabularies

Control = Literal["line", "text", "number", "date", "flag", "yes-no", "choice", "choices", "group", "lines", "groups"]

LONG = 60
"""A text that may be as long gets a box that grows."""
FEW = 12
"""So many whole numbers are offered to choose from."""
MAIN_SECTIONS: tuple[tuple[dict[Kind, str], tuple[str, ...]], ...] = (
    (
        {"achievement": "基本信息", "demand": "基本信息"},
        ("agency", "task_force", "id", "title", "summary", "status", "published", "deadline"),
    ),
    (
        {"achievement": "分类", "demand": "分类"},
        ("industries", "marine_sectors", "keywords", "contract_types"),
    ),
    (
        {"achievement": "持有与成熟度", "demand": "需求方"},
        ("holder", "stage", "trl", "demander", "stage_min"),
    ),
    (
        {"achievement": "优势指标与应用", "demand": "指标与条件"},
        ("advantages", "applications", "targets", "constraints"),
    ),
    ({"achievement": "知识产权", "demand": "知识产权"}, ("ip", "ip_terms")),
    ({"achievement": "报价与融资", "demand": "预算"}, ("price", "venture", "financing", "budget")),
    ({"achievement": "审查与联系方式", "demand": "审查与联系方式"}, ("disclosure", "contact")),
)
"""Sections and their fields, in the order of the page; what is not named here comes last, folded."""

HELP = {
    "id": "按公开目录接着排，可以改；一经使用不改、不重用",
    "agency": "首问负责：谁对接、谁跟踪",
    "holder": "没有列出的单位，请市场先登记",
    "stage": "",
    "contract_types": "五类技术合同之一或几种；只有成立企业时可以不选",
    "disclosure": "发布前完成保密审查和专利新颖性审查的单位与日期",
    "advantages": "写数，写单位，写与什么相比；“国际领先”不是指标",
    "ip": "没有就不添加",
    "price": "定额只填“起”，区间两个都填，其他方式不填金额",
    "budget": "定额只填“起”，区间两个都填，其他方式不填金额",
    "financing": "",
    "demander": "公开的写名称，不公开的写概述，不要两样都写",
    "targets": "至少一项，写数",
    "resolution": "状态为已解决时填写，可填所用成果的编号",
    "withdrawn": "状态为已撤回时填写",
    "matches": "与哪一条对接过，成不成",
    "sources": "https 开头的网址",
    "attachments": "文件另外放进与编号同名的文件夹，pdf、png、jpg、webp，每个至多 5 MiB",
    "demo": "仅随软件附带的虚构示例",
}
"""Help for those who choose instead of writing codes, where the schema's speaks of codes and keys."""


@dataclass(frozen=True)
class Option:
    """A value to choose; `tier` is the group that it is listed under."""

    code: str
    label: str
    flagged: bool = False
    tier: str = ""


@dataclass(frozen=True)
class Field:
    """A field of the form. `path` is its place in the record, `[#]` standing for the number of a row."""

    name: str
    path: str
    label: str
    help: str
    required: bool
    control: Control
    notation: str = ""
    """What turns a text for it into the form that is stored (schema/notation)."""
    options: tuple[Option, ...] = ()
    least: int = 0
    most: int = 0
    """Limits: characters of a text, rows of a list, choices of several."""
    fields: tuple[Field, ...] = ()

    @property
    def identifier(self) -> str:
        """The id of its element: `f-disclosure-by`."""
        return "f-" + self.path.replace("[#]", "-#").replace(".", "-")

    @property
    def tiers(self) -> dict[str, list[Option]]:
        tiers: dict[str, list[Option]] = {}
        for option in self.options:
            tiers.setdefault(option.tier, []).append(option)
        return tiers


@dataclass(frozen=True)
class Section:
    title: str
    anchor: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class FormPage:
    """View model of theme/pages/form.html."""

    kind: Kind
    label: str
    other: str
    """The name of the other form."""
    sections: tuple[Section, ...]
    rest: tuple[Field, ...]
    headings: tuple[str, ...]
    """What the body tells."""
    agencies: tuple[Agency, ...]
    facts: dict[str, Any]
    """What the scripts read: kind, ids that are taken, the templates of a new and of an edited file's address."""


def build_form_page(views: Views, kind: Kind) -> FormPage:
    fields = {field.name: field for field in _fields(views, kind)}
    sections = [
        Section(titles[kind], f"part-{number}", tuple(fields.pop(name) for name in names if name in fields))
        for number, (titles, names) in enumerate(MAIN_SECTIONS, start=1)
    ]
    return FormPage(
        kind=kind,
        label=WORDS[kind],
        other="demand" if kind == "achievement" else "achievement",
        sections=tuple(section for section in sections if section.fields),
        rest=tuple(fields.values()),
        headings=HEADINGS[kind],
        agencies=tuple(term for term in views.catalogue.vocabularies.agencies.values() if term.contact),
        facts={
            "kind": kind,
            "taken": build_taken(views.catalogue),
            "newFile": views.site.new_file_url,
            "editFile": views.site.edit_file_url,
        },
    )


def build_taken(catalogue: Catalogue) -> dict[str, str]:
    """For each stem of an id (`a2026-lanhai`) the serials in use, former ids included: `001-014,016`."""
    serials: dict[str, list[str]] = {}
    for identifier in sorted(catalogue.by_id):
        stem, _, serial = identifier.rpartition("-")
        serials.setdefault(stem, []).append(serial)
    return {stem: ",".join(_ranges(found)) for stem, found in serials.items()}


def _ranges(serials: list[str]) -> Iterator[str]:
    start = last = serials[0]
    for serial in [*serials[1:], ""]:
        if serial and len(serial) == len(last) and int(serial) == int(last) + 1:
            last = serial
            continue
        yield start if start == last else f"{start}-{last}"
        start = last = serial


def _fields(views: Views, kind: Kind) -> Iterator[Field]:
    vocabularies = views.catalogue.vocabularies
    schema = build_source_schema(f"{kind}.source", MODELS[kind], views.site, vocabularies)
    builder = _Builder(schema["$defs"], vocabularies)
    yield from builder.fields(schema, "")


class _Builder:
    def __init__(self, definitions: dict[str, Any], vocabularies: Vocabularies) -> None:
        self.definitions = definitions
        self.vocabularies = vocabularies

    def fields(self, node: dict[str, Any], path: str) -> Iterator[Field]:
        for name, inner in node["properties"].items():
            yield self.field(name, inner, f"{path}.{name}" if path else name, name in node.get("required", ()))

    def field(self, name: str, node: dict[str, Any], path: str, required: bool) -> Field:
        value = self.resolved(node)
        item = self.resolved(value["items"]) if value.get("type") == "array" else None
        control = _control(value, item, required=required)
        inner = item if item and "properties" in item else value
        nested = tuple(self.fields(inner, f"{path}[#]" if item else path)) if "properties" in inner else ()
        if control == "group" and not required:
            # Only where the group is filled in at all: the marks would ask for it.
            nested = tuple(replace(field, required=False) for field in nested)
        if control == "lines":
            nested = (self.field(name, value["items"], f"{path}[#]", required=False),)
        return Field(
            name=name,
            path=path,
            label=node.get("title", name),
            help=HELP.get(path, node.get("description", "")),
            required=required,
            control=control,
            notation=value.get("x-notation", "") if control in ("line", "number") else "",
            options=tuple(self.options(item or value)),
            least=value.get("minLength", value.get("minItems", 0)),
            most=value.get("maxLength", value.get("maxItems", 0)),
            fields=nested,
        )

    def resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        """What a node says of its value, without the null of optional fields."""
        if "$ref" in node:
            return self.resolved(self.definitions[node["$ref"].rpartition("/")[2]]) | _without_reference(node)
        if "anyOf" in node and {"type": "null"} in node["anyOf"]:
            return self.resolved(next(option for option in node["anyOf"] if option != {"type": "null"})) | {
                key: value for key, value in node.items() if key != "anyOf"
            }
        return node

    def options(self, node: dict[str, Any]) -> Iterator[Option]:
        if name := node.get("x-vocabulary"):
            vocabulary = self.vocabularies[name]
            for code in node["enum"]:
                yield _option(vocabulary[code])
        elif _is_short_range(node):
            least, most = _bounds(node)
            for number in range(least, most + 1):
                yield Option(str(number), str(number))
        else:
            for code in node.get("enum", ()):
                yield Option(code, code)


def _without_reference(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key != "$ref"}


def _option(term: Term) -> Option:
    return Option(term.code, term.label, term.flagged, term.tier if isinstance(term, TieredTerm) else "")


def _bounds(node: dict[str, Any]) -> tuple[int, int]:
    return node.get("minimum", 0), node.get("maximum", FEW)


def _is_short_range(node: dict[str, Any]) -> bool:
    least, most = _bounds(node)
    return node.get("type") == "integer" and most - least < FEW


def _control(value: dict[str, Any], item: dict[str, Any] | None, *, required: bool) -> Control:
    if item is not None:
        return "groups" if "properties" in item else "choices" if "enum" in item else "lines"
    if "properties" in value:
        return "group"
    if "enum" in value or _is_short_range(value):
        return "choice"
    if value.get("format") == "date":
        return "date"
    if value.get("type") == "string":
        return "text" if value.get("maxLength", 0) >= LONG else "line"
    return "number" if value.get("type") != "boolean" else "yes-no" if required else "flag"
