"""Atom (RFC 4287) beside every JSON Feed.

The feed of everything is an archived feed (RFC 5005, section 4) with the same parts as its JSON Feed. Those of
facets have a head only, since archives would double some hundred thousand items that nobody reads in Atom; a
head that holds all there is says so (section 2). A record that was withdrawn is a deleted entry (RFC 6721).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from html import escape
from typing import Any

from feedgenerator import Atom1Feed
from feedgenerator.django.utils.feedgenerator import rfc3339_date
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from showcase.catalogue.entry import Entry
from showcase.derived.site import Site
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.chain import Part
from showcase.outputs.feeds.subscriptions import Subscription, build_content, build_subscriptions
from showcase.past.history import SHANGHAI
from showcase.schema.parts import Withdrawal

TOMBSTONES = 30
"""Deleted entries that a head names, the latest; api/v1/tombstones.json has all."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed that never held anything changed."""


class _Feed(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """Atom1Feed with ready entries, tombstones and paging; `own` is (element, text, attributes) at the feed."""

    own: Sequence[tuple[str, str, dict[str, str]]] = ()
    entries: Sequence[bytes] = ()
    tombstones: Sequence[tuple[str, Withdrawal]] = ()
    updated: datetime = _NEVER

    def latest_post_date(self) -> datetime:
        return self.updated

    def root_attributes(self) -> dict[str, Any]:
        spaces = {"xmlns:fh": "http://purl.org/syndication/history/1.0"}
        if self.tombstones:
            spaces["xmlns:at"] = "http://purl.org/atompub/tombstones/1.0"
        return {**super().root_attributes(), **spaces}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for name, text, attributes in self.own:
            handler.addQuickElement(name, text, attributes)
        for address, withdrawal in self.tombstones:
            handler.startElement("at:deleted-entry", {"ref": address, "when": _midnight(withdrawal)})
            handler.addQuickElement("at:comment", withdrawal.reason)
            handler.endElement("at:deleted-entry")

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        for entry in self.entries:
            handler.ignorableWhitespace(entry.decode())  # the one way to write what is XML already

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for scheme, term, label in item["coded"]:
            handler.addQuickElement("category", "", {"scheme": scheme, "term": term, "label": label})


def render_atom_feeds(views: Views) -> Iterator[Output]:
    """atom.xml with its archives, feeds/<facet>/<code>.atom."""
    for subscription in build_subscriptions(views):
        chain = subscription.chain
        render = _render_whole if subscription.whole else _render_short
        own = _head_elements(views.site, subscription)
        yield subscription.atom_path, _render_feed(views, subscription, subscription.atom_path, chain.head, own, render)
        for number, part in enumerate(chain.archives if subscription.whole else ()):
            path = subscription.archive_path(part, ".atom")
            own = _archive_elements(views.site, subscription, chain.archives[number + 1 :])
            yield path, _render_feed(views, subscription, path, part.entries, own, render)


def _head_elements(site: Site, subscription: Subscription) -> list[tuple[str, str, dict[str, str]]]:
    json_feed = {"rel": "alternate", "type": "application/feed+json", "href": site.absolute(subscription.json_path)}
    archives = subscription.chain.archives
    if not archives:
        return [("link", "", json_feed), ("fh:complete", "", {})]
    if not subscription.whole:
        return [("link", "", json_feed)]
    return [("link", "", json_feed), _previous(site, subscription, archives[0])]


def _archive_elements(
    site: Site, subscription: Subscription, older: Sequence[Part]
) -> list[tuple[str, str, dict[str, str]]]:
    """No next-archive: an older file must not change when a newer one appears."""
    current = ("link", "", {"rel": "current", "href": site.absolute(subscription.atom_path)})
    previous = [_previous(site, subscription, part) for part in older[:1]]
    return [("fh:archive", "", {}), current, *previous]


def _previous(site: Site, subscription: Subscription, part: Part) -> tuple[str, str, dict[str, str]]:
    return "link", "", {"rel": "prev-archive", "href": site.absolute(subscription.archive_path(part, ".atom"))}


def _render_feed(
    views: Views,
    subscription: Subscription,
    path: str,
    entries: Sequence[Entry],
    own: Sequence[tuple[str, str, dict[str, str]]],
    render: Callable[[Views, Entry], bytes],
) -> bytes:
    site = views.site
    home = site.absolute(subscription.home)
    feed = _Feed(
        title=subscription.title,
        link=home,
        description=site.description,
        language="zh-CN",
        feed_url=site.absolute(path),
        feed_guid=home,
    )
    feed.own = own
    feed.entries = [views.once(render, entry) for entry in entries]
    gone = _gone(subscription.former) if path == subscription.atom_path else []
    feed.tombstones = [(site.absolute(entry.url), withdrawal) for entry, withdrawal in gone]
    feed.updated = max([entry.modified for entry in (*entries, *(entry for entry, _ in gone))], default=_NEVER)
    return _written(feed.write)


def _gone(former: Sequence[Entry]) -> list[tuple[Entry, Withdrawal]]:
    """The records withdrawn last, latest first."""
    gone = [(entry, entry.record.withdrawn) for entry in former if entry.record.withdrawn]
    gone.sort(key=lambda pair: (pair[1].date, pair[0].id), reverse=True)
    return gone[:TOMBSTONES]


def _midnight(withdrawal: Withdrawal) -> str:
    return rfc3339_date(datetime.combine(withdrawal.date, time(), SHANGHAI))  # type: ignore[no-any-return]


def _render_whole(views: Views, entry: Entry) -> bytes:
    return _render_entry(views, entry, build_content(entry, views.site))


def _render_short(views: Views, entry: Entry) -> bytes:
    return _render_entry(views, entry, None)


def _render_entry(views: Views, entry: Entry, content: str | None) -> bytes:
    record = entry.record
    url = views.site.absolute(entry.url)
    feed = _Feed(title="", link="", description=None)
    feed.add_item(
        title=record.title,
        link=url,
        unique_id=url,
        description=escape(record.summary, quote=False),
        content=content,
        pubdate=datetime.combine(record.published, time(), SHANGHAI),
        updateddate=entry.modified,
        author_name=entry.agency.label,
        categories=record.keywords,
        coded=_codes(views, entry),
    )

    def write(target: io.StringIO, encoding: str) -> None:
        Atom1Feed.write_items(feed, SimplerXMLGenerator(target, encoding, short_empty_elements=True))

    return _written(write)


def _codes(views: Views, entry: Entry) -> list[tuple[str, str, str]]:
    """The record's place in the two systems of industries and in the contract classes."""
    found = []
    for name in ("industry", "marine-sector", "category"):
        facet = views.indexes[name].facet
        vocabulary = entry.vocabularies[facet.vocabulary]
        scheme = views.site.absolute(f"{name}/")
        found += [(scheme, code, vocabulary[code].label) for code in facet.codes(entry)]
    return found


def _written(write: Callable[[io.StringIO, str], object]) -> bytes:
    target = io.StringIO()
    write(target, "utf-8")
    return target.getvalue().encode()
