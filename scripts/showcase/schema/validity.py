"""How long a record counts as current."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

VALID_DAYS = 365


class Dated(Protocol):
    """What says until when it is valid."""

    @property
    def published(self) -> date: ...
    @property
    def reviewed(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...


def valid_until(record: Dated) -> date:
    """The last day on which the record counts as current: by default 365 days after its review."""
    return record.valid_until or (record.reviewed or record.published) + timedelta(days=VALID_DAYS)
