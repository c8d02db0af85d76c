"""Rules of what came of a record after its publication."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.problem import Message, Severity
from showcase.rules.common import CASE_STATUSES, not_before_published
from showcase.rules.engine import Draft, Finding, rule
from showcase.schema.terms import ProgressKind
from showcase.schema.vocabulary import Vocabularies


@rule("progress", "published", dated=True)
def check_progress(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """对接进展按日期先后写，不早于发布日期，不晚于今天。
    Steps of `progress` stand in the order of their days, none before publication and none after today."""
    last = draft.record.published
    for number, step in enumerate(draft.record.progress):
        loc = ("progress", number, "date")
        if step.date < draft.record.published:
            yield Finding(loc, *not_before_published(step.date, draft.record.published))
        elif step.date > draft.as_of:
            message = Message(
                f"晚于今天（{draft.as_of}），现为 {step.date}", f"is after today ({draft.as_of}), found {step.date}"
            )
            # A warning, as of other days to come: yesterday's catalogue can be built again from today's files.
            yield Finding(loc, message, Message("只写已经发生的进展", "give what has happened only"), Severity.WARNING)
        elif step.date < last:
            message = Message(
                f"早于前一步的日期 {last}，现为 {step.date}", f"is before the step above, {last}, found {step.date}"
            )
            yield Finding(loc, message, Message("请按先后次序排列", "put the steps in order"))
        else:
            last = step.date


@rule("progress")
def check_stop_reason(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """中止须写原因，其他进展不写。
    A step that stops has a `reason`, others have none."""
    for number, step in enumerate(draft.record.progress):
        stops = vocabularies.progress_kinds[step.kind].stops
        if stops and step.reason is None:
            message = Message("中止须写原因", "a stop must have its reason")
            hint = Message("请补原因，如 成熟度不够", "say why, in a code of stop-reasons")
            yield Finding(("progress", number), message, hint)
        if not stops and step.reason is not None:
            message = Message("只有中止才写原因", "only a stop has a reason")
            yield Finding(("progress", number, "reason"), message, Message("请删去", "remove it"))


@rule("progress", "status")
def check_progress_status(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """状态须与最近一次签约、落地或中止相符；已签约、已落地而进展里没有签约的，提醒补记。
    The status must agree with the last step that decides; a contract that the steps do not know is worth a note."""
    allowed: list[str] = []
    decided = ""
    concluded = False
    status = draft.record.status
    for step in draft.record.progress:
        kind = vocabularies.progress_kinds[step.kind]
        after = _after(kind, draft)
        if after:
            allowed = [*allowed, *[code for code in after if code not in allowed]] if kind.stops else after
            decided = kind.label
            concluded = concluded or status in after
    if decided and status not in allowed:
        message = Message(
            f"进展已到“{decided}”，状态应为 {'、'.join(allowed)} 之一，现为 {status}",
            f"after the last step it must be one of {', '.join(allowed)}, found {status}",
        )
        yield Finding(("status",), message, Message("请改状态，或补上后来的进展", "change it, or add what came later"))
    elif (
        draft.record.progress and draft.kind == "achievement" and status in CASE_STATUSES[draft.kind] and not concluded
    ):
        message = Message(f"状态是 {status}，进展里没有签约或落地", f"is {status}, but no step says how it came about")
        yield Finding(("progress",), message, Message("请补记日期", "add the step"), Severity.WARNING)


def _after(kind: ProgressKind, draft: Draft) -> list[str]:
    """The statuses that may follow."""
    return kind.achievement if draft.kind == "achievement" else kind.demand


@rule("status", "outcome")
def check_outcome(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """成交情况只写在已签约、已落地的成果和已解决的需求里。
    `outcome` goes only with the status signed, landed or resolved."""
    wanted = CASE_STATUSES[draft.kind]
    if draft.record.outcome and draft.record.status not in wanted:
        message = Message(
            f"写了成交情况，但状态是 {draft.record.status}，不是 {' 或 '.join(wanted)}",
            f"is given, but the status is {draft.record.status}, not {' or '.join(wanted)}",
        )
        yield Finding(("outcome",), message, Message("请改状态或删去本字段", "change the status or remove it"))
