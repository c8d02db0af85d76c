"""Achievement and Demand: the one schema authority.

A field's title is its label, its description the help that authors read; validation, messages,
JSON Schema and the guide's field table are all made from these classes. Rules that concern more
than one field are in rules.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal, Protocol

from pydantic import BeforeValidator, Field

from showcase.schema.fields import Date, Flag, Integer, Line, Model, Money, Priced, RecordId, Url, in_parts
from showcase.schema.terms import Contact
from showcase.schema.vocabulary import TermOf

Kind = Literal["achievement", "demand"]

Text100 = Annotated[Line, Field(min_length=1, max_length=100)]
Text200 = Annotated[Line, Field(min_length=1, max_length=200)]
Keyword = Annotated[Line, Field(min_length=1, max_length=20)]
Measure = Annotated[Line, Field(min_length=1, max_length=40)]
Unit = Annotated[Line, Field(min_length=1, max_length=20)]
RightNumber = Annotated[Line, Field(json_schema_extra={"x-notation": "right"})]
District = Annotated[str, TermOf("districts")]
Stage = Annotated[str, TermOf("stages")]


class Withdrawal(Model):
    date: Annotated[Date, Field(title="撤回日期")]
    reason: Annotated[Line, Field(title="撤回原因", min_length=4, max_length=100)]


class Clearance(Model):
    """A written consent or a review that lets one thing be public; it holds for what it names and nothing else."""

    what: Annotated[
        Text100, Field(title="内容", description="原样写出所允许的号码、账号、邮箱、附件名，或未申请的知识产权名称")
    ]
    basis: Annotated[
        Line,
        Field(title="依据", description="书面单独同意或审查结论的文号、存放处，不写姓名", min_length=6, max_length=100),
    ]
    date: Annotated[Date, Field(title="日期", description="同意或审查的日期")]


class Disclosure(Model):
    by: Annotated[Text100, Field(title="审查单位")]
    date: Annotated[Date, Field(title="审查日期")]
    cleared: Annotated[
        list[Clearance],
        Field(title="同意或审查", description="逐项写明已获书面单独同意或已审查的内容", max_length=20),
    ] = []


class Link(Model):
    title: Annotated[Text100, Field(title="名称")]
    url: Annotated[Url, Field(title="网址")]


class Attachment(Model):
    file: Annotated[str, Field(title="文件名", max_length=100)]
    title: Annotated[Text100, Field(title="名称")]


class HumanMatch(Model):
    id: Annotated[RecordId, Field(title="对方编号")]
    verdict: Annotated[Literal["confirmed", "rejected"], Field(title="结论")]


class Advantage(Model):
    metric: Annotated[Measure, Field(title="指标")]
    value: Annotated[Measure, Field(title="本成果")]
    unit: Annotated[Unit | None, Field(title="单位")] = None
    baseline: Annotated[Line | None, Field(title="对照", max_length=60)] = None


class Ip(Model):
    kind: Annotated[str, TermOf("ip-kinds"), Field(title="种类")]
    number: Annotated[RightNumber | None, Field(title="号码", max_length=40)] = None
    status: Annotated[str, TermOf("ip-statuses"), Field(title="状态")]
    title: Annotated[Text100, Field(title="名称")]


class Price(Priced):
    mode: Annotated[str, TermOf("price-modes", use="price"), Field(title="方式")]
    min: Annotated[Money | None, Field(title="万元，起")] = None
    max: Annotated[Money | None, Field(title="万元，止")] = None


class Budget(Priced):
    mode: Annotated[str, TermOf("price-modes", use="budget"), Field(title="方式")]
    min: Annotated[Money | None, Field(title="万元，起")] = None
    max: Annotated[Money | None, Field(title="万元，止")] = None


class Venture(Model):
    stage: Annotated[str, TermOf("venture-stages"), Field(title="进展")]
    district: Annotated[District | None, Field(title="落地区（市）")] = None


class Financing(Model):
    amount: Annotated[Money, Field(title="金额（万元）", gt=0)]
    use: Annotated[Text200, Field(title="用途")]


class Demander(Model):
    disclosed: Annotated[Flag, Field(title="公开名称")]
    name: Annotated[Line | None, Field(title="名称", min_length=2, max_length=60)] = None
    description: Annotated[Line | None, Field(title="概述", min_length=4, max_length=100)] = None
    district: Annotated[District, Field(title="所在区（市）")]


class Target(Model):
    metric: Annotated[Measure, Field(title="指标")]
    op: Annotated[str, TermOf("operators"), Field(title="比较")]
    value: Annotated[Measure, Field(title="要求")]
    unit: Annotated[Unit | None, Field(title="单位")] = None


class Resolution(Model):
    date: Annotated[Date, Field(title="解决日期")]
    achievement: Annotated[RecordId | None, Field(title="所用成果")] = None


class Case(Model):
    date: Annotated[Date | None, Field(title="签约、落地或解决的日期")] = None
    partner: Annotated[Line | None, Field(title="合作方", min_length=2, max_length=60)] = None
    summary: Annotated[Line, Field(title="经过", min_length=20, max_length=300)]
    result: Annotated[Text200 | None, Field(title="成效")] = None


class Record(Model):
    """What achievements and demands have in common."""

    id: Annotated[RecordId, Field(title="编号", description="与文件名相同，如 a2026-lanhai-001；一经使用不改、不重用")]
    title: Annotated[Line, Field(title="名称", description="4–60 字，纯文字，说清是什么", min_length=4, max_length=60)]
    summary: Annotated[
        Line,
        Field(title="一句话简介", description="20–160 字，一句话说清是什么、好在哪里", min_length=20, max_length=160),
    ]
    title_en: Annotated[Line | None, Field(title="英文名称", description="与中文名称相应", max_length=200)] = None
    summary_en: Annotated[Line | None, Field(title="英文简介", description="与中文简介相应", max_length=500)] = None
    published: Annotated[Date, Field(title="发布日期", description="首次公开的日期，如 2026-03-01")]
    reviewed: Annotated[Date | None, Field(title="复核日期", description="最近一次核实内容的日期，默认为发布日期")] = (
        None
    )
    valid_until: Annotated[
        Date | None, Field(title="有效期至", description="不晚于复核日期后 365 天，默认为该日；过期自动退出列表")
    ] = None
    withdrawn: Annotated[Withdrawal | None, Field(title="撤回", description="状态为“已撤回”时填写日期和原因")] = None
    aliases: Annotated[
        list[RecordId], Field(title="曾用编号", description="原编号的网址会转到本条", max_length=20)
    ] = []
    superseded_by: Annotated[RecordId | None, Field(title="替代", description="取代本条的新记录编号")] = None
    distinct_from: Annotated[
        list[RecordId],
        Field(title="并非同一条", description="与本条相近、经双方机构核对确为另一条的记录编号", max_length=20),
    ] = []
    industries: Annotated[
        list[Annotated[str, TermOf("industries")]],
        Field(title="10+1 产业", description="至多 3 个；与海洋产业至少填一项", max_length=3),
    ] = []
    marine_sectors: Annotated[
        list[Annotated[str, TermOf("marine-sectors")]],
        Field(title="海洋产业", description="至多 3 个；与 10+1 产业至少填一项", max_length=3),
    ] = []
    keywords: Annotated[
        list[Keyword], Field(title="关键词", description="1–8 个，用户会怎样搜就怎样写", min_length=1, max_length=8)
    ]
    contract_types: Annotated[
        list[Annotated[str, TermOf("contract-types")]],
        Field(title="合同类型", description="五类技术合同之一或几种；只有成立企业时可为 []", max_length=5),
    ]
    task_force: Annotated[str, TermOf("task-forces"), Field(title="服务专班", description="跟踪本条的专班")]
    agency: Annotated[
        str, TermOf("agencies"), Field(title="服务机构", description="首问负责：谁对接、谁跟踪，填机构代码")
    ]
    contact: Annotated[
        Contact | None, Field(title="联系方式", description="部门、固定电话、邮箱；默认用机构的，不写个人手机")
    ] = None
    disclosure: Annotated[
        Disclosure,
        Field(
            title="公开审查",
            description="发布前完成保密和专利审查的单位 by 与日期 date；个别内容经书面同意或审查可以公开的，"
            "在 cleared 逐项写内容 what、依据 basis、日期 date",
        ),
    ]
    sources: Annotated[list[Link], Field(title="来源", description="标题和 https 网址", max_length=10)] = []
    attachments: Annotated[
        list[Attachment],
        Field(
            title="附件",
            description="放在与记录同名的文件夹里；pdf、png、jpg、webp，每个至多 5 MiB",
            max_length=10,
        ),
    ] = []
    matches: Annotated[
        list[HumanMatch],
        Field(title="人工对接", description="对方编号和结论 confirmed 或 rejected", max_length=20),
    ] = []
    case: Annotated[
        Case | None,
        Field(
            title="典型案例",
            description="已签约、已落地或已解决后可写：summary 经过（20–300 字）、result 成效、date 日期；"
            "合作方 partner 须经对方同意公开才写",
        ),
    ] = None
    demo: Annotated[Flag, Field(title="演示数据", description="仅随软件附带的虚构示例为 true")] = False


class Achievement(Record):
    """A result that can be transferred (成果)."""

    status: Annotated[
        str,
        TermOf("achievement-statuses"),
        Field(title="状态", description="目前能不能对接"),
    ]
    holder: Annotated[str, TermOf("institutions"), Field(title="持有单位", description="填单位代码")]
    stage: Annotated[
        Stage, Field(title="所处阶段", description="research 研发、lab 小试、pilot 中试、production 产业化")
    ]
    trl: Annotated[Integer | None, Field(title="技术就绪度", description="1–9；不由阶段推算", ge=1, le=9)] = None
    advantages: Annotated[
        list[Advantage],
        Field(title="优势指标", description="好多少：指标 metric、数值 value、单位 unit、对照 baseline", max_length=12),
    ] = []
    applications: Annotated[list[Text100], Field(title="应用场景", description="每条一句", max_length=10)] = []
    ip: Annotated[
        list[Ip],
        Field(
            title="知识产权", description="种类 kind、号码 number、状态 status、名称 title；没有写 []", max_length=20
        ),
    ]
    price: Annotated[
        Annotated[Price, BeforeValidator(in_parts)] | None,
        Field(title="报价", description="方式 mode；fixed 填 min，range 填 min 和 max，单位万元"),
    ] = None
    venture: Annotated[Venture | None, Field(title="成立企业", description="拟成立或已成立企业时填写")] = None
    financing: Annotated[Financing | None, Field(title="融资需求", description="金额 amount（万元）和用途 use")] = None


class Demand(Record):
    """What a company needs (需求)."""

    status: Annotated[
        str,
        TermOf("demand-statuses"),
        Field(title="状态", description="目前还要不要征集"),
    ]
    demander: Annotated[
        Demander,
        Field(title="需求方", description="公开填 disclosed: true 和 name；不公开填 disclosed: false 和 description"),
    ]
    targets: Annotated[
        list[Target],
        Field(
            title="指标要求",
            description="至少一项：指标 metric、比较 op、数值 value、单位 unit",
            min_length=1,
            max_length=12,
        ),
    ]
    deadline: Annotated[Date, Field(title="截止日期", description="征集截止的日期")]
    budget: Annotated[
        Annotated[Budget, BeforeValidator(in_parts)] | None,
        Field(title="预算", description="方式 mode；fixed 填 min，range 填 min 和 max，单位万元"),
    ] = None
    stage_min: Annotated[Stage | None, Field(title="最低阶段", description="可接受的最低成熟阶段")] = None
    ip_terms: Annotated[Text200 | None, Field(title="知产归属", description="知识产权如何约定")] = None
    constraints: Annotated[list[Text100], Field(title="约束", description="现场和工艺条件", max_length=10)] = []
    resolution: Annotated[
        Resolution | None, Field(title="解决情况", description="状态为 resolved 时填写日期，可填所用成果编号")
    ] = None


MODELS: dict[Kind, type[Achievement | Demand]] = {"achievement": Achievement, "demand": Demand}
FOLDERS: dict[Kind, str] = {"achievement": "achievements", "demand": "demands"}
VALID_DAYS = 365


class Dated(Protocol):
    """What says until when it is valid."""

    @property
    def published(self) -> date: ...
    @property
    def reviewed(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...


def valid_until(record: Dated) -> date:
    """The last day on which the record counts as current: by default 365 days after its review."""
    return record.valid_until or (record.reviewed or record.published) + timedelta(days=VALID_DAYS)
