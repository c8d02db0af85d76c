"""The rule that keeps an invention new until it is filed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.problem import Message, Severity, shorten
from showcase.rules.engine import DraftOf, Finding, rule
from showcase.rules.privacy import is_cleared
from showcase.schema.records import Achievement
from showcase.schema.vocabulary import Vocabularies

TELLING = 2
"""So many different signs of a method in the body are taken for a description of it."""

# Bounded in every part: two unbounded runs beside each other cost quadratic time, three cubic.
_NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_QUANTITY = rf"(?:{_NUMBER}\s?[-~～—–至]\s?)?{_NUMBER}\s{{0,3}}"
_SIGNS = (
    r"配方|配比|质量比|体积比|摩尔比|重量份|质量份|按比例",
    r"制备方法|制备步骤|具体步骤|操作步骤|工艺步骤|工艺流程|工艺参数|技术路线|实施例|算法流程|第[一二三]步",
    r"搅拌|滴加|加热至|升温至|降温至|保温|煅烧|烧结|退火|烘干|浸渍|离心|过滤后|蒸馏|水洗|酸洗|溶于|混匀|静置|接种量",
    _QUANTITY + r"(?:℃|°C|摄氏度|MPa|rpm|r/min|转/分)[^。\n]{0,30}?" + _QUANTITY + r"(?:小时|分钟|min\b|h\b)",
    r"(?:加入|添加|投加|掺入)[^。，；\n]{0,20}?" + _QUANTITY + r"(?:%|％|g|kg|mg|mL|克|千克|毫升|份)",
    r"(?:损失函数|网络层数|卷积核|学习率|训练轮数|结构如图|电路如图|伪代码)",
)
_METHOD = tuple(re.compile(sign) for sign in _SIGNS)


@rule("ip", "disclosure", kind="achievement")
def check_novelty(draft: DraftOf[Achievement], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """知识产权未申请（unfiled）的，正文不写做法，公开即丧失新颖性；审查可公开的写入 disclosure.cleared。
    With unfiled IP the body does not tell the method, which would no longer be new (Patent Law, art. 22 and 24),
    unless `disclosure.cleared` names the review that lets it."""
    told = _told(draft.source.body)
    if len(told) < TELLING:
        return
    phrases = "、".join(f"“{shorten(text)}”" for text in told)
    for index, item in enumerate(draft.record.ip):
        if item.status == "unfiled" and not is_cleared(draft, item.title):
            message = Message(
                f"尚未申请，而正文像是写出了做法：{phrases}",
                f"is not filed, yet the body seems to tell the method: {phrases}",
            )
            yield Finding(("ip", index), message, _HINT, Severity.WARNING)


def _told(body: str) -> list[str]:
    """The first words of each kind that tell a method."""
    return [" ".join(match.group().split()) for sign in _METHOD if (match := sign.search(body))]


_HINT = Message(
    "先申请再公开，或正文只写效果；审查认定可以公开的，把这项知识产权的名称和依据写入 disclosure.cleared",
    "file first, or tell the effect only; a review that lets it be public is named in `disclosure.cleared`",
)
