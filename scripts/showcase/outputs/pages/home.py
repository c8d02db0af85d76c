"""View model of the home page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from showcase.catalogue.entry import Entry
from showcase.derived.card import Card, build_cards
from showcase.derived.english import has_english
from showcase.derived.events import Gathering
from showcase.derived.freshness import SOON_DAYS
from showcase.derived.views import Views
from showcase.outputs.pages.cases import CaseCard, build_cases
from showcase.outputs.pages.lists import Tier, build_tiers

NEWEST = 6
CLOSING = 6
CASES = 3
EXAMPLES = 5
EVENTS = 3


@dataclass(frozen=True)
class ClassCard:
    """One of the three classes with the contract types that lead to it: (label, url, count)."""

    label: str
    url: str
    count: int
    contract_types: list[tuple[str, str, int]]


@dataclass(frozen=True)
class HomePage:
    """View model of theme/pages/home.html."""

    achievements: int
    demands: int
    institutions: int
    examples: list[str]
    industries: list[Tier]
    sectors: list[Tier]
    classes: list[ClassCard]
    task_forces: list[Tier]
    newest_achievements: list[Card]
    newest_demands: list[Card]
    closing: list[Card]
    cases: list[CaseCard]
    events: list[Gathering]
    """The next ones."""
    english: int | None
    """How many listed records have an English page; None where there is no such page at all."""


def build_home(views: Views) -> HomePage:
    listed = views.catalogue.listed
    achievements = tuple(entry for entry in listed if entry.kind == "achievement")
    demands = tuple(entry for entry in listed if entry.kind == "demand")
    closing = _closing(views, demands)
    return HomePage(
        achievements=len(achievements),
        demands=len(demands),
        institutions=sum(bool(group.entries) for group in views.indexes["institution"].groups.values()),
        examples=_examples(listed),
        industries=_held(build_tiers(views.indexes["industry"])),
        sectors=_held(build_tiers(views.indexes["marine-sector"])),
        classes=_classes(views),
        task_forces=build_tiers(views.indexes["task-force"]),
        newest_achievements=build_cards(achievements[:NEWEST]),
        newest_demands=build_cards([entry for entry in demands if entry not in closing][:NEWEST]),
        closing=build_cards(closing),
        cases=build_cases(views)[:CASES],
        events=[one for one in views.events if one.coming][:EVENTS],
        english=_english(views),
    )


def _english(views: Views) -> int | None:
    found = [entry for entry in views.catalogue.entries if has_english(entry)]
    return sum(entry.listed for entry in found) if found else None


def _held(tiers: list[Tier]) -> list[Tier]:
    """Fields that hold something, without those inside a field: the overview has them all."""
    kept = [
        Tier(tier.title, [choice for choice in tier.choices if choice.count and not choice.nested]) for tier in tiers
    ]
    return [tier for tier in kept if tier.choices]


def _closing(views: Views, demands: tuple[Entry, ...]) -> list[Entry]:
    """Demands that can still be answered but not for long, nearest first."""
    last = views.catalogue.as_of + timedelta(days=SOON_DAYS)
    soon = [entry for entry in demands if entry.is_open and entry.closes <= last]
    return sorted(soon, key=lambda entry: (entry.closes, entry.id))[:CLOSING]


def _examples(listed: tuple[Entry, ...]) -> list[str]:
    """Words worth trying: of each of the largest fields the keyword that most of its records share."""
    sizes: Counter[str] = Counter()
    shared: dict[str, Counter[str]] = {}
    for entry in listed:
        for field in entry.record.marine_sectors or entry.record.industries:
            sizes[field] += 1
            shared.setdefault(field, Counter()).update(entry.record.keywords)
    words: dict[str, None] = {}
    for field in sorted(sizes, key=lambda code: (-sizes[code], code)):
        left = [word for word in shared[field] if word not in words]
        words |= dict.fromkeys(sorted(left, key=lambda word: (-shared[field][word], word))[:1])
    return list(words)[:EXAMPLES]


def _classes(views: Views) -> list[ClassCard]:
    types = views.indexes["contract-type"].groups
    cards = []
    for code, group in views.indexes["category"].groups.items():
        members = [
            (term.label, types[term.code].url, len(types[term.code].entries))
            for term in views.catalogue.vocabularies.contract_types.values()
            if term.category == code
        ]
        cards.append(ClassCard(group.term.label, group.url, len(group.entries), members))
    return cards
