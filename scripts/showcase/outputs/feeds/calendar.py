"""deadlines.ics: the deadlines of demands as days in a calendar (RFC 5545, RFC 7986).

A demand that can no longer be answered stays as a cancelled event until its deadline is KEPT_DAYS past, so that
calendars take it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vDuration

from showcase.catalogue.entry import Entry
from showcase.derived.site import Site
from showcase.derived.views import Output, Views

PATH = "deadlines.ics"
KEPT_DAYS = 30
_REFRESH = timedelta(days=1)


def render_calendar(views: Views) -> Iterator[Output]:
    """One event a demand, by deadline."""
    name = f"{views.site.name}：需求截止日期"
    calendar = begin_calendar("deadlines", name, views.site.absolute("demands/"))
    oldest = views.catalogue.as_of - timedelta(days=KEPT_DAYS)
    due = [(day, entry.id, entry) for entry in views.catalogue.entries if (day := entry.record.deadline)]
    for day, _, entry in sorted(due, key=lambda one: one[:2]):
        if day >= oldest:
            calendar.add_component(_build_event(entry, day, views.site))
    yield PATH, calendar.to_ical()


def begin_calendar(product: str, name: str, url: str) -> Calendar:
    """A calendar to be subscribed to, without events yet."""
    calendar = Calendar()
    calendar.add("prodid", f"-//showcase//{product}//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # RFC 7986's names, then what calendars understood before it.
    calendar.add("name", name)
    calendar.add("url", url)
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"value": "DURATION"})
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    return calendar


def _build_event(entry: Entry, deadline: date, site: Site) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@{urlsplit(site.url).hostname or 'showcase'}")
    event.add("dtstamp", entry.modified.astimezone(UTC))
    event.add("last-modified", entry.modified.astimezone(UTC))
    event.add("dtstart", deadline)
    event.add("dtend", deadline + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("url", site.absolute(entry.url))
    cancelled = entry.withdrawn or entry.expired or not entry.status.open
    # Outlook and phones pass over STATUS: the title says it too. What was withdrawn is named by its number only,
    # since the reason may lie in the words.
    mark = "（已取消）" if cancelled else ""
    event.add("summary", f"{mark}截止：{entry.id if entry.withdrawn else entry.record.title}")
    if not entry.withdrawn:
        event.add("description", f"{entry.record.summary}\n\n{site.absolute(entry.url)}")
        event.add("categories", _categories(entry))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    # Every commit counts two, so that one that expires between commits rises too.
    event.add("sequence", 2 * len(entry.commits) + cancelled)
    return event


def _categories(entry: Entry) -> list[str]:
    return list(dict.fromkeys(entry.labels("industries") + entry.labels("marine_sectors")))
