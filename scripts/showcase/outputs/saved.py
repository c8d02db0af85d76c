"""saved/: what the page 收藏与对比 fetches when its list is exported."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.derived.views import Output
from showcase.files.sheets import csv_text
from showcase.outputs.form.program import Program


def render_saved() -> Iterator[Output]:
    """saved/table.js: how a text becomes a cell that no spreadsheet runs."""
    program = Program()
    yield "saved/table.js", program.module({"guarded": program.function(csv_text)}).encode()
