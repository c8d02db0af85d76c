"""A record in words, line by line: for the comparison of saved records, its spreadsheet, and the record's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from showcase.catalogue.entry import Entry
from showcase.schema.parts import Advantage, Target
from showcase.schema.shapes import Shape, shapes
from showcase.schema.vocabulary import Vocabularies
from showcase.schema.words import say_amount, say_date, say_measure, say_named, say_number, say_target


@dataclass(frozen=True)
class Wording:
    """A heading with what a record says to it, nothing, a line or several."""

    label: str
    lines: list[str]


def build_wording(entry: Entry) -> list[Wording]:
    """Every heading in its order, the same for achievements and demands, so that both stand in one table.

    The summary is not among them: it is a text already.
    """
    return [Wording(label, [line for line in say(entry) if line]) for label, say in _HEADINGS.items()]


def build_others(entry: Entry) -> list[Wording]:
    """The fields that have no place of their own on the record's page, each under its label."""
    others = [shape for shape in shapes(entry.kind).values() if shape.about.page == "facts"]
    said = [
        Wording(shape.title, say_field(shape, getattr(entry.record, shape.name), entry.vocabularies))
        for shape in others
        if "page" not in shape.about.absent
    ]
    return [wording for wording in said if wording.lines]


def say_field(shape: Shape, value: Any, vocabularies: Vocabularies) -> list[str]:
    """What a field holds, an item a line; a group is `label：value` for each of its parts that is filled."""
    items = value if shape.many else [] if value is None else [value]
    return [_say_item(shape, item, vocabularies) for item in items]


def _say_item(shape: Shape, item: Any, vocabularies: Vocabularies) -> str:
    if shape.vocabulary:
        return vocabularies[shape.vocabulary][item].label
    if shape.holds == "group":
        parts = [(part, say_field(part, getattr(item, part.name), vocabularies)) for part in shape.fields]
        return "；".join(f"{part.title}：{'、'.join(lines)}" for part, lines in parts if lines)
    if shape.holds == "date":
        return say_date(item)
    if shape.holds == "flag":
        return "是" if item else "否"
    return say_number(item) if shape.holds == "number" else str(item)


def _labels(field: str) -> Callable[[Entry], list[str]]:
    return lambda entry: ["、".join(entry.labels(field))]


def _stage(entry: Entry) -> list[str]:
    return entry.labels("stage") + [f"不低于{least}" for least in entry.labels("stage_min")]


def _readiness(entry: Entry) -> list[str]:
    return [f"TRL {entry.record.trl}"] if entry.record.trl else []


def _money(entry: Entry) -> list[str]:
    amount = entry.record.amount
    return [say_amount(amount, entry.vocabularies.price_modes)] if amount else []


def _measures(entry: Entry) -> list[str]:
    return [_measure(item, entry) for item in entry.record.measures]


def _measure(item: Advantage | Target, entry: Entry) -> str:
    if isinstance(item, Target):
        return say_named(item, say_target(item, entry.vocabularies.operators))
    return say_named(item, say_measure(item)) + (f"（{item.baseline}）" if item.baseline else "")


def _rights(entry: Entry) -> list[str]:
    kinds, statuses = entry.vocabularies.ip_kinds, entry.vocabularies.ip_statuses
    return [f"{kinds[item.kind].label}（{statuses[item.status].label}）：{item.title}" for item in entry.record.ip]


def _contact(entry: Entry) -> list[str]:
    contact = entry.contact
    return [entry.agency.label, contact.office or "", contact.phone or "", contact.email or ""]


_HEADINGS: dict[str, Callable[[Entry], list[str]]] = {
    "状态": lambda entry: [entry.state.label],
    "类别": _labels("categories"),
    "合同类型": _labels("contract_types"),
    "所处阶段": _stage,
    "技术就绪度": _readiness,
    "报价或预算": _money,
    "指标": _measures,
    "知识产权": _rights,
    "单位或需求方": lambda entry: [entry.party],
    "区（市）": _labels("districts"),
    "截止或有效期至": lambda entry: [entry.closes.isoformat()],
    "首问联系": _contact,
}
