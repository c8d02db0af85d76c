"""Which ids are in use, short enough for the form; what it does with them is compiled from here.

For each stem of an id (`a2026-lanhai`) the serials in use, former ids included: `001-014,016`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from showcase.catalogue.load import Catalogue
from showcase.catalogue.serials import id_after
from showcase.schema.records import MODELS, Kind

_LETTERS: dict[Kind, str] = {kind: model.LETTER for kind, model in MODELS.items()}


def build_taken(catalogue: Catalogue) -> dict[str, str]:
    serials: dict[str, list[str]] = {}
    for identifier in sorted(catalogue.by_id):
        stem, _, serial = identifier.rpartition("-")
        serials.setdefault(stem, []).append(serial)
    return {stem: ",".join(_joined(found)) for stem, found in serials.items()}


def _joined(serials: list[str]) -> Iterator[str]:
    start = last = serials[0]
    for serial in [*serials[1:], ""]:
        if serial and len(serial) == len(last) and int(serial) == int(last) + 1:
            last = serial
            continue
        yield start if start == last else f"{start}-{last}"
        start = last = serial


def is_taken(taken: Mapping[str, str], identifier: str) -> bool:
    """Whether the very id is in use: 0016 is not 016."""
    stem, _, serial = identifier.rpartition("-")
    if not re.fullmatch(r"[0-9]+", serial):
        return False
    number = int(serial)
    return any(
        len(first) == len(serial) and int(first) <= number and number <= int(last)  # noqa: PLR1716  # not compiled
        for first, last in _ranges(taken, stem)
    )


def free_id(taken: Mapping[str, str], kind: Kind, year: str, agency: str) -> str | None:
    """The id after the highest one in use; None where an agency's code cannot stand in one, or all are used."""
    if not re.fullmatch(r"[a-z0-9]{2,12}", agency):
        return None
    stem = f"{_LETTERS[kind]}{year}-{agency}"
    return id_after(stem, max([0, *(int(last) for _first, last in _ranges(taken, stem))]))


def _ranges(taken: Mapping[str, str], stem: str) -> list[tuple[str, str]]:
    parts = taken.get(stem, "").split(",")
    return [(part.partition("-")[0], part.rpartition("-")[2]) for part in parts if part]
