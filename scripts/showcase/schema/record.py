"""Record: what achievements and demands have in common. How a field is declared is said in records.py."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from showcase.schema.about import About
from showcase.schema.fields import Date, Flag, Line, Model, RecordId
from showcase.schema.parts import Attachment, Case, Disclosure, HumanMatch, Keyword, Link, Outcome, Progress, Withdrawal
from showcase.schema.terms import Contact
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

    id: Annotated[
        RecordId,
        Field(title="编号", description="与文件名相同，如 a2026-lanhai-001；一经使用不改、不重用"),
        About(
            "identifier; never changed, never used again",
            meaning="，一经使用不改、不重用",
            form="basic",
            form_help="按公开目录接着排，可以改；一经使用不改、不重用",
            page="own",
            search=("names", "codes"),
            later=True,
        ),
    ]
    title: Annotated[
        Line,
        Field(title="名称", description="4–60 字，纯文字，说清是什么", min_length=4, max_length=60),
        About("title, plain text", form="basic", page="own", search=("title", "pinyin")),
    ]
    summary: Annotated[
        Line,
        Field(title="一句话简介", description="20–160 字，一句话说清是什么、好在哪里", min_length=20, max_length=160),
        About("one sentence: what it is and what it is good for", form="basic", page="own", search=("summary",)),
    ]
    title_en: Annotated[
        Line | None,
        Field(title="英文名称", description="与中文名称相应", max_length=200),
        About("title in English", after="title", page="own", absent={"request": "it can be added later"}),
    ] = None
    summary_en: Annotated[
        Line | None,
        Field(title="英文简介", description="与中文简介相应", max_length=500),
        About("summary in English", after="summary", page="own", absent={"request": "it can be added later"}),
    ] = None
    published: Annotated[
        Date,
        Field(title="发布日期", description="首次公开的日期，如 2026-03-01"),
        About(
            "day of first publication", form="basic", form_rank=1, page="own", absent={"request": "the editor sets it"}
        ),
    ]
    reviewed: Annotated[
        Date | None,
        Field(title="复核日期", description="最近一次核实内容的日期，默认为发布日期"),
        About(
            "day on which the content was last confirmed; by default that of publication",
            meaning="，缺省为发布日期",
            page="own",
            later=True,
        ),
    ] = None
    valid_until: Annotated[
        Date | None,
        Field(title="有效期至", description="不晚于复核日期后 365 天，默认为该日；过期自动退出列表"),
        About(
            "last day of validity; by default 365 days after `reviewed`",
            meaning="，缺省为复核后 365 天",
            page="own",
            later=True,
        ),
    ] = None
    withdrawn: Annotated[
        Withdrawal | None,
        Field(title="撤回", description="状态为“已撤回”时填写日期和原因"),
        About(
            "present if the record has been withdrawn",
            meaning="，已撤回的才有",
            form_help="状态为已撤回时填写",
            page="own",
            later=True,
            absent={"search": "what is withdrawn is not searched"},
        ),
    ] = None
    aliases: Annotated[
        list[RecordId],
        Field(title="曾用编号", description="原编号的网址会转到本条", max_length=20),
        About(
            "former identifiers; their addresses lead here",
            meaning="，其网址转到本条",
            search=("names", "codes"),
            later=True,
            absent={"page": "their addresses lead to the page itself"},
        ),
    ] = []
    superseded_by: Annotated[
        RecordId | None,
        Field(title="替代", description="取代本条的新记录编号"),
        About(
            "identifier of the record that replaces this one",
            meaning="，取代本条的记录的编号",
            page="own",
            later=True,
            absent={"search": "the other record is found itself"},
        ),
    ] = None
    distinct_from: Annotated[
        list[RecordId],
        Field(title="并非同一条", description="与本条相近、经双方机构核对确为另一条的记录编号", max_length=20),
        About(
            "records much like this one that both agencies have found to be others",
            later=True,
            absent={"page": "a note between agencies", "search": "a note between agencies"},
        ),
    ] = []
    industries: Annotated[
        list[Annotated[str, TermOf("industries")]],
        Field(title="10+1 产业", description="至多 3 个；与海洋产业至少填一项", max_length=3),
        About("codes of the city's “10+1” industries", form="class", page="own", search=("names",)),
    ] = []
    marine_sectors: Annotated[
        list[Annotated[str, TermOf("marine-sectors")]],
        Field(title="海洋产业", description="至多 3 个；与 10+1 产业至少填一项", max_length=3),
        About("codes of the marine sectors", form="class", page="own", search=("names",)),
    ] = []
    keywords: Annotated[
        list[Keyword],
        Field(title="关键词", description="1–8 个，用户会怎样搜就怎样写", min_length=1, max_length=8),
        About("keywords", form="class", page="own", search=("keywords",)),
    ]
    contract_types: Annotated[
        list[Annotated[str, TermOf("contract-types")]],
        Field(title="合同类型", description="五类技术合同之一或几种；只有成立企业时可为 []", max_length=5),
        About(
            "kinds of technology contract that come into question, of the Civil Code's five",
            form="class",
            form_help="五类技术合同之一或几种；只有成立企业时可以不选",
            page="own",
            search=("names",),
        ),
    ]
    task_force: Annotated[
        str,
        TermOf("task-forces"),
        Field(title="服务专班", description="跟踪本条的专班"),
        About("task force that follows the record", form="basic", form_rank=-1, page="own", search=("names",)),
    ]
    agency: Annotated[
        str,
        TermOf("agencies"),
        Field(title="服务机构", description="首问负责：谁对接、谁跟踪，填机构代码"),
        About(
            "service agency: first contact, follows the record to the end",
            meaning="，首问责任",
            form="basic",
            form_help="首问负责：谁对接、谁跟踪",
            form_rank=-2,
            page="own",
            search=("names",),
        ),
    ]
    contact: Annotated[
        Contact | None,
        Field(title="联系方式", description="部门、固定电话、邮箱；默认用机构的，不写个人手机"),
        About(
            "office to call: the record's own, or its agency's",
            meaning="，缺省为机构的",
            form="review",
            page="own",
            absent={"search": "people search for what is offered, not for an office"},
        ),
    ] = None
    disclosure: Annotated[
        Disclosure,
        Field(
            title="公开审查",
            description="发布前完成保密和专利审查的单位 by 与日期 date；个别内容经书面同意或审查可以公开的，"
            "在 cleared 逐项写内容 what、依据 basis、日期 date",
        ),
        About(
            "secrecy and patent review that was made before publication",
            meaning="，发布前完成的保密和专利审查",
            form="review",
            form_help="发布前完成保密审查和专利新颖性审查的单位与日期",
            form_rank=-1,
            page="own",
            absent={"search": "it tells how the record came to be public"},
        ),
    ]
    sources: Annotated[
        list[Link],
        Field(title="来源", description="标题和 https 网址", max_length=10),
        About(
            "links to sources",
            form_help="https 开头的网址",
            page="own",
            absent={"search": "the links lead elsewhere", "request": "it can be added later"},
        ),
    ] = []
    attachments: Annotated[
        list[Attachment],
        Field(
            title="附件",
            description="放在与记录同名的文件夹里；pdf、png、jpg、webp（至多 5 MiB）或短片 mp4、webm（至多 10 MiB）",
            max_length=10,
        ),
        About(
            "files beside the record, below its page's address",
            meaning="，在记录页的网址之下",
            form_help="文件另放进与编号同名的文件夹，pdf、png、jpg、webp（至多 5 MiB）或短片 mp4、webm（至多 10 MiB）",
            page="own",
            later=True,
            absent={"search": "the files are read on the page"},
        ),
    ] = []
    matches: Annotated[
        list[HumanMatch],
        Field(title="人工对接", description="对方编号和结论 confirmed 或 rejected", max_length=20),
        About(
            "matches made or refused by people",
            meaning="，由人确认或排除的",
            form_help="与哪一条对接过，成不成",
            page="own",
            later=True,
            absent={"search": "the other record is found itself"},
        ),
    ] = []
    progress: Annotated[
        list[Progress],
        Field(
            title="对接进展",
            description="按先后一步一行：日期 date、进展 kind，中止的再写原因 reason；不写人名、企业名和谈话内容",
            max_length=60,
        ),
        About(
            "steps on the way to a contract, as far as the market lets pages tell of them",
            meaning="，市场允许公开的几种",
            form_help="按先后填写，只有日期和进展；不写人名、企业名和谈话内容，内部记录请另存别处",
            page="own",
            later=True,
            absent={"search": "it tells what has been done, not what can be had"},
        ),
    ] = []
    outcome: Annotated[
        Outcome | None,
        Field(
            title="成交情况",
            description="已签约、已落地或已解决后可写：合同类型 contract，可以公开的再写金额区间 band、"
            "技术合同认定登记编号 registration",
        ),
        About(
            "what was agreed, as far as it may be public",
            meaning="，可以公开的部分",
            form_help="已签约、已落地或已解决后可写；金额只写区间，双方同意公开才写",
            later=True,
        ),
    ] = None
    case: Annotated[
        Case | None,
        Field(
            title="典型案例",
            description="已签约、已落地或已解决后可写：summary 经过（20–300 字）、result 成效、date 日期；"
            "合作方 partner 须经对方同意公开才写",
        ),
        About(
            "short case: what came of the record",
            page="own",
            later=True,
            absent={"search": "it tells what has been done, not what can be had"},
        ),
    ] = None
    demo: Annotated[
        Flag,
        Field(title="演示数据", description="仅随软件附带的虚构示例为 true"),
        About(
            "whether the record is invented, for demonstration",
            after="summary_en",
            form_help="仅随软件附带的虚构示例",
            page="own",
            later=True,
        ),
    ] = False
