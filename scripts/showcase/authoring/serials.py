"""The next free number of an agency in a year: one that no branch and no former commit has used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from showcase.catalogue.folders import find_records
from showcase.files.git import ask_git
from showcase.schema.records import FOLDERS, MODELS, Kind

HIGHEST = 9999


class NoSerialError(Exception):
    """All numbers of the agency and year are used."""


class Serials:
    """Hands out ids below `root`, each once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.highest: dict[str, int] = {}

    def next_id(self, kind: Kind, year: int, agency: str) -> str:
        """The id after the highest one in use; raises NoSerialError."""
        stem = f"{kind[0]}{year}-{agency}-"
        if stem not in self.highest:
            self.highest[stem] = max(self._used(kind, year, stem), default=0)
        if self.highest[stem] >= HIGHEST:
            raise NoSerialError(stem)
        self.highest[stem] += 1
        return f"{stem}{self.highest[stem]:03d}"

    def take(self, identifier: str) -> None:
        """An id that is used already, whatever the files say."""
        stem, _, serial = identifier.rpartition("-")
        if f"{stem}-" in self.highest:
            self.highest[f"{stem}-"] = max(self.highest[f"{stem}-"], int(serial))

    def _used(self, kind: Kind, year: int, stem: str) -> Iterator[int]:
        """Serials in the names of files, now and ever, and in what records say of former ids."""
        pattern = re.compile(rf"\b{re.escape(stem)}([0-9]{{3,4}})\b")
        place = f"content/{FOLDERS[kind]}/{year}/{stem}*"
        texts = [ask_git(self.root, "log", "--all", "--format=", "--name-only", "-z", "--relative", "--", place) or ""]
        for folder in MODELS:
            for path in find_records(self.root, folder):
                texts += [path.name, path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""]
        for text in texts:
            yield from (int(match[1]) for match in pattern.finditer(text))
