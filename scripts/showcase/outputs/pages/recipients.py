"""View models of the recipients' pages: to whom records are sent, and what is new since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from showcase.catalogue.entry import Entry
from showcase.derived.card import Card, build_card
from showcase.derived.indexes import Group
from showcase.derived.routes import routes_of
from showcase.derived.views import Views
from showcase.outputs.feeds.subscriptions import feed_stem
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.lists import PAGE_SIZE, Tier, build_tiers
from showcase.outputs.pages.pager import Pager, count_pages, cut_pages
from showcase.schema.terms import Recipient, RouteRule

WEEKS = 5
"""This week and the four before have sections of their own; what is older stands by month."""
TITLE = "推送去向"


@dataclass(frozen=True)
class Sent:
    """A record and why it was sent."""

    card: Card
    why: str


@dataclass(frozen=True)
class Period:
    """A heading, the days that it covers in words, and what came to the recipient in them."""

    title: str
    days: str
    anchor: str
    sent: list[Sent]


@dataclass(frozen=True)
class RecipientPage:
    """View model of theme/pages/recipient.html."""

    url: str
    recipient: Recipient
    note: str
    total: int
    new: int
    rules: list[RouteRule]
    periods: list[Period]
    json_url: str
    feed: str
    """The address of its feeds without ending."""
    search: str
    pager: Pager


@dataclass(frozen=True)
class RuleRow:
    """A rule in words: what it says, and whom it reaches."""

    label: str
    note: str
    flagged: bool
    recipients: str


@dataclass(frozen=True)
class RecipientsPage:
    """View model of theme/pages/recipients.html; `fresh` are (label, url, number) of this week."""

    tiers: list[Tier]
    fresh: list[tuple[str, str, int]]
    rules: list[RuleRow]
    json_url: str


def build_recipient_leaves(views: Views) -> Iterator[Leaf]:
    """/route/ and the pages of every recipient."""
    index = views.indexes["route"]
    groups = list(index.groups.values())
    monday = _monday(views.catalogue.as_of)
    counts = [(group.term.label, group.url, _count_since(group, monday)) for group in groups]
    overview = RecipientsPage(
        tiers=build_tiers(index),
        fresh=sorted((row for row in counts if row[2]), key=lambda row: -row[2]),
        rules=_build_rules(views),
        json_url="api/v1/by/route/index.json",
    )
    yield Leaf("route/", TITLE, "每条成果与需求推送给谁、为什么，以及各家本周新增。", "recipients.html", overview)
    for group in groups:
        for page in _build_pages(group, views):
            description = f"推送给{group.term.label}的成果与需求，共 {page.total} 条，本周新增 {page.new} 条。"
            title = f"{group.term.label} · {TITLE}{page.pager.suffix}"
            yield Leaf(page.pager.path, title, description, "recipient.html", page)


def _build_rules(views: Views) -> list[RuleRow]:
    vocabularies = views.catalogue.vocabularies
    labels: dict[str, str] = {}
    for recipient in vocabularies.recipients.values():
        labels[recipient.family or recipient.code] = f"所涉{recipient.tier}" if recipient.family else recipient.label
    return [
        RuleRow(rule.label, rule.note or "", not rule.verified, "、".join(labels[code] for code in rule.to))
        for rule in vocabularies.routes.values()
    ]


def _build_pages(group: Group, views: Views) -> list[RecipientPage]:
    """The recipient's list, what came last first, cut into pages of PAGE_SIZE records."""
    recipient, today = views.catalogue.vocabularies.recipients[group.term.code], views.catalogue.as_of
    first = RecipientPage(
        url=group.url,
        recipient=recipient,
        note=f"{recipient.note}。" if recipient.note else "",
        total=len(group.entries),
        new=_count_since(group, _monday(today)),
        rules=_rules_of(recipient, views),
        periods=[],
        json_url=f"api/v1/by/route/{recipient.code}.json",
        feed=feed_stem(group),
        search=f"route={recipient.code}",
        pager=Pager(group.url, 1, count_pages(len(group.entries), PAGE_SIZE)),
    )
    entries = sorted(group.entries, key=lambda entry: group.since[entry.id], reverse=True)
    return [
        replace(
            first,
            pager=replace(first.pager, number=number),
            periods=_build_periods(cut, group, views, whole=number == 1),
        )
        for number, cut in enumerate(cut_pages(entries, PAGE_SIZE), start=1)
    ]


def _rules_of(recipient: Recipient, views: Views) -> list[RouteRule]:
    target = recipient.family or recipient.code
    rules = views.catalogue.vocabularies.routes.values()
    return [rule for rule in rules if target in rule.to]


def _monday(day: date) -> date:
    """The first day of the ISO week."""
    return day - timedelta(days=day.weekday())


def _count_since(group: Group, day: date) -> int:
    return sum(group.since[entry.id] >= day for entry in group.entries)


def _build_periods(entries: Sequence[Entry], group: Group, views: Views, *, whole: bool) -> list[Period]:
    """By week and then by month; on the first page this week and the last stand there even if nothing was new."""
    this_week = _monday(views.catalogue.as_of)
    oldest = this_week - timedelta(weeks=WEEKS - 1)
    starts = [this_week, this_week - timedelta(weeks=1)] if whole and entries else []
    found = {
        start: list(members)
        for start, members in groupby(entries, key=lambda entry: _start(group.since[entry.id], oldest))
    }
    periods = []
    for start in sorted({*starts, *found}, reverse=True):
        title, days, anchor = _say_period(start, this_week, oldest)
        sent = [_sent(entry, group.term.code) for entry in found.get(start, [])]
        periods.append(Period(title, days, anchor, sent))
    return periods


def _start(since: date, oldest: date) -> date:
    """The first day of the period in which a record came: its week's Monday, or the first of its month."""
    return _monday(since) if since >= oldest else since.replace(day=1)


def _say_period(start: date, this_week: date, oldest: date) -> tuple[str, str, str]:
    """Title, days in words, anchor."""
    if start < oldest and start.day == 1:
        return f"{start.year}年{start.month}月", "", f"month-{start:%Y-%m}"
    sunday = start + timedelta(days=6)
    days = f"{start.month}月{start.day}日至{sunday.month}月{sunday.day}日"
    weeks = (this_week - start).days // 7
    title = {0: "本周新增", 1: "上周"}.get(weeks, f"{weeks} 周前")
    return title, days, f"week-{start}"


def _sent(entry: Entry, recipient: str) -> Sent:
    reasons = [route.reason for route in routes_of(entry) if route.recipient.code == recipient]
    return Sent(build_card(entry), "；".join(reasons))
