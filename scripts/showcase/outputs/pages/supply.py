"""View models of the supply and the needs lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from showcase.catalogue.entry import Entry
from showcase.catalogue.facts import State
from showcase.derived.movement import WHY, Movement
from showcase.derived.supply import FIELDS, KINDS, ListName, SupplyList
from showcase.derived.views import Views
from showcase.outputs.pages.leaf import Leaf
from showcase.outputs.pages.lists import FACET_TITLES
from showcase.outputs.pages.pager import Pager, cut_pages
from showcase.schema.terms import Contact
from showcase.schema.words import say_amount, say_date

PAGE_ROWS = 100
SHOWN_CHANGES = 50
"""Of each kind in a movement: the workbook has all."""
TITLES: dict[ListName, str] = {"supply": "供给清单", "needs": "需求清单"}
_INTROS: dict[ListName, str] = {
    "supply": "高校院所可以对接的科技成果，按产业列出，供产业专班和企业查用。",
    "needs": "企业正在征集解决办法的技术需求，按产业列出；已解决、已截止的不再列入。",
}


@dataclass(frozen=True)
class SupplyRow:
    """A line of a list; `limit` is an achievement's stage or a demand's deadline."""

    id: str
    url: str
    title: str
    summary: str
    state: State
    party: str
    limit: str
    money: str
    agency: str
    contact: Contact
    published: date


@dataclass(frozen=True)
class Change:
    """An entry that came or went."""

    day: date
    why: str
    title: str
    url: str


@dataclass(frozen=True)
class MovementView:
    """A movement in words and links; of many changes the newest, `came` and `went` count all."""

    title: str
    since: str
    before: int
    after: int
    came: int
    went: int
    entered: list[Change]
    left: list[Change]

    @property
    def whole(self) -> bool:
        """Whether every change is here."""
        return len(self.entered) == self.came and len(self.left) == self.went


@dataclass(frozen=True)
class SupplyPage:
    """View model of theme/pages/supply.html; `other` is the opposite list of the same term.

    Movements stand on the first page.
    """

    supply: SupplyList
    title: str
    trail: list[tuple[str, str]]
    rows: list[SupplyRow]
    limit_title: str
    party_title: str
    money_title: str
    movements: list[MovementView]
    other: tuple[str, str, int]
    browse: tuple[str, str]
    pager: Pager
    most: int = SHOWN_CHANGES

    @property
    def json_url(self) -> str:
        return f"api/v1/{self.supply.api_path}.json"

    @property
    def csv_url(self) -> str:
        return f"api/v1/{self.supply.api_path}.csv"


@dataclass(frozen=True)
class SupplyTier:
    """A system of industries with its lists."""

    title: str
    anchor: str
    lists: list[SupplyList]


@dataclass(frozen=True)
class SupplyOverview:
    """View model of theme/pages/supplies.html; `month` and `quarter` say since when."""

    title: str
    intro: str
    tiers: list[SupplyTier]
    month: str
    quarter: str
    other: tuple[str, str]


def build_supply_leaves(views: Views) -> Iterator[Leaf]:
    """/supply/ and /needs/ and a page for every term of both systems."""
    for name in KINDS:
        overview = _build_overview(name, views)
        yield Leaf(f"{name}/", overview.title, overview.intro, "supplies.html", overview)
        for facet in FIELDS:
            for supply in views.supply[name, facet].values():
                for page in _build_pages(supply, views):
                    description = f"{page.title}：{say_date(views.catalogue.as_of)}在列 {len(supply.entries)} 条。"
                    title = f"{page.title} · {TITLES[name]}{page.pager.suffix}"
                    yield Leaf(page.pager.path, title, description, "supply.html", page)


def _other(name: ListName) -> ListName:
    return "needs" if name == "supply" else "supply"


def _build_overview(name: ListName, views: Views) -> SupplyOverview:
    tiers = [SupplyTier(FACET_TITLES[facet][0], facet, list(views.supply[name, facet].values())) for facet in FIELDS]
    first = tiers[0].lists[0]
    other = _other(name)
    return SupplyOverview(
        title=TITLES[name],
        intro=_INTROS[name],
        tiers=tiers,
        month=say_date(first.month.since),
        quarter=say_date(first.quarter.since),
        other=(TITLES[other], f"{other}/"),
    )


def _build_pages(supply: SupplyList, views: Views) -> Iterator[SupplyPage]:
    cuts = cut_pages(supply.entries, PAGE_ROWS)
    first = _build_first(supply, views, Pager(supply.url, 1, len(cuts)))
    for number, cut in enumerate(cuts, start=1):
        movements = first.movements if number == 1 else []
        rows = [_build_row(entry) for entry in cut]
        yield replace(first, rows=rows, movements=movements, pager=replace(first.pager, number=number))


def _build_first(supply: SupplyList, views: Views, pager: Pager) -> SupplyPage:
    """The first page, its rows left out."""
    is_supply = supply.name == "supply"
    other = views.supply[_other(supply.name), supply.facet][supply.term.code]
    return SupplyPage(
        supply=supply,
        title=f"{supply.term.label}{TITLES[supply.name]}",
        trail=[(TITLES[supply.name], f"{supply.name}/")],
        rows=[],
        limit_title="阶段" if is_supply else "截止",
        party_title="持有单位" if is_supply else "需求方",
        money_title="报价" if is_supply else "预算",
        movements=[
            _build_movement_view("与上月末相比", supply.month),
            _build_movement_view("与上季度末相比", supply.quarter),
        ],
        other=(f"{other.term.label}{TITLES[other.name]}", other.url, len(other.entries)),
        browse=(supply.term.label, f"{supply.facet}/{supply.term.code}/"),
        pager=pager,
    )


def _build_row(entry: Entry) -> SupplyRow:
    record = entry.record
    amount = record.amount
    return SupplyRow(
        id=record.id,
        url=entry.url,
        title=record.title,
        summary=record.summary,
        state=entry.state,
        party=entry.party,
        limit=record.deadline.isoformat() if record.deadline else "".join(entry.labels("stage")),
        money=say_amount(amount, entry.vocabularies.price_modes) if amount else "",
        agency=entry.agency.label,
        contact=entry.contact,
        published=record.published,
    )


def _build_movement_view(title: str, movement: Movement) -> MovementView:
    return MovementView(
        title=title,
        since=say_date(movement.since),
        before=movement.before,
        after=movement.after,
        came=len(movement.entered),
        went=len(movement.left),
        entered=[Change(day, "进入", entry.record.title, entry.url) for entry, day in movement.entered[:SHOWN_CHANGES]],
        left=[
            Change(end.day, WHY[end.why], entry.record.title, entry.url) for entry, end in movement.left[:SHOWN_CHANGES]
        ],
    )
