"""View models of the pages that list records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from showcase.catalogue.entry import Entry
from showcase.derived.card import Card, build_cards
from showcase.derived.indexes import FacetIndex, Group
from showcase.derived.supply import FIELDS
from showcase.derived.views import Views
from showcase.outputs.feeds.subscriptions import feed_stem
from showcase.outputs.pages.freshness import reminder_link
from showcase.outputs.pages.page import SECTIONS
from showcase.outputs.pages.pager import Pager, count_pages, cut_pages
from showcase.schema.records import FOLDERS, Kind
from showcase.schema.terms import Agency, Contact, ContractType, Institution, Term

PAGE_SIZE = 60

FACET_TITLES = {
    "industry": ("10+1 产业", "按“10+1”创新型产业体系浏览成果与需求。"),
    "marine-sector": ("海洋产业", "按“4+4+2”现代海洋产业体系浏览成果与需求。"),
    "category": ("成果类别", "按转让和许可、横向合作、成立企业三类浏览。类别由合同类型推导。"),
    "contract-type": ("合同类型", "按民法典规定的五类技术合同浏览。"),
    "stage": ("所处阶段", "按研发、小试、中试、产业化浏览成果。"),
    "ip-kind": ("知识产权种类", "按专利、技术秘密、软件等浏览成果。"),
    "task-force": ("服务专班", "六个服务专班分别联系高校院所，跟踪成果与需求的对接。"),
    "institution": ("持有单位", "按高校、科研院所和创新平台浏览成果。"),
    "agency": ("服务机构", "首问负责：谁对接、谁跟踪。按服务机构浏览成果与需求。"),
    "district": ("区（市）", "按持有单位、需求方和拟成立企业所在的区（市）、功能区浏览。"),
}


@dataclass(frozen=True)
class Section:
    """A heading and its cards; `total` counts all pages."""

    title: str
    anchor: str
    total: int
    cards: list[Card]


@dataclass(frozen=True)
class Choice:
    """A value of a facet, as a link."""

    label: str
    url: str
    count: int
    current: bool
    flagged: bool
    nested: bool


@dataclass(frozen=True)
class Side:
    """The margin: the values of the facet that the page belongs to, and the other facets as (title, address)."""

    title: str
    choices: list[Choice]
    others: list[tuple[str, str]]


@dataclass(frozen=True)
class ListPage:
    """View model of theme/pages/list.html. `url` is the first page's address, `lists` are (title, anchor, entries)."""

    url: str
    title: str
    trail: list[tuple[str, str]]
    intro: list[str]
    lists: tuple[tuple[str, str, tuple[Entry, ...]], ...]
    side: Side
    json_url: str
    feed: str
    """The address of its feeds without ending; those of everything are `feed`."""
    search: str
    """The query of the search page that shows the same."""
    flagged: bool = False
    contact: Contact | None = None
    calendar: str = ""
    more: tuple[tuple[str, str], ...] = ()
    """Links to lists that belong to this one: (text, address from the site's root)."""
    number: int = 1

    @property
    def path(self) -> str:
        return self.pager.path

    @property
    def pager(self) -> Pager:
        return Pager(self.url, self.number, self.pages)

    @property
    def atom(self) -> str:
        return "atom.xml" if self.feed == "feed" else f"{self.feed}.atom"

    @property
    def pages(self) -> int:
        return count_pages(max(len(entries) for _, _, entries in self.lists), PAGE_SIZE)

    @property
    def sections(self) -> list[Section]:
        start = (self.number - 1) * PAGE_SIZE
        return [
            Section(title, anchor, len(entries), build_cards(entries[start : start + PAGE_SIZE]))
            for title, anchor, entries in self.lists
        ]

    @property
    def empty(self) -> bool:
        return not any(entries for _, _, entries in self.lists)

    @property
    def counts(self) -> str:
        return "，".join(f"{title} {len(entries)} 项" for title, _, entries in self.lists if entries)


def build_kind_pages(views: Views, kind: Kind) -> list[ListPage]:
    """/achievements/ or /demands/."""
    entries = tuple(entry for entry in views.catalogue.listed if entry.kind == kind)
    title, intro = {
        "achievement": ("成果", "高校院所可以转让、许可、合作开发或作价入股的科技成果，最新发布的在前。"),
        "demand": ("需求", "企业公开征集解决办法的技术需求，最新发布的在前。"),
    }[kind]
    folder = FOLDERS[kind]
    page = ListPage(
        url=f"{folder}/",
        title=f"全部{title}",
        trail=[],
        intro=[intro],
        lists=((title, folder, entries),),
        side=_side(views, "marine-sector", None),
        json_url=f"api/v1/{folder}.json",
        feed="feed",
        search=f"kind={kind}",
        calendar="deadlines.ics" if kind == "demand" else "",
        more=_more(views, kind),
    )
    return _all_pages(page)


def _more(views: Views, kind: Kind) -> tuple[tuple[str, str], ...]:
    waiting = len(views.matches.unanswered) if kind == "demand" else 0
    return ((f"暂无匹配成果的需求（{waiting}）", "unanswered/"),) if waiting else ()


def build_group_pages(group: Group, views: Views) -> list[ListPage]:
    """The pages of one value of a facet."""
    name, code = group.facet.name, group.term.code
    page = ListPage(
        url=group.url,
        title=group.term.label,
        trail=[(FACET_TITLES[name][0], f"{name}/")],
        intro=_intro(group.term),
        lists=(("成果", "achievements", group.achievements), ("需求", "demands", group.demands)),
        side=_side(views, name, code),
        json_url=f"api/v1/by/{name}/{code}.json",
        feed=feed_stem(group),
        search=f"{name}={code}",
        flagged=group.term.flagged,
        contact=getattr(group.term, "contact", None),
        more=_ledgers(name, code) or reminder_link(group),
    )
    return _all_pages(page)


def _ledgers(facet: str, code: str) -> tuple[tuple[str, str], ...]:
    if facet not in FIELDS:
        return ()
    return (("供给清单", f"supply/{facet}/{code}/"), ("需求清单", f"needs/{facet}/{code}/"))


def _all_pages(page: ListPage) -> list[ListPage]:
    return [replace(page, number=number) for number in range(1, page.pages + 1)]


def _side(views: Views, facet: str, current: str | None) -> Side:
    """The values of the page's facet that have records; what else readers browse by."""
    others = [(title, f"{name}/") for name, (title, _) in FACET_TITLES.items() if name != facet]
    return Side(FACET_TITLES[facet][0], _choices(views.indexes[facet], current), others)


def _choices(index: FacetIndex, current: str | None) -> list[Choice]:
    return [
        _choice(group, current=code == current)
        for code, group in index.groups.items()
        if group.entries or code == current
    ]


def _choice(group: Group, *, current: bool = False) -> Choice:
    return Choice(
        label=group.term.label,
        url=group.url,
        count=len(group.entries),
        current=current,
        flagged=group.term.flagged,
        nested=getattr(group.term, "parent", None) is not None,
    )


def _intro(term: Term) -> list[str]:
    """What the vocabulary says of the term, in sentences."""
    lines = []
    if isinstance(term, ContractType):
        lines.append(f"{term.meaning}（{term.source}）。")
        if term.kinds:
            lines.append(f"包括{'、'.join(term.kinds)}。")
    if isinstance(term, Institution):
        lines.append(term.kind)
    if isinstance(term, Agency) and term.contact:
        lines.append("首问负责：由下列部门对接并跟踪到底。")
    if not term.verified:
        lines.append(f"{term.note or '名称待核'}：公开资料中未能核实，核实后更新，网址不变。")
    return lines


@dataclass(frozen=True)
class Tier:
    """Values of a facet under a heading; the heading is empty where the vocabulary has no tiers."""

    title: str
    choices: list[Choice]


@dataclass(frozen=True)
class FacetPage:
    """View model of theme/pages/facet.html: all values of a facet."""

    url: str
    title: str
    intro: str
    tiers: list[Tier]
    json_url: str


def build_footer_facets() -> list[tuple[str, str]]:
    """Address and title of every facet that the header does not name, so that all are near from every page."""
    return [(f"{name}/", title) for name, (title, _) in FACET_TITLES.items() if name not in SECTIONS]


def build_facet_page(index: FacetIndex) -> FacetPage:
    title, intro = FACET_TITLES[index.facet.name]
    url = f"{index.facet.name}/"
    return FacetPage(url, title, intro, build_tiers(index), f"api/v1/by/{index.facet.name}/index.json")


def build_tiers(index: FacetIndex) -> list[Tier]:
    """All values, those without records too, by tier, by kind of institution, or as one group."""
    groups = list(index.groups.values())
    heading = [getattr(group.term, "tier", None) or getattr(group.term, "kind", "") for group in groups]
    return [
        Tier(title, [_choice(group) for group, _ in pairs])
        for title, pairs in groupby(zip(groups, heading, strict=True), key=lambda pair: pair[1])
    ]


@dataclass(frozen=True)
class Tombstone:
    """A withdrawn record as the archive shows it."""

    id: str
    url: str
    title: str
    day: str
    reason: str


@dataclass(frozen=True)
class ArchivePage:
    """View model of theme/pages/archive.html: a part of what has expired and of what was withdrawn; their totals."""

    expired: list[Card]
    withdrawn: list[Tombstone]
    totals: tuple[int, int]
    pager: Pager


def build_archive_pages(views: Views) -> list[ArchivePage]:
    """/archive/ and its further pages."""
    entries = views.catalogue.entries
    expired = [entry for entry in entries if entry.expired]
    withdrawn = sorted(_tombstones(entries), key=lambda stone: stone.day, reverse=True)
    parts = list(zip_longest(cut_pages(expired, PAGE_SIZE), cut_pages(withdrawn, PAGE_SIZE)))
    totals = len(expired), len(withdrawn)
    return [
        ArchivePage(build_cards(gone or ()), list(stones or ()), totals, Pager("archive/", number, len(parts)))
        for number, (gone, stones) in enumerate(parts, start=1)
    ]


def _tombstones(entries: Iterable[Entry]) -> Iterator[Tombstone]:
    for entry in entries:
        if gone := entry.record.withdrawn:
            yield Tombstone(entry.id, entry.url, entry.record.title, gone.date.isoformat(), gone.reason)
