"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): everything with a chain of archives, each value's newest.

`next_url` leads from the head of everything to the archive before it, and so on to the oldest. Each item is in exactly
one file of the chain; `chain.py` says in which.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final, Literal

from pydantic import ConfigDict, Field

from showcase.catalogue.entry import Entry
from showcase.derived.changes import midnight
from showcase.derived.site import Site
from showcase.derived.views import Output, Views
from showcase.outputs.feeds.base import Document
from showcase.outputs.feeds.chain import Chain
from showcase.outputs.feeds.documents import FeedExtension, build_summary
from showcase.outputs.feeds.subscriptions import Subscription, build_content, build_subscriptions, changed

FEED_VERSION: Final = "https://jsonfeed.org/version/1.1"


class FeedAuthor(Document):
    name: str


class FeedItem(Document):
    """One item; the feed of everything has `content_html`, the others `content_text`."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: str
    url: str
    title: str
    summary: str
    date_published: datetime
    date_modified: datetime
    authors: list[FeedAuthor]
    tags: list[str]
    language: Literal["zh-CN"] = "zh-CN"
    extension: FeedExtension = Field(serialization_alias="_showcase")
    content_html: str = ""
    content_text: str = ""


class Feed(Document):
    """A JSON Feed 1.1 or one of its archives."""

    version: Literal["https://jsonfeed.org/version/1.1"] = FEED_VERSION
    title: str
    home_page_url: str
    feed_url: str
    description: str
    next_url: str = ""
    language: Literal["zh-CN"] = "zh-CN"
    items: list[FeedItem]


def render_json_feeds(views: Views) -> Iterator[Output]:
    """feed.json, feeds/<facet>/<code>.json for every value of every facet, and the archives of the first."""
    for subscription in build_subscriptions(views):
        render = _render_whole if subscription.whole else _render_short
        yield from _render_chain(views, subscription, subscription.chain, render)


def _render_chain(
    views: Views, subscription: Subscription, chain: Chain[Entry], render: Callable[[Views, Entry, date], bytes]
) -> Iterator[Output]:
    pages = [(subscription.json_path, chain.head)]
    pages += [(subscription.archive_path(part, ".json"), part.items) for part in chain.archives]
    for number, (path, entries) in enumerate(pages):
        following = pages[number + 1][0] if number + 1 < len(pages) else None
        head = json.dumps(_feed(views.site, subscription, path, following), ensure_ascii=False, separators=(",", ":"))
        items = b",".join(views.once(render, entry, subscription.since[entry.id]) for entry in entries)
        yield path, head.removesuffix("}").encode() + b',"items":[' + items + b"]}\n"


def _feed(site: Site, subscription: Subscription, path: str, following: str | None) -> dict[str, Any]:
    """Everything but the items."""
    feed = Feed(
        title=subscription.title,
        home_page_url=site.absolute(subscription.home),
        feed_url=site.absolute(path),
        description=site.description,
        next_url=site.absolute(following) if following else "",
        items=[],
    )
    return _without_empty(feed.model_dump(mode="json", exclude={"items"}))


def _render_whole(views: Views, entry: Entry, since: date) -> bytes:
    return _render_item(views, entry, since, content_html=build_content(entry, views.site))


def _render_short(views: Views, entry: Entry, since: date) -> bytes:
    return _render_item(views, entry, since, content_text=entry.record.summary)


def _render_item(views: Views, entry: Entry, since: date, **content: str) -> bytes:
    item = _item(views, entry, since, **content)
    # JSON Feed leaves out what there is not.
    empty = {name for name in FeedItem.model_fields if getattr(item, name) == ""}
    return item.model_dump_json(by_alias=True, exclude=empty).encode()


def _item(views: Views, entry: Entry, since: date, **content: str) -> FeedItem:
    record = entry.record
    summary = build_summary(entry, views)
    extension = {name: getattr(summary, name) for name in FeedExtension.model_fields}
    return FeedItem(
        id=record.id,
        url=summary.url,
        title=record.title,
        summary=record.summary,
        date_published=midnight(since),
        date_modified=changed(entry, since),
        authors=[FeedAuthor(name=entry.agency.label)],
        tags=list(record.keywords),
        extension=FeedExtension(**extension),
        **content,
    )


def _without_empty(document: dict[str, Any]) -> dict[str, Any]:
    """JSON Feed leaves out what there is not."""
    return {name: value for name, value in document.items() if value != ""}
