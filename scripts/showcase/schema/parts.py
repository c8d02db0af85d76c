"""The parts of a record that have parts of their own: amounts, measures, rights, who has asked and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from showcase.schema.about import About
from showcase.schema.fields import Date, Flag, IpcClass, Line, Model, Money, RecordId, Registration, Url
from showcase.schema.priced import Priced
from showcase.schema.vocabulary import TermOf

PICTURES = (".png", ".jpg", ".jpeg", ".webp")
FILMS = (".mp4", ".webm")
"""A film's poster is the picture that has its name: 演示.mp4 and 演示.jpg."""
"""Endings of attachments that are pictures."""
Text100 = Annotated[Line, Field(min_length=1, max_length=100)]
Text200 = Annotated[Line, Field(min_length=1, max_length=200)]
Keyword = Annotated[Line, Field(min_length=1, max_length=20)]
Measure = Annotated[Line, Field(min_length=1, max_length=40)]
Unit = Annotated[Line, Field(min_length=1, max_length=20)]
RightNumber = Annotated[Line, Field(json_schema_extra={"x-notation": "right"})]
District = Annotated[str, TermOf("districts")]
Stage = Annotated[str, TermOf("stages")]


class Withdrawal(Model):
    date: Annotated[Date, Field(title="撤回日期"), About("day of withdrawal")]
    reason: Annotated[Line, Field(title="撤回原因", min_length=4, max_length=100), About("why it was withdrawn")]


class Clearance(Model):
    """A written consent or a review that lets one thing be public; it holds for what it names and nothing else."""

    what: Annotated[
        Text100,
        Field(title="内容", description="原样写出所允许的号码、账号、邮箱、附件名，或未申请的知识产权名称"),
        About("the thing itself: a number, an address, a file, unfiled IP"),
    ]
    basis: Annotated[
        Line,
        Field(title="依据", description="书面单独同意或审查结论的文号、存放处，不写姓名", min_length=6, max_length=100),
        About("the consent or the review"),
    ]
    date: Annotated[
        Date, Field(title="日期", description="同意或审查的日期"), About("day of the consent or the review")
    ]


class Disclosure(Model):
    by: Annotated[Text100, Field(title="审查单位"), About("body that made the review")]
    date: Annotated[Date, Field(title="审查日期"), About("day of the review")]
    cleared: Annotated[
        list[Clearance],
        Field(title="同意或审查", description="逐项写明已获书面单独同意或已审查的内容", max_length=20),
        About("what a written consent or a review lets be public"),
    ] = []


class Link(Model):
    title: Annotated[Text100, Field(title="名称"), About("text of the link")]
    url: Annotated[Url, Field(title="网址"), About("address")]


class Attachment(Model):
    file: Annotated[str, Field(title="文件名", max_length=100), About("file name")]
    title: Annotated[Text100, Field(title="名称"), About("what the file is")]
    alt: Annotated[
        Text200 | None,
        Field(
            title="图片说明",
            description="图上看得到什么，看不见图的人也能明白；写了的图片显示在记录页最上面，第一张也上列表和汇编",
            min_length=6,
        ),
        About("what a picture shows, in words; pictures that have it are shown"),
    ] = None

    @property
    def is_film(self) -> bool:
        return self.file.lower().endswith(FILMS)

    @property
    def shown(self) -> bool:
        """Whether it is a picture that the record's page shows."""
        return self.alt is not None and self.file.lower().endswith(PICTURES)


class HumanMatch(Model):
    id: Annotated[RecordId, Field(title="对方编号"), About("identifier of the other record")]
    verdict: Annotated[Literal["confirmed", "rejected"], Field(title="结论"), About("`confirmed` or `rejected`")]


class Advantage(Model):
    metric: Annotated[Measure, Field(title="指标"), About("what is measured")]
    value: Annotated[Measure, Field(title="本成果"), About("this achievement's value")]
    unit: Annotated[Unit | None, Field(title="单位"), About("unit")] = None
    baseline: Annotated[Line | None, Field(title="对照", max_length=60), About("what it is compared with")] = None


class Ip(Model):
    kind: Annotated[
        str,
        TermOf("ip-kinds"),
        Field(title="种类"),
        About("kind of right", absent={"search": "a word that most records have"}),
    ]
    number: Annotated[
        RightNumber | None,
        Field(title="号码", max_length=40),
        About("number of the patent or registration", search=("details", "codes")),
    ] = None
    status: Annotated[
        str,
        TermOf("ip-statuses"),
        Field(title="状态"),
        About("state of the right", absent={"search": "a word that most records have"}),
    ]
    title: Annotated[Text100, Field(title="名称"), About("name of the right")]
    classes: Annotated[
        list[IpcClass],
        Field(title="IPC 分类号", description="照证书上写，如 B63C 11/52", max_length=10),
        About("symbols of the International Patent Classification; checked by their form", search=("codes",)),
    ] = []
    looked_up: Annotated[
        Date | None,
        Field(title="查询日期", description="最近一次在登记簿里查它的日期"),
        About("day on which the right was last looked up in its register"),
    ] = None
    found: Annotated[
        Line | None,
        Field(title="查到的状态", description="那天登记簿上的法律状态，如 专利权维持", min_length=2, max_length=40),
        About("its legal state then, in the register's words", absent={"search": "a word that most rights have"}),
    ] = None


class Price(Priced):
    mode: Annotated[str, TermOf("price-modes", use="price"), Field(title="方式"), About("how the price is put")]
    min: Annotated[Money | None, Field(title="万元，起"), About("amount, or its lower end, in 10,000 yuan")] = None
    max: Annotated[Money | None, Field(title="万元，止"), About("upper end, in 10,000 yuan")] = None


class Budget(Priced):
    mode: Annotated[str, TermOf("price-modes", use="budget"), Field(title="方式"), About("how the budget is put")]
    min: Annotated[Money | None, Field(title="万元，起"), About("amount, or its lower end, in 10,000 yuan")] = None
    max: Annotated[Money | None, Field(title="万元，止"), About("upper end, in 10,000 yuan")] = None


class Venture(Model):
    stage: Annotated[
        str,
        TermOf("venture-stages"),
        Field(title="进展"),
        About("planned or established", absent={"search": "a facet chooses by it"}),
    ]
    district: Annotated[
        District | None,
        Field(title="落地区（市）"),
        About("district of the company", absent={"search": "found by the districts that the catalogue derives"}),
    ] = None


class Financing(Model):
    amount: Annotated[Money, Field(title="金额（万元）", gt=0), About("amount, in 10,000 yuan")]
    use: Annotated[Text200, Field(title="用途"), About("what it is for")]


class Demander(Model):
    disclosed: Annotated[Flag, Field(title="公开名称"), About("whether the name is public")]
    name: Annotated[
        Line | None, Field(title="名称", min_length=2, max_length=60), About("name, if public", search=("names",))
    ] = None
    description: Annotated[
        Line | None,
        Field(title="概述", min_length=4, max_length=100),
        About("description in place of the name", search=("names",)),
    ] = None
    district: Annotated[
        District,
        Field(title="所在区（市）"),
        About("district of the company", absent={"search": "found by the districts that the catalogue derives"}),
    ]


class Target(Model):
    metric: Annotated[Measure, Field(title="指标"), About("what is measured")]
    op: Annotated[str, TermOf("operators"), Field(title="比较"), About("comparison", absent={"search": "a sign"})]
    value: Annotated[Measure, Field(title="要求"), About("value to be reached")]
    unit: Annotated[Unit | None, Field(title="单位"), About("unit")] = None


class Resolution(Model):
    date: Annotated[Date, Field(title="解决日期"), About("day of resolution")]
    achievement: Annotated[
        RecordId | None, Field(title="所用成果"), About("identifier of the achievement that was used")
    ] = None


class Progress(Model):
    """A step on the way to a contract: its day and its kind, never who or what was said."""

    date: Annotated[Date, Field(title="日期"), About("day")]
    kind: Annotated[str, TermOf("progress-kinds"), Field(title="进展"), About("kind of step")]
    reason: Annotated[
        str | None, TermOf("stop-reasons"), Field(title="中止原因"), About("why it was stopped; stops only")
    ] = None


class Outcome(Model):
    """What was agreed, as far as it may be public."""

    contract: Annotated[
        str,
        TermOf("contract-types"),
        Field(title="合同类型"),
        About("kind of contract that was signed", absent={"search": "a facet chooses by what is offered"}),
    ]
    band: Annotated[
        str | None,
        TermOf("amount-bands"),
        Field(title="金额区间"),
        About("band of the contract's amount", absent={"search": "a band of money is no word of it"}),
    ] = None
    registration: Annotated[
        Registration | None,
        Field(title="认定登记编号", max_length=40),
        About("number of the contract's registration", search=("details", "codes")),
    ] = None


class Case(Model):
    date: Annotated[Date | None, Field(title="签约、落地或解决的日期"), About("day", meaning="日期")] = None
    partner: Annotated[
        Line | None,
        Field(title="合作方", min_length=2, max_length=60),
        About("partner, named with its consent", meaning="，经其同意公开"),
    ] = None
    summary: Annotated[Line, Field(title="经过", min_length=20, max_length=300), About("what happened, in short")]
    result: Annotated[Text200 | None, Field(title="成效"), About("what was reached")] = None
