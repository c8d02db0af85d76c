"""A record in words, line by line: what the comparison of saved records and its spreadsheet place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.schema.records import Achievement
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


def _labels(vocabulary: str, codes: Iterable[str], entry: Entry) -> list[str]:
    return ["、".join(entry.vocabularies[vocabulary][code].label for code in codes)]


def _stage(entry: Entry) -> list[str]:
    record, stages = entry.record, entry.vocabularies["stages"]
    if isinstance(record, Achievement):
        return [stages[record.stage].label]
    return [f"不低于{stages[record.stage_min].label}"] if record.stage_min else []


def _readiness(entry: Entry) -> list[str]:
    trl = entry.record.trl if isinstance(entry.record, Achievement) else None
    return [f"TRL {trl}"] if trl else []


def _money(entry: Entry) -> list[str]:
    record = entry.record
    amount = record.price if isinstance(record, Achievement) else record.budget
    return [say_amount(amount, entry.vocabularies["price-modes"])] if amount else []


def _measures(entry: Entry) -> list[str]:
    record = entry.record
    if isinstance(record, Achievement):
        return [
            say_named(item, say_measure(item)) + (f"（{item.baseline}）" if item.baseline else "")
            for item in record.advantages
        ]
    return [say_named(item, say_target(item, entry.vocabularies["operators"])) for item in record.targets]


def _rights(entry: Entry) -> list[str]:
    kinds, statuses = entry.vocabularies["ip-kinds"], entry.vocabularies["ip-statuses"]
    rights = entry.record.ip if isinstance(entry.record, Achievement) else []
    return [f"{kinds[item.kind].label}（{statuses[item.status].label}）：{item.title}" for item in rights]


def _contact(entry: Entry) -> list[str]:
    contact = entry.contact
    agency = entry.vocabularies["agencies"][entry.record.agency].label
    return [agency, contact.office or "", contact.phone or "", contact.email or ""]


_HEADINGS: dict[str, Callable[[Entry], list[str]]] = {
    "状态": lambda entry: [entry.state.label],
    "类别": lambda entry: _labels("categories", entry.categories, entry),
    "合同类型": lambda entry: _labels("contract-types", entry.record.contract_types, entry),
    "所处阶段": _stage,
    "技术就绪度": _readiness,
    "报价或预算": _money,
    "指标": _measures,
    "知识产权": _rights,
    "单位或需求方": lambda entry: [entry.party],
    "区（市）": lambda entry: _labels("districts", entry.districts, entry),
    "截止或有效期至": lambda entry: [entry.closes.isoformat()],
    "首问联系": _contact,
}
