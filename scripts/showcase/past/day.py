"""Which day it is: the one clock of all that is made."""

from __future__ import annotations

import errno
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from showcase.files.git import ask_git
from showcase.files.problem import shorten
from showcase.files.years import LAST_YEAR, within_years

SHANGHAI = ZoneInfo("Asia/Shanghai")
SLACK = timedelta(minutes=10)
"""By which the clocks of two machines may differ without anybody being told."""
_LAST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
_LONGEST = timedelta(days=366)
"""Behind the last review of any record it has expired."""
SET_CLOCK = "请校准本机时钟（Linux：timedatectl set-ntp true）"


def today() -> date:
    """The date that decides expiry: SOURCE_DATE_EPOCH (seconds since 1970) if set, else today in Shanghai.

    Raises OSError if what is set is no such number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return within_years(moment.astimezone(SHANGHAI).date())
    except (ValueError, OverflowError):
        said = f"环境变量 SOURCE_DATE_EPOCH 应为 1970 年以来的秒数，至 {LAST_YEAR} 年止，现为 {shorten(epoch or '')}"
        raise OSError(errno.EINVAL, said) from None


def shown_moment(moment: datetime) -> str:
    """To the minute, in Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def seconds_of(said: str | bytes) -> int:
    """When a commit was made, as git tells it: nothing where it cannot read the time, or one that no calendar has."""
    return min(int(said or 0), _LAST)


def check_clock(root: Path, now: datetime) -> str | None:
    """What to say of a clock before the newest commit of `root`, or so far behind it that every record has expired.

    Nothing where SOURCE_DATE_EPOCH is the clock.
    """
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return None
    told = (ask_git(root, "log", "-1", "--format=%ct %h") or "").strip().split(" ")
    if len(told) == 1:
        return None
    made = datetime.fromtimestamp(seconds_of(told[0]), UTC)
    if now - made > _LONGEST:
        return (
            f"警告：本机时钟 {shown_moment(now)} 比最新提交 {told[1]} 的时间 {shown_moment(made)} 晚"
            f" {(now - made).days} 天，记录的有效期最长 365 天，全都会过期、退出列表。时钟不对的，{SET_CLOCK}"
            "后重新生成；确实这么久没有改动的，请先复核：showcase renew。"
        )
    if made <= now + SLACK:
        return None
    return (
        f"警告：本机时钟 {shown_moment(now)} 早于最新提交 {told[1]} 的时间 {shown_moment(made)}。"
        f"有效期和截止日期按本机的日子判断：{SET_CLOCK}后重新生成；时钟不错、是那次提交的时间不对，可以不管。"
    )
