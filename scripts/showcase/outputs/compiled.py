"""What Python decides and browsers must decide alike, as ES modules that the theme's scripts import."""

from __future__ import annotations

from showcase.files.guarded import csv_text
from showcase.files.kept import recall
from showcase.outputs.form import render_gate, render_rules
from showcase.outputs.form.program import Program
from showcase.outputs.form.sheet import render_sheet_module
from showcase.schema.vocabulary import Vocabularies


def render_modules(vocabularies: Vocabularies) -> dict[str, str]:
    """By path from the site's root, which is where the scripts' imports place them."""
    return recall(
        "modules",
        vocabularies.digest,
        lambda: {
            "submit/rules.js": render_rules(vocabularies),
            "submit/gate.js": render_gate(),
            "submit/sheet.js": render_sheet_module(),
            "saved/table.js": render_table(),
        },
    )


def render_table() -> str:
    """How a text becomes a cell that no spreadsheet runs."""
    program = Program()
    return program.module({"guarded": program.function(csv_text)})
