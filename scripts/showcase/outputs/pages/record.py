"""View model of a record's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from showcase.catalogue.entry import Entry
from showcase.derived.card import Card, build_cards
from showcase.derived.english import english_url, has_english
from showcase.derived.events import Gathering
from showcase.derived.progress import first_answer, is_silent, kind_of, shown_progress, silent_since
from showcase.derived.routes import routes_of
from showcase.derived.views import Views
from showcase.derived.wording import Wording, build_others
from showcase.outputs.feeds.documents import api_path
from showcase.outputs.pages.cases import case_day
from showcase.outputs.pages.pictures import Picture, build_pictures
from showcase.outputs.pages.proposals import ProposalSection, build_proposal_section
from showcase.outputs.pages.rights import Right, build_rights
from showcase.schema.parts import Advantage, Target
from showcase.schema.terms import Term
from showcase.schema.words import NO_BREAK, say_amount, say_date, say_money, say_unit

SHOWN_COMMITS = 5


@dataclass(frozen=True)
class Link:
    """`url` is from the site's root; `flagged` is shown as 待核."""

    text: str
    url: str
    flagged: bool = False


@dataclass(frozen=True)
class Row:
    """A line of a measures table: advantages have a baseline, targets an operator within `value`.

    `unit` brings the space before it.
    """

    metric: str
    value: str
    unit: str
    baseline: str


@dataclass(frozen=True)
class Fact:
    """What a reader judges by; `steps` draws a scale of readiness, filled so far."""

    name: str
    value: str
    steps: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Said at the top of the page when the record is not simply open."""

    tone: str
    title: str
    text: str
    link: Link | None = None


@dataclass(frozen=True)
class SentTo:
    """A recipient and why the record is sent there; `flagged` is a rule that is 待核."""

    recipient: Link
    reasons: list[tuple[str, bool]]


@dataclass(frozen=True)
class RecordPage:
    """View model of theme/pages/record.html."""

    entry: Entry
    is_achievement: bool
    party: Link
    lead: list[Fact]
    notice: Notice | None
    measures: list[Row]
    classes: list[Link]
    contract_types: list[Link]
    fields: list[Link]
    districts: list[Link]
    financing: str | None
    task_force: Link
    agency: Link
    ip: list[Right]
    others: list[Wording]
    dates: list[tuple[str, str]]
    proposals: ProposalSection | None
    case_day: date | None
    sent: list[SentTo]
    similar: list[Card]
    pictures: list[Picture]
    json_url: str
    edit_url: str | None
    forge_url: str | None
    history_url: str | None
    history: list[tuple[str, str]]
    english_url: str | None
    showings: tuple[Gathering, ...]
    """The events to come at which it is shown."""

    @property
    def has_baselines(self) -> bool:
        """Whether any measure is compared with something."""
        return any(row.baseline for row in self.measures)

    @property
    def titles(self) -> dict[str, str]:
        """The headings of the sections that the page has, by anchor, in their order."""
        record: Any = self.entry.record
        sections = (
            ("measures", "好多少" if self.is_achievement else "要达到什么", self.measures),
            ("applications", "用在哪里", self.is_achievement and record.applications),
            ("conditions", "条件", not self.is_achievement and (record.constraints or record.ip_terms)),
            ("case", "典型案例", record.case),
            ("body", "详细说明", self.entry.body_html),
            ("ip", "知识产权", self.ip),
            ("financing", "融资需求", self.financing),
            ("documents", "来源与附件", record.sources or record.attachments),
            ("facts", "基本信息", True),
            ("proposals", self.proposals.title if self.proposals else "", self.proposals),
            ("similar", f"相近的{'成果' if self.is_achievement else '需求'}", self.similar),
            ("sent", "推送去向", self.sent),
        )
        return {anchor: title for anchor, title, shown in sections if shown}


def build_record_page(entry: Entry, views: Views) -> RecordPage:
    return RecordPage(
        entry=entry,
        is_achievement=entry.kind == "achievement",
        party=_party(entry),
        lead=build_lead(entry),
        notice=_notice(entry, views),
        measures=build_measures(entry),
        classes=_links("category", entry.terms("categories")),
        contract_types=_links("contract-type", entry.terms("contract_types")),
        fields=_links("industry", entry.terms("industries")) + _links("marine-sector", entry.terms("marine_sectors")),
        districts=_links("district", entry.terms("districts")),
        financing=_financing(entry),
        task_force=_links("task-force", entry.terms("task_force"))[0],
        agency=_link("agency", entry.agency),
        ip=build_rights(entry),
        others=build_others(entry),
        dates=_dates(entry),
        proposals=build_proposal_section(entry, views),
        case_day=case_day(entry),
        sent=_sent(entry),
        similar=build_cards(views.similar[entry.id]),
        pictures=build_pictures(entry, views),
        json_url=api_path(entry),
        edit_url=f"submit/{entry.kind}/?edit={entry.id}" if entry.changeable else None,
        forge_url=views.site.forge_link(views.site.source_url, entry.source.path),
        history_url=views.site.forge_link(views.site.history_url, entry.source.path),
        history=[(commit.time.date().isoformat(), commit.sha[:8]) for commit in entry.commits[:SHOWN_COMMITS]],
        english_url=english_url(entry.url) if has_english(entry) else None,
        showings=views.showings.get(entry.id, ()),
    )


def _link(facet: str, term: Term) -> Link:
    return Link(term.label, f"{facet}/{term.code}/", term.flagged)


def _links(facet: str, terms: Iterable[Term]) -> list[Link]:
    return [_link(facet, term) for term in terms]


def _party(entry: Entry) -> Link:
    return next(iter(_links("institution", entry.terms("holder"))), Link(entry.party, ""))


def build_lead(entry: Entry) -> list[Fact]:
    """The facts by which a reader judges in a minute."""
    record = entry.record
    money = _money(entry)
    if record.deadline:
        facts = [Fact("截止日期", say_date(record.deadline))]
        facts += [Fact("最低阶段", label) for label in entry.labels("stage_min")]
        return facts + ([Fact("预算", money)] if money else [])
    facts = [Fact("所处阶段", label) for label in entry.labels("stage")]
    if record.trl:
        facts.append(Fact("技术就绪度", f"TRL {record.trl}", tuple(step <= record.trl for step in range(1, 10))))
    facts += [Fact("报价", money)] if money else []
    return facts + ([Fact("融资需求", say_money(record.financing.amount))] if record.financing else [])


def _financing(entry: Entry) -> str | None:
    financing = entry.record.financing
    return f"{say_money(financing.amount)}，用于{financing.use}。" if financing else None


def _money(entry: Entry) -> str | None:
    amount = entry.record.amount
    return say_amount(amount, entry.vocabularies.price_modes) if amount else None


def build_measures(entry: Entry) -> list[Row]:
    return [_measure(item, entry) for item in entry.record.measures]


def _measure(item: Advantage | Target, entry: Entry) -> Row:
    unit = say_unit(item.unit, NO_BREAK)
    if isinstance(item, Advantage):
        return Row(item.metric, item.value, unit, item.baseline or "")
    operator = entry.vocabularies.operators[item.op]
    return Row(item.metric, f"{operator.symbol} {item.value}", unit, "")


def _dates(entry: Entry) -> list[tuple[str, str]]:
    record = entry.record
    dates = [("发布", say_date(record.published))]
    if record.reviewed and record.reviewed != record.published:
        dates.append(("复核", say_date(record.reviewed)))
    if record.deadline:
        dates.append(("截止", say_date(record.deadline)))
    dates += _progress(entry)
    return [*dates, ("有效期至", say_date(entry.valid_until)), ("最后修改", say_date(entry.modified.date()))]


def _progress(entry: Entry) -> list[tuple[str, str]]:
    """The steps that are public, the first answer with the days that it took; silence after the last of them."""
    answered, silent = first_answer(entry), silent_since(entry)
    said = []
    for step in shown_progress(entry):
        days = (step.date - entry.record.published).days
        took = f"（发布后 {days} 天）" if step.date == answered else ""
        quiet = f"，{(entry.as_of - step.date).days} 天没有新进展" if step.date == silent and is_silent(entry) else ""
        said.append((kind_of(entry, step).label, f"{say_date(step.date)}{took}{quiet}"))
    return said


def _sent(entry: Entry) -> list[SentTo]:
    sent: dict[str, SentTo] = {}
    for route in routes_of(entry):
        code = route.recipient.code
        sent.setdefault(code, SentTo(_link("route", route.recipient), []))
        sent[code].reasons.append((route.reason, route.flagged))
    return list(sent.values())


def _notice(entry: Entry, views: Views) -> Notice | None:
    record: Any = entry.record
    link = _entry_link(record.superseded_by, views, "查看替代它的新记录")
    if record.withdrawn:
        return Notice("gone", f"已于{say_date(record.withdrawn.date)}撤回", record.withdrawn.reason, link)
    if link:
        return Notice("busy", "已有新记录", "本条已由新记录替代，请以新记录为准。", link)
    if record.status == "resolved" and record.resolution:
        link = _entry_link(record.resolution.achievement, views, "查看所用成果")
        return Notice("done", f"已于{say_date(record.resolution.date)}解决", "需求方已找到解决办法，不再征集。", link)
    return {
        "expired": Notice(
            "gone",
            "已过有效期",
            f"有效期至{say_date(entry.valid_until)}，之后未再复核，内容可能已经变化；请先致电首问机构核实。",
            Link("找类似的，说说您的需求", f"need/?about={entry.id}"),
        ),
        "overdue": Notice("gone", "征集已截止", "截止日期已过；仍有意应答的，请致电首问机构询问。"),
        "signed": Notice("done", "已签约", "已有企业签约；许可范围以外的合作，请致电首问机构询问。"),
        "landed": Notice("done", "已落地", "已在企业应用；想了解应用情况或同类合作，请致电首问机构。"),
        "paused": Notice("gone", "暂停对接", "目前暂不对接，恢复后会更新状态。"),
        "negotiating": Notice("busy", "洽谈中", "已有单位在洽谈；仍可联系首问机构登记意向。"),
    }.get(entry.state.code)


def _entry_link(identifier: str | None, views: Views, text: str) -> Link | None:
    entry = views.catalogue.by_id.get(identifier) if identifier else None
    return Link(text, entry.url) if entry else None
