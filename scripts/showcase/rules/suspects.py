"""One table of what is legal and yet hardly meant: the same in files, sheets, commands and the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.files.conflicts import CONFLICT
from showcase.files.problem import Loc, Message, Severity, shorten
from showcase.files.source import tree_texts
from showcase.rules.engine import Draft, Finding, rule
from showcase.schema.meant import AS_ENCODED, ENCODED, OFFICE_ALONE
from showcase.schema.notation.placeholders import is_placeholder
from showcase.schema.notation.reading import half_width
from showcase.schema.parts import Advantage, Target
from showcase.schema.vocabulary import Vocabularies


@dataclass(frozen=True)
class Suspect:
    """`pattern` in a text of one of `fields` (none: of any field) is worth a word; `{}` in the message is the find."""

    pattern: re.Pattern[str]
    message: Message
    hint: Message
    severity: Severity = Severity.WARNING
    fields: tuple[str, ...] = ()


_HAN = "\u4e00-\u9fff"
_CONFLICT = re.compile(r"(?:^|\s)(?:<{7}|>{7}|\|{7}|={7})(?=\s|$)")
_BODY_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?:[ \t].*)?$", re.MULTILINE)
_GARBLED = re.compile(r"锟斤拷|烫烫烫|屯屯屯|ï¿½|â€[œ™˜“”]|Ã[©¨¤¶¼]|\?{4,}|(?:=[0-9A-F]{2}){3}")
_GARBLED_MESSAGE = Message("“{}”像是转码时丢失的文字", "{} looks like text that was lost on the way")
_GARBLED_HINT = Message("请对照原稿重新填写这一处", "type this place again")

_SAYS_NOTHING = (
    Message("“{}”不是内容，会原样显示", "{} says nothing and would be shown"),
    Message("没有内容的选填项，请整项删去", "leave an optional part out"),
)

SUSPECTS = (
    Suspect(
        re.compile(
            rf"[、，；;|｜]|[{_HAN}] ?,|, ?[{_HAN}]|[{_HAN}] ?[/／] ?[{_HAN}]"
            rf"|^[{_HAN}]{{1,20}}(?:[ \t\u3000\u00a0]{{1,9}}[{_HAN}]{{1,20}})+\Z"
        ),
        Message("“{}”像是几个关键词写成了一个", "{} seems to be several keywords in one"),
        Message("每个词单独写一项", "write each word as an item of its own"),
        Severity.ERROR,
        ("keywords",),
    ),
    Suspect(
        re.compile(
            rf"[{_HAN}][^@]{{0,30}}(?:[0-9]{{7}}|[0-9-]{{8}}|@)|(?:[0-9]{{7}}|@[^{_HAN}]{{1,30}})[^{_HAN}]{{0,9}}[{_HAN}]"
        ),
        Message("“{}”里还有电话或邮箱，读者点不了", "{} holds a number or an address, which nobody can tap"),
        OFFICE_ALONE,
        fields=("contact",),
    ),
    Suspect(re.compile(r"^(?:同上|同前|见上)[。.]?\Z"), *_SAYS_NOTHING),
    Suspect(
        re.compile(
            "^(?:(?:成果|项目|技术|需求|产品)?(?:名称|标题|题目)|(?:一句话)?(?:简介|摘要|概述)|关键词|标签) ?[:：]"
            "|^[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?![0-9])|^[①-⑳#＃]|^[《【][^》】]*[》】]\\Z|^【[^】]{1,8}】|[。；;，,]\\Z"
        ),
        Message("“{}”的前后有多余的栏名、编号或标点，会原样显示", "{} begins or ends with a label, a number or a sign"),
        Message("只写内容本身", "write nothing but the words"),
        fields=("title", "keywords"),
    ),
    Suspect(
        re.compile(
            "^[【《\\[（(](?:成果|项目|技术|需求)?(?:一句话)?(?:简介|摘要|概述|介绍)[】》\\]）)]"
            "|^(?:一句话)?(?:简介|摘要|概述) ?[:：]"
        ),
        Message("“{}”的前面有多余的栏名，会原样显示", "{} begins with a label"),
        Message("只写内容本身", "write nothing but the words"),
        fields=("summary",),
    ),
    Suspect(
        re.compile(f"[{_HAN}]{{1,20}}"),
        Message("英文字段里写了中文：“{}”", "{} is Chinese in an English field"),
        Message("请写英文，没有英文的整项删去", "write English, or leave it out"),
        fields=("title_en", "summary_en"),
    ),
    Suspect(
        re.compile(r"[0-9０-９][。．][0-9０-９]|[０-９]"),
        Message("“{}”里有全角的数字或小数点，比大小和搜索都读不出", "{} holds digits or a point of full width"),
        Message("请改为半角", "use those of ASCII"),
        fields=("advantages", "targets", "keywords"),
    ),
    Suspect(
        re.compile(r"^[0-9.]{1,12} ?%? ?[、；;] ?[0-9.]{1,12} ?%?(?: ?[、；;] ?[0-9.]{1,12} ?%?)*\Z"),
        Message("“{}”是几个数，比大小和搜索都读不出", "{} is several numbers in one"),
        Message("一项只写一个指标，各有各的数值", "one measure an item, each with its value"),
        fields=("advantages", "targets"),
    ),
    Suspect(
        re.compile(
            "^(?:百分之)?[零〇一二两三四五六七八九十百千万亿]{1,9}"
            "(?:成[一二三四五六七八九半]?|倍半?|分之[一二三四五六七八九十百千]{1,4})?\\Z"
        ),
        Message("“{}”是汉字写的数，比大小和搜索都读不出", "{} is a number in words"),
        Message("请写阿拉伯数字", "write it in figures"),
        fields=("advantages", "targets"),
    ),
    Suspect(
        re.compile("^(?:[“”『「][^“”『』「」]*[“”』」]|[‘’][^‘’]*[‘’]|[\"'][^\"']*[\"'])\\Z"),
        Message("整个值写在引号里，引号会原样显示：{}", "the whole value is in quotes, which would be shown: {}"),
        Message("请删去两头的引号", "remove the quotes around it"),
    ),
    Suspect(
        re.compile(
            r"\\(?!u[0-9A-Fa-f]{4})[a-zA-Z]{2,20}|\$[^$\\^_{]{0,80}[\\^_{][^$]{0,80}\$|[\^_]\{|[A-Za-z)]~\d{1,2}~|\^[-+\d]{1,3}\^"
        ),
        Message("这里不显示公式：“{}”", "no formulas are shown here: {}"),
        Message("请直接写符号，如 CO₂、m²、×、≤", "write the signs themselves, like CO₂, m², ×, ≤"),
    ),
)


@rule()
def check_suspects(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """一个关键词一项；不写“无”“/”一类的占位字，不把整个值放进引号；单位和比较不写两遍，一项只写一个数；部门里不写电话和邮箱；各处不留合并冲突、乱码、网页和邮件的字符写法、公式代码。
    Each keyword is an item of its own; no placeholders, no value in quotes, no unit or comparison twice, one number an
    item, no telephone or address in an office's name, no rest of a merge, nothing garbled or encoded."""
    for loc, text, at_key in tree_texts(draft.source.data):
        if at_key or loc[0] in draft.unsound or loc[-1] in ("what", "file"):
            continue
        if _CONFLICT.search(text):
            yield Finding(loc, *CONFLICT)
        if garbled := _GARBLED.search(text):
            yield Finding(loc, _filled(_GARBLED_MESSAGE, garbled.group()), _GARBLED_HINT)
            continue
        yield from _suspected(loc, text.strip())
    yield from _said_twice(draft)
    body = draft.source.body
    if is_placeholder(body):
        yield Finding(("body",), _filled(_SAYS_NOTHING[0], body.strip()), _WRITE_IT, place=_place(draft, 0))
    if conflict := _BODY_CONFLICT.search(body):
        yield Finding(("body",), *CONFLICT, place=_place(draft, conflict.start()))
    if lost := _GARBLED.search(body):
        message = _filled(_GARBLED_MESSAGE, lost.group())
        yield Finding(("body",), message, _GARBLED_HINT, Severity.ERROR, _place(draft, lost.start()))


_UNIT_ONCE = Message("数值里不写单位", "leave it out of the value")
_OP_ONCE = Message("比较写在 op 里，数值里只写数", "it is said by `op`: write the number alone")
_WITH_UNIT = re.compile(
    r"(?!(?:19|20)[0-9]{2}年)([0-9]{1,9}(?:\.[0-9]{1,6})?(?:[-~][0-9]{1,9}(?:\.[0-9]{1,6})?)?) ?"
    r"(%|‰|℃|°C?|Ω|(?!e-?[0-9]|[pikx]\Z)[a-zµμΩ][A-Za-zµμΩ0-9/·²³^-]{0,9}|[A-Z][A-Za-z]{1,5}(?:/[a-zA-Z0-9²³]{1,4})?|[VAWNJ]"
    r"|[毫厘公千]?[米克升]|公里|公斤|吨|小时|分钟|秒|天|个月|年|万?元|度|倍|次|台|套|兆?帕|千?牛|千?伏|安|[千兆]?瓦|千?赫兹?)"
)
_BOUND = re.compile(
    "^(?:[≥≤><]=?|不低于|不少于|不小于|不高于|不超过|不大于|大于等于|小于等于|至少|至多) ?(?=[0-9])"
    "|(?<=[0-9 a-zA-Z\u4e00-\u9fff%])及?以[上下内]\\Z"
)
_WRITE_IT = Message("请写正文；暂时没有的，正文留空", "write the body, or leave it empty")


def _said_twice(draft: Draft) -> Iterator[Finding]:
    """A unit or a comparison that stands with its figure, too: 85% with the unit %, ≤300 with `op: le`."""
    for name in ("advantages", "targets"):
        measures: list[Advantage | Target] = [] if name in draft.unsound else getattr(draft.record, name, [])
        for number, measure in enumerate(measures):
            unit = half_width(measure.unit or "")
            value = _BOUND.sub("", half_width(measure.value))
            if unit and value.endswith(unit):
                message = Message(f"单位写了两遍：{measure.value} {unit}", f"{unit} stands twice")
                yield Finding((name, number, "value"), message, _UNIT_ONCE, Severity.WARNING)
            elif parts := _WITH_UNIT.fullmatch(value):
                message = Message(f"单位写在数值里：{measure.value}", f"the unit stands in the value: {measure.value}")
                hint = Message(f'是否想写 value: "{parts[1]}", unit: "{parts[2]}"？', "write it as `unit`")
                yield Finding((name, number, "value"), message, _UNIT_ONCE if unit else hint, Severity.WARNING)
            elif name == "targets" and value != half_width(measure.value):
                message = Message(f"比较写了两遍：{measure.value}", f"the comparison stands twice: {measure.value}")
                yield Finding((name, number, "value"), message, _OP_ONCE, Severity.WARNING)


def _suspected(loc: Loc, text: str) -> Iterator[Finding]:
    if loc[-1] == "url":
        return
    if ENCODED.search(text):
        yield Finding(loc, _filled(AS_ENCODED[0], text), AS_ENCODED[1])
        return
    if is_placeholder(text):
        yield Finding(loc, _filled(_SAYS_NOTHING[0], text), _SAYS_NOTHING[1], Severity.WARNING)
    for suspect in SUSPECTS:
        if (not suspect.fields or loc[0] in suspect.fields) and suspect.pattern.search(text):
            yield Finding(loc, _filled(suspect.message, text), suspect.hint, suspect.severity)


def _filled(message: Message, text: str) -> Message:
    shown = shorten(text)
    return Message(message.zh.replace("{}", shown), message.en.replace("{}", shown))


def _place(draft: Draft, offset: int) -> tuple[int, int]:
    before = draft.source.body[:offset]
    return draft.source.body_line + before.count("\n"), offset - before.rfind("\n")
