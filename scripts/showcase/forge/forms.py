"""The forms for those who do not write files: what they ask follows from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from showcase.schema.records import MODELS, WORDS, Kind
from showcase.schema.shapes import Shape, declared
from showcase.schema.vocabulary import Vocabularies

LONG_TEXT = 100


@dataclass(frozen=True)
class Question:
    """`choices` are shown in this order; `widget` is called as GitHub calls it."""

    id: str
    widget: Literal["input", "textarea", "dropdown"]
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    multiple: bool = False
    example: str = ""


@dataclass(frozen=True)
class Form:
    """`promises` are boxes that must be ticked; a `name` has three characters at least, or GitHub hides the form."""

    name: str
    help: str
    label: str
    notice: str
    questions: tuple[Question, ...]
    promises: tuple[str, ...]


_NOTICE = (
    "这里的内容人人可见，并会长期保留。不要写个人姓名、手机号、身份证号、个人邮箱，也不要写没有申请专利的技术做法。"
)
_REVIEWED = "已完成保密审查和专利审查，可以公开"
_IMPERSONAL = "不含个人信息；联系方式是部门、办公电话和办公邮箱"
_BODY = Question(
    "body",
    "textarea",
    "正文",
    "300 字以上：解决什么问题、怎样解决、在哪里试过、还缺什么；可用 Markdown，标题从 ## 开始",
)


def build_form(name: str, vocabularies: Vocabularies) -> Form:
    """The form of that name of FORMS."""
    return FORMS[name] if name not in MODELS else _record_form(name, vocabularies)


def _record_form(kind: Kind, vocabularies: Vocabularies) -> Form:
    word = WORDS[kind]
    questions = tuple(_question(shape, vocabularies) for shape in declared(kind) if _is_asked(shape))
    notice = f"{_NOTICE}\n填完由市场编辑整理成记录、编号，经审核后发布。"
    return Form(
        f"提交{word}", f"没有文件也能提交一条{word}", word, notice, (*questions, _BODY), (_REVIEWED, _IMPERSONAL)
    )


def _is_asked(shape: Shape) -> bool:
    """What follows from others or comes later, the editor fills in."""
    return not shape.about.later and "request" not in shape.about.absent


def _question(shape: Shape, vocabularies: Vocabularies) -> Question:
    # A list that may be empty must be given in a file, but not be filled.
    required = shape.required and not (shape.many and not shape.least)
    if shape.vocabulary:
        choices = _choices(vocabularies, shape.vocabulary, shape.use)
        return Question(shape.name, "dropdown", shape.title, shape.help, required, choices, multiple=shape.many)
    is_line = shape.holds == "text" and not shape.many and shape.longest <= LONG_TEXT
    if is_line or shape.holds == "date":
        return Question(shape.name, "input", shape.title, shape.help, required)
    widget: Literal["input", "textarea"] = "input" if shape.type == "integer" else "textarea"
    example = "\n".join(_example(shape, vocabularies))
    return Question(shape.name, widget, shape.title, shape.help, required, example=example)


def _choices(vocabularies: Vocabularies, name: str, use: str | None) -> tuple[str, ...]:
    vocabulary = vocabularies[name]
    terms = [vocabulary[code] for code in vocabulary.codes(use) if not vocabulary[code].retired]
    return tuple(f"{term.label}{'（待核）' if term.flagged else ''}（{term.code}）" for term in terms)


def _example(shape: Shape, vocabularies: Vocabularies) -> Iterator[str]:
    """A line for each part of a field that has parts, with its choices if it has some."""
    for part in shape.fields:
        if not part.many:
            known = "、".join(_choices(vocabularies, part.vocabulary, part.use)) if part.vocabulary else ""
            yield f"{part.title}：{f'（{known}）' if known else ''}"


_WHICH = Question("record", "input", "哪一条", "编号或网址，如 a2026-lanhai-001", required=True)
_CORRECTION = Form(
    "网站找错",
    "网站上有内容不对",
    "找错",
    f"{_NOTICE}\n错误本身涉及个人信息的，请打首问机构的电话，不要在这里写出。",
    (
        _WHICH,
        Question("wrong", "textarea", "哪里不对", "写出错的那一句或那个数", required=True),
        Question("right", "textarea", "应当是什么", "有依据的请写出处"),
    ),
    (_IMPERSONAL,),
)
_WITHDRAWAL = Form(
    "请求撤回",
    "请求撤回一条已发布的记录",
    "撤回",
    "撤回后页面保留原网址并注明已撤回，退出列表和订阅。\n"
    "涉及个人信息或秘密的，只写编号，不要写出该内容，并立即打首问机构的电话：仅撤回不能把它从历史中清除。",
    (
        _WHICH,
        Question(
            "reason",
            "dropdown",
            "原因",
            required=True,
            choices=("已成交或不再提供", "内容有误", "权属有争议", "涉及个人信息", "涉及未公开的技术或秘密", "其他"),
        ),
        Question("note", "textarea", "说明", "可以公开的部分；会写进记录的撤回原因"),
    ),
    ("本人受持有单位、需求方或首问机构委托，或是所涉个人信息的本人",),
)
_NONE = Form("", "", "", "", (), ())
FORMS: dict[str, Form] = {"achievement": _NONE, "demand": _NONE, "correction": _CORRECTION, "withdrawal": _WITHDRAWAL}
"""By the name of their file; those named as a kind of record are made from its schema."""
