"""What the catalogue puts on the site, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from showcase.derived.views import Output, Views
from showcase.files.stages import Stages
from showcase.outputs.pages import Shell
from showcase.outputs.table import render_pages, render_tools


def render_outputs(theme: Path, shells: Mapping[Shell, str], views: Views) -> Iterator[Output]:
    """All that people use, by path; what other systems read is `feeds.render_feeds`."""
    yield from render_tools(views, Stages(), as_made)
    yield from render_pages(theme, shells, views, Stages(), as_made)


def as_made(path: str, data: bytes) -> Output:
    """A file as it comes, put nowhere."""
    return path, data
