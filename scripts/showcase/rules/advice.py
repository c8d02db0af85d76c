"""Advice: where a sound record would not yet persuade. Nothing is refused for it, and nothing is said unasked.

What companies turn records down for most: the benefit is unclear, it is too early, the way to the market is unclear,
the description is unclear. Advice is given only where the author can know the answer: nobody is asked for the cost of
what is still research.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.problem import Message, Severity
from showcase.rules.engine import Draft, DraftOf, Finding, advice
from showcase.schema.achievement import Achievement
from showcase.schema.vocabulary import Vocabularies

SHORT = 300
"""Characters of a body that tells what it is, what for and how to begin."""
_COST = re.compile(
    "成本|费用|造价|价格|单价|能耗|电耗|药耗|水耗|省电|省水|省工|节能|节约|人工|投资|维护|寿命|回收期|万元|元/|元每"
)
_EVIDENCE = re.compile(
    "试验|实验|试用|试运行|中试|示范|运行了?|连续|检测|测试|验证|鉴定|评审|第三方|样机|样品|用户|客户|投产|量产|销售|应用于|已在|装船|海试"
)
_EARLY = ("research",)
_GENERIC = re.compile(
    "(?:及其|关于|基于|一种|新型|先进|智能|高效|绿色|关键|核心|共性|综合|集成|创新|重大|海洋|技术|工艺包?|研究|研发|开发|攻关|项目|课题|"
    "成果|应用|示范|产业化|推广|合作|需求|征集|难题|方案|的|与|和|及|等)+"
)
_THING = 3
"""So many characters must be left of a title without the words that any title could have."""


def _text(draft: Draft) -> str:
    return re.sub(r"\s+", "", draft.source.body)


def _say(field: str, zh: str, en: str, hint: str, hint_en: str) -> Finding:
    return Finding((field,), Message(zh, en), Message(hint, hint_en), Severity.ADVICE)


@advice("advantages", kind="achievement")
def check_no_rival(draft: DraftOf[Achievement], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """指标要有对照：企业看的是比现在最好的做法好多少。
    A figure needs a rival beside it: how much better than the best there is."""
    items = draft.record.advantages
    if items and not any(item.baseline for item in items):
        yield _say(
            "advantages",
            "指标都没有对照，企业看不出好多少",
            "no figure says what it is compared with",
            "在“对照”里写现在最好的同类做法的数值，如 进口膜 92%",
            "give the figure of the best rival as `baseline`",
        )


@advice("advantages", "stage", kind="achievement")
def check_no_cost(draft: DraftOf[Achievement], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """小试以后要有一条成本：企业先问省多少、贵不贵。
    From the laboratory on, one comparison of cost: it is what companies ask first."""
    said = "".join([item.metric + (item.unit or "") + (item.baseline or "") for item in draft.record.advantages])
    if draft.record.stage in _EARLY or _COST.search(said) or _COST.search(_text(draft)):
        return
    yield _say(
        "advantages",
        "没有写成本，企业最先问省多少、贵不贵",
        "nothing is said of cost",
        "优势指标里加一条成本、能耗、人工或寿命的比较；没有实测的写估算，并注明“估算”",
        "add a comparison of cost, energy, labour or life; an estimate will do if it says so",
    )


@advice("applications", kind="achievement")
def check_no_application(draft: DraftOf[Achievement], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """写清谁会用、用在哪一步。
    Who would use it, and at which step."""
    if not draft.record.applications:
        yield _say(
            "applications",
            "没有写应用场景，企业不知道是不是自己要的",
            "no application is given",
            "写谁会用、用在哪一步，如 海水淡化厂：反渗透前的预处理",
            "say who would use it and at which step",
        )


@advice("stage", kind="achievement")
def check_no_evidence(draft: DraftOf[Achievement], vocabularies: Vocabularies) -> Iterator[Finding]:
    """所处阶段要有依据：在哪里、多大规模、跑了多久、谁测的。
    A stage needs evidence: where, how large, how long, measured by whom."""
    record = draft.record
    if record.stage in _EARLY or _EVIDENCE.search(_text(draft)):
        return
    label = vocabularies.stages[record.stage].label
    yield _say(
        "stage",
        f"所处阶段写的是{label}，正文没有写做到这一步的依据",
        "the body does not say what the stage rests on",
        "正文里写在哪类地方试过、多大规模、连续多久、谁测的",
        "say where it was tried, how large, how long, and who measured it",
    )


@advice()
def check_short_body(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """正文 300 字以上，说清做什么用、好在哪里、怎样合作。
    A body of 300 characters at least: what for, how much better, how to begin."""
    length = len(_text(draft))
    if length < SHORT:
        message = (
            f"正文只有 {length} 字，企业看完还不知道要不要打电话"
            if length
            else "没有写正文，企业看完还不知道要不要打电话"
        )
        yield _say(
            "body",
            message,
            f"the body has {length} characters",
            f"写到 {SHORT} 字以上：解决什么问题、比现有做法好多少、做到哪一步、怎样合作",
            f"write {SHORT} or more: the problem, how much better, how far along, how to begin",
        )


@advice("title")
def check_vague_title(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """名称要说出是什么东西：产品、设备、材料、软件或工艺。
    A title names the thing: a product, a device, a material, a program, a process."""
    if len(_GENERIC.sub("", draft.record.title)) < _THING:
        yield _say(
            "title",
            "名称没有说出是什么东西",
            "the title does not name the thing",
            "写产品、设备、材料、软件或工艺的名字和用处，如 海水淡化用抗污染反渗透膜",
            "name the product, device, material, program or process",
        )


@advice("title_en", "summary_en")
def check_half_english(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """英文名称和英文简介要么都写，要么都不写：都写了才有英文页面。
    A title and a summary in English go together: the English page is made of both."""
    record = draft.record
    if record.title_en and not record.summary_en:
        yield _half_english("summary_en", "英文名称", "英文简介", "title_en")
    if record.summary_en and not record.title_en:
        yield _half_english("title_en", "英文简介", "英文名称", "summary_en")


def _half_english(field: str, there: str, missing: str, key: str) -> Finding:
    return _say(
        field,
        f"写了{there}，没有写{missing}，不会生成英文页面",
        f"{key} is given without {field}: there will be no English page",
        f"补上{missing}，境外的人才能读到这一条",
        f"add {field}: readers abroad find the record by it",
    )


_HAN = re.compile("[一-鿿]")


@advice("title_en", "summary_en")
def check_chinese_in_english(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """英文名称和英文简介里不写汉字。
    No Chinese characters in English texts."""
    if _HAN.search(draft.record.title_en or ""):
        yield _chinese("title_en", "英文名称")
    if _HAN.search(draft.record.summary_en or ""):
        yield _chinese("summary_en", "英文简介")


def _chinese(field: str, label: str) -> Finding:
    return _say(
        field,
        f"{label}里有汉字，境外的人读不了",
        f"{field} holds Chinese characters",
        "改成英文；没有英文说法的写拼音",
        "put it into English, or into pinyin",
    )


@advice("agency", "task_force")
def check_retired(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """服务机构、服务专班已经停用的，改由现在负责的接手。
    What an agency or task force that is no longer in service follows is handed over."""
    record = draft.record
    agency, force = vocabularies.agencies[record.agency], vocabularies.task_forces[record.task_force]
    if getattr(agency, "retired", False):
        yield _retired("agency", agency.label)
    if getattr(force, "retired", False):
        yield _retired("task_force", force.label)


def _retired(field: str, label: str) -> Finding:
    return _say(
        field,
        f"“{label}”已经停用，企业打电话会找不到人",
        f"{label} is no longer in service",
        "改为现在负责的一家",
        "name the one that is in charge now",
    )
