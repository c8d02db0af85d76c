"""api/v1/events.json and events.ics: roadshows and meetings, as data and as days in a calendar (RFC 5545, RFC 7986).

A cancelled event stays in the calendar and says so in its title too, until its days are KEPT_DAYS past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from urllib.parse import urlsplit

from icalendar import Event

from showcase.derived.events import Gathering
from showcase.derived.site import Site
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.api import render_model
from showcase.outputs.feeds.base import API, Document
from showcase.outputs.feeds.calendar import KEPT_DAYS, begin_calendar
from showcase.outputs.feeds.versions import VERSION
from showcase.past.day import SHANGHAI
from showcase.schema.terms import Contact

PATH = "events.ics"
Day = date
"""A field is called `date`."""


class EventDocument(Document):
    """A roadshow or a meeting."""

    code: str
    title: str
    summary: str | None
    date: Day
    until: Day
    hours: str | None
    state: Literal["planned", "running", "held", "cancelled"]
    district: str
    place: str
    organiser: str
    contact: Contact | None
    ids: list[str]
    url: str
    demo: bool


class EventList(Document):
    """All events: those ahead first, the next one leading, then those that are over, the latest leading."""

    version: str
    as_of: date
    count: int
    items: list[EventDocument]


def render_events(views: Views) -> Iterator[Output]:
    """The document always, the calendar as soon as there is an event."""
    items = [_document(one, views.site) for one in views.events]
    whole = EventList(version=VERSION, as_of=views.catalogue.as_of, count=len(items), items=items)
    yield f"{API}/events.json", render_model(whole)
    if views.events:
        yield PATH, _render_calendar(views)


def _document(one: Gathering, site: Site) -> EventDocument:
    event = one.event
    return EventDocument.model_validate(
        {
            "code": event.code,
            "title": event.title,
            "summary": event.summary,
            "date": event.date,
            "until": one.last,
            "hours": event.hours,
            "state": one.state.code,
            "district": event.district,
            "place": event.place,
            "organiser": event.organiser,
            "contact": one.contact,
            "ids": [entry.id for entry in one.entries],
            "url": site.absolute(one.url),
            "demo": event.demo,
        }
    )


def _render_calendar(views: Views) -> bytes:
    calendar = begin_calendar("events", f"{views.site.name}：活动", views.site.absolute("events/"))
    oldest = views.catalogue.as_of - timedelta(days=KEPT_DAYS)
    for one in sorted(views.events, key=lambda one: (one.event.date, one.event.code)):
        if one.last >= oldest:
            calendar.add_component(_build_event(one, views.site))
    written: bytes = calendar.to_ical()
    return written


def _build_event(one: Gathering, site: Site) -> Event:
    event, cancelled = Event(), one.event.state == "cancelled"
    event.add("uid", f"event-{one.event.code}@{urlsplit(site.url).hostname or 'showcase'}")
    event.add("dtstamp", datetime.combine(one.as_of, time(), SHANGHAI).astimezone(UTC))
    start, end = _span(one)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("url", site.absolute(one.url))
    event.add("location", one.place)
    event.add("summary", f"{'（已取消）' if cancelled else ''}{one.event.title}")
    event.add("description", _describe(one, site))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("sequence", int(cancelled))
    return event


def _span(one: Gathering) -> tuple[date, date]:
    """The hours of a single day, in UTC so that no calendar asks for a zone; else whole days."""
    if one.event.hours and one.last == one.event.date:
        begins, ends = (time(int(hour), int(minute)) for hour, minute in _HOURS.findall(one.event.hours))
        if begins < ends:
            day = one.event.date
            first, last = (datetime.combine(day, hour, SHANGHAI).astimezone(UTC) for hour in (begins, ends))
            return first, last
    return one.event.date, one.last + timedelta(days=1)


_HOURS = re.compile(r"(\d{1,2}):(\d{1,2})")


def _describe(one: Gathering, site: Site) -> str:
    contact = one.contact if one.coming else None
    ways = [contact.office, contact.phone, contact.email] if contact else []
    lines = [
        one.event.summary,
        f"时间：{one.days}",
        f"报名：{' '.join(way for way in ways if way)}" if any(ways) else "",
        site.absolute(one.url),
    ]
    return "\n".join(line for line in lines if line)
