"""What pages and booklets say of a record's intellectual property."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.catalogue.entry import Entry
from showcase.schema.parts import Ip
from showcase.schema.words import say_date


@dataclass(frozen=True)
class Right:
    """A right in words; what is not known of it is empty."""

    kind: str
    title: str
    status: str
    number: str
    classes: str
    looked_up: str
    """When it was last looked up, and what was found."""


def build_rights(entry: Entry) -> list[Right]:
    kinds, statuses = entry.vocabularies.ip_kinds, entry.vocabularies.ip_statuses
    return [
        Right(
            kind=kinds[item.kind].label,
            title=item.title,
            status=statuses[item.status].label,
            number=item.number or "",
            classes="、".join(item.classes),
            looked_up=_look_up(item),
        )
        for item in entry.record.ip
    ]


def _look_up(item: Ip) -> str:
    if item.looked_up is None:
        return ""
    return f"{say_date(item.looked_up)}查询{f'：{item.found}' if item.found else ''}"
