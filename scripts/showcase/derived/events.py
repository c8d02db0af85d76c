"""Events with what they show on the day: which are to come, which are over, and where a record will be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from showcase.catalogue.entry import Entry
from showcase.catalogue.facts import State
from showcase.catalogue.load import Catalogue
from showcase.rules.events import is_coming
from showcase.schema.event import Event
from showcase.schema.terms import Agency, Contact, Term
from showcase.schema.words import say_date


@dataclass(frozen=True)
class Gathering:
    """An event on the catalogue's day. `entries` are what it shows, in its order, without what was withdrawn."""

    event: Event
    entries: tuple[Entry, ...]
    organiser: Term
    district: Term
    as_of: date

    @property
    def url(self) -> str:
        """The page's address from the site's root."""
        return f"events/{self.event.code}/"

    @property
    def last(self) -> date:
        return self.event.until or self.event.date

    @property
    def coming(self) -> bool:
        return is_coming(self.event, self.as_of)

    @property
    def ahead(self) -> bool:
        """Whether its days are not over, cancelled ones too: whoever meant to go must see it."""
        return self.coming or (self.event.state == "cancelled" and self.last >= self.as_of)

    @property
    def state(self) -> State:
        if self.event.state == "cancelled":
            return State("cancelled", "已取消", "gone")
        if not self.coming:
            return State("held", "已举办" if self.event.state == "held" else "已结束", "done")
        if self.event.date <= self.as_of:
            return State("running", "今天举办" if self.last == self.event.date else "正在举办", "open")
        return State("planned", "将举办", "open")

    @property
    def days(self) -> str:
        """2026年12月8日至9日, with the hours if they are known."""
        first, last = self.event.date, self.last
        said = say_date(first)
        if last != first:
            said += f"至{last.day}日" if (last.year, last.month) == (first.year, first.month) else f"至{say_date(last)}"
        return f"{said} {self.event.hours}" if self.event.hours else said

    @property
    def place(self) -> str:
        return f"{self.district.label}，{self.event.place}"

    @property
    def contact(self) -> Contact | None:
        """Where to register: the event's own or its organiser's, as far as one is known."""
        return self.event.contact or (self.organiser.contact if isinstance(self.organiser, Agency) else None)


def build_events(catalogue: Catalogue) -> tuple[Gathering, ...]:
    """Those ahead first, the next one leading; then those that are over, the latest leading."""
    found = [_gathering(event, catalogue) for event in catalogue.events]
    ahead = sorted((one for one in found if one.ahead), key=lambda one: (one.event.date, one.event.code))
    over = sorted((one for one in found if not one.ahead), key=lambda one: (one.event.date, one.event.code))
    return (*ahead, *reversed(over))


def _gathering(event: Event, catalogue: Catalogue) -> Gathering:
    known = catalogue.vocabularies
    entries = (catalogue.by_id.get(identifier) for identifier in event.records)
    shown = {entry.id: entry for entry in entries if entry and not entry.withdrawn}
    organisers: dict[str, Term] = {**known.institutions, **known.agencies}
    organiser, district = organisers[event.organiser], known.districts[event.district]
    return Gathering(event, tuple(shown.values()), organiser, district, catalogue.as_of)


def build_showings(events: tuple[Gathering, ...]) -> dict[str, tuple[Gathering, ...]]:
    """By id the events to come at which a record is shown, the next one first."""
    found: dict[str, tuple[Gathering, ...]] = {}
    for one in events:
        for entry in one.entries if one.coming else ():
            found[entry.id] = (*found.get(entry.id, ()), one)
    return found
