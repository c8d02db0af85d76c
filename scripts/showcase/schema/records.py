"""The kinds of record: the one schema authority.

A field is declared once, with all that is true of it, in record.py, achievement.py, demand.py or parts.py: its title
is its label, its description the help that authors read, `About` says what it means to readers and where it stands.
Validation, messages, files, sheets, the form, pages, search, JSON Schema and the guide's tables are made from these
classes. Rules that concern more than one field are in rules/.
"""

from __future__ import annotations

from showcase.schema.achievement import Achievement
from showcase.schema.demand import Demand
from showcase.schema.record import Kind, Record

__all__ = ["FOLDERS", "MODELS", "WORDS", "Achievement", "Demand", "Kind", "Record", "kind_of", "record_path"]

MODELS: dict[Kind, type[Achievement | Demand]] = {"achievement": Achievement, "demand": Demand}
FOLDERS: dict[Kind, str] = {kind: model.FOLDER for kind, model in MODELS.items()}
WORDS: dict[Kind, str] = {kind: model.WORD for kind, model in MODELS.items()}


def kind_of(identifier: str) -> Kind:
    """The kind of record that an id names."""
    return "demand" if identifier.startswith(Demand.LETTER) else "achievement"


def record_path(identifier: str) -> str:
    """Where the record of an id stands, from the root."""
    return f"content/{FOLDERS[kind_of(identifier)]}/{identifier[1:5]}/{identifier}.md"
