"""A record that is still right is looked at again: the day of review moves, and validity with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from showcase.files.source import Tree


def renew(day: date, until: date | None = None) -> dict[str, Tree]:
    """The fields that say so; without `until` validity is counted from the review."""
    return {"reviewed": str(day), "valid_until": str(until) if until else None}


def follow_review(data: Mapping[str, Tree], changes: Mapping[str, Tree]) -> dict[str, Tree]:
    """What a new day of review brings with it where nothing is said of the end of validity: the old end falls away."""
    moved = str(changes.get("reviewed") or "") > str(data.get("reviewed") or data.get("published") or "")
    return {"valid_until": None} if moved and data.get("valid_until") and "valid_until" not in changes else {}
