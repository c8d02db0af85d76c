"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): a head and a chain of monthly archives.

The head holds the newest months until it has HEAD_ITEMS items; `next_url` leads to the month
before, and so on to the oldest. Each item is in exactly one file of the chain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import groupby
from typing import Any

from showcase.entry import Entry
from showcase.feeds.documents import FeedExtension, build_summary
from showcase.history import SHANGHAI
from showcase.indexes import Group
from showcase.site import Site
from showcase.views import Output, Views

FEED_VERSION = "https://jsonfeed.org/version/1.1"
HEAD_ITEMS = 20

_RELATIVE = re.compile(r'(<(?:a href|img src)=")(?!https?:|mailto:|#)')


def render_feeds_of_groups(views: Views) -> Iterator[Output]:
    """feeds/<facet>/<code>.json for every value of every facet, archives below feeds/<facet>/<code>/."""
    for index in views.indexes.values():
        for group in index.groups.values():
            title = f"{views.site.name}：{group.term.label}"
            yield from _render_chain(views.site, feed_path(group), title, group.url, group.entries)


def feed_path(group: Group) -> str:
    return f"feeds/{group.facet.name}/{group.term.code}.json"


def render_feed(views: Views) -> Iterator[Output]:
    """feed.json and feeds/archive/<yyyy-mm>.json."""
    yield from _render_chain(views.site, "feed.json", views.site.name, "", views.catalogue.listed)


def _render_chain(site: Site, head: str, title: str, home: str, entries: Sequence[Entry]) -> Iterator[Output]:
    """The head at path `head` and its archives; `home` is the page that shows the same."""
    folder = "feeds/archive" if head == "feed.json" else head.removesuffix(".json")
    months = [(month, tuple(members)) for month, members in groupby(entries, key=_month)]
    newest = _take_head(months)
    pages = [(head, newest), *((f"{folder}/{month}.json", members) for month, members in months)]
    for number, (path, members) in enumerate(pages):
        next_url = site.absolute(pages[number + 1][0]) if number + 1 < len(pages) else None
        feed = _feed(site, path, title, home) | ({"next_url": next_url} if next_url else {})
        items = [build_item(entry, site) | _content(entry, site, whole=not home) for entry in members]
        document = feed | {"language": "zh-CN", "items": items}
        yield path, json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _take_head(months: list[tuple[str, tuple[Entry, ...]]]) -> tuple[Entry, ...]:
    """Remove the newest months from `months` until there are enough items."""
    head: tuple[Entry, ...] = ()
    while months and len(head) < HEAD_ITEMS:
        head += months.pop(0)[1]
    return head


def _month(entry: Entry) -> str:
    return entry.record.published.strftime("%Y-%m")


def _feed(site: Site, path: str, title: str, home: str) -> dict[str, Any]:
    return {
        "version": FEED_VERSION,
        "title": title,
        "home_page_url": site.absolute(home),
        "feed_url": site.absolute(path),
        "description": site.description,
    }


def build_item(entry: Entry, site: Site) -> dict[str, Any]:
    """One item without its content; its id is the record's id, which never changes."""
    record = entry.record
    summary = build_summary(entry, site).model_dump(mode="json")
    agency = entry.vocabularies["agencies"][record.agency].label
    return {
        "id": record.id,
        "url": summary["url"],
        "title": record.title,
        "summary": record.summary,
        "date_published": datetime.combine(record.published, time(), SHANGHAI).isoformat(),
        "date_modified": entry.modified.isoformat(),
        "authors": [{"name": agency}],
        "tags": record.keywords,
        "language": "zh-CN",
        "_showcase": {name: summary[name] for name in FeedExtension.model_fields},
    }


def _content(entry: Entry, site: Site, *, whole: bool) -> dict[str, str]:
    """The whole text in the feed of everything, the summary in the many feeds of groups."""
    summary = entry.record.summary
    if not whole:
        return {"content_text": summary}
    # A reader shows the item anywhere: attachments are named by their whole address.
    body = _RELATIVE.sub(rf"\1{site.absolute(entry.url)}", entry.body_html)
    return {"content_html": f"<p>{_escape(summary)}</p>{body}"}


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
