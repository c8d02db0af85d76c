"""View models of what may answer a demand and of the demands that nothing answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from showcase.catalogue.entry import Entry
from showcase.derived.card import Card, build_card, build_cards
from showcase.derived.matching import SHOWN, Match, Reason
from showcase.derived.views import Views
from showcase.schema.records import MODELS
from showcase.schema.terms import Contact
from showcase.schema.words import unbroken


@dataclass(frozen=True)
class Proposal:
    """A record of the other kind with what speaks for and against it; `url` is from the site's root."""

    title: str
    url: str
    party: str
    tags: tuple[str, ...]
    confirmed: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class ProposalSection:
    """View model of theme/pages/proposals.html; without `items` it says whom to ask."""

    title: str
    items: list[Proposal]
    near: list[Card]
    """For a demand: what else is worth a look."""
    computed: bool
    """Whether any of them comes from comparison alone."""
    other: str
    agency: str
    contact: Contact


def build_proposal_section(entry: Entry, views: Views) -> ProposalSection | None:
    """None where nothing is proposed and nobody is to ask: the record is not open or not listed."""
    matches = views.matches.of(entry)
    if not matches and not (entry.is_open and entry.listed):
        return None
    other = next(model.WORD for kind, model in MODELS.items() if kind != entry.kind)
    items = [_build_proposal(match, match.other(entry)) for match in matches[:SHOWN]]
    computed = any(not item.confirmed for item in items)
    return ProposalSection(
        title=_say_title(matches[:SHOWN]) + other,
        items=items,
        near=build_cards(near.achievement for near in views.matches.near_of(entry)),
        computed=computed,
        other=other,
        agency=entry.agency.label,
        contact=entry.contact,
    )


def _say_title(matches: Sequence[Match]) -> str:
    if matches and all(match.verdict for match in matches):
        return "已确认适合的"
    return "可能适合的" if not matches or any(match.answers for match in matches) else "描述最接近的"


def _build_proposal(match: Match, other: Entry) -> Proposal:
    card = build_card(other)
    return Proposal(
        title=card.title,
        url=card.url,
        party=card.party,
        tags=(card.state.label, *((f"{card.day_label} {card.day}",) if other.kind == "demand" else card.tags)),
        confirmed=match.verdict == "confirmed",
        reasons=tuple(replace(reason, text=unbroken(reason.text)) for reason in match.reasons),
    )


@dataclass(frozen=True)
class UnansweredGroup:
    """Demands of one industry or, if they name none, of one marine sector."""

    title: str
    url: str
    anchor: str
    cards: list[Card]


@dataclass(frozen=True)
class UnansweredPage:
    """View model of theme/pages/unanswered.html."""

    total: int
    open: int
    groups: list[UnansweredGroup]


def build_unanswered_page(views: Views) -> UnansweredPage:
    """Every open demand that nothing answers once, under the first of its industries or else marine sectors."""
    waiting = views.matches.unanswered
    groups = []
    for facet, first in (("industry", _first_industry), ("marine-sector", _first_sector)):
        for code, group in views.indexes[facet].groups.items():
            entries = [entry for entry in waiting if first(entry) == code]
            if entries:
                groups.append(UnansweredGroup(group.term.label, group.url, f"{facet}-{code}", build_cards(entries)))
    open_demands = sum(entry.kind == "demand" and entry.is_open for entry in views.catalogue.listed)
    return UnansweredPage(len(waiting), open_demands, groups)


def _first_industry(entry: Entry) -> str | None:
    return next(iter(entry.record.industries), None)


def _first_sector(entry: Entry) -> str | None:
    return None if entry.record.industries else next(iter(entry.record.marine_sectors), None)
