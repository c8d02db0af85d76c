"""Achievement: a result that can be transferred. How a field is declared is said in records.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from showcase.schema.about import About
from showcase.schema.fields import Integer
from showcase.schema.parts import Advantage, Financing, Ip, Price, Stage, Text100, Venture
from showcase.schema.priced import in_parts
from showcase.schema.record import Record
from showcase.schema.validity import valid_until
from showcase.schema.vocabulary import TermOf


class Achievement(Record):
    """A result that can be transferred (成果)."""

    KIND = "achievement"
    WORD = "成果"
    FOLDER = "achievements"
    LETTER = "a"
    CONCLUDED = ("signed", "landed")

    # What only a demand has.
    demander: ClassVar[None] = None
    deadline: ClassVar[None] = None
    stage_min: ClassVar[None] = None
    budget: ClassVar[None] = None
    resolution: ClassVar[None] = None

    status: Annotated[
        str,
        TermOf("achievement-statuses"),
        Field(title="状态", description="目前能不能对接"),
        About(
            "status as its author set it",
            after="demo",
            form="basic",
            page="own",
            absent={"search": "a facet chooses by it", "request": "the editor sets it"},
        ),
    ]
    holder: Annotated[
        str,
        TermOf("institutions"),
        Field(title="持有单位", description="填单位代码；词表里没有的，写 新增：单位全称"),
        About(
            "institution that holds the achievement; achievements only",
            meaning="，仅成果有",
            after="disclosure",
            form="owner",
            form_help="",
            page="own",
            search=("names",),
        ),
    ]
    stage: Annotated[
        Stage,
        Field(title="所处阶段", description="research 研发、lab 小试、pilot 中试、production 产业化"),
        About(
            "stage of development; achievements only",
            meaning="，仅成果有",
            form="owner",
            form_help="",
            page="own",
            absent={"search": "a facet chooses by it"},
        ),
    ]
    trl: Annotated[
        Integer | None,
        Field(title="技术就绪度", description="1–9；不由阶段推算", ge=1, le=9),
        About("technology readiness level, 1–9; never derived from `stage`", meaning="，1–9", form="owner", page="own"),
    ] = None
    advantages: Annotated[
        list[Advantage],
        Field(title="优势指标", description="好多少：指标 metric、数值 value、单位 unit、对照 baseline", max_length=12),
        About(
            "by how much it is better",
            meaning="，好多少",
            form="measures",
            form_help="写数，写单位，写与什么相比；“国际领先”不是指标",
            page="own",
        ),
    ] = []
    applications: Annotated[
        list[Text100],
        Field(title="应用场景", description="每条一句", max_length=10),
        About("where it can be used", form="measures", page="own"),
    ] = []
    ip: Annotated[
        list[Ip],
        Field(
            title="知识产权", description="种类 kind、号码 number、状态 status、名称 title；没有写 []", max_length=20
        ),
        About(
            "intellectual property; an empty list: none",
            meaning="，空列表表示没有",
            form="ip",
            form_help="没有就不添加",
            page="own",
        ),
    ]
    price: Annotated[
        Annotated[Price, BeforeValidator(in_parts)] | None,
        Field(title="报价", description="方式 mode；fixed 填 min，range 填 min 和 max，单位万元"),
        About(
            "asking price, in 10,000 yuan",
            meaning="，万元",
            form="money",
            form_help="定额只填“起”，区间两个都填，其他方式不填金额",
            page="own",
            absent={"search": "a facet chooses by it"},
        ),
    ] = None
    venture: Annotated[
        Venture | None,
        Field(title="成立企业", description="拟成立或已成立企业时填写"),
        About("company that is planned or has been founded", meaning="，拟成立或已成立", form="money", page="own"),
    ] = None
    financing: Annotated[
        Financing | None,
        Field(title="融资需求", description="金额 amount（万元）和用途 use"),
        About("capital sought", form="money", form_help="", page="own"),
    ] = None

    @property
    def amount(self) -> Price | None:
        return self.price

    @property
    def measures(self) -> Sequence[Advantage]:
        """What is measured: how much better."""
        return self.advantages

    @property
    def uses(self) -> list[str]:
        """Where it is used."""
        return self.applications

    @property
    def closes(self) -> date:
        """The last day to answer."""
        return valid_until(self)
