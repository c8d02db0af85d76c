"""The parts of a record that have parts of their own: amounts, measures, rights, who has asked and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from showcase.schema.fields import Date, Flag, Line, Model, Money, Priced, RecordId, Url
from showcase.schema.vocabulary import TermOf

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
