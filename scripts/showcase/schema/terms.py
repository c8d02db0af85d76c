"""What a term of each vocabulary holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from showcase.files.problem import Message
from showcase.schema.about import About
from showcase.schema.codes import Account, AgencyCode, TermCode
from showcase.schema.fields import Email, Flag, Line, Model, Phone, fail, matching, quoted
from showcase.schema.notation.phones import PHONE
from showcase.schema.notation.reading import Reading, plain


class Contact(Model):
    """An office, never a person."""

    office: Annotated[Line | None, Field(title="部门", max_length=30), About("office")] = None
    phone: Annotated[Phone | None, Field(title="电话"), About("landline or 400 number")] = None
    email: Annotated[Email | None, Field(title="邮箱"), About("e-mail address of the office")] = None
    hours: Annotated[
        Line | None,
        Field(title="接听时间", description="如 工作日 9:00–17:00", max_length=30),
        About("hours of the telephone"),
    ] = None

    @property
    def phone_url(self) -> str | None:
        """The address that dials: 0532-00000202-8 → tel:053200000202;ext=8 (RFC 3966)."""
        parts = PHONE.fullmatch(self.phone or "")
        return f"tel:{parts[1].replace('-', '')}" + (f";ext={parts[2]}" if parts[2] else "") if parts else None


Reference = tuple[tuple[str | int, ...], str, str]
"""What a term points at: the field's location in the term, the vocabulary's name, the code."""


def _english(value: str) -> str:
    if re.search("[\u4e00-\u9fff]", value):
        zh, en = f"英文名称里写了中文：{quoted(value)}", f"Chinese in an English name: {quoted(value)}"
        fail(Message(zh, en), Message("请写英文，没有的整项删去", "write English, or leave it out"))
    return value


English = Annotated[Line, AfterValidator(_english)]


class Term(Model):
    """One allowed value. `unverified` terms are shown as 待核."""

    code: Annotated[TermCode, Field(title="代码", description="写 code: 代码，小写字母、数字和连字符")]
    label: Annotated[Line, Field(title="名称", description="写 label: 名称")]
    label_en: Annotated[English | None, Field(title="英文名称")] = None
    status: Annotated[
        Literal["verified", "unverified"],
        Field(title="状态", description="名称核实过的写 status: verified，没有的写 status: unverified"),
    ]
    source: Annotated[Line | None, Field(title="出处")] = None
    note: Annotated[Line | None, Field(title="说明")] = None
    demo: Annotated[Flag, Field(title="演示数据")] = False
    former: Annotated[list[Line], Field(title="曾用名和别名")] = []
    """Codes and names that it had or goes by elsewhere: whoever writes one of them means this term."""
    retired: Annotated[Flag, Field(title="停用")] = False
    """Records that have it keep it; it is offered for no other."""

    @property
    def verified(self) -> bool:
        return self.status == "verified"

    @property
    def flagged(self) -> bool:
        """Whether 待核 is to be shown beside the label, which may say it already."""
        return not self.verified and "待核" not in self.label

    def references(self) -> Iterator[Reference]:
        """Every code of another vocabulary that the term names."""
        for field, vocabulary in _REFERENCES.items():
            if code := getattr(self, field, None):
                yield (field,), vocabulary, code


_REFERENCES = {"category": "categories", "district": "districts"}


class TieredTerm(Term):
    """An industry or marine sector: `tier` is the group it is listed under, `parent` the term it refines."""

    tier: Annotated[Line, Field(title="分组", description="写 tier: 所在的组，如 新兴产业")]
    parent: Annotated[TermCode | None, Field(title="上级")] = None


class ContractType(Term):
    """One of the five contracts; `category` is the class that a record of this type falls in."""

    category: Annotated[TermCode, Field(title="类别")]
    meaning: Annotated[Line, Field(title="含义")]
    kinds: Annotated[list[Line], Field(title="包括")]


class TaskForce(Term):
    divisions: Annotated[list[Line], Field(title="处室")]
    owners: Annotated[list[Account], Field(title="审核人")] = []


class District(Term):
    """`zone`: a functional zone, which GB/T 2260 does not number."""

    zone: Annotated[Flag, Field(title="功能区")] = False


class Agency(Term):
    code: Annotated[AgencyCode, Field(title="代码")]
    district: Annotated[TermCode | None, Field(title="区（市）")] = None
    contact: Annotated[Contact | None, Field(title="联系方式")] = None
    owners: Annotated[list[Account], Field(title="审核人")] = []


class Institution(Term):
    kind: Annotated[Line, Field(title="类别", description="写 kind: 高校、科研院所或创新平台一类")]
    district: Annotated[TermCode | None, Field(title="区（市）")] = None


class Status(Term):
    """`open`: a record in this state can still be answered."""

    open: Annotated[Flag, Field(title="仍可对接或应答")]


class IpKind(Term):
    """`patent`: numbers of this kind follow the rules of Chinese patent numbers; `abroad`: of those elsewhere."""

    patent: Annotated[Flag, Field(title="中国专利")] = False
    abroad: Annotated[Flag, Field(title="境外专利")] = False


class PriceMode(Term):
    """`uses`: whether an achievement's price or a demand's budget may be put this way."""

    uses: Annotated[list[Literal["price", "budget"]], Field(title="可用于")]


class Operator(Term):
    symbol: Annotated[Line, Field(title="符号")]


class ProgressKind(Term):
    """A kind of step between publication and contract.

    `asks`: somebody asks, which starts the clock of the first contact; `answers`: the agency acts, which stops it;
    `stops`: what was begun ends without a result, for a reason out of the vocabulary stop-reasons; `shown`: pages and
    the API tell of it. `achievement` and `demand` are the statuses in which a record may stand after such a step, the
    first that which `showcase log` gives it; none: any.
    """

    asks: Annotated[Flag, Field(title="有人来问")] = False
    answers: Annotated[Flag, Field(title="机构答复")] = False
    stops: Annotated[Flag, Field(title="中止")] = False
    shown: Annotated[Flag, Field(title="公开显示")] = False
    achievement: Annotated[list[TermCode], Field(title="成果状态")] = []
    demand: Annotated[list[TermCode], Field(title="需求状态")] = []

    def references(self) -> Iterator[Reference]:
        for field, vocabulary in (("achievement", "achievement-statuses"), ("demand", "demand-statuses")):
            for number, code in enumerate(getattr(self, field)):
                yield (field, number), vocabulary, code


class WordGroup(Term):
    """Words that the search treats alike; `label` names the group."""

    words: Annotated[list[Line], Field(title="词", min_length=2)]


class Recipient(Term):
    """Who is sent records, listed under `tier`.

    With `each` the term is a family: it stands for one recipient for every district that a company can be
    founded in, or for every industry that refines no other. `family` names the family that a member is of. `email` is
    an office's, to which its lists are mailed.
    """

    tier: Annotated[Line, Field(title="分组")]
    email: Annotated[Email | None, Field(title="邮箱")] = None
    each: Annotated[Literal["venture-district", "industry"] | None, Field(title="每个")] = None
    family: Annotated[TermCode | None, Field(title="所属的一类")] = None


Codes = Annotated[list[TermCode], Field(min_length=1)]


class Condition(Model):
    """What must be true of a record: of every field that is given, one of its values (of `has`, all)."""

    kind: Annotated[list[Literal["achievement", "demand"]] | None, Field(title="种类", min_length=1)] = None
    category: Annotated[Codes | None, Field(title="类别")] = None
    industries: Annotated[Codes | None, Field(title="10+1 产业")] = None
    marine_sectors: Annotated[Codes | None, Field(title="海洋产业")] = None
    has: Annotated[list[Literal["venture", "financing"]] | None, Field(title="有", min_length=1)] = None
    status: Annotated[Codes | None, Field(title="状态")] = None


class RouteRule(Term):
    """Records for which `when` holds and none of the rules `unless` are sent to the recipients `to`."""

    when: Annotated[Condition, Field(title="条件")]
    unless: Annotated[list[TermCode], Field(title="除外")] = []
    to: Annotated[Codes, Field(title="推送给")]

    def references(self) -> Iterator[Reference]:
        for field, vocabulary in _CONDITION_REFERENCES.items():
            for number, code in enumerate(getattr(self.when, field) or ()):
                yield ("when", field, number), vocabulary, code
        for number, code in enumerate(self.unless):
            yield ("unless", number), "routes", code
        for number, code in enumerate(self.to):
            yield ("to", number), "recipients", code


_CONDITION_REFERENCES = {"category": "categories", "industries": "industries", "marine_sectors": "marine-sectors"}


_DOMAIN = r"^[a-z0-9-]+(?:\.[a-z0-9-]+)+$"
Domain = Annotated[
    Line,
    AfterValidator(
        matching(
            _DOMAIN,
            Message("应为 @ 后面的域名，如 qq.com", "must be the domain behind the @, like qq.com"),
            lambda text: Reading(plain(text).lower().rpartition("@")[2]),
        )
    ),
]


class MailProvider(Term):
    """Mail at one of `domains` or directly below it is taken for a person's, not an office's."""

    domains: Annotated[list[Domain], Field(title="域名", min_length=1)]
