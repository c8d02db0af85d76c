"""Rules of how a record speaks: figures instead of praise, and nothing left of the outline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.problem import Loc, Message, Severity
from showcase.rules.engine import Draft, Finding, rule
from showcase.schema.records import Achievement
from showcase.schema.vocabulary import Vocabularies

PENDING = "待补。"
"""What an outline has where something is to be written."""

_BOAST = re.compile(
    r"(?:国际|世界|全球|国内|行业|业内)(?:领先|先进|首创|首家|首台|第一|一流|最[高好优强])|首创|填补[^。，；\n]{0,8}空白|独一无二"
)


@rule()
def check_outline(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """正文要写完，不留提纲里的“待补。”。
    The body is written to its end: nothing is left as the outline has it."""
    for number, line in enumerate(draft.source.body.split("\n")):
        if line.strip() == PENDING:
            message = Message(f"正文还没有写完，这里是“{PENDING}”", "the body is not finished here")
            hint = Message("请写完，或删去这一节", "write it, or take the section out")
            yield Finding(("body",), message, hint, Severity.WARNING, (draft.source.body_line + number, 1))


@rule("title", "summary")
def check_boast(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """名称、简介和优势指标不写“国际领先”“首创”一类的话，写数字和对照。
    Title, summary and advantages give figures and what they are compared with, no praise."""
    for loc, text in _claims(draft):
        if found := _BOAST.search(text):
            message = Message(f"“{found.group()}”说不清好多少", f"{found.group()} does not tell by how much")
            hint = Message("请改写成数值、单位和对照，或删去", "give a value, a unit and a baseline, or leave it out")
            yield Finding(loc, message, hint, Severity.WARNING)


def _claims(draft: Draft) -> Iterator[tuple[Loc, str]]:
    yield ("title",), draft.record.title
    yield ("summary",), draft.record.summary
    if isinstance(draft.record, Achievement) and "advantages" not in draft.unsound:
        for index, item in enumerate(draft.record.advantages):
            yield ("advantages", index, "value"), item.value
            yield ("advantages", index, "baseline"), item.baseline or ""
