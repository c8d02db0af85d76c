"""A record in words, line by line: what the comparison of saved records and its spreadsheet place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.schema.parts import Advantage, Target
from showcase.schema.words import say_amount, say_measure, say_named, say_target


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
