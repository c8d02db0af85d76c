"""View model of a record's English page, below /en/: there is one of each record that has both English fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import segno

from showcase.catalogue.entry import Entry
from showcase.derived.english import (
    KINDS,
    Said,
    Telephone,
    english_url,
    has_english,
    say,
    say_day,
    say_party,
    say_price,
    say_state,
    say_term,
    say_terms,
    say_yuan,
    telephone_of,
)
from showcase.derived.views import Views
from showcase.files.digests import digest
from showcase.files.kept import recall
from showcase.files.pictures import SIZES
from showcase.outputs.assets import COVER
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.linked_data import build_english_data
from showcase.outputs.pages.pictures import Picture, build_pictures
from showcase.schema.parts import Advantage, Target
from showcase.schema.words import NO_BREAK, say_unit


@dataclass(frozen=True)
class Link:
    """`url` is from the site's root."""

    said: Said
    url: str


@dataclass(frozen=True)
class Notice:
    """Said at the top when the record is not simply open."""

    tone: str
    title: str
    text: Said
    link: Link | None = None


@dataclass(frozen=True)
class Fact:
    """A name with what is said to it; `steps` draws a scale of readiness."""

    name: str
    said: list[Said]
    steps: tuple[bool, ...] = ()


@dataclass(frozen=True)
class EnglishRecord:
    """View model of theme/pages/en/record.html."""

    entry: Entry
    kind: str
    state: Said
    party: Said
    notice: Notice | None
    lead: list[Fact]
    classes: list[Said]
    fields: list[Link]
    measures: list[tuple[Said, Said, Said]]
    """Name, value with its unit, what it is compared with."""
    rights: list[tuple[Said, Said, Said, str]]
    """Kind, title, status, number."""
    facts: list[Fact]
    agency: Said
    office: Said
    hours: Said
    telephone: Telephone | None
    pictures: list[Picture]
    code: str
    """A QR code of the page's own address, as SVG."""

    @property
    def has_baselines(self) -> bool:
        return any(baseline.text for _, _, baseline in self.measures)


def build_english_record(entry: Entry, views: Views) -> Iterator[Leaf]:
    """The English page of a record and what leads to it from its former numbers; none of most records."""
    if not has_english(entry):
        return
    record, url = entry.record, english_url(entry.url)
    title = record.title_en or ""
    pictures = build_pictures(entry, views)
    yield Leaf(
        url,
        title,
        record.summary_en or "",
        "en/record.html",
        _record(entry, views, pictures),
        indexed=entry.listed,
        twin=entry.url,
        linked_data=build_english_data(entry, views.site),
        image=f"{entry.url}{pictures[0].addresses[SIZES[-1]]}" if pictures else COVER,
    )
    for alias in record.aliases:
        yield build_moved(f"{record.FOLDER}/{alias}/", entry.url, alias, Said(title))


def build_moved(old: str, new: str, former: str, said: Said) -> Leaf:
    """A redirect; `old` and `new` are addresses of Chinese pages."""
    url = english_url(new)
    model = {"former": former, "link": Link(said, url)}
    description = f"{former} has moved."
    return Leaf(english_url(old), said.text, description, "en/redirect.html", model, indexed=False, moved_to=url)


def _render_code(address: str) -> str:
    """Kept, since to choose its mask takes as long as the page."""

    def make() -> str:
        code = segno.make(address, error="m", mode="byte", encoding="utf-8")
        return code.svg_inline(border=2, omitsize=True, light="#fff")

    return recall("codes", digest(address), make)


def _record(entry: Entry, views: Views, pictures: list[Picture]) -> EnglishRecord:
    record: Any = entry.record
    own = english_url(entry.url)
    up = "../" * own.count("/") + entry.url
    return EnglishRecord(
        entry=entry,
        kind=KINDS[entry.kind],
        state=say_state(entry),
        party=say_party(entry),
        notice=_notice(entry, views),
        lead=_lead(entry),
        classes=say_terms([*entry.terms("categories"), *entry.terms("contract_types")]),
        fields=[
            Link(say_term(term), english_url(f"{facet}/{term.code}/"))
            for facet, field in (("industry", "industries"), ("marine-sector", "marine_sectors"))
            for term in entry.terms(field)
        ],
        measures=[_measure(item, entry) for item in record.measures],
        rights=_rights(entry),
        facts=[fact for fact in _facts(entry) if fact.said],
        agency=say_term(entry.agency),
        office=say(entry.contact.office),
        hours=say(entry.contact.hours),
        telephone=telephone_of(entry.contact),
        pictures=[
            replace(item, addresses={width: up + name for width, name in item.addresses.items()}) for item in pictures
        ],
        code=_render_code(views.site.absolute(own)),
    )


def _lead(entry: Entry) -> list[Fact]:
    record = entry.record
    money = [say_price(entry, record.amount)] if record.amount else []
    facts = [
        Fact("Stage", say_terms(entry.terms("stage"))),
        Fact("Readiness", [Said(f"TRL {record.trl}")], tuple(step <= record.trl for step in range(1, 10)))
        if record.trl
        else Fact("Readiness", []),
        Fact("Deadline", [Said(say_day(record.deadline))] if record.deadline else []),
        Fact("Stage at least", say_terms(entry.terms("stage_min"))),
        Fact("Budget" if entry.kind == "demand" else "Price", money),
        Fact("Financing sought", [Said(f"CNY {say_yuan(record.financing.amount)}")] if record.financing else []),
    ]
    return [fact for fact in facts if fact.said]


def _measure(item: Advantage | Target, entry: Entry) -> tuple[Said, Said, Said]:
    value = f"{item.value}{say_unit(item.unit, NO_BREAK)}"
    if isinstance(item, Advantage):
        return say(item.metric), say(value), say(item.baseline)
    operator = entry.vocabularies.operators[item.op]
    sign = operator.symbol if not say(operator.symbol).lang else say_term(operator).text
    return say(item.metric), say(f"{sign} {value}"), Said("")


def _rights(entry: Entry) -> list[tuple[Said, Said, Said, str]]:
    kinds, statuses = entry.vocabularies.ip_kinds, entry.vocabularies.ip_statuses
    return [
        (say_term(kinds[item.kind]), say(item.title), say_term(statuses[item.status]), item.number or "")
        for item in entry.record.ip
    ]


def _facts(entry: Entry) -> Iterator[Fact]:
    record = entry.record
    yield Fact("Held by" if entry.kind == "achievement" else "Sought by", [say_party(entry)])
    yield Fact("Districts", say_terms(entry.terms("districts")))
    yield Fact("Task force", say_terms(entry.terms("task_force")))
    if record.venture:
        yield Fact("Company", [say_term(entry.vocabularies.venture_stages[record.venture.stage])])
    yield Fact("Published", [Said(say_day(record.published))])
    if record.reviewed and record.reviewed != record.published:
        yield Fact("Reviewed", [Said(say_day(record.reviewed))])
    yield Fact("Valid until", [Said(say_day(entry.valid_until))])


def _notice(entry: Entry, views: Views) -> Notice | None:
    record = entry.record
    link = _link_to(record.superseded_by, views)
    if record.withdrawn:
        day = say_day(record.withdrawn.date)
        return Notice("gone", f"Withdrawn on {day}", say(record.withdrawn.reason), link)
    if link:
        return Notice("busy", "Replaced", Said("A newer record has taken the place of this one:"), link)
    if record.resolution and record.status == "resolved":
        found = Said("The company has found a solution and looks no further.")
        return Notice("done", f"Resolved on {say_day(record.resolution.date)}", found)
    if entry.state.code == "expired":
        text = f"Valid until {say_day(entry.valid_until)} and not reviewed since: ask the office before you rely on it."
        return Notice("gone", "Expired", Said(text))
    words = _NOTICES.get(entry.state.code)
    return Notice(entry.state.tone, words[0], Said(words[1])) if words else None


_NOTICES = {
    "overdue": ("Deadline passed", "The last day to answer is over; if you still have a solution, ask the office."),
    "signed": ("Signed", "A company has signed; for what its licence leaves open, ask the office."),
    "landed": ("In use", "A company uses it; for its experience or a like cooperation, ask the office."),
    "paused": ("Paused", "Not on offer at present; the state will change when it is again."),
    "negotiating": ("Negotiating", "A company is in talks; the office still notes further interest."),
}


def _link_to(identifier: str | None, views: Views) -> Link | None:
    """The record that took the place of another: its English page if it has one."""
    entry = views.catalogue.by_id.get(identifier) if identifier else None
    if entry is None:
        return None
    if has_english(entry):
        return Link(Said(entry.record.title_en or ""), english_url(entry.url))
    return Link(say(entry.record.title), entry.url)
