"""Rules of demands."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.problem import Message
from showcase.rules.common import not_before_published
from showcase.rules.engine import DraftOf, Finding, rule
from showcase.schema.records import Demand
from showcase.schema.vocabulary import Vocabularies


@rule("demander", kind="demand")
def check_demander(draft: DraftOf[Demand], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """公开的需求方写 name 不写 description；不公开的写 description 不写 name。
    A disclosed demander has a `name`, an undisclosed one a `description`, never both."""
    demander = draft.record.demander
    present, absent = ("name", "description") if demander.disclosed else ("description", "name")
    if getattr(demander, present) is None:
        message = Message(f"缺少 {present}", f"{present} is missing")
        hint = Message("公开写 name，不公开写 description", "`name` if disclosed, else `description`")
        yield Finding(("demander",), message, hint)
    if getattr(demander, absent) is not None:
        state = "公开" if demander.disclosed else "不公开"
        message = Message(f"{state}的需求方不写 {absent}", f"{absent} does not go with disclosed: {demander.disclosed}")
        yield Finding(("demander", absent), message, Message("请删去，以免泄露", "remove it, lest it leak"))


@rule("deadline", "published", kind="demand")
def check_deadline(draft: DraftOf[Demand], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """截止日期不得早于发布日期。
    `deadline` must not precede `published`."""
    if draft.record.deadline < draft.record.published:
        yield Finding(("deadline",), *not_before_published(draft.record.deadline, draft.record.published))


@rule("status", "resolution", "published", kind="demand")
def check_resolution(draft: DraftOf[Demand], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """状态为 resolved 时须写 resolution，其他状态不写；解决不早于发布。
    `resolution` must be given exactly if the status is resolved, and not before publication."""
    record = draft.record
    if record.status == "resolved" and record.resolution is None:
        message = Message("已解决的需求须写 resolution", "a resolved demand must have `resolution`")
        yield Finding(("status",), message, Message("请补 resolution.date，如 2026-10-30", "add it below"))
    if record.resolution is None:
        return
    if record.status != "resolved":
        message = Message(
            f"写了解决情况，但状态是 {record.status}，不是 resolved", f"is given, but the status is {record.status}"
        )
        yield Finding(("resolution",), message, Message("请改状态或删去本字段", "change the status or remove it"))
    if record.resolution.date < record.published:
        yield Finding(("resolution", "date"), *not_before_published(record.resolution.date, record.published))
