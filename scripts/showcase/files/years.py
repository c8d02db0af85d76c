"""The years that a catalogue knows."""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 1949, 2199
"""No record is of another time; dates far from it break the arithmetic of validity and of time zones."""


def within_years(day: date) -> date:
    """The day; raises ValueError where it lies beyond."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(str(day))
    return day
