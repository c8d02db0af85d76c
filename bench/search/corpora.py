"""What all engines are given: the demonstration records, or a generated catalogue, as a project and as texts."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus import REPOSITORY, make_catalogue
from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue, load
from showcase.derived.card import build_card
from showcase.outputs.search import search_texts, searched

_HAN_RUN = re.compile("[\u4e00-\u9fff]{2,}")
_LENGTHS = range(2, 7)


@dataclass(frozen=True)
class Corpus:
    """A project at `root` and its catalogue; withdrawn records are left out for every engine."""

    root: Path
    catalogue: Catalogue

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return searched(self.catalogue)

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        """Each record's text by field: what our search indexes and what the peers are given."""
        return {entry.id: search_texts(entry) for entry in self.entries}

    def holding(self, part: str) -> set[str]:
        """The records that hold `part` literally."""
        return {name for name, texts in self.texts.items() if any(part in text for text in texts.values())}


def demonstration(root: Path) -> Corpus:
    """A copy of the project with the records of content/."""
    shutil.copytree(REPOSITORY / "theme", root / "theme")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "scripts").mkdir()
    return Corpus(root, load(root))


def generated(root: Path, records: int) -> Corpus:
    """A catalogue of recombined demonstration records (bench/corpus.py)."""
    return Corpus(root, load(make_catalogue(root, records)))


def draw_parts(corpus: Corpus, number: int, seed: int = 1) -> list[str]:
    """Different substrings of 2 to 6 Chinese characters of titles, keywords and institutions' names, a third each."""
    draw = random.Random(seed)  # noqa: S311  # the same queries every time, no secret
    parts: dict[str, None] = {}
    while len(parts) < number:
        texts = list(_names(draw.choice(corpus.entries)))
        runs = _HAN_RUN.findall(texts[len(parts) % len(texts)])
        if runs:
            parts[_cut(draw, draw.choice(runs))] = None
    return list(parts)


def _names(entry: Entry) -> Iterator[str]:
    yield entry.record.title
    yield "\n".join(entry.record.keywords)
    yield build_card(entry).party


def _cut(draw: random.Random, run: str) -> str:
    length = min(len(run), draw.choice(_LENGTHS))
    start = draw.randrange(len(run) - length + 1)
    return run[start : start + length]
