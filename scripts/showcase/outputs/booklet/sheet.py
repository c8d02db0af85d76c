"""What a booklet says: a sheet a record, in the words of the record's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from showcase.catalogue.entry import Entry
from showcase.derived.site import Site
from showcase.outputs.pages.pictures import find_picture
from showcase.outputs.pages.record import build_lead, build_measures
from showcase.outputs.pages.rights import build_rights
from showcase.schema.records import WORDS


@dataclass(frozen=True)
class Sheet:
    """A record on one page of A4. `lists` are titled lines; `address` is public."""

    id: str
    kind: str
    title: str
    state: str
    demo: bool
    party: str
    summary: str
    facts: list[tuple[str, str]]
    measures: list[tuple[str, str, str]]
    """Name, value with its unit, what it is compared with."""
    lists: list[tuple[str, list[str]]]
    office: str
    ways: list[str]
    closes: str
    address: str
    industries: list[str]
    picture: Path | None
    """The first picture in the repository."""
    alt: str


@dataclass(frozen=True)
class Booklet:
    """`day` is the one that the records were read for; `index` leads from an industry to its sheets' ids."""

    title: str
    site: str
    address: str
    day: date
    sheets: list[Sheet]

    @property
    def index(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for sheet in self.sheets:
            for industry in sheet.industries:
                index.setdefault(industry, []).append(sheet.id)
        return index

    @property
    def counts(self) -> str:
        """成果 5 项、需求 3 项."""
        kinds = [sheet.kind for sheet in self.sheets]
        return "、".join(f"{word} {kinds.count(word)} 项" for word in WORDS.values() if word in kinds)


def build_booklet(entries: Iterable[Entry], site: Site, title: str, root: Path, day: date) -> Booklet:
    return Booklet(title, site.name, site.url, day, [_sheet(entry, site, root) for entry in entries])


def _sheet(entry: Entry, site: Site, root: Path) -> Sheet:
    record: Any = entry.record
    contact = entry.contact
    contracts = [*entry.labels("categories"), *entry.labels("contract_types")]
    facts = [(fact.name, fact.value) for fact in build_lead(entry)]
    rights = [
        f"{right.title}（{'，'.join(filter(None, (right.kind, right.status, right.number, right.looked_up)))}）"
        for right in build_rights(entry)
    ]
    lists = [
        ("用在哪里", getattr(record, "applications", [])),
        ("条件", [*getattr(record, "constraints", []), *filter(None, [getattr(record, "ip_terms", None)])]),
        ("知识产权", rights),
    ]
    return Sheet(
        id=record.id,
        kind=WORDS[entry.kind],
        title=record.title,
        state=entry.state.label,
        demo=record.demo,
        party=entry.party,
        summary=record.summary,
        facts=[*facts, ("合作方式", "、".join(dict.fromkeys(contracts)))],
        measures=[(row.metric, f"{row.value}{row.unit}", row.baseline) for row in build_measures(entry)],
        lists=[(name, list(lines)) for name, lines in lists if lines],
        office=" ".join(filter(None, (entry.agency.label, contact.office))),
        ways=[way for way in (contact.phone, contact.email, contact.hours) if way],
        closes=f"{'截止' if record.deadline else '有效期至'} {entry.closes.isoformat()}",
        address=site.absolute(entry.url),
        picture=find_picture(root, entry, entry.pictures[0]) if entry.pictures else None,
        alt=(entry.pictures[0].alt or "") if entry.pictures else "",
        industries=list(dict.fromkeys([*entry.labels("marine_sectors"), *entry.labels("industries")])),
    )
