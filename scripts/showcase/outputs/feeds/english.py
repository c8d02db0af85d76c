"""en/atom.xml: the newest records that have an English page, in English (RFC 4287, RFC 6721).

It is there as soon as one record has both English fields, and stays when all of them have left the lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, tostring

from showcase.catalogue.entry import Entry
from showcase.derived.english import FOLDER, NAME, Said, english_url, has_english, say_term, say_terms
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.atom import (
    DECLARATION,
    NEVER,
    build_deleted_entry,
    build_element,
    build_feed_element,
    midnight_of,
    withdrawn_last,
)
from showcase.outputs.feeds.subscriptions import NEWEST_ITEMS, changed, left, newest_first

PATH = f"{FOLDER}atom.xml"


def render_english_feed(views: Views) -> Iterator[Output]:
    """One file, or none."""
    found = [entry for entry in views.catalogue.entries if has_english(entry)]
    if not found:
        return
    site = views.site
    entries = newest_first((entry for entry in found if entry.listed), views.since)[:NEWEST_ITEMS]
    gone = withdrawn_last([entry for entry in found if entry.withdrawn])
    feed = build_feed_element("en", deletes=bool(gone))
    home = site.absolute(FOLDER)
    times = [changed(entry, views.since[entry.id]) for entry in entries]
    times += [left(entry) for entry in found if not entry.listed]
    feed.extend(
        [
            build_element("title", NAME),
            build_element("link", href=home, rel="alternate", hreflang="en"),
            build_element("link", href=site.absolute(PATH), rel="self"),
            build_element("id", home),
            build_element("updated", max(times, default=NEVER).isoformat()),
        ]
    )
    feed.extend(
        build_deleted_entry(site.absolute(english_url(entry.url)), withdrawal, language="zh")
        for entry, withdrawal in gone
    )
    feed.extend(_build_entry(views, entry, views.since[entry.id]) for entry in entries)
    yield PATH, DECLARATION + tostring(feed, "utf-8")


def _build_entry(views: Views, entry: Entry, since: date) -> Element:
    record = entry.record
    url = views.site.absolute(english_url(entry.url))
    element = build_element("entry")
    author = build_element("author")
    author.append(_said("name", say_term(entry.agency)))
    element.extend(
        [
            build_element("title", record.title_en),
            build_element("link", href=url, rel="alternate", hreflang="en"),
            build_element("published", midnight_of(since)),
            build_element("updated", changed(entry, since).isoformat()),
            author,
            build_element("id", url),
            build_element("summary", record.summary_en),
            *_categories(views, entry),
        ]
    )
    return element


def _categories(views: Views, entry: Entry) -> Iterator[Element]:
    for facet, field in (("industry", "industries"), ("marine-sector", "marine_sectors"), ("category", "categories")):
        scheme = views.site.absolute(f"{facet}/")
        for code, said in zip(entry.codes(field), say_terms(entry.terms(field)), strict=True):
            element = build_element("category", label=said.text, scheme=scheme, term=code)
            yield _in_language(element, said)


def _said(name: str, said: Said) -> Element:
    return _in_language(build_element(name, said.text), said)


def _in_language(element: Element, said: Said) -> Element:
    if said.lang:
        element.set("xml:lang", said.lang)
    return element
