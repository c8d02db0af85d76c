"""What can be subscribed to: the whole catalogue and every value of every facet.

The JSON Feed and the Atom feed of a subscription hold the same entries in the same parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape

from showcase.catalogue.entry import Entry
from showcase.derived.indexes import Group
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.outputs.feeds.chain import Chain, Cut, Part, build_chain

# A head holds at most one item less than chain.HEAD_ITEMS and then one part: (19 + 40) × SHORT_BYTES, and a part of
# whole items 12 × (MAX_CONTENT + SHORT_BYTES), keep to chain.MAX_BYTES.
SHORT_ITEMS = 40
WHOLE_ITEMS = 12
SHORT_BYTES = 4_000
"""More than an item without its body ever takes: the fields' lengths are limited."""

MAX_CONTENT = 16_000
"""Bytes, escaped. A longer body is left to the record's page, so that WHOLE_ITEMS of them fit into a file."""

_RELATIVE = re.compile(r'(<(?:a href|img src)=")(?!https?:|mailto:|#)')


@dataclass(frozen=True)
class Subscription:
    """`stem` is the address without ending; `home` the page that shows the same; `whole`: with the bodies."""

    stem: str
    title: str
    home: str
    whole: bool
    entries: tuple[Entry, ...]
    former: tuple[Entry, ...]
    measure: Callable[[Entry], int]

    @property
    def json_path(self) -> str:
        return f"{self.stem}.json"

    @property
    def atom_path(self) -> str:
        return "atom.xml" if self.whole else f"{self.stem}.atom"

    def archive_path(self, part: Part[Entry], ending: str) -> str:
        folder = "feeds/archive" if self.whole else self.stem
        return f"{folder}/{part.name}{ending}"

    @cached_property
    def chain(self) -> Chain[Entry]:
        members = sorted((*self.entries, *self.former), key=lambda entry: (-_published(entry).toordinal(), entry.id))
        part_items = WHOLE_ITEMS if self.whole else SHORT_ITEMS
        return build_chain(members, Cut(part_items, _published, self.measure, lambda entry: entry.listed))


def _published(entry: Entry) -> date:
    return entry.record.published


def build_subscriptions(views: Views) -> Iterator[Subscription]:
    """The whole first, then every value of every facet."""
    catalogue, site = views.catalogue, views.site
    former = tuple(entry for entry in catalogue.entries if not entry.listed)

    def measure(entry: Entry) -> int:
        return SHORT_BYTES + _escaped_size(build_content(entry, site))

    yield Subscription("feed", site.name, "", True, catalogue.listed, former, measure)
    for index in views.indexes.values():
        for group in index.groups.values():
            yield build_group_subscription(group, site)


def build_group_subscription(group: Group, site: Site) -> Subscription:
    """The subscription of one value of a facet: summaries only."""
    title = f"{site.name}：{group.term.label}"
    return Subscription(feed_stem(group), title, group.url, False, group.entries, group.former, lambda _: SHORT_BYTES)


def feed_stem(group: Group) -> str:
    return f"feeds/{group.facet.name}/{group.term.code}"


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
