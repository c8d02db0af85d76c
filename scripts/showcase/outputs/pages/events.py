"""View models of the pages of events: all of them, and one each with the records that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showcase.derived.card import Card, build_cards
from showcase.derived.events import Gathering
from showcase.derived.views import Views
from showcase.outputs.pages.leaf import Leaf

BOOKLET_RECORDS = 60
"""Up to so many ids an address may name; of more the booklet is made by `showcase brochure --event`."""


@dataclass(frozen=True)
class EventsPage:
    """View model of theme/pages/events.html."""

    ahead: list[Gathering]
    over: list[Gathering]


@dataclass(frozen=True)
class EventPage:
    """View model of theme/pages/event.html. `organiser` is the address of its list from the site's root."""

    one: Gathering
    organiser: str
    sections: list[tuple[str, str, list[Card]]]
    """Title, anchor and cards."""
    booklet: str
    """The query of the booklet's page, empty where there is nothing to be put into one."""


def build_event_leaves(views: Views) -> Iterator[Leaf]:
    """/events/ and /events/<code>/; nothing where there never was one."""
    if not views.events:
        return
    ahead = [one for one in views.events if one.ahead]
    over = [one for one in views.events if not one.ahead]
    description = "路演、对接会的时间、地点和展示的成果与需求。"
    yield Leaf("events/", "活动", description, "events.html", EventsPage(ahead, over))
    for one in views.events:
        said = f"{one.days}，{one.place}。{one.event.summary or ''}"
        yield Leaf(one.url, one.event.title, said, "event.html", _event(one, views))


def _event(one: Gathering, views: Views) -> EventPage:
    facet = "agency" if one.event.organiser in views.catalogue.vocabularies.agencies else "institution"
    kinds = (("展示的成果", "achievements", "achievement"), ("展示的需求", "demands", "demand"))
    cards = build_cards(one.entries)
    sections = [(title, anchor, [card for card in cards if card.kind == kind]) for title, anchor, kind in kinds]
    ids = [entry.id for entry in one.entries]
    return EventPage(
        one,
        f"{facet}/{one.event.organiser}/",
        [section for section in sections if section[2]],
        f"ids={','.join(ids)}" if 0 < len(ids) <= BOOKLET_RECORDS else "",
    )
