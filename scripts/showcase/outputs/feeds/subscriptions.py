"""What can be subscribed to: the whole catalogue and every value of every facet.

The JSON Feed and the Atom feed of a subscription hold the same entries in the same parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from showcase.catalogue.entry import Entry
from showcase.derived.changes import day_after, midnight
from showcase.derived.indexes import Group
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.chain import Chain, Cut, Part, build_chain
from showcase.past.day import SHANGHAI

# A part of whole items, 12 × (MAX_CONTENT + SHORT_BYTES), keeps to chain.MAX_BYTES, and so does a value's feed.
WHOLE_ITEMS = 12
NEWEST_ITEMS = 30
"""Entries of a value's feed. What is older stands in the feed of everything and in the lists of the API."""
SHORT_BYTES = 4_000
"""More than an item without its body ever takes: the fields' lengths are limited."""

MAX_CONTENT = 16_000
"""Bytes, escaped. A longer body is left to the record's page, so that WHOLE_ITEMS of them fit into a file."""

_RELATIVE = re.compile(r'(<(?:a href|img src)=")(?!https?:|mailto:|#)')


@dataclass(frozen=True)
class Subscription:
    """`stem` is the address without ending; `home` the page that shows the same.

    `whole`: with the bodies, and with archives of all that is older than the head; else the newest alone.
    """

    stem: str
    title: str
    home: str
    whole: bool
    entries: tuple[Entry, ...]
    former: tuple[Entry, ...]
    since: Mapping[str, date]
    """By id, when each entry came: what a reader takes for its date."""
    chain: Chain[Entry]
    moved: tuple[datetime, ...] = ()
    """When records left it that still stand elsewhere: without these its own time would go back."""

    @property
    def json_path(self) -> str:
        return f"{self.stem}.json"

    @property
    def atom_path(self) -> str:
        return "atom.xml" if self.whole else f"{self.stem}.atom"

    def archive_path(self, part: Part[Entry], ending: str) -> str:
        return f"feeds/archive/{part.name}{ending}"

    @property
    def complete(self) -> bool:
        """Whether the head is all there is."""
        return len(self.chain.head) == len(self.entries)


def build_subscriptions(views: Views) -> Iterator[Subscription]:
    """The whole first, then every value of every facet."""
    yield _build_whole(views)
    for index in views.indexes.values():
        for group in index.groups.values():
            yield _build_newest(group, views.site)


def _build_whole(views: Views) -> Subscription:
    entries = newest_first(views.catalogue.entries, views.since)
    former = tuple(entry for entry in entries if not entry.listed)

    def measure(entry: Entry) -> int:
        return SHORT_BYTES + _escaped_size(build_content(entry, views.site))

    cut = Cut(WHOLE_ITEMS, lambda entry: views.since[entry.id], measure, lambda entry: entry.listed)
    listed, chain = views.catalogue.listed, build_chain(entries, cut)
    return Subscription("feed", views.site.name, "", True, listed, former, views.since, chain)


def _build_newest(group: Group, site: Site) -> Subscription:
    """The subscription of one value of a facet: summaries only."""
    title = f"{site.name}：{group.term.label}"
    newest = Chain(tuple(newest_first(group.entries, group.since)[:NEWEST_ITEMS]), ())
    moved = tuple(_moved(entry, stay.left.day) for entry, stay in group.members if stay.left.why == "changed")
    return Subscription(
        feed_stem(group), title, group.url, False, group.entries, group.former, group.since, newest, moved
    )


def _moved(entry: Entry, day: date) -> datetime:
    """When the entry's file was changed on the day on which it left a list by that."""
    times = (commit.time for commit in entry.commits if commit.time.astimezone(SHANGHAI).date() == day)
    return max(times, default=midnight(day))


def newest_first(entries: Iterable[Entry], since: Mapping[str, date]) -> list[Entry]:
    """What came last first."""
    return sorted(entries, key=lambda entry: since[entry.id], reverse=True)


def feed_stem(group: Group) -> str:
    return f"feeds/{group.facet.name}/{group.term.code}"


def changed(entry: Entry, since: date) -> datetime:
    """When a reader has something new of the entry: its last change, or that it came, if that was later.

    Readers pass over what is dated before what they have seen; a merge brings commits that are older than it.
    """
    return max(entry.modified, midnight(since))


def left(entry: Entry) -> datetime:
    """When an entry that is listed no more left the lists: without it a feed's own time would go back."""
    return max(entry.modified, day_after(entry.valid_until)) if entry.expired else entry.modified


def build_content(entry: Entry, site: Site) -> str:
    """Summary and body as HTML; a reader shows it anywhere, so attachments have their whole address."""
    summary = f"<p>{escape(entry.record.summary, quote=False)}</p>"
    page = site.absolute(entry.url)
    whole = summary + _RELATIVE.sub(lambda match: match[1] + page, entry.body_html)
    if _escaped_size(whole) <= MAX_CONTENT:
        return whole
    return f'{summary}<p>正文较长，<a href="{escape(page)}">请看全文</a>。</p>'


def _escaped_size(html: str) -> int:
    """Bytes of the text inside JSON or XML at most."""
    return len(escape(html).encode()) + html.count("\n") + html.count("\\")
