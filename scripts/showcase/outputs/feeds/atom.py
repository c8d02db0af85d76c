"""Atom (RFC 4287) beside every JSON Feed.

The feed of everything is an archived feed (RFC 5005, section 4) with the same parts as its JSON Feed. Those of
facets have a head only, of the newest; a head that holds all there is says so (section 2). A record that was
withdrawn is a deleted entry (RFC 6721).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from html import escape
from xml.etree.ElementTree import Element, tostring

from showcase.catalogue.entry import Entry
from showcase.derived.site import Site
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.chain import Part
from showcase.outputs.feeds.subscriptions import Subscription, build_content, build_subscriptions, changed, left
from showcase.past.day import SHANGHAI
from showcase.schema.parts import Withdrawal

TOMBSTONES = 30
"""Deleted entries that a head names, the latest, so that it does not grow for ever; api/v1/tombstones.json has all."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed that never held anything changed."""

DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
_END = b"</feed>"


def render_atom_feeds(views: Views) -> Iterator[Output]:
    """atom.xml with its archives, feeds/<facet>/<code>.atom."""
    for subscription in build_subscriptions(views):
        chain = subscription.chain
        render = _render_whole if subscription.whole else _render_short
        own = _head_elements(views.site, subscription)
        yield subscription.atom_path, _render_feed(views, subscription, subscription.atom_path, chain.head, own, render)
        for number, part in enumerate(chain.archives):
            path = subscription.archive_path(part, ".atom")
            own = _archive_elements(views.site, subscription, chain.archives[number + 1 :])
            yield path, _render_feed(views, subscription, path, part.items, own, render)


def build_element(name: str, text: str | None = None, /, **attributes: str) -> Element:
    element = Element(name, attributes)
    element.text = text
    return element


def _head_elements(site: Site, subscription: Subscription) -> list[Element]:
    address = site.absolute(subscription.json_path)
    json_feed = build_element("link", href=address, rel="alternate", type="application/feed+json")
    if subscription.complete:
        return [json_feed, build_element("fh:complete")]
    return [json_feed, *(_previous(site, subscription, part) for part in subscription.chain.archives[:1])]


def _archive_elements(site: Site, subscription: Subscription, older: Sequence[Part[Entry]]) -> list[Element]:
    """No next-archive: an older file must not change when a newer one appears."""
    current = build_element("link", href=site.absolute(subscription.atom_path), rel="current")
    return [build_element("fh:archive"), current, *(_previous(site, subscription, part) for part in older[:1])]


def _previous(site: Site, subscription: Subscription, part: Part[Entry]) -> Element:
    return build_element("link", href=site.absolute(subscription.archive_path(part, ".atom")), rel="prev-archive")


def _render_feed(
    views: Views,
    subscription: Subscription,
    path: str,
    entries: Sequence[Entry],
    own: Sequence[Element],
    render: Callable[[Views, Entry, date], bytes],
) -> bytes:
    """`own` is what only a head or only an archive says at the feed."""
    site = views.site
    gone = withdrawn_last(subscription.former) if path == subscription.atom_path else []
    feed = build_feed_element(deletes=bool(gone))
    home = site.absolute(subscription.home)
    feed.append(build_element("title", subscription.title))
    feed.append(build_element("link", href=home, rel="alternate"))
    feed.append(build_element("link", href=site.absolute(path), rel="self"))
    feed.append(build_element("id", home))
    times = [changed(entry, subscription.since[entry.id]) for entry in entries]
    times += [left(entry) for entry in subscription.former] if path == subscription.atom_path else []
    times += subscription.moved if path == subscription.atom_path else []
    feed.append(build_element("updated", max(times, default=NEVER).isoformat()))
    feed.append(build_element("subtitle", site.description))
    feed.extend(own)
    feed.extend(build_deleted_entry(site.absolute(entry.url), withdrawal) for entry, withdrawal in gone)
    # An entry stands in many feeds: it is written once, and its bytes go between the feed's beginning and end.
    beginning = tostring(feed, "utf-8").removesuffix(_END)
    written = (views.once(render, entry, subscription.since[entry.id]) for entry in entries)
    return b"".join([DECLARATION, beginning, *written, _END])


def build_feed_element(language: str = "zh-CN", *, deletes: bool) -> Element:
    """The namespaces are declared here by hand, once for all: ElementTree would do so again at every entry."""
    spaces = {"xmlns": "http://www.w3.org/2005/Atom"}
    if deletes:
        spaces["xmlns:at"] = "http://purl.org/atompub/tombstones/1.0"
    return Element("feed", {"xml:lang": language, **spaces, "xmlns:fh": "http://purl.org/syndication/history/1.0"})


def build_deleted_entry(address: str, withdrawal: Withdrawal, language: str | None = None) -> Element:
    """`language` is that of the reason where the feed is in another."""
    deleted = build_element("at:deleted-entry", ref=address, when=midnight_of(withdrawal.date))
    said = {"xml:lang": language} if language else {}
    deleted.append(build_element("at:comment", withdrawal.reason, **said))
    return deleted


def withdrawn_last(former: Sequence[Entry]) -> list[tuple[Entry, Withdrawal]]:
    """The records withdrawn last, latest first."""
    gone = [(entry, entry.record.withdrawn) for entry in former if entry.record.withdrawn]
    gone.sort(key=lambda pair: (pair[1].date, pair[0].id), reverse=True)
    return gone[:TOMBSTONES]


def midnight_of(day: date) -> str:
    return datetime.combine(day, time(), SHANGHAI).isoformat()


def _render_whole(views: Views, entry: Entry, since: date) -> bytes:
    return _render_entry(views, entry, since, [build_element("content", build_content(entry, views.site), type="html")])


def _render_short(views: Views, entry: Entry, since: date) -> bytes:
    return _render_entry(views, entry, since, [])


def _render_entry(views: Views, entry: Entry, since: date, content: Sequence[Element]) -> bytes:
    record = entry.record
    url = views.site.absolute(entry.url)
    author = build_element("author")
    author.append(build_element("name", entry.agency.label))
    element = build_element("entry")
    element.extend(
        [
            build_element("title", record.title),
            build_element("link", href=url, rel="alternate"),
            build_element("published", midnight_of(since)),
            build_element("updated", changed(entry, since).isoformat()),
            author,
            build_element("id", url),
            build_element("summary", escape(record.summary, quote=False), type="html"),
            *content,
            *(build_element("category", term=keyword) for keyword in record.keywords),
            *_codes(views, entry),
        ]
    )
    written: bytes = tostring(element, "utf-8")
    return written


def _codes(views: Views, entry: Entry) -> Iterator[Element]:
    """The record's place in the two systems of industries and in the contract classes."""
    for name in ("industry", "marine-sector", "category"):
        facet = views.indexes[name].facet
        vocabulary = entry.vocabularies[facet.vocabulary]
        scheme = views.site.absolute(f"{name}/")
        for code in facet.codes(entry):
            yield build_element("category", label=vocabulary[code].label, scheme=scheme, term=code)
