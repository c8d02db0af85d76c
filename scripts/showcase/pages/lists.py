"""View models of the pages that list records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from showcase.entry import Entry
from showcase.indexes import FacetIndex, Group
from showcase.pages.card import Card, build_cards
from showcase.terms import Agency, Contact, ContractType, Institution, Term
from showcase.views import Views

PAGE_SIZE = 40

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
    """A value of the same facet, for the margin."""

    label: str
    url: str
    count: int
    current: bool
    flagged: bool
    nested: bool


@dataclass(frozen=True)
class ListPage:
    """View model of theme/pages/list.html. `url` is the first page's address."""

    url: str
    title: str
    trail: list[tuple[str, str]]
    intro: list[str]
    flagged: bool
    contact: Contact | None
    sections: list[Section]
    choices: list[Choice]
    choices_title: str
    json_url: str
    number: int
    pages: int

    @property
    def path(self) -> str:
        return self.page_url(self.number)

    def page_url(self, number: int) -> str:
        return self.url if number == 1 else f"{self.url}{number}/"

    @property
    def empty(self) -> bool:
        return not any(section.total for section in self.sections)

    @property
    def counts(self) -> str:
        return "，".join(f"{section.title} {section.total} 项" for section in self.sections if section.total)


def build_kind_pages(views: Views, kind: str) -> list[ListPage]:
    """/achievements/ or /demands/."""
    entries = tuple(entry for entry in views.catalogue.listed if entry.kind == kind)
    title, folder = ("成果", "achievements") if kind == "achievement" else ("需求", "demands")
    intro = {
        "achievement": "高校院所可以转让、许可、合作开发或作价入股的科技成果，最新发布的在前。",
        "demand": "企业公开征集解决办法的技术需求，最新发布的在前。",
    }[kind]
    choices = _choices(views.indexes["marine-sector"], None)
    return _paged(
        f"{folder}/",
        f"全部{title}",
        [],
        [intro],
        [(title, folder, entries)],
        choices,
        "按海洋产业",
        f"api/v1/{folder}.json",
    )


def build_group_pages(group: Group, index: FacetIndex) -> list[ListPage]:
    """The pages of one value of a facet."""
    title, _ = FACET_TITLES[group.facet.name]
    sections = [("成果", "achievements", group.achievements), ("需求", "demands", group.demands)]
    return _paged(
        group.url,
        group.term.label,
        [(title, f"{group.facet.name}/")],
        _intro(group.term),
        sections,
        _choices(index, group.term.code),
        title,
        f"api/v1/by/{group.facet.name}/{group.term.code}.json",
        flagged=group.term.flagged,
        contact=getattr(group.term, "contact", None),
    )


def _paged(
    url: str,
    title: str,
    trail: list[tuple[str, str]],
    intro: list[str],
    sections: Sequence[tuple[str, str, tuple[Entry, ...]]],
    choices: list[Choice],
    choices_title: str,
    json_url: str,
    *,
    flagged: bool = False,
    contact: Contact | None = None,
) -> list[ListPage]:
    longest = max(len(entries) for _, _, entries in sections)
    pages = max(1, -(-longest // PAGE_SIZE))
    return [
        ListPage(
            url=url,
            title=title,
            trail=trail,
            intro=intro,
            flagged=flagged,
            contact=contact,
            sections=[_section(name, anchor, entries, number) for name, anchor, entries in sections],
            choices=choices,
            choices_title=choices_title,
            json_url=json_url,
            number=number,
            pages=pages,
        )
        for number in range(1, pages + 1)
    ]


def _section(title: str, anchor: str, entries: tuple[Entry, ...], number: int) -> Section:
    start = (number - 1) * PAGE_SIZE
    return Section(title, anchor, len(entries), build_cards(entries[start : start + PAGE_SIZE]))


def _choices(index: FacetIndex, current: str | None) -> list[Choice]:
    return [
        Choice(
            label=group.term.label,
            url=group.url,
            count=len(group.entries),
            current=code == current,
            flagged=group.term.flagged,
            nested=getattr(group.term, "parent", None) is not None,
        )
        for code, group in index.groups.items()
        if group.entries or code == current
    ]


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


def build_facet_page(index: FacetIndex) -> FacetPage:
    title, intro = FACET_TITLES[index.facet.name]
    url = f"{index.facet.name}/"
    return FacetPage(url, title, intro, build_tiers(index), f"api/v1/by/{index.facet.name}/index.json")


def build_tiers(index: FacetIndex) -> list[Tier]:
    """All values, those without records too, by tier, by kind of institution, or as one group."""
    groups = list(index.groups.values())
    heading = [getattr(group.term, "tier", None) or getattr(group.term, "kind", "") for group in groups]
    return [
        Tier(title, [_plain_choice(group) for group, _ in pairs])
        for title, pairs in groupby(zip(groups, heading, strict=True), key=lambda pair: pair[1])
    ]


def _plain_choice(group: Group) -> Choice:
    nested = getattr(group.term, "parent", None) is not None
    return Choice(
        group.term.label, group.url, len(group.entries), current=False, flagged=group.term.flagged, nested=nested
    )


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
    """View model of theme/pages/archive.html."""

    expired: list[Card]
    withdrawn: list[Tombstone]


def build_archive_page(views: Views) -> ArchivePage:
    entries = views.catalogue.entries
    withdrawn = [
        Tombstone(
            entry.id,
            entry.url,
            entry.record.title,
            entry.record.withdrawn.date.isoformat(),
            entry.record.withdrawn.reason,
        )
        for entry in entries
        if entry.record.withdrawn
    ]
    withdrawn.sort(key=lambda item: item.day, reverse=True)
    return ArchivePage(build_cards(entry for entry in entries if entry.expired), withdrawn)
