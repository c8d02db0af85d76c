"""What is true of a field beside its type, its label and its help to authors: said once, beside the field.

Files, sheets, the form, pages, search and the documents of the API read it; `shapes.py` walks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FormSection = Literal["basic", "class", "owner", "measures", "ip", "money", "review", "rest"]
"""Sections of the form (titles in pages/form.py); `rest` comes last, folded."""
PagePlace = Literal["own", "facts"]
"""Where it stands on a record's page: in a place of its own, which record.html draws, or among the facts."""
Searched = Literal["title", "keywords", "summary", "names", "details", "codes", "pinyin"]
"""Fields of the search index (outputs/search/index.py says what each weighs)."""
Absent = Literal["page", "search", "request"]
"""Outputs that a field may be kept out of: a record's page, the search, the forge's forms of request."""


@dataclass(frozen=True)
class About:
    """`en` is the meaning in English; all else has a default that serves a new field.

    `meaning` is the label for readers where it is not that for authors; what follows its first comma is a note.
    `after` is the field above it in a file, by default the one declared before it. `form_help` is said in the form in
    place of the help that speaks of codes and keys; `form_rank` puts it before (below nought) or behind its neighbours
    in a section. `search` are the index fields that hold its text; by default codes are found by their labels as
    names, texts as details, and days, numbers and flags, by which one filters and sorts, not at all. `later`: nobody is
    asked for it in a new record, it follows from others or comes later in its life. `absent` says why an output does
    not have it.
    """

    en: str
    meaning: str = ""
    after: str = ""
    form: FormSection = "rest"
    form_help: str | None = None
    form_rank: int = 0
    page: PagePlace = "facts"
    search: tuple[Searched, ...] | None = None
    later: bool = False
    absent: Mapping[Absent, str] = field(default_factory=dict)
