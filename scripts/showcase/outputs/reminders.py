"""What agencies are to look at again, as a sheet of just these records and as days in a calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from urllib.parse import urlsplit

from icalendar import Alarm, Calendar, Event

from showcase.authoring.manuscript import tidy
from showcase.authoring.rows import Written
from showcase.authoring.workbook import render_renewal_workbook
from showcase.catalogue.entry import Entry
from showcase.derived.freshness import build_calls_ahead
from showcase.derived.site import Site
from showcase.derived.views import Output, Views
from showcase.files.digests import value_digest
from showcase.files.kept import recall
from showcase.outputs.feeds.calendar import begin_calendar
from showcase.schema.records import MODELS

AHEAD = timedelta(days=14)
"""So long before the last day of validity the calendar reminds."""


def due_path(code: str, ending: str) -> str:
    """Where an agency's sheet (`.xlsx`) and calendar (`.ics`) stand."""
    return f"freshness/{code}/due{ending}"


def render_reminders(code: str, due: Sequence[Entry], views: Views) -> list[Output]:
    """An agency's sheet of what is due, if anything is, and the calendar of all that it has listed."""
    site, vocabularies = views.site, views.catalogue.vocabularies
    listed = [entry for entry in views.catalogue.listed if entry.record.agency == code]
    name = f"{vocabularies.agencies[code].label}：有效期提醒"
    known = [(entry.source.sha256, entry.commits) for entry in listed]
    key = value_digest((name, site, views.catalogue.as_of, vocabularies.digest, known))
    made = [(due_path(code, ".ics"), recall("expiry", key, lambda: render_expiry(listed, name, site)))]
    if due:
        made.append((due_path(code, ".xlsx"), render_due(due, views)))
    return made


def render_due(due: Sequence[Entry], views: Views) -> bytes:
    """The sheet of these records."""
    once = {entry.id: entry for entry in due}.values()
    written = {kind: [written_of(entry) for entry in once if entry.kind == kind] for kind in MODELS}
    records = {kind: found for kind, found in written.items() if found}
    return render_renewal_workbook(records, views.catalogue.vocabularies, views.catalogue.as_of, views.site.palette)


def written_of(entry: Entry) -> Written:
    """A record as a row of a sheet."""
    return Written(entry.source.data, tidy(entry.source.body), entry.source.version)


def render_expiry(entries: Iterable[Entry], name: str, site: Site) -> bytes:
    """A calendar: the last day of validity of each record that is not settled, and by when somebody is to be called."""
    entries = tuple(entries)
    calendar: Calendar = begin_calendar("renewals", name, site.absolute("freshness/"))
    for entry in sorted(entries, key=lambda entry: (entry.valid_until, entry.id)):
        if entry.state.tone != "done":
            calendar.add_component(_build_event(entry, site))
    for call in build_calls_ahead(entries):
        calendar.add_component(_build_call(call.entry, call.day, site))
    return bytes(calendar.to_ical())


def _build_call(entry: Entry, day: date, site: Site) -> Event:
    event = Event()
    event.add("uid", f"call-{entry.id}@{urlsplit(site.url).hostname or 'showcase'}")
    event.add("dtstamp", entry.modified.astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"首次联系期限：{entry.record.title}")
    event.add("description", f"{entry.id} 过了这天还没有联系，就算未回应。\n{site.absolute(entry.url)}")
    event.add("url", site.absolute(entry.url))
    event.add("sequence", len(entry.commits))
    return event


def _build_event(entry: Entry, site: Site) -> Event:
    event = Event()
    event.add("uid", f"renew-{entry.id}@{urlsplit(site.url).hostname or 'showcase'}")
    event.add("dtstamp", entry.modified.astimezone(UTC))
    event.add("dtstart", entry.valid_until)
    event.add("dtend", entry.valid_until + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"到期前复核：{entry.record.title}")
    event.add("description", f"{entry.id} 有效期至 {entry.valid_until}，过后退出列表。\n{site.absolute(entry.url)}")
    event.add("url", site.absolute(entry.url))
    event.add("sequence", len(entry.commits))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -AHEAD)
    alarm.add("description", f"到期前复核：{entry.record.title}")
    event.add_component(alarm)
    return event
