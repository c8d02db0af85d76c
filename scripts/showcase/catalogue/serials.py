"""The next free number of an agency in a year: one that no branch and no former commit has used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from showcase.catalogue.folders import find_records
from showcase.files.git import ask_git
from showcase.schema.records import FOLDERS, MODELS, Kind, kind_of

HIGHEST = 9999


def id_after(stem: str, highest: int) -> str | None:
    """The id that follows the highest serial in use, for the form too; None when all numbers are used."""
    return f"{stem}-{str(highest + 1).zfill(3)}" if highest < HIGHEST else None


class NoSerialError(Exception):
    """All numbers of the agency and year are used."""


class Serials:
    """Hands out ids below `root`, each once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._numbers: dict[str, set[int]] = {}

    def next_id(self, kind: Kind, year: int, agency: str) -> str:
        """The id after the highest one in use; raises NoSerialError."""
        stem = f"{MODELS[kind].LETTER}{year}-{agency}"
        numbers = self._of(stem)
        following = id_after(stem, max(numbers, default=0))
        if following is None:
            raise NoSerialError(stem)
        numbers.add(int(following.rpartition("-")[2]))
        return following

    def take(self, identifier: str) -> None:
        """An id that is used already, whatever the files say."""
        stem, _, serial = identifier.rpartition("-")
        self._of(stem).add(int(serial))

    def was_used(self, identifier: str) -> bool:
        """Whether a record has or had the id, on any branch."""
        stem, _, serial = identifier.rpartition("-")
        return int(serial) in self._of(stem)

    def _of(self, stem: str) -> set[int]:
        if stem not in self._numbers:
            self._numbers[stem] = set(self._used(kind_of(stem), int(stem[1:5]), stem))
        return self._numbers[stem]

    def _used(self, kind: Kind, year: int, stem: str) -> Iterator[int]:
        """Serials in the names of files, now and ever, and in what records say of former ids."""
        pattern = re.compile(rf"\b{re.escape(stem)}-([0-9]{{3,4}})\b")
        place = f"content/{FOLDERS[kind]}/{year}/{stem}-*"
        texts = [ask_git(self.root, "log", "--all", "--format=", "--name-only", "-z", "--relative", "--", place) or ""]
        for folder in MODELS:
            for path in find_records(self.root, folder):
                texts += [path.name, path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""]
        for text in texts:
            yield from (int(match[1]) for match in pattern.finditer(text))
