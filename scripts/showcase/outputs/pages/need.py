"""View model of the page 我有需求: a company's difficulty in plain words, on its way to an office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showcase.derived.views import Views
from showcase.outputs.pages.leaf import Leaf
from showcase.schema.terms import Contact


@dataclass(frozen=True)
class Question:
    """`name` is that of the answer in theme/assets/need/letter.js."""

    name: str
    text: str
    help: str
    rows: int = 3


@dataclass(frozen=True)
class Office:
    """Who takes in needs; `place` is its district."""

    label: str
    place: str
    contact: Contact


@dataclass(frozen=True)
class NeedPage:
    """View model of theme/pages/need.html."""

    questions: tuple[Question, ...]
    offices: tuple[Office, ...]
    districts: tuple[str, ...]
    ready: tuple[tuple[str, tuple[str, ...]], ...]
    """What to know before one calls, by what one calls about."""


QUESTIONS = (
    Question("pain", "遇到什么难题？", "平常怎么说就怎么写，例如：烘干海带太费煤，含水率还降不到 12%。"),
    Question("tried", "试过什么办法，为什么不行？", "没试过就写没试过。", 2),
    Question("goal", "做到什么样就算解决？", "有数字最好，例如：每吨成本降到 300 元以内。", 2),
    Question("when", "什么时候要？", "例如：明年 6 月前；越快越好。", 1),
)
READY = (
    (
        "问一项成果",
        ("用在哪里、规模多大、现在怎么做", "想怎样合作：许可、转让、委托开发，还是先试用", "什么时候要、大致预算"),
    ),
    ("应答一条需求", ("您的办法对上哪几项指标、在哪里试过", "还差什么条件、要多少时间", "知识产权归谁、怎样报价")),
)


def build_need_leaves(views: Views) -> Iterator[Leaf]:
    """/need/."""
    description = "企业有难题，回答四个问题，写成一段文字发给服务机构：电话、邮件、微信都可以。"
    yield Leaf("need/", "我有需求", description, "need.html", build_need_page(views), "need", "need/page.js")


def build_need_page(views: Views) -> NeedPage:
    known = views.catalogue.vocabularies
    places = {code: district.label for code, district in known.districts.items()}
    offices = [
        Office(agency.label, places.get(agency.district or "", ""), agency.contact)
        for agency in known.agencies.values()
        if agency.contact
    ]
    editor = views.site.editor
    if editor:
        desk = Contact.model_construct(
            office=None, phone=editor.phone or None, email=editor.email or None, hours=editor.hours or None
        )
        offices.insert(0, Office(editor.name, "", desk))
    return NeedPage(QUESTIONS, tuple(offices), tuple(places.values()), READY)
