"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): a head and a chain of monthly archives.

The head holds the newest months until it has HEAD_ITEMS items; `next_url` leads to the month
before, and so on to the oldest. Each item is in exactly one file of the chain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import groupby, pairwise
from typing import Any

from showcase.entry import Entry
from showcase.feeds.documents import FeedExtension, build_summary
from showcase.history import SHANGHAI
from showcase.site import Site
from showcase.views import Output, Views

FEED_VERSION = "https://jsonfeed.org/version/1.1"
HEAD_ITEMS = 20


def render_feed(views: Views) -> Iterator[Output]:
    """feed.json and feeds/archive/<yyyy-mm>.json."""
    months = [(month, tuple(entries)) for month, entries in groupby(views.catalogue.listed, key=_month)]
    pages = [("feed.json", head)] if (head := _take_head(months)) or not months else []
    pages += [(f"feeds/archive/{month}.json", entries) for month, entries in months]
    for (path, entries), following in pairwise([*pages, None]):  # type: ignore[misc]  # the last has no next
        next_url = views.site.absolute(following[0]) if following else None
        yield path, _render_page(views.site, path, entries, next_url)


def _take_head(months: list[tuple[str, tuple[Entry, ...]]]) -> tuple[Entry, ...]:
    """Remove the newest months from `months` until there are enough items."""
    head: tuple[Entry, ...] = ()
    while months and len(head) < HEAD_ITEMS:
        head += months.pop(0)[1]
    return head


def _month(entry: Entry) -> str:
    return entry.record.published.strftime("%Y-%m")


def _render_page(site: Site, path: str, entries: Sequence[Entry], next_url: str | None) -> bytes:
    feed: dict[str, Any] = {
        "version": FEED_VERSION,
        "title": site.name,
        "home_page_url": site.url,
        "feed_url": site.absolute(path),
        "description": site.description,
    }
    if next_url:
        feed["next_url"] = next_url
    feed |= {"language": "zh-CN", "items": [build_item(entry, site) for entry in entries]}
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def build_item(entry: Entry, site: Site) -> dict[str, Any]:
    """One item; its id is the record's id, which never changes."""
    record = entry.record
    summary = build_summary(entry, site).model_dump(mode="json")
    agency = entry.vocabularies["agencies"][record.agency].label
    return {
        "id": record.id,
        "url": summary["url"],
        "title": record.title,
        "content_html": f"<p>{_escape(record.summary)}</p>{entry.body_html}",
        "summary": record.summary,
        "date_published": datetime.combine(record.published, time(), SHANGHAI).isoformat(),
        "date_modified": entry.modified.isoformat(),
        "authors": [{"name": agency}],
        "tags": record.keywords,
        "language": "zh-CN",
        "_showcase": {name: summary[name] for name in FeedExtension.model_fields},
    }


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
