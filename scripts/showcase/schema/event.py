"""Event: a roadshow or a meeting at which records are shown, one item of content/events.yml."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from showcase.files.problem import Message
from showcase.schema.codes import TermCode
from showcase.schema.fields import Date, Flag, Line, Model, RecordId, fail, quoted
from showcase.schema.terms import Contact
from showcase.schema.vocabulary import TermOf

_HOURS = re.compile(r"(\d{1,2}:[0-5]\d)\s?[-–—~～至]\s?(\d{1,2}:[0-5]\d)")
_DAY = 24


def _hours(value: object) -> str:
    """9:30 - 11:30 → 9:30–11:30."""
    parts = _HOURS.fullmatch(str(value).replace("：", ":"))
    if parts is None or any(int(one.partition(":")[0]) >= _DAY for one in parts.groups()):
        fail(
            Message(
                f"应写作 9:30–11:30，现为 {quoted(str(value))}", f"must be as 9:30–11:30, found {quoted(str(value))}"
            ),
            Message(
                "只写几点到几点，24 小时制；别的写进 summary", "two times of the day; all else goes into `summary`"
            ),
        )
    return f"{parts[1]}–{parts[2]}"


class Event(Model):
    """Days are those of Shanghai; a code stands in the address and is never changed or used again."""

    code: Annotated[TermCode, Field(title="代码", description="写在网址里，如 marine-bio-2026-12；用过不改、不重用")]
    title: Annotated[
        Line, Field(title="名称", description="4–60 字，如 海洋生物制品专场对接会", min_length=4, max_length=60)
    ]
    summary: Annotated[Line | None, Field(title="简介", description="一两句话，谁来、看什么", max_length=300)] = None
    date: Annotated[Date, Field(title="日期", description="举办的日期，如 2026-12-08；几天的写第一天")]
    until: Annotated[Date | None, Field(title="最后一天", description="几天的写最后一天")] = None
    hours: Annotated[
        Annotated[str, BeforeValidator(_hours)] | None,
        Field(title="时间", description='如 "9:30–11:30"；24 小时制'),
    ] = None
    state: Annotated[
        Literal["planned", "cancelled", "held"],
        Field(title="状态", description="planned 计划举办、cancelled 已取消、held 已举办"),
    ] = "planned"
    district: Annotated[str, TermOf("districts"), Field(title="区（市）", description="举办地的区（市）代码")]
    place: Annotated[Line, Field(title="地点", description="到楼层和会议室，如 某某大厦三层会议室", max_length=100)]
    organiser: Annotated[TermCode, Field(title="主办", description="服务机构或持有单位的代码")]
    records: Annotated[
        list[RecordId],
        Field(title="展示的记录", description="编号，按展示的先后，如 [a2026-lanhai-001]", max_length=200),
    ] = []
    contact: Annotated[
        Contact | None, Field(title="报名联系", description="部门、固定电话、邮箱；默认用主办机构的")
    ] = None
    demo: Annotated[Flag, Field(title="演示数据", description="仅随软件附带的虚构示例为 true")] = False
