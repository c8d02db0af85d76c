"""What a run has brought, by the source's own changes.json."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from showcase.schema.fields import RECORD_ID

HEAD = "api/v1/changes.json"

News = dict[str, list[str]]
"""Ids by what happened to them."""


class _Change(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: Annotated[str, Field(pattern=RECORD_ID)]
    op: Annotated[str, Field(pattern="^[a-z]{1,20}$")]
    modified: datetime
    sha256: str | None = None
    commit: str | None = None


class _Changes(BaseModel):
    settled: datetime | None = None
    next_url: str | None = None
    items: list[_Change]


def build_news(before: Path, after: Path, site: str) -> News | None:
    """The ids that changed between two versions, by what happened last to each, as a consumer reads it.

    Reads newest first until what was settled in the version before. None where the source tells no changes.
    """
    try:
        held = _load(before / HEAD)
        if not held or not (after / HEAD).is_file():
            return None
        known = set(_recent(before, site, held.settled))
        news: News = {}
        seen: set[str] = set()
        for change in _recent(after, site, held.settled):
            if change not in known and change.id not in seen:
                seen.add(change.id)
                news.setdefault(change.op, []).append(change.id)
    except ValidationError:
        return None
    return news


def _recent(version: Path, site: str, settled: datetime | None) -> Iterator[_Change]:
    """Changes that are not older than `settled`, newest first."""
    path = HEAD
    seen: set[str] = set()
    while path not in seen and (page := _load(version / path)):
        seen.add(path)
        for change in page.items:
            if settled and change.modified < settled:
                return
            yield change
        path = (page.next_url or HEAD).removeprefix(site)


def _load(path: Path) -> _Changes | None:
    return _Changes.model_validate_json(path.read_bytes()) if path.is_file() else None
