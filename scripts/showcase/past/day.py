"""Which day it is: the one clock of all that is made."""

from __future__ import annotations

import errno
import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from showcase.files.problem import shorten

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The date that decides expiry: SOURCE_DATE_EPOCH (seconds since 1970) if set, else today in Shanghai.

    Raises OSError if what is set is no such number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return moment.astimezone(SHANGHAI).date()
    except (ValueError, OverflowError):
        said = f"环境变量 SOURCE_DATE_EPOCH 应为 1970 年以来的秒数，现为 {shorten(epoch or '')}"
        raise OSError(errno.EINVAL, said) from None
