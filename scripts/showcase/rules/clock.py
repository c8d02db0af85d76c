"""Commits dated on a day that is to come."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.files.problem import Message, Problem, Severity
from showcase.past.day import SET_CLOCK
from showcase.past.history import History

_FEWEST = 3


def is_behind(history: History) -> bool:
    """Whether the last steps, some of them at least, are all of days to come: not their clocks are wrong, but ours."""
    ahead = [revision for revision, _day in history.ahead]
    return len(ahead) >= _FEWEST and list(history.revisions[-len(ahead) :]) == ahead


def check_clock(history: History) -> Iterator[Problem]:
    """提交的日期不晚于今天；晚于今天的，是提交时电脑的时钟错了，按它前一次提交的时间计。
    No commit is dated after today: else the clock was wrong, and it counts as made with the one before it."""
    if is_behind(history):
        _, day = history.ahead[-1]
        times = len(history.ahead)
        message = Message(
            f"最近 {times} 次提交的日期都晚于今天，最晚的是 {day}：多半是本机时钟慢了",
            f"the last {times} commits are all dated after today, up to {day}: this machine's clock seems to be behind",
        )
        hint = Message(f"{SET_CLOCK}；日期晚于今天的记录这里不逐条提醒", "set this machine's clock")
        yield Problem("content", 1, 1, Severity.WARNING, "clock", (), message, hint)
        return
    for revision, day in history.ahead:
        sha = revision.commit.sha[:8]
        message = Message(
            f"提交 {sha} 的日期是 {day}，晚于今天，目录和专报按它前一次提交的时间计",
            f"commit {sha} is dated {day}, after today; it counts as made with the one before it",
        )
        hint = Message("请核对提交所用电脑的时钟；已合并的提交不必改", "set that clock; leave the commit")
        yield Problem(min(revision.blobs, default="content"), 1, 1, Severity.WARNING, "clock", (), message, hint)
