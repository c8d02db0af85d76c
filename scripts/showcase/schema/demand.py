"""Demand: what a company needs. How a field is declared is said in records.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from showcase.schema.about import About
from showcase.schema.fields import Date
from showcase.schema.parts import Budget, Demander, Resolution, Stage, Target, Text100, Text200
from showcase.schema.priced import in_parts
from showcase.schema.record import Record
from showcase.schema.validity import valid_until
from showcase.schema.vocabulary import TermOf


class Demand(Record):
    """What a company needs (需求)."""

    KIND = "demand"
    WORD = "需求"
    FOLDER = "demands"
    LETTER = "d"
    CONCLUDED = ("resolved",)

    # What only an achievement has.
    holder: ClassVar[None] = None
    stage: ClassVar[None] = None
    trl: ClassVar[None] = None
    ip: ClassVar[tuple[()]] = ()
    price: ClassVar[None] = None
    venture: ClassVar[None] = None
    financing: ClassVar[None] = None

    status: Annotated[
        str,
        TermOf("demand-statuses"),
        Field(title="状态", description="目前还要不要征集"),
        About(
            "status as its author set it",
            after="demo",
            form="basic",
            page="own",
            absent={"search": "a facet chooses by it", "request": "the editor sets it"},
        ),
    ]
    demander: Annotated[
        Demander,
        Field(title="需求方", description="公开填 disclosed: true 和 name；不公开填 disclosed: false 和 description"),
        About(
            "company that has the demand",
            meaning="，不公开名称的只有概述",
            after="disclosure",
            form="owner",
            form_help="公开的写名称，不公开的写概述，不要两样都写",
            page="own",
        ),
    ]
    targets: Annotated[
        list[Target],
        Field(
            title="指标要求",
            description="至少一项：指标 metric、比较 op、数值 value、单位 unit",
            min_length=1,
            max_length=12,
        ),
        About(
            "what a solution must reach",
            meaning="，达到什么算解决",
            form="measures",
            form_help="至少一项，写数",
            page="own",
        ),
    ]
    deadline: Annotated[
        Date,
        Field(title="截止日期", description="征集截止的日期"),
        About("last day to answer; demands only", meaning="，仅需求有", form="basic", form_rank=2, page="own"),
    ]
    budget: Annotated[
        Annotated[Budget, BeforeValidator(in_parts)] | None,
        Field(title="预算", description="方式 mode；fixed 填 min，range 填 min 和 max，单位万元"),
        About(
            "budget, in 10,000 yuan",
            meaning="，万元",
            form="money",
            form_help="定额只填“起”，区间两个都填，其他方式不填金额",
            page="own",
            absent={"search": "a facet chooses by it"},
        ),
    ] = None
    stage_min: Annotated[
        Stage | None,
        Field(title="最低阶段", description="可接受的最低成熟阶段"),
        About(
            "lowest stage that is accepted",
            meaning="，可接受的",
            form="owner",
            page="own",
            absent={"search": "a facet chooses by it"},
        ),
    ] = None
    ip_terms: Annotated[
        Text200 | None,
        Field(title="知产归属", description="知识产权如何约定"),
        About("how intellectual property is to be agreed", meaning="，如何约定", form="ip", page="own"),
    ] = None
    constraints: Annotated[
        list[Text100],
        Field(title="约束", description="现场和工艺条件", max_length=10),
        About("conditions of the site and of the process", meaning="，现场和工艺条件", form="measures", page="own"),
    ] = []
    resolution: Annotated[
        Resolution | None,
        Field(title="解决情况", description="状态为 resolved 时填写日期，可填所用成果编号"),
        About(
            "how the demand was resolved",
            meaning="，已解决的才有",
            form_help="状态为已解决时填写，可填所用成果的编号",
            page="own",
            later=True,
            absent={"search": "the other record is found itself"},
        ),
    ] = None

    @property
    def amount(self) -> Budget | None:
        return self.budget

    @property
    def measures(self) -> Sequence[Target]:
        """What is measured: how good it must be."""
        return self.targets

    @property
    def uses(self) -> list[str]:
        """On what conditions it is used."""
        return self.constraints

    @property
    def closes(self) -> date:
        """The last day to answer: the deadline or the end of validity, whichever is first."""
        return min(self.deadline, valid_until(self))
