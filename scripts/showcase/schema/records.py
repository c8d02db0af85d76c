"""Achievement and Demand: the one schema authority.

A field's title is its label, its description the help that authors read; validation, messages,
JSON Schema and the guide's field table are all made from these classes. Rules that concern more
than one field are in rules/.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from showcase.schema.fields import Date, Flag, Integer, Line, Model, RecordId, in_parts
from showcase.schema.parts import (
    Advantage,
    Attachment,
    Budget,
    Case,
    Demander,
    Disclosure,
    Financing,
    HumanMatch,
    Ip,
    Keyword,
    Link,
    Price,
    Resolution,
    Stage,
    Target,
    Text100,
    Text200,
    Venture,
    Withdrawal,
)
from showcase.schema.terms import Contact
from showcase.schema.validity import valid_until
from showcase.schema.vocabulary import TermOf

Kind = Literal["achievement", "demand"]


class Record(Model):
    """What achievements and demands have in common."""

    KIND: ClassVar[Kind]
    WORD: ClassVar[str]
    """What the kind is called."""
    FOLDER: ClassVar[str]
    """Where its records stand below content/ and on the site."""
    LETTER: ClassVar[str]
    """What its ids begin with."""
    CONCLUDED: ClassVar[tuple[str, ...]]
    """The states in which something has come of a record."""

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


MODELS: dict[Kind, type[Achievement | Demand]] = {"achievement": Achievement, "demand": Demand}
FOLDERS: dict[Kind, str] = {kind: model.FOLDER for kind, model in MODELS.items()}
WORDS: dict[Kind, str] = {kind: model.WORD for kind, model in MODELS.items()}


def kind_of(identifier: str) -> Kind:
    """The kind of record that an id names."""
    return "demand" if identifier.startswith(Demand.LETTER) else "achievement"
