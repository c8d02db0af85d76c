"""`field=value` as one types it: what it names, and what the record says after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from showcase.authoring.choices import as_stored
from showcase.files.problem import Loc, Message
from showcase.files.source import Tree
from showcase.files.yaml_nodes import value_at
from showcase.files.yaml_tree import YamlError, parse_tree
from showcase.schema.keys import field_meant
from showcase.schema.names import nearest
from showcase.schema.notation.words import split_words
from showcase.schema.records import Kind
from showcase.schema.shapes import Shape, shape_at, shapes
from showcase.schema.vocabulary import Vocabularies

FIXED = {
    "id": Message("编号一经使用不改", "an id is never changed"),
    "published": Message("发布日期不改；复核请用 showcase renew", "the day of publication is never changed"),
    "aliases": Message("曾用编号不改，否则旧网址会失效", "aliases are never changed, lest old addresses break"),
}
"""Fields of a published record that no command changes, and why."""

_FORM = re.compile(
    r"^\s{0,9}([a-z_\u4e00-\u9fff]+(?:[.·][a-z_\u4e00-\u9fff]+|\[[0-9]+\])*)\s{0,9}(\+?[=＝])(.*)", re.DOTALL
)
_STEP = re.compile(r"[a-z_\u4e00-\u9fff]+|\[[0-9]+\]")


class AssignmentError(Exception):
    """What was typed does not say what to change; the text is for the one who typed it."""


@dataclass(frozen=True)
class Assignment:
    """A value for the place `loc` of a record; `append`: one more item of the list there."""

    loc: Loc
    append: bool
    text: str

    @property
    def name(self) -> str:
        """The whole field that changes."""
        return str(self.loc[0])


def parse_assignment(text: str, kind: Kind, fixed: Mapping[str, Message] = FIXED) -> Assignment:
    """`price.max=80`, `advantages[1].value=6000` (counted from 1), `keywords+=潜水器`, `trl=` (takes it out), `状态=…`.

    Fields and parts may be called by their titles.
    """
    match = _FORM.fullmatch(text)
    if not match:
        raise AssignmentError(f"应写成“字段=值”，如 price.max=80，现为“{text}”。")
    known = shapes(kind)
    steps = list(_named(_STEP.findall(match[1]), known))
    loc = tuple(int(step[1:-1]) - 1 if step.startswith("[") else step for step in steps)
    if steps[0] not in known:
        titles = {name: shape.title for name, shape in known.items()}
        near = nearest(steps[0], [*titles, *titles.values()]) or field_meant(steps[0], titles)
        raise AssignmentError(f"没有名为 {steps[0]} 的字段{f'；是否想写 {near}？' if near else '。'}")
    if steps[0] in fixed:
        raise AssignmentError(f"{steps[0]} 不能修改：{fixed[steps[0]].zh}。")
    return Assignment(loc, match[2].startswith("+"), match[3])


def _named(steps: list[str], known: Mapping[str, Shape]) -> Iterator[str]:
    """Fields and their parts by their names, also those that are called by their titles."""
    for step in steps:
        name = next((name for name, shape in known.items() if shape.title == step), step)
        known = {part.name: part for part in known[name].fields} if name in known else known
        yield name


def assign(
    data: dict[str, Tree], item: Assignment, kind: Kind, vocabularies: Vocabularies, said: list[Message]
) -> Tree:
    """The whole field `item.name` with the value in its place; None if nothing is left of it.

    What is worth a word is put to `said`.
    """
    shape = shape_at(kind, item.loc)
    place = match_text(item.loc)
    if shape is None:
        raise AssignmentError(f"{place} 不是可以填写的字段。")
    many = shape.many and isinstance(item.loc[-1], str)
    typed = _parse(item.text, shape, many=many and not item.append, place=place)
    value = as_stored(typed, shape, vocabularies, said)
    if item.append:
        if not many or value is None:
            raise AssignmentError(f"{place} 不是列表，不能用 +=。" if not many else f"{place}+= 之后要写一个值。")
        old = value_at(data, item.loc)
        value = [*(old if isinstance(old, list) else []), value]
    return _put(data.get(item.name), item.loc[1:], value, place)


def match_text(loc: Loc) -> str:
    """A place as one types it, items counted from 1."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix(".")


def _parse(text: str, shape: Shape, *, many: bool, place: str) -> Tree:
    """Texts as they are; lists and groups as YAML in brackets."""
    text = text.strip()
    if not text or (shape.holds != "group" and not many):
        return text or None
    try:
        tree = parse_tree(text)
    except YamlError as fault:
        raise AssignmentError(f"{place} 的值看不懂：{fault.message.zh}。") from None
    if many and not isinstance(tree, list):
        return [tree] if shape.sentences or not isinstance(tree, str) else [*split_words(tree)]
    return tree


def _put(tree: Tree, loc: Loc, value: Tree, place: str) -> Tree:
    """A tree with another value at `loc`; what becomes empty goes."""
    if not loc:
        return value
    step, below = loc[0], loc[1:]
    if isinstance(step, str):
        fields = dict(tree) if isinstance(tree, dict) else {}
        fields[step] = _put(fields.get(step), below, value, place)
        return {key: item for key, item in fields.items() if item is not None} or None
    items = list(tree) if isinstance(tree, list) else []
    if not 0 <= step < len(items):
        raise AssignmentError(f"{place}：现有 {len(items)} 项，没有第 {step + 1} 项（从 1 数起）；添加用 +=。")
    items[step] = _put(items[step], below, value, place)
    return cast("Tree", [item for item in items if item is not None])
