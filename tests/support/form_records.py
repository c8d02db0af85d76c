"""Records as the form may hold them, sound and broken, drawn at random from the schema itself.

A record is what the form's fields say: trimmed texts that are not empty, lists and groups of them; what is
empty is absent. A field that is added to the schema is drawn here without a word.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st

from showcase.derived.site import Site
from showcase.outputs.feeds.schema import build_source_schema
from showcase.rules.suspects import SUSPECTS
from showcase.schema.records import MODELS, Kind
from showcase.schema.vocabulary import Vocabularies

Tree = dict[str, Any]

BASES: dict[Kind, Tree] = {
    "achievement": {
        "id": "a2026-ceshi-101",
        "title": "深海锂离子电池耐压油浸封装",
        "summary": "用充油补偿的软壳代替厚钢耐压舱，同样电量下减重四成，已在六千米海试。",
        "demo": "true",
        "status": "open",
        "published": "2026-03-02",
        "marine_sectors": ["deep-sea"],
        "keywords": ["电池", "深海"],
        "contract_types": ["licensing"],
        "task_force": "tf-1",
        "agency": "ceshi",
        "disclosure": {"by": "测试海洋大学科研处", "date": "2026-02-20"},
        "holder": "test-ocean-univ",
        "stage": "pilot",
        "ip": [],
    },
    "demand": {
        "id": "d2026-ceshi-101",
        "title": "养殖网箱清洗机器人",
        "summary": "希望找到能在两米浪高下自动清洗网衣的机器人，代替目前的潜水员人工作业。",
        "demo": "true",
        "status": "open",
        "published": "2026-03-02",
        "industries": ["ai"],
        "keywords": ["网箱"],
        "contract_types": ["development"],
        "task_force": "tf-1",
        "agency": "ceshi",
        "disclosure": {"by": "测试公司", "date": "2026-02-20"},
        "demander": {"disclosed": "false", "description": "一家深水养殖企业", "district": "370211"},
        "targets": [{"metric": "效率", "op": "ge", "value": "30", "unit": "平方米/小时"}],
        "deadline": "2026-12-31",
    },
}

SNIPPETS = st.sampled_from(
    [
        *(
            "电池",
            "海水",
            "a: b",
            "x # y",
            "- 甲",
            "[乙]",
            "{丙}",
            '"引"',
            "'单'",
            "%",
            "80",
            "1.50",
            "no",
            "null",
            "~",
        ),
        *("0x1F", "12:30:00", "2026-03-01", "#标签", "&锚", "*星", "!叹", "|", ">", "@", "`码`", "\\n", "，、。", "…"),
        *(
            "𠮷野",
            "㎡",
            "\u3000",
            "\u00a0",
            "é",
            "🦐",
            "=",
            "<6",
            "?",
            "甲\n乙",
            "1e3",
            "+5",
            "−46",
            "https://x.example/?a=1",
            "a:",
        ),
    ]
)
NONSENSE = st.one_of(
    st.sampled_from(
        [
            *(
                "open",
                "opne",
                "征集中",
                "人工智能",
                "ai",
                "aii",
                "≥",
                "ge",
                "9",
                "10",
                "0",
                "-1",
                "80",
                "80.0",
                "80.50",
                "1e3",
            ),
            *("0.00001", "123456789012.5", "１２", "10000001", "1,000", "12万元", "二十", "true", "yes", "True"),
            *("2026-02-30", "2026/3/1", "2026年3月1日", "２０２６-０３-０１", "2026-3", "2026-13-01", "9999-12-31"),
            *("0001-01-01", "2025-01-01", "2027-05-05", "2026-03-02", "2026-09-30"),
            *(
                "<b>粗</b>",
                "**重**",
                "[链](https://x.example)",
                "&amp;",
                "a<b>c",
                "<",
                "甲\n乙",
                "\u200b",
                "\u202e",
                "x\x7fy",
            ),
            *(
                "a2026-ceshi-001",
                "A2026-ceshi-001",
                "a2026-ceshi-1",
                "d2026-ceshi-001",
                "a2026-nobody-001",
                "ａ2026-ceshi-001",
            ),
            *("ZL202310123456.7", "ZL202310000000.0", "202310123456.X", "12345678.9", "ZL２０２３"),
            *(
                "13900000000",
                "0532-00000101",
                "0532-00000202-8",
                "400-000-0000",
                "0532 0000",
                "a@b.example",
                "a@b",
                "@",
            ),
            *("http://x.example", "https://x.example", "https://", "javascript:alert(1)", "图.pdf", "../x.pdf"),
            *("fixed", "range", "negotiable", "equity", "withdrawn", "resolved", "confirmed", "confirmd"),
        ]
    ),
    st.lists(SNIPPETS, min_size=1, max_size=60).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Co"]), max_size=12),
)
BODIES = st.lists(
    st.one_of(SNIPPETS, st.sampled_from(["\n", "\n\n", "## 标题\n", "    缩进", "---"])), max_size=12
).map("".join)


def records(kind: Kind, vocabularies: Vocabularies) -> st.SearchStrategy[Tree]:
    """Broken records for the most part: some fields are gone, some nonsense, some sound in themselves only."""
    schema = build_source_schema(kind, MODELS[kind], Site("", "https://showcase.example/", ""), vocabularies)
    fields = schema["properties"]

    @st.composite
    def record(draw: st.DrawFn) -> Tree:
        tree = copy.deepcopy(BASES[kind])
        for name in draw(st.lists(st.sampled_from(sorted(fields)), unique=True, max_size=8)):
            value = draw(_value(fields[name], name, schema["$defs"], broken=draw(st.booleans())))
            if draw(st.integers(0, 9)) == 0:
                tree.pop(name, None)
            else:
                tree[name] = value
        return trimmed(tree)

    return record()


SEVERAL_WORDS = next(suspect.pattern for suspect in SUSPECTS if suspect.fields == ("keywords",))


def sound_records(kind: Kind, vocabularies: Vocabularies) -> st.SearchStrategy[Tree]:
    """Records without an error: texts vary in all that YAML could misread, lists and groups come and go."""
    schema = build_source_schema(kind, MODELS[kind], Site("", "https://showcase.example/", ""), vocabularies)
    free = {"title", "summary", "title_en", "summary_en", "keywords", "advantages", "applications", "trl", "targets"}
    free |= {"financing", "venture", "stage_min", "ip_terms", "constraints", "sources", "contact", "stage"}

    @st.composite
    def record(draw: st.DrawFn) -> Tree:
        tree = copy.deepcopy(BASES[kind])
        names = sorted(free & set(schema["properties"]))
        for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=8)):
            value = trimmed(draw(_value(schema["properties"][name], name, schema["$defs"], broken=False)))
            if name == "keywords":
                value = [word for word in value if not SEVERAL_WORDS.search(word)]
            if value not in (None, {}, []):
                tree[name] = value
        return trimmed(tree)

    return record()


def trimmed(tree: Any) -> Any:
    """What the form makes of what stands in its fields."""
    if isinstance(tree, str):
        return tree.strip() or None
    if isinstance(tree, list):
        return [item for item in map(trimmed, tree) if item not in (None, {})]
    kept = {key: trimmed(value) for key, value in tree.items()}
    return {key: value for key, value in kept.items() if value not in (None, {})}


def _value(node: Tree, name: str, definitions: Tree, *, broken: bool) -> st.SearchStrategy[Any]:
    if "$ref" in node:
        return _value(definitions[node["$ref"].rpartition("/")[2]], name, definitions, broken=broken)
    if "anyOf" in node and "enum" not in node:
        options = [option for option in node["anyOf"] if option != {"type": "null"}]
        return _value(options[0], name, definitions, broken=broken)
    if "properties" in node:
        return _group(node, definitions, broken=broken)
    if node.get("type") == "array":
        most = node.get("maxItems", 3)
        items = _value(node["items"], name, definitions, broken=broken)
        least = 0 if broken else max(1, node.get("minItems", 1))
        unique: Callable[[Any], Any] | None = None if broken else repr
        return st.lists(items, min_size=least, max_size=most + broken, unique_by=unique)
    return _scalar(node, name) | NONSENSE if broken else _scalar(node, name)


def _group(node: Tree, definitions: Tree, *, broken: bool) -> st.SearchStrategy[Tree]:
    parts = {key: _value(inner, key, definitions, broken=broken) for key, inner in node["properties"].items()}
    if broken:
        return st.fixed_dictionaries({}, optional=parts)
    required = {key: part for key, part in parts.items() if key in node.get("required", ()) or key == "phone"}
    return st.fixed_dictionaries(required, optional={key: part for key, part in parts.items() if key not in required})


_BY_NAME = {
    "phone": st.sampled_from(["0532-00000101", "0532-00000202-8", "400-000-0000"]),
    "email": st.sampled_from(["office@ceshi.example"]),
    "url": st.sampled_from(["https://x.example/a?b=c#d", "https://x.example/路径"]),
    "file": st.sampled_from(["图.pdf", "a.png"]),
}


def _scalar(node: Tree, name: str) -> st.SearchStrategy[str]:
    if name in _BY_NAME:
        return _BY_NAME[name]
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "pattern" in node:
        return st.sampled_from(["a2026-ceshi-001", "d2026-ceshi-001"])
    if node.get("format") == "date":
        return st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 6, 1)).map(str)
    by_type = {"boolean": st.sampled_from(["true", "false"]), "integer": DIGITS, "number": DIGITS}
    return by_type.get(node.get("type", ""), _text(node))


def edge_records(kind: Kind, vocabularies: Vocabularies) -> Iterator[Tree]:
    """For each limit of each field records on it and one step beyond; each choice, and a slip of it."""
    schema = build_source_schema(kind, MODELS[kind], Site("", "https://showcase.example/", ""), vocabularies)
    for name, node in schema["properties"].items():
        for value in _edge_values(node, schema["$defs"]):
            yield copy.deepcopy(BASES[kind]) | {name: value}


def _edge_values(node: Tree, definitions: Tree) -> Iterator[Any]:
    if "$ref" in node:
        yield from _edge_values(definitions[node["$ref"].rpartition("/")[2]], definitions)
    for option in node.get("anyOf", ()):
        yield from _edge_values(option, definitions)
    for name, inner in node.get("properties", {}).items():
        yield from ({name: value} for value in _edge_values(inner, definitions))
    if "items" in node:
        yield from ([value] for value in _edge_values(node["items"], definitions))
        yield from (["测"] * (node[key] + step) for key in ("minItems", "maxItems") if key in node for step in (0, 1))
    limits = [node[key] for key in ("minimum", "exclusiveMinimum", "maximum") if key in node]
    yield from (str(limit + step) for limit in limits for step in (-1, 0, 1, 0.5))
    lengths = [node[key] + step for key in ("minLength", "maxLength") if key in node for step in (-1, 0, 1)]
    yield from ("测" * length for length in lengths if length)
    yield from (code + slip for code in node.get("enum", ()) for slip in ("", "x"))


DIGITS = st.integers(1, 9).map(str)


def _text(node: Tree) -> st.SearchStrategy[str]:
    least, most = node.get("minLength", 1), min(node.get("maxLength", 40), 160)
    plain = st.lists(SNIPPETS.filter(_is_plain), min_size=least, max_size=max(least, 24)).map("".join)
    return plain.map(lambda text: _cut(text, least, most))


def _is_plain(text: str) -> bool:
    return not {"\n", "`", "\u00a0"} & set(text)


def _cut(text: str, least: int, most: int) -> str:
    text = text[:most].strip()
    return text if len(text) >= least else "测" * least
